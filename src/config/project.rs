//! One project file, merged with what it extends, and what it means for one draft.

use std::path::{Component, Path, PathBuf};

use globset::GlobMatcher;

use super::parse::{self, Parsed};
use super::{Config, RulesetSource};
use crate::draft::{Channel, Stage};
use crate::error::Error;
use crate::finding::Severity;
use crate::suppress::Allowance;

/// The file that holds a project's choices.
pub const FILE_NAME: &str = "tactful.toml";

/// Extensions may nest this deep; more is a mistake.
const MOST_EXTENSIONS: usize = 16;

/// From which severity on a run fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    /// It never fails because of findings.
    Never,
    /// It fails at this severity and above.
    At(Severity),
}

impl Threshold {
    /// The words used in files and options.
    pub const WORDS: [&str; 4] = ["suggestion", "warning", "error", "never"];

    /// Reads one of [`Self::WORDS`].
    pub fn from_word(word: &str) -> Option<Self> {
        if word == "never" {
            return Some(Self::Never);
        }
        severity(word).map(Self::At)
    }

    /// Whether a review with this gravest severity fails the run.
    pub fn is_reached_by(self, worst: Option<Severity>) -> bool {
        match (self, worst) {
            (Self::At(threshold), Some(worst)) => threshold <= worst,
            _ => false,
        }
    }
}

pub(super) fn severity(word: &str) -> Option<Severity> {
    Severity::ALL
        .into_iter()
        .find(|severity| severity.as_str() == word)
}

/// Settings that are no part of the rules. `None` leaves the weaker layer's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Defaults {
    /// From which severity on a run fails.
    pub fail_on: Option<Threshold>,
    /// Findings below this severity are not shown.
    pub min_severity: Option<Severity>,
}

/// What a part of the project sets differently.
#[derive(Debug, Clone)]
pub struct Section {
    /// When the section holds.
    pub selection: Selection,
    /// Its levels, packs and language.
    pub config: Config,
    /// The stage of drafts that do not say theirs.
    pub stage: Option<Stage>,
    /// The channel of drafts that do not say theirs.
    pub channel: Option<Channel>,
    /// The helpdesk profile of drafts that do not say theirs.
    pub profile: Option<String>,
}

/// Which drafts a section is about.
#[derive(Debug, Clone)]
pub enum Selection {
    /// Files below a folder that match one of the patterns.
    Files {
        /// The folder of the configuration file.
        folder: PathBuf,
        /// The patterns.
        globs: Vec<GlobMatcher>,
    },
    /// Drafts of a channel.
    Channel(Channel),
}

/// The sections that hold for a draft, as indexes; equal layers mean an equal [`Config`].
pub type Layers = Vec<usize>;

/// A project file and all it extends.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// The file as it was found.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// What holds for every draft.
    pub config: Config,
    /// Threshold and display level.
    pub defaults: Defaults,
    /// The stage of drafts that do not say theirs.
    pub stage: Option<Stage>,
    /// The channel of drafts that do not say theirs.
    pub channel: Option<Channel>,
    /// The helpdesk profile of drafts that do not say theirs.
    pub profile: Option<String>,
    /// What holds for some, channels first, in the order of strength.
    pub sections: Vec<Section>,
    /// What the team accepts, with reasons.
    pub allowances: Vec<Allowance>,
}

impl Project {
    /// The sections about a file, by its absolute path.
    pub fn sections_of(&self, file: &Path) -> Layers {
        self.layers(|selection| match selection {
            Selection::Files { folder, globs } => file
                .strip_prefix(folder)
                .is_ok_and(|path| globs.iter().any(|glob| glob.is_match(path))),
            Selection::Channel(_) => false,
        })
    }

    /// The sections about a file together with those about a draft's channel.
    pub fn with_channel(&self, file_layers: &Layers, channel: Option<Channel>) -> Layers {
        let mut layers = file_layers.clone();
        layers.extend(self.layers(
            |selection| matches!(selection, Selection::Channel(wanted) if Some(*wanted) == channel),
        ));
        layers.sort_unstable();
        layers
    }

    /// The rules' configuration under these sections.
    pub fn config(&self, layers: &Layers) -> Config {
        let mut config = self.config.clone();
        for index in layers {
            config.merge(&self.sections[*index].config);
        }
        config
    }

