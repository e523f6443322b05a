//! One run over many drafts: opens pieces of work, reads their drafts, checks them under their project's choices.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use super::arguments::{InputArgs, RuleArgs};
use super::inputs::Piece;
use super::projects::{Place, Projects, read_bytes};
use crate::draft::{Channel, Conversation, Draft, Role, Stage, Turn};
use crate::error::Error;
use crate::linter::Linter;
use crate::read;
use crate::review::Review;
use crate::suppress::Date;

/// Names of left-out files that are told; the others are counted.
const NAMED: usize = 3;

/// What a run knows before it opens anything.
#[derive(Debug)]
pub(crate) struct Session {
    /// Where configuration comes from.
    pub(crate) projects: Projects,
    read: read::Options,
    /// What was said before, for drafts that do not bring their own conversation.
    context: Option<Conversation>,
    /// Files met on a walk that are written as records are, but hold no replies.
    left_out: Mutex<BTreeSet<String>>,
}

/// A piece of work, opened.
#[derive(Debug)]
pub(crate) struct Opened {
    /// Name in reports.
    pub(crate) name: String,
    /// The file; `None` for what was typed or piped in.
    pub(crate) path: Option<PathBuf>,
    /// The bytes that were read.
    pub(crate) bytes: Vec<u8>,
    /// The drafts in them.
    pub(crate) drafts: Vec<Draft>,
    /// What could not be read as a draft.
    pub(crate) errors: Vec<Error>,
    /// The choices that hold for the file.
    pub(crate) place: Place,
}

impl Session {
    /// Understands the arguments, and reads the conversation they name.
    pub(crate) fn new(input: &InputArgs, rules: &RuleArgs) -> Result<Self, Error> {
        let as_format = match &input.as_format {
            Some(name) => Some(name.parse()?),
            None => None,
        };
        let selector = match &input.select {
            Some(paths) => Some(paths.parse()?),
            None => None,
        };
        if let Some(profile) = &input.profile {
            read::known_profile(profile)?;
        }
        let named = |word: &Option<String>, known: &str| word.as_deref() == Some(known);
        let mut projects = Projects::new(rules)?;
        projects.set_apart(rules.ruleset.iter().chain(&rules.config));
        projects.set_apart(rules.key_file.iter().chain(&input.context));
        Ok(Self {
            projects,
            read: read::Options {
                as_format,
                stage: Stage::ALL
                    .into_iter()
                    .find(|stage| named(&input.stage, stage.as_str())),
                channel: Channel::ALL
                    .into_iter()
                    .find(|channel| named(&input.channel, channel.as_str())),
                profile: input.profile.clone(),
                each_turn: input.each_turn,
                selector,
                ..read::Options::default()
            },
            context: context(input)?,
            left_out: Mutex::default(),
        })
    }

