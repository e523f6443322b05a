//! Finds the project file of what is checked, adds what the command line says, and compiles the rules once for each combination.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::mem::ManuallyDrop;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use super::arguments::RuleArgs;
use super::rule_cache;
use crate::audit::checks;
use crate::config::{
    self, Config, Files, Layers, Level, LevelChoice, Project, RulesetSource, Section,
};
use crate::draft::Channel;
use crate::error::Error;
use crate::fix::Key;
use crate::linter::{Cost, Linter};

/// All projects of one run.
#[derive(Debug)]
pub(crate) struct Projects {
    source: ProjectSource,
    /// What the command line adds; the strongest layer.
    overrides: Config,
    /// Files of the run itself, which a walk leaves out.
    own: BTreeSet<PathBuf>,
    /// Whether the rules are to measure what they cost.
    measures: bool,
    /// The project of each folder that was asked about.
    known: Mutex<BTreeMap<PathBuf, Arc<Compiled>>>,
}

#[derive(Debug)]
enum ProjectSource {
    /// The nearest file upward from what is checked.
    Nearest,
    /// One file for everything, or none.
    Fixed(Arc<Compiled>),
}

/// Rules, compiled for the layers of configuration that hold for a file.
type Ready = (Layers, Arc<Linter>);

/// A project and the rules compiled for it.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// The project; the default one when there is no file.
    pub(crate) project: Project,
    /// The files it was read from, by their absolute paths: the project file and those it names.
    files: Vec<PathBuf>,
    /// Never freed: it is needed until the process ends, and the system frees memory faster.
    linters: ManuallyDrop<Mutex<Vec<Ready>>>,
}

impl Projects {
    /// Reads what the command line names.
    pub(crate) fn new(arguments: &RuleArgs) -> Result<Self, Error> {
        let source = match &arguments.config {
            Some(path) => ProjectSource::Fixed(Arc::new(Compiled::load(path)?)),
            None if arguments.no_config => {
                ProjectSource::Fixed(Arc::new(Compiled::new(Project::default())))
            }
            None => ProjectSource::Nearest,
        };
        Ok(Self {
            source,
            overrides: overrides(arguments)?,
            own: BTreeSet::new(),
            measures: false,
            known: Mutex::default(),
        })
    }