    /// A path as patterns see it: relative to the project's folder when inside, with `/`.
    pub fn relative(&self, file: &Path) -> String {
        let path = file.strip_prefix(&self.folder).unwrap_or(file);
        path.to_string_lossy().replace('\\', "/")
    }

    fn layers(&self, holds: impl Fn(&Selection) -> bool) -> Layers {
        (0..self.sections.len())
            .filter(|index| holds(&self.sections[*index].selection))
            .collect()
    }

    /// Puts a stronger project over this one.
    fn merge(&mut self, stronger: Self) {
        self.name = stronger.name;
        self.folder = stronger.folder;
        self.config.merge(&stronger.config);
        self.defaults = Defaults {
            fail_on: stronger.defaults.fail_on.or(self.defaults.fail_on),
            min_severity: stronger
                .defaults
                .min_severity
                .or(self.defaults.min_severity),
        };
        self.stage = stronger.stage.or(self.stage);
        self.channel = stronger.channel.or(self.channel);
        if stronger.profile.is_some() {
            self.profile = stronger.profile;
        }
        self.sections.extend(stronger.sections);
        self.allowances.extend(stronger.allowances);
    }
}

/// The places where a project file may be, nearest first, for something in `folder`.
pub fn candidates(folder: &Path) -> impl Iterator<Item = PathBuf> + '_ {
    folder.ancestors().map(|folder| folder.join(FILE_NAME))
}

/// How the room gets at files: it opens none itself.
pub trait Files {
    /// The text of a file.
    ///
    /// # Errors
    /// A file that cannot be read, in words for the person who named it.
    fn read(&mut self, path: &Path) -> Result<String, Error>;

    /// What people call the file, such as its path from the working folder.
    fn name(&self, path: &Path) -> String {
        path.display().to_string()
    }
}

/// Reads a project file, what it extends, its rulesets and its word files.
///
/// # Errors
/// A file that cannot be read or parsed, an unknown key, a value out of choice, files that extend each other in a circle.
pub fn load(path: &Path, files: &mut dyn Files) -> Result<Project, Error> {
    let mut open = Vec::new();
    let mut project = load_nested(path, files, &mut open)?;
    // Channels are weaker than files; within each the order of the files holds.
    project
        .sections
        .sort_by_key(|section| matches!(section.selection, Selection::Files { .. }));
    Ok(project)
}

fn load_nested(
    path: &Path,
    files: &mut dyn Files,
    open: &mut Vec<PathBuf>,
) -> Result<Project, Error> {
    let path = tidy(path);
    let name = files.name(&path);
    if open.contains(&path) || MOST_EXTENSIONS <= open.len() {
        return Err(Error::config("these files extend each other in a circle").in_source(name));
    }
    let text = files.read(&path)?;
    let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
    let Parsed {
        project: own,
        extends,
        rulesets,
        word_files,
        key_file,
    } = parse::parse(&name, &folder, &text)?;
    open.push(path);
    let mut project = Project::default();
    for file in extends {
        let base = load_nested(&folder.join(&file.path), files, open)
            .map_err(|error| file.explain(error))?;
        project.merge(base);
    }
    open.pop();
    let mut own = own;
    for file in rulesets {
        let path = tidy(&folder.join(&file.path));
        let text = files.read(&path).map_err(|error| file.explain(error))?;
        own.config.rulesets.push(RulesetSource {
            name: files.name(&path),
            text,
        });
    }
    for file in word_files {
        let text = files
            .read(&tidy(&folder.join(&file.path)))
            .map_err(|error| file.explain(error))?;
        let words = text
            .lines()
            .map(|line| line.split('#').next().unwrap_or("").trim())
            .filter(|word| !word.is_empty());
        own.config.accept.extend(words.map(str::to_owned));
    }
    if let Some(file) = key_file {
        let path = tidy(&folder.join(&file.path));
        let text = files.read(&path).map_err(|error| file.explain(error))?;
        let key = super::privacy::key(&text).map_err(|error| error.in_source(files.name(&path)))?;
        own.config.privacy.key = Some(key);
    }
    project.merge(own);
    Ok(project)
}

/// Takes `.` and `folder/..` out of a path without asking the file system.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(tidy.components().next_back(), Some(Component::Normal(_))) =>
            {
                tidy.pop();
            }
            other => tidy.push(other),
        }
    }
    tidy
}
