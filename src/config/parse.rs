//! The TOML of a project file becomes a project. Every key is read by name; an unknown one is an error with the nearest name.

use std::path::Path;

use toml::de::DeTable;

use super::parts::{allowance, company, levels, phrases, plain};
use super::privacy::privacy;
use super::project::{Selection, Threshold, severity};
use super::source::{Key, Source, Value};
use super::{Config, Project, Section};
use crate::draft::{Channel, Stage};
use crate::error::Error;
use crate::read::known_profile;
use crate::suppress::glob;

/// The keys at the top of the file.
pub(super) const KEYS: [&str; 15] = [
    "allow",
    "channel",
    "company",
    "drafts",
    "extends",
    "fail-on",
    "language",
    "levels",
    "min-severity",
    "packs",
    "phrases",
    "privacy",
    "rulesets",
    "section",
    "words",
];

/// A file that a project file names.
#[derive(Debug)]
pub(super) struct Reference {
    pub(super) path: String,
    name: String,
    line: usize,
    column: usize,
}

impl Reference {
    /// Says who named a file that could not be read.
    pub(super) fn explain(&self, error: Error) -> Error {
        if !error.is_io() {
            return error;
        }
        error.help(format!(
            "`{}` is named in {}:{}:{}",
            self.path, self.name, self.line, self.column
        ))
    }
}

/// A project file, before the files it names are read.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) project: Project,
    pub(super) extends: Vec<Reference>,
    pub(super) rulesets: Vec<Reference>,
    pub(super) word_files: Vec<Reference>,
    pub(super) key_file: Option<Reference>,
}

/// Reads one file's text.
pub(super) fn parse(name: &str, folder: &Path, text: &str) -> Result<Parsed, Error> {
    let source = Source { name, text };
    let mut parsed = Parsed {
        project: Project {
            name: name.to_owned(),
            folder: folder.to_path_buf(),
            ..Project::default()
        },
        extends: Vec::new(),
        rulesets: Vec::new(),
        word_files: Vec::new(),
        key_file: None,
    };
    let project = &mut parsed.project;
    for (key, value) in source.entries(source.parse()?) {
        let at = value.span().start;
        match &*key.name {
            "language" => project.config.language = Some(language(source, &key, &value)?),
            "fail-on" => {
                let word = source.choice(&key, &value, &Threshold::WORDS)?;
                project.defaults.fail_on = Threshold::from_word(&word);
            }
            "min-severity" => {
                let word = source.choice(&key, &value, &Threshold::WORDS[..3])?;
                project.defaults.min_severity = severity(&word);
            }
            "packs" => packs(source, &key, &value, &mut project.config)?,
            "rulesets" => parsed.rulesets = references(source, &key, &value)?,
            "extends" => parsed.extends = references(source, &key, &value)?,
            "levels" => project.config.levels = levels(source, source.table(&key, value)?)?,
            "phrases" => project.config.phrases = phrases(source, source.table(&key, value)?)?,
            "company" => project.config.company = company(source, source.table(&key, value)?)?,
            "privacy" => {
                (project.config.privacy, parsed.key_file) =
                    privacy(source, source.table(&key, value)?)?;
            }
            "words" => {
                for (key, value) in source.entries(source.table(&key, value)?) {
                    match &*key.name {
                        "accept" => {
                            project
                                .config
                                .accept
                                .extend(plain(source.strings(&key, &value)?));
                        }
                        "file" => parsed.word_files = references(source, &key, &value)?,
                        _ => return Err(source.unknown(&key, "in [words]", &["accept", "file"])),
                    }
                }
            }
            "drafts" => {
                for (key, value) in source.entries(source.table(&key, value)?) {
                    match &*key.name {
                        "stage" => project.stage = Some(stage(source, &key, &value)?),
                        "channel" => project.channel = Some(channel(source, &key, &value)?),
                        "profile" => project.profile = Some(profile(source, &key, &value)?),
                        _ => {
                            let known = ["channel", "profile", "stage"];
                            return Err(source.unknown(&key, "in [drafts]", &known));
                        }
                    }
                }
            }
            "channel" => {
                for (key, value) in source.entries(source.table(&key, value)?) {
                    let channels = Channel::ALL.map(Channel::as_str);
                    let Some(channel) = Channel::ALL
                        .into_iter()
                        .find(|channel| channel.as_str() == key.name)
                    else {
                        return Err(source.unknown(&key, "as a channel", &channels));
                    };
                    let table = source.table(&key, value)?;
                    let selection = Selection::Channel(channel);
                    project
                        .sections
                        .push(section(source, at, table, Some(selection), folder)?);
                }
            }
            "section" => {
                for (at, table) in source.tables(&key, value)? {
                    project
                        .sections
                        .push(section(source, at, table, None, folder)?);
                }
            }
            "allow" => {
                for (at, table) in source.tables(&key, value)? {
                    project.allowances.push(allowance(source, at, table)?);
                }
            }
            _ => return Err(source.unknown(&key, "in tactful.toml", &KEYS)),
        }
    }
    Ok(parsed)
}

