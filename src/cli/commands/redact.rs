//! `tactful redact`: take private values out of a file and keep its structure.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;

use clap::{Args, FromArgMatches, ValueEnum};

use crate::cli::arguments::RuleArgs;
use crate::cli::projects::{Projects, unreadable};
use crate::cli::sink::Sink;
use crate::cli::{Exit, Stop, Subcommand, complain};
use crate::config::Config;
use crate::error::Error;
use crate::fix::{
    Key, Method, Redaction, Scope, redact_csv, redact_json, redact_jsonl, redact_text,
};
use crate::read;

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "redact",
    about: "Take private values out of a text or an export and keep its structure",
    arguments: RedactArgs::augment_args,
    run: |matches| run(&RedactArgs::from_arg_matches(matches)?),
};

/// Bytes looked at to tell what standard input holds.
const PEEK: usize = 64 * 1024;

// What was typed. No doc comment: clap would show it.
#[derive(Debug, Args)]
struct RedactArgs {
    /// The file; standard input when it is left out or `-`
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// What stands where a private value stood
    #[arg(long, value_name = "MODE", default_value = "replace")]
    mode: Mode,
    /// The secret key of --mode hash, at least 16 bytes [default: TACTFUL_PRIVACY_KEY, then key-file in tactful.toml]
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// Use this configuration instead of looking for tactful.toml
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    no_config: bool,
    /// The structure to keep, instead of looking at name and content
    #[arg(long = "as", value_name = "STRUCTURE")]
    structure: Option<Structure>,
    /// What separates the cells of a CSV file [default: what its first line uses]
    #[arg(long, value_name = "CHARACTER")]
    delimiter: Option<char>,
    /// How far the numbers of [CARD_1] reach: one conversation is the whole file, or each record
    #[arg(long, value_name = "WHAT", default_value = "record")]
    scope: Reach,
    /// Write to a file, which appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Say on standard error how many values were taken out
    #[arg(long)]
    count: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Mode {
    /// A tag such as [CARD_1]
    Replace,
    /// Asterisks
    Mask,
    /// A tag with a keyed hash, the same for the same value
    Hash,
    /// Nothing
    Remove,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Structure {
    /// Nothing but words
    Text,
    /// One JSON document
    Json,
    /// One JSON value a line
    Jsonl,
    /// Rows below a header
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Reach {
    /// The whole file
    File,
    /// Each line or row
    Record,
}

fn run(arguments: &RedactArgs) -> Result<Exit, Stop> {
    let config = project(arguments)?;
    let method = method(arguments.mode, config.privacy.key.as_ref())?;
    let (name, source): (String, Box<dyn io::Read>) = match arguments.path.as_deref() {
        Some(path) if path.as_os_str() != "-" => {
            let file = File::open(path).map_err(|error| unreadable(path, &error))?;
            (path.display().to_string(), Box::new(file))
        }
        _ => (String::from("<stdin>"), Box::new(io::stdin())),
    };
    let mut input = BufReader::with_capacity(PEEK, source);
    let start = input
        .fill_buf()
        .map_err(|error| Error::io(format!("cannot be read: {error}")).in_source(&*name))?;
    let structure = arguments
        .structure
        .unwrap_or_else(|| structure(&name, start));
    let delimiter = match arguments.delimiter {
        Some(given) => u8::try_from(given)
            .map_err(|_| Error::config("the delimiter of CSV is one ASCII character"))?,
        None => delimiter(start),
    };
    let scope = match arguments.scope {
        Reach::File => Scope::File,
        Reach::Record => Scope::Record,
    };
    let mut redaction = Redaction::new(method, config.private_settings()?);
    let mut sink = Sink::open(arguments.output.as_deref())?;
    let mut out = Through {
        sink: &mut sink,
        stop: None,
    };
    let done = match structure {
        Structure::Text => redact_text(input, &mut out, &mut redaction),
        Structure::Json => redact_json(input, &mut out, &mut redaction),
        Structure::Jsonl => redact_jsonl(input, &mut out, scope, &mut redaction),
        Structure::Csv => redact_csv(input, &mut out, delimiter, scope, &mut redaction),
    };
    if let Some(stop) = out.stop {
        return Err(stop);
    }
    done.map_err(|error| error.in_source(&*name))?;
    sink.finish()?;
    if arguments.count {
        complain(&format!("{} private values taken out", redaction.count()));
    }
    Ok(Exit::Clean)
}

/// What the nearest project says of private values, and the key of the command line or the environment before its own.
fn project(arguments: &RedactArgs) -> Result<Config, Error> {
    let projects = Projects::new(&RuleArgs {
        config: arguments.config.clone(),
        no_config: arguments.no_config,
        key_file: arguments.key_file.clone(),
        ..RuleArgs::default()
    })?;
    let path = arguments.path.as_deref();
    let place = projects.place(path.filter(|path| path.as_os_str() != "-"))?;
    Ok(projects.config(&place, None))
}

fn method(mode: Mode, key: Option<&Key>) -> Result<Method, Error> {
    Ok(match (mode, key) {
        (Mode::Replace, _) => Method::Replace,
        (Mode::Mask, _) => Method::Mask,
        (Mode::Remove, _) => Method::Remove,
        (Mode::Hash, Some(key)) => Method::Hash(key.clone()),
        (Mode::Hash, None) => {
            return Err(Error::config("--mode hash needs a key").help(
                "give it with --key-file, in TACTFUL_PRIVACY_KEY, or as key-file under [privacy] in tactful.toml",
            ));
        }
    })
}

/// What a file holds, by its name and its beginning.
fn structure(name: &str, start: &[u8]) -> Structure {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "jsonl" | "ndjson" => return Structure::Jsonl,
        "json" => return Structure::Json,
        "csv" | "tsv" => return Structure::Csv,
        "txt" | "md" | "html" | "eml" => return Structure::Text,
        _ => {}
    }
    // A cut last line would make JSON lines look like none.
    let whole = start
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(start, |end| &start[..=end]);
    match start.trim_ascii_start().first() {
        Some(b'{' | b'[') if read::detect(name, whole) == Some(read::Format::Jsonl) => {
            Structure::Jsonl
        }
        Some(b'{' | b'[') => Structure::Json,
        _ => Structure::Text,
    }
}

/// What the first line uses most.
fn delimiter(start: &[u8]) -> u8 {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or(start);
    let bare = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
    if let Some([named, ..]) = bare.strip_prefix(b"sep=")
        && named.is_ascii_punctuation() | (*named == b'\t')
    {
        return *named;
    }
    let uses = |delimiter: u8| line.iter().filter(|byte| **byte == delimiter).count();
    // The last of equals wins, so that a file of one column has commas.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|delimiter| uses(*delimiter))
        .unwrap_or(b',')
}

/// A sink as a writer that remembers why it could not write.
struct Through<'s> {
    sink: &'s mut Sink,
    stop: Option<Stop>,
}

impl Through<'_> {
    fn kept(&mut self, done: Result<(), Stop>) -> io::Result<()> {
        done.map_err(|stop| {
            self.stop = Some(stop);
            io::Error::other("stopped")
        })
    }
}

impl Write for Through<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.sink.write(bytes);
        self.kept(done).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.sink.flush();
        self.kept(done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structures_are_told_apart() {
        for (name, start, expected) in [
            ("a.json", "", Structure::Json),
            ("a.NDJSON", "", Structure::Jsonl),
            ("a.txt", "{}", Structure::Text),
            ("<stdin>", "Dear Ana", Structure::Text),
            ("<stdin>", " {\"a\": 1}", Structure::Json),
            (
                "<stdin>",
                "{\"draft\": \"a\"}\n{\"draft\": \"b\"}\n{\"dra",
                Structure::Jsonl,
            ),
        ] {
            assert_eq!(
                structure(name, start.as_bytes()),
                expected,
                "{name} {start}"
            );
        }
        for (line, expected) in [
            ("a,b", b','),
            ("a;b,c;d", b';'),
            ("a\tb", b'\t'),
            ("a", b','),
            ("sep=|\r\na|b", b'|'),
        ] {
            assert_eq!(delimiter(line.as_bytes()), expected);
        }
    }
}