    /// Sets files apart that tactful itself reads or writes in this run.
    pub(crate) fn set_apart<'p>(&mut self, paths: impl IntoIterator<Item = &'p PathBuf>) {
        let paths = paths.into_iter().filter_map(|path| absolute(path).ok());
        self.own.extend(paths);
    }

    /// Whether a file holds choices or results of tactful, not drafts.
    pub(crate) fn is_own(&self, path: &Path, place: &Place) -> bool {
        absolute(path)
            .is_ok_and(|path| self.own.contains(&path) || place.compiled.files.contains(&path))
    }

    /// Measures what each part of checking costs; see [`Projects::costs`].
    pub(crate) fn measure(&mut self) {
        self.measures = true;
    }

    /// What checking took so far, the dearest part first.
    pub(crate) fn costs(&self) -> Vec<Cost> {
        let mut all: BTreeMap<String, Cost> = BTreeMap::new();
        for compiled in self.seen() {
            let linters = compiled
                .linters
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            for cost in linters.iter().flat_map(|(_, linter)| linter.costs()) {
                all.entry(cost.what.clone())
                    .and_modify(|sum| {
                        sum.took += cost.took;
                        sum.times += cost.times;
                    })
                    .or_insert(cost);
            }
        }
        let mut costs: Vec<Cost> = all.into_values().collect();
        costs.sort_by_key(|cost| std::cmp::Reverse(cost.took));
        costs
    }

    /// The project for things in a folder, given by its absolute path.
    fn of_folder(&self, folder: &Path) -> Result<Arc<Compiled>, Error> {
        if let ProjectSource::Fixed(compiled) = &self.source {
            return Ok(Arc::clone(compiled));
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(compiled) = known.get(folder) {
            return Ok(Arc::clone(compiled));
        }
        let file = config::candidates(folder).find(|path| path.is_file());
        let project_folder = file
            .as_deref()
            .and_then(Path::parent)
            .unwrap_or(Path::new(""));
        let compiled = match (known.get(project_folder), &file) {
            (Some(compiled), _) => Arc::clone(compiled),
            (None, Some(file)) => Arc::new(Compiled::load(file)?),
            (None, None) => Arc::new(Compiled::new(Project::default())),
        };
        known.insert(project_folder.to_path_buf(), Arc::clone(&compiled));
        known.insert(folder.to_path_buf(), Arc::clone(&compiled));
        Ok(compiled)
    }

    /// The projects that were asked for so far, each once, in the order of their folders.
    pub(crate) fn seen(&self) -> Vec<Arc<Compiled>> {
        if let ProjectSource::Fixed(compiled) = &self.source {
            return vec![Arc::clone(compiled)];
        }
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut seen: Vec<Arc<Compiled>> = Vec::new();
        for compiled in known.values() {
            if !seen.iter().any(|other| Arc::ptr_eq(other, compiled)) {
                seen.push(Arc::clone(compiled));
            }
        }
        seen
    }

    /// The choices for a file, or for the working folder when there is none.
    pub(crate) fn place(&self, path: Option<&Path>) -> Result<Place, Error> {
        let file = match path {
            Some(path) => absolute(path)?,
            None => working_folder()?.join("-"),
        };
        let folder = file.parent().unwrap_or(&file);
        let compiled = self.of_folder(folder)?;
        let project = &compiled.project;
        Ok(Place {
            layers: project.sections_of(&file),
            path: project.relative(&file),
            compiled,
        })
    }

    /// The rules for drafts of a place and a channel, compiled when they are first asked for.
    pub(crate) fn linter(
        &self,
        place: &Place,
        channel: Option<Channel>,
    ) -> Result<Arc<Linter>, Error> {
        let layers = place.layers(channel);
        let mut linters = place
            .compiled
            .linters
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some((_, linter)) = linters.iter().find(|(known, _)| *known == layers) {
            return Ok(Arc::clone(linter));
        }
        let config = self.config(place, channel);
        let linter = if config == Config::default() {
            Linter::builtin()
        } else {
            rule_cache::linter(&config)?
        };
        mind_allowances(&place.compiled.project, &linter)?;
        let linter = Arc::new(if self.measures {
            linter.measured(since_the_start)
        } else {
            linter
        });
        linters.push((layers, Arc::clone(&linter)));
        Ok(linter)
    }

    /// What to say about a selector that names no rule of the projects seen so far.
    pub(crate) fn unknown_rule(&self, selector: &str) -> Option<String> {
        let mut said = None;
        for compiled in self.seen() {
            let linters = (compiled.linters.lock()).unwrap_or_else(PoisonError::into_inner);
            for (_, linter) in linters.iter() {
                said = Some(linter.unknown_rule(selector)?);
            }
        }
        said
    }

    /// The choices for drafts of a place and a channel, the command line included.
    pub(crate) fn config(&self, place: &Place, channel: Option<Channel>) -> Config {
        let mut config = place.compiled.project.config(&place.layers(channel));
        config.merge(&self.overrides);
        config
    }
}

/// Looks for `[[allow]]` entries about rules that there are not. The checks of whole libraries have names of their own.
///
/// # Errors
/// The first such entry, with the nearest names.
pub(crate) fn mind_allowances(project: &Project, linter: &Linter) -> Result<(), Error> {
    for allowance in &project.allowances {
        let rule = &allowance.rule;
        let is_audit =
            rule == "audit" || rule == "audit/*" || checks().iter().any(|check| check.id == rule);
        if !is_audit && let Some(help) = linter.unknown_rule(rule) {
            let origin = format!("{}:{}", allowance.file, allowance.line);
            return Err(Error::config(format!("there is no rule `{rule}` to allow"))
                .in_source(origin)
                .help(help));
        }
    }
    Ok(())
}

/// The time since it was first asked for.
fn since_the_start() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// Which choices hold for a file.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// Its project.
    pub(crate) compiled: Arc<Compiled>,
    /// The sections of the project about the file.
    layers: Layers,
    /// The file as the project's patterns see it.
    pub(crate) path: String,
}

impl Place {
    /// The sections about the file, weakest first.
    pub(crate) fn sections(&self) -> impl DoubleEndedIterator<Item = &Section> {
        self.layers
            .iter()
            .map(|index| &self.compiled.project.sections[*index])
    }

    fn layers(&self, channel: Option<Channel>) -> Layers {
        self.compiled.project.with_channel(&self.layers, channel)
    }
}

impl Compiled {
    fn new(project: Project) -> Self {
        Self {
            project,
            files: Vec::new(),
            linters: ManuallyDrop::default(),
        }
    }

