//! From what was typed to pieces of work: one text, one file, or one block of a stream of JSON lines.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use super::Stop;
use super::arguments::InputArgs;
use super::projects::unreadable;
use crate::config::FILE_NAME;
use crate::error::Error;
use crate::read::{self, Format};

/// What standard input is called.
pub(crate) const STDIN: &str = "<stdin>";

/// What a draft typed as an argument is called.
const TYPED: &str = "<text>";

/// Bytes of a block of JSON lines. Big enough that threads seldom meet, small enough that a few fit any memory.
const BLOCK: usize = 128 * 1024;

/// One piece of work.
#[derive(Debug)]
pub(crate) enum Piece {
    /// Bytes that are already here.
    Whole {
        /// Name in reports.
        name: String,
        /// Path that decides the configuration; `None` for the working folder's.
        path: Option<PathBuf>,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// A file that is read when its turn comes.
    File {
        /// The file.
        path: PathBuf,
        /// Whether it was named, and not met on a walk: what is named must hold drafts.
        is_named: bool,
    },
    /// Whole lines of a stream.
    Lines {
        /// Name in reports.
        name: String,
        /// Path that decides the configuration.
        path: Option<PathBuf>,
        /// The lines.
        bytes: Vec<u8>,
        /// Lines and bytes before them.
        base: (usize, usize),
    },
    /// Something that could not be read.
    Failed(Error),
}

/// How files of JSON lines are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Into blocks of lines, so that a stream of any length fits the memory.
    Blocks,
    /// Not at all: the file is to be written back.
    Whole,
}

/// Everything that was named, in order; folders are walked as git sees them, sorted by name.
pub(crate) fn pieces(arguments: &InputArgs, cut: Cut) -> Result<Pieces, Stop> {
    let mut pending = Vec::new();
    if let Some(text) = &arguments.text {
        pending.push(Pending::Text(text.clone()));
    }
    for path in &arguments.paths {
        if path.as_os_str() == "-" {
            pending.push(Pending::Stdin);
        } else if path.is_dir() {
            let files = walk(path)?;
            if files.is_empty() {
                return Err(Error::input("there is no file to check in this folder")
                    .in_source(path.display().to_string())
                    .help("hidden files and what .gitignore names are left out; name such a file to check it")
                    .into());
            }
            pending.extend(files.into_iter().map(|path| Pending::File(path, false)));
        } else {
            pending.push(Pending::File(path.clone(), true));
        }
    }
    if pending.is_empty() {
        if io::stdin().is_terminal() {
            return Err(Error::input("there is nothing to check")
                .help("name a file or a folder, write `--text \"…\"`, or pipe a draft in: echo \"…\" | tactful check -")
                .into());
        }
        pending.push(Pending::Stdin);
    }
    if 1 < pending
        .iter()
        .filter(|piece| matches!(piece, Pending::Stdin))
        .count()
    {
        return Err(Error::config(
            "`-` is named more than once; standard input can be read only once",
        )
        .into());
    }
    let as_format = match &arguments.as_format {
        Some(name) => Some(name.parse()?),
        None => None,
    };
    pending.reverse();
    Ok(Pieces {
        pending,
        as_format,
        cut,
        stdin_path: arguments.stdin_name.clone(),
        stream: None,
    })
}

#[derive(Debug)]
enum Pending {
    Text(String),
    Stdin,
    File(PathBuf, bool),
}

/// The pieces, read as they are asked for.
#[derive(Debug)]
pub(crate) struct Pieces {
    /// What is left, last first.
    pending: Vec<Pending>,
    as_format: Option<Format>,
    cut: Cut,
    stdin_path: Option<PathBuf>,
    stream: Option<Stream>,
}

