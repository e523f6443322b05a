//! From the words of a pattern to its tree; every error points at the byte.

use std::collections::HashMap;

use super::inflect::forms;
use crate::error::did_you_mean;
use crate::prose::Class;

/// Up to how many words `...` stands for.
pub(super) const GAP: u8 = 5;

/// One parsed pattern.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// Words and classes.
    Words(Node),
    /// A regular expression, without its slashes.
    Regex(String),
}

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Node {
    /// One word out of a set, lower case.
    Word(Vec<String>),
    /// One word exactly as typed.
    Surface(String),
    /// A word class.
    Class(Class),
    /// Any one word.
    Any,
    /// Up to so many words.
    Gap(u8),
    /// The start of a sentence.
    Start,
    /// The end of a sentence.
    End,
    /// The end of a question.
    Question,
    /// The end of an exclamation.
    Exclamation,
    /// One after the other.
    Seq(Vec<Self>),
    /// One of these.
    Alt(Vec<Self>),
    /// This or nothing.
    Opt(Box<Self>),
}

/// A mistake in a pattern, at a byte of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError {
    /// Byte of the pattern, from 0.
    pub at: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl PatternError {
    pub(super) fn new(at: usize, message: impl Into<String>) -> Self {
        Self {
            at,
            message: message.into(),
            help: None,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The shared lists by name: the source phrases of each.
#[derive(Debug, Default)]
pub struct Lists {
    sources: HashMap<String, Vec<String>>,
    parsed: HashMap<String, Vec<Pattern>>,
    open: Vec<String>,
}

impl Lists {
    /// Adds phrases to a list, new or known.
    pub fn add(&mut self, name: &str, phrases: impl IntoIterator<Item = String>) {
        self.sources
            .entry(name.to_owned())
            .or_default()
            .extend(phrases);
    }

    /// Takes phrases away from a list; tells whether all of them were there.
    pub fn remove(&mut self, name: &str, phrases: &[String]) -> bool {
        let Some(known) = self.sources.get_mut(name) else {
            return phrases.is_empty();
        };
        let before = known.len();
        known.retain(|phrase| !phrases.contains(phrase));
        before - known.len() >= phrases.len()
    }

    /// The names of all lists, sorted.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.sources.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    /// The source phrases of a list.
    pub fn phrases(&self, name: &str) -> Option<&[String]> {
        self.sources.get(name).map(Vec::as_slice)
    }

    /// The parsed phrases of a list, and of the lists it names.
    ///
    /// # Errors
    /// An unknown list, a list that contains itself, a phrase that does not parse.
    pub fn patterns(&mut self, name: &str, at: usize) -> Result<Vec<Pattern>, PatternError> {
        if let Some(known) = self.parsed.get(name) {
            return Ok(known.clone());
        }
        let Some(phrases) = self.sources.get(name).cloned() else {
            return Err(PatternError::new(at, format!("there is no list `{name}`"))
                .help(did_you_mean(name, self.names())));
        };
        if self.open.iter().any(|open| open == name) {
            let circle = self
                .open
                .iter()
                .map(|open| format!("@{open}"))
                .collect::<Vec<_>>()
                .join(" → ");
            return Err(PatternError::new(
                at,
                format!("the list `{name}` contains itself: {circle} → @{name}"),
            ));
        }
        self.open.push(name.to_owned());
        let mut patterns = Vec::with_capacity(phrases.len());
        for phrase in &phrases {
            match parse(phrase, self) {
                Ok(mut more) => patterns.append(&mut more),
                Err(error) => {
                    self.open.pop();
                    return Err(PatternError {
                        message: format!("in list `{name}`, phrase “{phrase}”: {}", error.message),
                        at,
                        ..error
                    });
                }
            }
        }
        self.open.pop();
        self.parsed.insert(name.to_owned(), patterns.clone());
        Ok(patterns)
    }
}

/// Parses one pattern; `@list` alone gives all patterns of the list.
///
/// # Errors
/// A sign out of place, an unknown class or list, a pattern that can match nothing or everything.
pub fn parse(source: &str, lists: &mut Lists) -> Result<Vec<Pattern>, PatternError> {
    let trimmed = source.trim();
    if let Some(body) = trimmed
        .strip_prefix('/')
        .and_then(|rest| rest.strip_suffix('/'))
        .filter(|body| !body.is_empty())
    {
        return Ok(vec![Pattern::Regex(body.to_owned())]);
    }
    if let Some(name) = trimmed.strip_prefix('@').filter(|name| is_name(name)) {
        return lists.patterns(name, source.find('@').unwrap_or(0));
    }
    let mut parser = Parser {
        source,
        at: 0,
        lists,
    };
    let node = parser.alternatives(None)?;
    let branches = match node {
        Node::Alt(branches) => branches,
        other => vec![other],
    };
    for branch in &branches {
        refuse_empty(branch)?;
    }
    Ok(branches.into_iter().map(Pattern::Words).collect())
}

fn refuse_empty(node: &Node) -> Result<(), PatternError> {
    if !has_required(node) {
        return Err(
            PatternError::new(0, "this pattern can match anything or nothing")
                .help("give it at least one word that must be there"),
        );
    }
    Ok(())
}

fn has_required(node: &Node) -> bool {
    match node {
        Node::Word(_) | Node::Surface(_) | Node::Class(_) => true,
        Node::Seq(parts) => parts.iter().any(has_required),
        Node::Alt(parts) => parts.iter().all(has_required),
        _ => false,
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

struct Parser<'a> {
    source: &'a str,
    at: usize,
    lists: &'a mut Lists,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.source[self.at..].chars().next()
    }

    /// `a b|c` up to the closing sign.
    fn alternatives(&mut self, close: Option<char>) -> Result<Node, PatternError> {
        let opened = self.at;
        let mut branches = vec![self.sequence(close)?];
        loop {
            match self.peek() {
                Some('|') if close.is_some() => {
                    self.at += 1;
                    branches.push(self.sequence(close)?);
                }
                found if found == close => {
                    self.at += close.map_or(0, char::len_utf8);
                    return Ok(merge(branches));
                }
                None => {
                    let open = if close == Some(')') { '(' } else { '[' };
                    return Err(PatternError::new(
                        opened.saturating_sub(1),
                        format!("`{open}` is never closed"),
                    ));
                }
                Some('|') => {
                    return Err(PatternError::new(self.at, "`|` stands outside brackets")
                        .help("write (this|that)"));
                }
                Some(other) => {
                    return Err(PatternError::new(
                        self.at,
                        format!("`{other}` closes nothing"),
                    ));
                }
            }
        }
    }

    fn sequence(&mut self, close: Option<char>) -> Result<Node, PatternError> {
        let mut parts: Vec<Node> = Vec::new();
        while let Some(next) = self.peek() {
            if Some(next) == close || next == '|' || matches!(next, ')' | ']') {
                break;
            }
            if next.is_whitespace() || matches!(next, ',' | '“' | '”' | '"') {
                self.at += next.len_utf8();
                continue;
            }
            self.part(next, &mut parts)?;
        }
        Ok(if parts.len() == 1 {
            parts.remove(0)
        } else {
            Node::Seq(parts)
        })
    }

    fn part(&mut self, next: char, parts: &mut Vec<Node>) -> Result<(), PatternError> {
        let start = self.at;
        match next {
            '(' => {
                self.at += 1;
                let node = self.alternatives(Some(')'))?;
                flatten(node, parts);
            }
            '[' => {
                self.at += 1;
                let node = self.alternatives(Some(']'))?;
                parts.push(Node::Opt(Box::new(node)));
            }
            '^' => {
                self.at += 1;
                parts.push(Node::Start);
            }
            '$' => {
                self.at += 1;
                parts.push(Node::End);
            }
            '?' => {
                self.at += 1;
                parts.push(Node::Question);
            }
            '!' => {
                self.at += 1;
                parts.push(Node::Exclamation);
            }
            '<' => parts.push(self.class(start)?),
            '@' => {
                self.at += 1;
                let name = self.take_while(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
                if name.is_empty() {
                    return Err(PatternError::new(start, "`@` needs the name of a list")
                        .help("write @deadline"));
                }
                let mut branches = Vec::new();
                for pattern in self.lists.patterns(&name, start)? {
                    match pattern {
                        Pattern::Words(node) => branches.push(node),
                        Pattern::Regex(_) => {
                            return Err(PatternError::new(
                                start,
                                format!(
                                    "the list `{name}` holds a regular expression, so it can only stand alone"
                                ),
                            ));
                        }
                    }
                }
                flatten(merge(branches), parts);
            }
            '=' => {
                self.at += 1;
                let word = self.take_while(is_word_char);
                if word.is_empty() {
                    return Err(PatternError::new(start, "`=` needs a word right after it")
                        .help("write =dont"));
                }
                parts.push(Node::Surface(straight(&word)));
            }
            '_' if !self.source[start + 1..].starts_with(is_word_char) => {
                self.at += 1;
                parts.push(Node::Any);
            }
            '.' if self.source[start..].starts_with("...") => {
                self.at += 3;
                parts.push(Node::Gap(GAP));
            }
            '…' => {
                self.at += next.len_utf8();
                parts.push(Node::Gap(GAP));
            }
            _ if is_word_char(next) => self.word(start, parts)?,
            _ => {
                return Err(PatternError::new(start, format!("`{next}` means nothing in a pattern"))
                    .help("a pattern is made of words, (a|b), [maybe], word~, _, ..., <class>, @list, ^, $, =word or /regex/"));
            }
        }
        Ok(())
    }

    fn class(&mut self, start: usize) -> Result<Node, PatternError> {
        let Some(length) = self.source[start..].find('>') else {
            return Err(PatternError::new(start, "`<` is never closed").help("write <time>"));
        };
        let name = &self.source[start + 1..start + length];
        self.at = start + length + 1;
        let found = Class::ALL.into_iter().find(|class| class.as_str() == name);
        found.map(Node::Class).ok_or_else(|| {
            PatternError::new(start, format!("there is no word class <{name}>"))
                .help(did_you_mean(name, Class::ALL.map(Class::as_str)))
        })
    }

    fn word(&mut self, start: usize, parts: &mut Vec<Node>) -> Result<(), PatternError> {
        let typed = self.take_while(is_word_char);
        let word = straight(typed.trim_end_matches(['.', '%']));
        if self.peek() == Some('~') {
            self.at += 1;
            if word.contains(['-', '\'']) {
                return Err(PatternError::new(start, "`~` goes with one plain word"));
            }
            parts.push(Node::Word(forms(&word)));
            return Ok(());
        }
        for piece in word.split('-').filter(|piece| !piece.is_empty()) {
            unfold(&piece.replace('.', ""), parts);
        }
        Ok(())
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> String {
        let rest = &self.source[self.at..];
        let length = rest.find(|c: char| !keep(c)).unwrap_or(rest.len());
        // `...` after a word is a gap, not part of it.
        let taken = &rest[..length];
        let taken = taken.find("...").map_or(taken, |dots| &taken[..dots]);
        self.at += taken.len();
        taken.to_owned()
    }
}

/// Unfolds contractions the way prose does.
fn unfold(piece: &str, parts: &mut Vec<Node>) {
    let known = crate::prose::contraction(piece);
    if let Some((first, second)) = known {
        parts.push(word_node(&first));
        parts.push(word_node(&second));
        return;
    }
    if let Some((stem, tail)) = piece.rsplit_once('\'')
        && !stem.is_empty()
    {
        let second = match tail {
            "s" => "'s+",
            "ll" => "will",
            "d" => "'d",
            "ve" => "have",
            "re" => "are",
            _ => "",
        };
        if !second.is_empty() {
            parts.push(word_node(stem));
            parts.push(word_node(second));
            return;
        }
    }
    parts.push(word_node(piece));
}

/// A word and what prose may have made of it: `is` and `has` may stand as `'s`, `would` and `had` as `'d`.
fn word_node(word: &str) -> Node {
    let same: &[&str] = match word {
        "is" => &["is", "'s"],
        "has" => &["has", "'s"],
        // Written alone it is the tail of any noun as well: `the courier's late`, `the courier's mistake`.
        "'s" => &["'s", "'s+", "is", "has"],
        "would" => &["would", "'d"],
        "had" => &["had", "'d"],
        "'d" => &["'d", "would", "had"],
        _ => return Node::Word(vec![word.to_owned()]),
    };
    Node::Word(same.iter().map(|word| (*word).to_owned()).collect())
}

fn straight(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '\'' | '’' | '-' | '_' | '.' | '%' | '&' | '/' | ':' | '+' | '#'
        )
}

fn flatten(node: Node, parts: &mut Vec<Node>) {
    match node {
        Node::Seq(mut inner) => parts.append(&mut inner),
        other => parts.push(other),
    }
}

/// Alternatives of single words are one set; what is left stays an alternative.
pub(super) fn merge(branches: Vec<Node>) -> Node {
    let mut words: Vec<String> = Vec::new();
    let mut rest: Vec<Node> = Vec::new();
    let mut empty = false;
    for branch in branches {
        match branch {
            Node::Word(mut more) => words.append(&mut more),
            Node::Alt(more) => {
                for node in more {
                    match node {
                        Node::Word(mut set) => words.append(&mut set),
                        other => rest.push(other),
                    }
                }
            }
            Node::Seq(parts) if parts.is_empty() => empty = true,
            other => rest.push(other),
        }
    }
    words.sort_unstable();
    words.dedup();
    rest.sort_unstable();
    rest.dedup();
    if !words.is_empty() {
        rest.insert(0, Node::Word(words));
    }
    let node = if rest.len() == 1 {
        rest.remove(0)
    } else {
        Node::Alt(rest)
    };
    if empty {
        Node::Opt(Box::new(node))
    } else {
        node
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_point_at_the_byte() {
        let cases = [
            ("calm (down", 5, "never closed"),
            ("calm down)", 9, "closes nothing"),
            ("only <nummer> left", 5, "no word class"),
            ("in @dedline", 3, "no list"),
            ("a|b", 1, "outside brackets"),
            ("what * now", 5, "means nothing"),
            ("[maybe] ...", 0, "anything or nothing"),
            ("in <time", 3, "never closed"),
        ];
        for (source, at, message) in cases {
            let mut lists = Lists::default();
            lists.add("deadline", vec!["soon".to_owned()]);
            let error = parse(source, &mut lists).unwrap_err();
            assert_eq!(error.at, at, "{source}: {error:?}");
            assert!(error.message.contains(message), "{source}: {error:?}");
        }
    }

    #[test]
    fn lists_that_contain_themselves_are_refused() {
        let mut lists = Lists::default();
        lists.add("a", vec!["now @b".to_owned()]);
        lists.add("b", vec!["or @a".to_owned()]);
        let error = parse("@a", &mut lists).unwrap_err();
        assert!(error.message.contains("contains itself"), "{error:?}");
    }

    #[test]
    fn contractions_unfold_as_in_prose() {
        let mut lists = Lists::default();
        assert_eq!(parse("don't", &mut lists), parse("do not", &mut lists));
        assert_eq!(parse("dont", &mut lists), parse("do not", &mut lists));
        assert_eq!(
            parse("follow-up", &mut lists),
            parse("follow up", &mut lists)
        );
    }
}