/// A `[[section]]`, or a `[channel.NAME]` whose selection is known.
fn section<'t>(
    source: Source<'t>,
    at: usize,
    table: DeTable<'t>,
    selection: Option<Selection>,
    folder: &Path,
) -> Result<Section, Error> {
    const KEYS: [&str; 7] = [
        "channel", "files", "language", "levels", "packs", "profile", "stage",
    ];
    let by_channel = selection.is_some();
    let mut made = Section {
        selection: selection.unwrap_or(Selection::Files {
            folder: folder.to_path_buf(),
            globs: Vec::new(),
        }),
        config: Config::default(),
        stage: None,
        channel: None,
        profile: None,
    };
    for (key, value) in source.entries(table) {
        match &*key.name {
            "files" if !by_channel => {
                if let Selection::Files { globs, .. } = &mut made.selection {
                    for (pattern, at) in source.strings(&key, &value)? {
                        globs.push(glob(&pattern).map_err(|error| source.locate(at, error))?);
                    }
                }
            }
            "channel" if !by_channel => made.channel = Some(channel(source, &key, &value)?),
            "stage" => made.stage = Some(stage(source, &key, &value)?),
            "profile" => made.profile = Some(profile(source, &key, &value)?),
            "language" => made.config.language = Some(language(source, &key, &value)?),
            "packs" => packs(source, &key, &value, &mut made.config)?,
            "levels" => made.config.levels = levels(source, source.table(&key, value)?)?,
            _ if by_channel => {
                return Err(source.unknown(&key, "for a channel", &KEYS[2..]));
            }
            _ => return Err(source.unknown(&key, "in a [[section]]", &KEYS)),
        }
    }
    match &made.selection {
        Selection::Files { globs, .. } if globs.is_empty() => Err(source
            .error(at, "this [[section]] does not say which files it is about")
            .help("add `files = [\"replies/**\"]`")),
        _ => Ok(made),
    }
}

/// Packs, with their places.
fn packs<'t>(
    source: Source<'t>,
    key: &Key<'_>,
    value: &Value<'t>,
    config: &mut Config,
) -> Result<(), Error> {
    for (pack, at) in source.strings(key, value)? {
        config.pack_origins.push((pack.clone(), source.origin(at)));
        config.packs.push(pack);
    }
    Ok(())
}

fn language<'t>(source: Source<'t>, key: &Key<'_>, value: &Value<'t>) -> Result<String, Error> {
    source.choice(key, value, &["en", "en-US", "en-GB"])
}

/// A helpdesk whose placeholders are known.
fn profile<'t>(source: Source<'t>, key: &Key<'_>, value: &Value<'t>) -> Result<String, Error> {
    let name = source.string(key, value)?;
    match known_profile(&name) {
        Ok(profile) => Ok(profile.name.to_owned()),
        Err(error) => Err(source.locate(value.span().start, error)),
    }
}

fn stage<'t>(source: Source<'t>, key: &Key<'_>, value: &Value<'t>) -> Result<Stage, Error> {
    let word = source.choice(key, value, &Stage::ALL.map(Stage::as_str))?;
    Ok(Stage::ALL
        .into_iter()
        .find(|stage| stage.as_str() == word)
        .unwrap_or_default())
}

fn channel<'t>(source: Source<'t>, key: &Key<'_>, value: &Value<'t>) -> Result<Channel, Error> {
    let word = source.choice(key, value, &Channel::ALL.map(Channel::as_str))?;
    Channel::ALL
        .into_iter()
        .find(|channel| channel.as_str() == word)
        .ok_or_else(|| source.error(key.at, "no such channel"))
}

pub(super) fn references<'t>(
    source: Source<'t>,
    key: &Key<'_>,
    value: &Value<'t>,
) -> Result<Vec<Reference>, Error> {
    Ok(source
        .strings(key, value)?
        .into_iter()
        .map(|(path, at)| {
            let (line, column) = source.place(at);
            Reference {
                path,
                name: source.name.to_owned(),
                line,
                column,
            }
        })
        .collect())
}