impl Iterator for Pieces {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            if let Some(stream) = &mut self.stream {
                match stream.block() {
                    Some(piece) => return Some(piece),
                    None => self.stream = None,
                }
            }
            match self.pending.pop()? {
                Pending::Text(text) => {
                    return Some(Piece::Whole {
                        name: TYPED.to_owned(),
                        path: None,
                        bytes: text.into_bytes(),
                    });
                }
                Pending::File(path, is_named) => {
                    if !self.is_lines(&path) {
                        return Some(Piece::File { path, is_named });
                    }
                    match File::open(&path) {
                        Ok(file) => {
                            self.stream = Some(Stream::new(
                                path.display().to_string(),
                                Some(path),
                                Box::new(file),
                            ));
                        }
                        Err(error) => return Some(Piece::Failed(unreadable(&path, &error))),
                    }
                }
                Pending::Stdin => {
                    let path = self.stdin_path.clone();
                    let name = path
                        .as_ref()
                        .map_or_else(|| STDIN.to_owned(), |path| path.display().to_string());
                    let is_lines = path.as_deref().is_some_and(|path| self.is_lines(path));
                    let mut stream = Stream::new(name, path, Box::new(io::stdin()));
                    if self.cut == Cut::Whole {
                        return Some(stream.rest());
                    }
                    if is_lines || self.as_format == Some(Format::Jsonl) {
                        self.stream = Some(stream);
                        continue;
                    }
                    if let Err(error) = stream.fill(BLOCK) {
                        return Some(Piece::Failed(error));
                    }
                    if self.as_format.is_none()
                        && !stream.is_over
                        && read::detect(&stream.name, whole_lines(&stream.held))
                            == Some(Format::Jsonl)
                    {
                        self.stream = Some(stream);
                        continue;
                    }
                    return Some(stream.rest());
                }
            }
        }
    }

    /// Every file and text is one piece at least; a stream may hold none.
    fn size_hint(&self) -> (usize, Option<usize>) {
        let whole = self.pending.iter().filter(|pending| match pending {
            Pending::Text(_) => true,
            Pending::File(path, _) => !self.is_lines(path),
            Pending::Stdin => false,
        });
        (whole.count(), None)
    }
}

impl Pieces {
    /// The files that are to be read, and the one that standard input stands for.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.pending
            .iter()
            .rev()
            .filter_map(|pending| match pending {
                Pending::Text(_) => None,
                Pending::Stdin => self.stdin_path.as_deref(),
                Pending::File(path, _) => Some(path),
            })
    }

    /// What stands for no file: the name in reports of a typed text or of standard input.
    pub(crate) fn nameless(&self) -> Option<&'static str> {
        self.pending.iter().find_map(|pending| match pending {
            Pending::Text(_) => Some(TYPED),
            Pending::Stdin if self.stdin_path.is_none() => Some(STDIN),
            Pending::Stdin | Pending::File(..) => None,
        })
    }

    /// Whether a file is a stream of JSON lines, by its name or by what was asked for.
    fn is_lines(&self, path: &Path) -> bool {
        if self.cut == Cut::Whole {
            return false;
        }
        match self.as_format {
            Some(format) => format == Format::Jsonl,
            None => path
                .extension()
                .is_some_and(|extension| extension == "jsonl" || extension == "ndjson"),
        }
    }
}

/// A stream that is cut into blocks of whole lines.
struct Stream {
    name: String,
    path: Option<PathBuf>,
    input: Box<dyn Read + Send>,
    held: Vec<u8>,
    base: (usize, usize),
    is_over: bool,
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Stream")
            .field("name", &self.name)
            .field("held", &self.held.len())
            .field("is_over", &self.is_over)
            .finish_non_exhaustive()
    }
}

impl Stream {
    fn new(name: String, path: Option<PathBuf>, input: Box<dyn Read + Send>) -> Self {
        Self {
            name,
            path,
            input,
            held: Vec::new(),
            base: (0, 0),
            is_over: false,
        }
    }