    fn load(path: &Path) -> Result<Self, Error> {
        let mut disk = Disk {
            working_folder: working_folder()?,
            files: Vec::new(),
        };
        let project = config::load(&absolute(path)?, &mut disk)?;
        Ok(Self {
            files: disk.files,
            ..Self::new(project)
        })
    }
}

/// The file system, with names as short as they are clear.
struct Disk {
    working_folder: PathBuf,
    /// What was read.
    files: Vec<PathBuf>,
}

impl Files for Disk {
    fn read(&mut self, path: &Path) -> Result<String, Error> {
        self.files.push(path.to_path_buf());
        read_text(path.strip_prefix(&self.working_folder).unwrap_or(path))
    }

    fn name(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.working_folder).unwrap_or(path);
        path.display().to_string()
    }
}

/// What `--only`, `--skip`, `--pack` and `--ruleset` mean.
fn overrides(arguments: &RuleArgs) -> Result<Config, Error> {
    let choice = |selector: &str, level, option: &str| LevelChoice {
        selector: selector.to_owned(),
        level,
        origin: option.to_owned(),
    };
    let mut config = Config {
        packs: arguments.pack.clone(),
        ..Config::default()
    };
    if !arguments.only.is_empty() {
        config.levels.push(choice("*", Level::Off, "--only"));
    }
    for rule in &arguments.only {
        config.levels.push(choice(rule, Level::On, "--only"));
    }
    for rule in &arguments.skip {
        config.levels.push(choice(rule, Level::Off, "--skip"));
    }
    config.privacy.key = privacy_key(arguments.key_file.as_deref())?;
    for path in &arguments.ruleset {
        config.rulesets.push(RulesetSource {
            name: path.display().to_string(),
            text: read_text(path)?,
        });
    }
    Ok(config)
}

/// The environment's name for the key itself.
const KEY_VARIABLE: &str = "TACTFUL_PRIVACY_KEY";

/// The key of fingerprints and hashes: what is in the named file, else in the environment.
pub(crate) fn privacy_key(file: Option<&Path>) -> Result<Option<Key>, Error> {
    if let Some(path) = file {
        let bytes = read_bytes(path)?;
        let end = bytes
            .iter()
            .rposition(|byte| !matches!(byte, b'\n' | b'\r'))
            .map_or(0, |last| last + 1);
        let key = Key::new(&bytes[..end]);
        return match key {
            Ok(key) => Ok(Some(key)),
            Err(error) => Err(error.in_source(path.display().to_string())),
        };
    }
    match std::env::var_os(KEY_VARIABLE) {
        Some(value) if !value.is_empty() => Key::new(value.as_encoded_bytes())
            .map(Some)
            .map_err(|error| error.in_source(KEY_VARIABLE)),
        _ => Ok(None),
    }
}

fn working_folder() -> Result<PathBuf, Error> {
    std::env::current_dir()
        .map_err(|error| Error::io(format!("the working folder cannot be found: {error}")))
}

/// An absolute path without `..`, whether or not it exists: folders are compared by it and looked through upward.
pub(crate) fn absolute(path: &Path) -> Result<PathBuf, Error> {
    let whole = std::path::absolute(path).map_err(|error| {
        Error::io(format!("cannot be found: {error}")).in_source(path.display().to_string())
    })?;
    if !whole.components().any(|part| part == Component::ParentDir) {
        return Ok(whole);
    }
    // Beyond a link `..` is another folder than the letters say.
    if let Ok(real) = fs::canonicalize(&whole) {
        return Ok(real);
    }
    let mut plain = PathBuf::new();
    for part in whole.components() {
        if part == Component::ParentDir {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    Ok(plain)
}

/// A file as bytes.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|error| unreadable(path, &error))
}

/// A file as text.
pub(crate) fn read_text(path: &Path) -> Result<String, Error> {
    String::from_utf8(read_bytes(path)?).map_err(|error| {
        Error::config(format!(
            "is not UTF-8: the byte at {} does not fit",
            error.utf8_error().valid_up_to()
        ))
        .in_source(path.display().to_string())
    })
}

/// What a failed read means, in the words of the person who typed the name.
pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    let message = match error.kind() {
        std::io::ErrorKind::NotFound => String::from("there is no such file"),
        std::io::ErrorKind::PermissionDenied => String::from("may not be read"),
        std::io::ErrorKind::IsADirectory => String::from("is a folder"),
        _ => format!("cannot be read: {error}"),
    };
    Error::io(message).in_source(path.display().to_string())
}
