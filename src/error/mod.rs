//! The one error: a failure to look, never a finding.

use std::fmt;

/// What went wrong when tactful could not look at something. The text is written for the person who has to mend it.
#[derive(Debug, Clone)]
pub struct Error {
    kind: Kind,
    /// File or stream the error is about, when there is one.
    source_name: Option<String>,
    /// Line and column, both from 1, when known.
    place: Option<(usize, usize)>,
    message: String,
    help: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Input,
    Nothing,
    NoDrafts,
    Config,
    Rule,
    Io,
}

impl Error {
    /// An input that cannot be read as what it claims to be.
    pub fn input(message: impl Into<String>) -> Self {
        Self::new(Kind::Input, message)
    }

    /// An input that can be read, but has no words to check.
    pub fn nothing(message: impl Into<String>) -> Self {
        Self::new(Kind::Nothing, message)
    }

    /// An input that can be read, but shows no sign of being made to hold drafts.
    pub fn no_drafts(message: impl Into<String>) -> Self {
        Self::new(Kind::NoDrafts, message)
    }

    /// A mistake in a configuration or an option.
    pub fn config(message: impl Into<String>) -> Self {
        Self::new(Kind::Config, message)
    }

    /// A mistake in a rule file.
    pub fn rule(message: impl Into<String>) -> Self {
        Self::new(Kind::Rule, message)
    }

    /// A file, stream or socket that could not be read or written.
    pub fn io(message: impl Into<String>) -> Self {
        Self::new(Kind::Io, message)
    }

    fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            source_name: None,
            place: None,
            message: message.into(),
            help: None,
        }
    }

    /// Names the file or stream the error is about; the first name given stays.
    #[must_use]
    pub fn in_source(mut self, name: impl Into<String>) -> Self {
        self.source_name.get_or_insert_with(|| name.into());
        self
    }

    /// Names the line and column (from 1); the first place given stays.
    #[must_use]
    pub fn at(mut self, line: usize, column: usize) -> Self {
        self.place.get_or_insert((line, column));
        self
    }

    /// Adds what to do about it: the choices, or the nearest name.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.get_or_insert_with(|| help.into());
        self
    }

    /// The sentence alone, without place and help.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The line and column (from 1) when known.
    pub fn place(&self) -> Option<(usize, usize)> {
        self.place
    }

    /// Whether the input could be read, but had no words to check.
    pub fn is_nothing(&self) -> bool {
        self.kind == Kind::Nothing
    }

    /// Whether the input could be read, but shows no sign of being made to hold drafts.
    pub fn is_no_drafts(&self) -> bool {
        self.kind == Kind::NoDrafts
    }

    /// Whether a configuration or option was wrong.
    pub fn is_config(&self) -> bool {
        self.kind == Kind::Config
    }

    /// Whether a rule file was wrong.
    pub fn is_rule(&self) -> bool {
        self.kind == Kind::Rule
    }

    /// Whether reading or writing failed.
    pub fn is_io(&self) -> bool {
        self.kind == Kind::Io
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(name) = &self.source_name {
            write!(out, "{name}")?;
            if let Some((line, column)) = self.place {
                write!(out, ":{line}:{column}")?;
            }
            write!(out, ": ")?;
        } else if let Some((line, column)) = self.place {
            write!(out, "line {line}, column {column}: ")?;
        }
        write!(out, "{}", self.message)?;
        if let Some(help) = &self.help {
            write!(out, "\n  help: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// The names nearest to `wrong`, best first, at most three; empty when nothing is near.
pub fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wrong = wrong.to_lowercase();
    let mut scored: Vec<(f64, &str)> = names
        .into_iter()
        .map(|name| (likeness(&wrong, &name.to_lowercase()), name))
        .filter(|(score, _)| 0.75 <= *score)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().take(3).map(|(_, name)| name).collect()
}

/// How alike two names are, 0 to 1. A name that contains the other, such as `blame` for `tone/blame`, is near.
fn likeness(a: &str, b: &str) -> f64 {
    let part = match b.rsplit_once('/') {
        Some((_, last)) if last == a => 0.95,
        // A slip in the part alone says a little less than one in the whole.
        Some((_, last)) if !a.contains('/') => 0.9 * strsim::jaro_winkler(a, last),
        _ => 0.0,
    };
    strsim::jaro_winkler(a, b)
        .max(strsim::normalized_damerau_levenshtein(a, b))
        .max(part)
}

/// “Did you mean …?” for a wrong name, or the whole list of choices when nothing is near.
pub fn did_you_mean<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> String {
    let near = nearest(wrong, names.clone());
    if near.is_empty() {
        let mut all: Vec<&str> = names.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        return format!("the choices are: {}", all.join(", "));
    }
    let quoted: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
    format!("did you mean {}?", quoted.join(" or "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_nearest() {
        assert_eq!(nearest("expect", ["except", "avoid", "limit"]), ["except"]);
        assert_eq!(
            nearest("blame", ["tone/blame", "tone/threat"]),
            ["tone/blame"]
        );
        assert_eq!(
            nearest("blam", ["tone/threat", "tone/blame"]),
            ["tone/blame"]
        );
        assert!(did_you_mean("zzz", ["avoid", "limit"]).contains("avoid, limit"));
    }

    #[test]
    fn says_where() {
        let error = Error::rule("bad")
            .in_source("a.toml")
            .at(3, 4)
            .help("mend it");
        assert_eq!(error.to_string(), "a.toml:3:4: bad\n  help: mend it");
    }
}