    /// What a walk left out because no reply was found in it, in one sentence.
    pub(crate) fn left_out(&self) -> Option<String> {
        let names = self.left_out.lock().unwrap_or_else(PoisonError::into_inner);
        let mut first = names.iter().take(NAMED).map(String::as_str);
        let one = first.next()?;
        let others: Vec<&str> = first.collect();
        let more = names.len() - 1 - others.len();
        Some(if others.is_empty() {
            format!("{one} holds no replies and was left out")
        } else {
            let more = match more {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!(
                "{one}, {}{more} hold no replies and were left out",
                others.join(", ")
            )
        })
    }

    /// What was said before, for drafts that do not bring their own conversation.
    pub(crate) fn context(&self) -> Option<&Conversation> {
        self.context.as_ref()
    }

    /// Opens a piece of work. `None` for a file met on a walk that holds no drafts.
    pub(crate) fn open(&self, piece: Piece) -> Result<Option<Opened>, Error> {
        let mut is_asked_for = true;
        let (name, path, bytes, base) = match piece {
            Piece::Failed(error) => return Err(error),
            Piece::Whole { name, path, bytes } => (name, path, bytes, None),
            Piece::Lines {
                name,
                path,
                bytes,
                base,
            } => (name, path, bytes, Some(base)),
            Piece::File { path, is_named } => {
                let bytes = read_bytes(&path)?;
                let name = path.display().to_string();
                is_asked_for = is_named || self.read.as_format.is_some();
                if !is_asked_for && read::detect(&name, &bytes).is_none() {
                    return Ok(None);
                }
                (name, Some(path), bytes, None)
            }
        };
        let place = self.projects.place(path.as_deref())?;
        if !is_asked_for
            && path
                .as_deref()
                .is_some_and(|path| self.projects.is_own(path, &place))
        {
            return Ok(None);
        }
        let mut opened = Opened {
            name,
            path,
            bytes,
            place,
            drafts: Vec::new(),
            errors: Vec::new(),
        };
        match base {
            None => match self.drafts(&opened.name, &opened.bytes, &opened.place) {
                Ok(drafts) => opened.drafts = drafts,
                Err(error) if !is_asked_for && error.is_no_drafts() => {
                    let mut left_out = self.left_out.lock().unwrap_or_else(PoisonError::into_inner);
                    left_out.insert(opened.name);
                    return Ok(None);
                }
                Err(error) => return Err(error),
            },
            Some(base) => {
                let options = self.options(&opened.place);
                let Opened {
                    name,
                    bytes,
                    drafts,
                    errors,
                    ..
                } = &mut opened;
                read::read_block(name, bytes, base, &options, |row| match row {
                    Ok(draft) => drafts.push(self.with_context(draft)),
                    Err(error) => errors.push(error),
                });
            }
        }
        Ok(Some(opened))
    }

    /// The drafts in the bytes of a whole file.
    pub(crate) fn drafts(
        &self,
        name: &str,
        bytes: &[u8],
        place: &Place,
    ) -> Result<Vec<Draft>, Error> {
        let drafts = read::read(name, bytes, &self.options(place))?;
        Ok(drafts
            .into_iter()
            .map(|draft| self.with_context(draft))
            .collect())
    }

    fn with_context(&self, mut draft: Draft) -> Draft {
        if let Some(context) = &self.context {
            draft.conversation.get_or_insert_with(|| context.clone());
        }
        draft
    }

    /// Checks one draft under the choices of its place.
    pub(crate) fn review<'d>(&self, place: &Place, draft: &'d Draft) -> Result<Review<'d>, Error> {
        self.reviewer(place).review(draft)
    }

    /// Checks many drafts of one place, looking the rules up only when the channel changes.
    pub(crate) fn reviewer<'s>(&'s self, place: &'s Place) -> Reviewer<'s> {
        Reviewer {
            projects: &self.projects,
            place,
            last: None,
        }
    }

    /// How to read a file: the command line decides before the last matching section, that before the project.
    pub(crate) fn options(&self, place: &Place) -> read::Options {
        let project = &place.compiled.project;
        let sections = || place.sections().rev();
        let mut options = self.read.clone();
        options.stage = options
            .stage
            .or_else(|| sections().find_map(|section| section.stage))
            .or(project.stage);
        options.channel = options
            .channel
            .or_else(|| sections().find_map(|section| section.channel))
            .or(project.channel);
        options.profile = options
            .profile
            .or_else(|| sections().find_map(|section| section.profile.clone()))
            .or_else(|| project.profile.clone());
        options.agents.clone_from(&project.config.company.agents);
        options
    }
}

/// Checks drafts of one place.
pub(crate) struct Reviewer<'s> {
    projects: &'s Projects,
    place: &'s Place,
    /// The rules of the last draft's channel.
    last: Option<(Option<Channel>, Arc<Linter>)>,
}

impl Reviewer<'_> {
    /// Checks one draft under the choices of its place.
    pub(crate) fn review<'d>(&mut self, draft: &'d Draft) -> Result<Review<'d>, Error> {
        let linter = match self.last.take() {
            Some((channel, linter)) if channel == draft.channel => linter,
            _ => self.projects.linter(self.place, draft.channel)?,
        };
        let review = linter.check(draft);
        self.last = Some((draft.channel, linter));
        Ok(review)
    }
}

/// Today, in UTC; `None` when the clock stands before 1970.
pub(crate) fn today() -> Option<Date> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok().map(Date::at)
}

/// What `--context` and then `--customer` say.
fn context(input: &InputArgs) -> Result<Option<Conversation>, Error> {
    let mut context = match &input.context {
        Some(path) => Some(read::conversation(
            &path.display().to_string(),
            &read_bytes(path)?,
        )?),
        None => None,
    };
    for said in &input.customer {
        context
            .get_or_insert_default()
            .turns
            .push(Turn::new(Role::Customer, said.clone()));
    }
    Ok(context)
}