    /// The next whole lines; what a slow writer has sent so far is not kept waiting for more.
    fn block(&mut self) -> Option<Piece> {
        let mut searched = 0;
        let end = loop {
            if let Some(at) = self.held[searched..]
                .iter()
                .rposition(|byte| *byte == b'\n')
            {
                break searched + at + 1;
            }
            if self.is_over {
                break self.held.len();
            }
            searched = self.held.len();
            if let Err(error) = self.read_some() {
                self.is_over = true;
                self.held.clear();
                return Some(Piece::Failed(error));
            }
        };
        if end == 0 {
            return None;
        }
        let rest = self.held.split_off(end);
        let bytes = std::mem::replace(&mut self.held, rest);
        let base = self.base;
        self.base.0 += bytes.iter().filter(|byte| **byte == b'\n').count();
        self.base.1 += bytes.len();
        Some(Piece::Lines {
            name: self.name.clone(),
            path: self.path.clone(),
            bytes,
            base,
        })
    }

    /// Reads until so many bytes are held or the stream is over.
    fn fill(&mut self, bytes: usize) -> Result<(), Error> {
        while !self.is_over && self.held.len() < bytes {
            self.read_some()?;
        }
        Ok(())
    }

    /// Everything that is left, as one piece.
    fn rest(mut self) -> Piece {
        while !self.is_over {
            if let Err(error) = self.read_some() {
                return Piece::Failed(error);
            }
        }
        Piece::Whole {
            name: self.name,
            path: self.path,
            bytes: self.held,
        }
    }

    fn read_some(&mut self) -> Result<(), Error> {
        let held = self.held.len();
        // Short texts are the usual case: the first read asks for little, a long stream for whole blocks.
        let wanted = if held == 0 && self.base.1 == 0 {
            8 * 1024
        } else {
            BLOCK
        };
        self.held.resize(held + wanted, 0);
        let read = loop {
            match self.input.read(&mut self.held[held..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        let count = *read.as_ref().unwrap_or(&0);
        self.held.truncate(held + count);
        match read {
            Ok(0) => {
                self.is_over = true;
                Ok(())
            }
            Ok(_) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::IsADirectory => {
                Err(Error::io("is a folder").in_source(&*self.name))
            }
            Err(error) => Err(Error::io(format!("cannot be read: {error}")).in_source(&*self.name)),
        }
    }
}

/// The part before the last end of line.
fn whole_lines(bytes: &[u8]) -> &[u8] {
    let end = bytes
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(bytes.len(), |at| at + 1);
    &bytes[..end]
}

/// Whether a walk looks at an entry: not at what is hidden, apart from the replies that GitHub keeps in `.github`.
fn is_seen(entry: &ignore::DirEntry) -> bool {
    // What was named is looked at whatever its name is.
    if entry.depth() == 0 {
        return true;
    }
    let name = entry.file_name().to_string_lossy();
    let is_of_github = |path: &Path| path.file_name().is_some_and(|name| name == GITHUB);
    if 1 < entry.depth() && entry.path().parent().is_some_and(is_of_github) {
        return read::is_github_replies(&name);
    }
    !name.starts_with('.') || name == GITHUB
}

/// The hidden folder in which GitHub looks for saved replies, among much else.
const GITHUB: &str = ".github";

/// The files of a folder as git sees them, sorted by name.
fn walk(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    let walk = ignore::WalkBuilder::new(folder)
        .require_git(false)
        .hidden(false)
        .filter_entry(is_seen)
        .sort_by_file_name(std::ffi::OsStr::cmp)
        .build();
    for entry in walk {
        let entry = entry.map_err(|error| {
            Error::io(format!("cannot be walked: {error}")).in_source(folder.display().to_string())
        })?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        if is_file && entry.file_name() != FILE_NAME {
            let path = entry.into_path();
            // `check .` names files as `check replies` does.
            files.push(
                path.strip_prefix("./")
                    .map(Path::to_path_buf)
                    .unwrap_or(path),
            );
        }
    }
    Ok(files)
}
