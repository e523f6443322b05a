//! The path language that says where a record file keeps its replies: `macros[].body:html, title=name`.

use std::fmt::Write;
use std::str::FromStr;

use crate::error::{Error, did_you_mean};

use super::content::{NOTATIONS, Notation};
use super::node::{Node, Value};

/// Where the texts of a record file stand, and what is known about each.
///
/// ```text
/// macros[].body                           every item of the list `macros`: its `body`
/// [].content:html, title=name             a list at the top; the text is HTML, the title is in `name`
/// macros[].actions[name=reply].text       only actions whose `name` is `reply`; `a|b` allows several
/// replies.*                               every value below `replies`
/// body, id=short_code, locale=language    a CSV file: names of columns
/// ```
///
/// The first path leads to the text. Its last `[]` or `*` makes the record, and the named paths `text`, `title`, `id`, `locale`, `channel` and `usage` begin there.
/// `:html`, `:markdown` or `:plain` behind a text path names its notation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    pub(super) records: Path,
    pub(super) texts: Vec<(Path, Notation)>,
    pub(super) title: Path,
    pub(super) id: Path,
    pub(super) locale: Path,
    pub(super) channel: Path,
    pub(super) usage: Path,
}

/// Steps from a value to others below it; empty for a path that was not given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Path(Vec<Step>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// The value of a key.
    Key(String),
    /// Every value of an object.
    AnyKey,
    /// Every item of a list.
    Each,
    /// One item of a list, from 0.
    Item(usize),
    /// The items of a list whose key holds one of the words.
    Where(String, Vec<String>),
}

impl FromStr for Selector {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let mut parts = text.split(',').map(str::trim);
        let first = parts.next().unwrap_or("");
        let (path, notation) = text_path(first)?;
        let record = path
            .0
            .iter()
            .rposition(|step| matches!(step, Step::Each | Step::AnyKey))
            .map_or(0, |at| at + 1);
        let mut selector = Self {
            records: Path(path.0[..record].to_vec()),
            texts: vec![(Path(path.0[record..].to_vec()), notation)],
            title: Path::default(),
            id: Path::default(),
            locale: Path::default(),
            channel: Path::default(),
            usage: Path::default(),
        };
        for part in parts {
            let Some((name, path)) = part.split_once('=') else {
                return Err(Error::config(format!("`{part}` is not `name=path`"))
                    .help("write for example title=name"));
            };
            let slot = match name.trim() {
                "text" => {
                    selector.texts.push(text_path(path.trim())?);
                    continue;
                }
                "title" => &mut selector.title,
                "id" => &mut selector.id,
                "locale" => &mut selector.locale,
                "channel" => &mut selector.channel,
                "usage" => &mut selector.usage,
                other => {
                    let names = ["text", "title", "id", "locale", "channel", "usage"];
                    return Err(
                        Error::config(format!("unknown name `{other}` in a selector"))
                            .help(did_you_mean(other, names)),
                    );
                }
            };
            *slot = path.trim().parse()?;
        }
        Ok(selector)
    }
}

fn text_path(text: &str) -> Result<(Path, Notation), Error> {
    let Some((path, notation)) = text.rsplit_once(':') else {
        return Ok((text.parse()?, Notation::Guess));
    };
    let Some((_, notation)) = NOTATIONS.iter().find(|(name, _)| *name == notation) else {
        return Err(
            Error::config(format!("unknown notation `{notation}` in a selector")).help(
                did_you_mean(notation, NOTATIONS.iter().map(|(name, _)| *name)),
            ),
        );
    };
    Ok((path.parse()?, *notation))
}

impl FromStr for Path {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong = |why: &str| {
            Error::config(format!("the path `{text}` {why}"))
                .help("write for example macros[].body, or replies.*.text")
        };
        let mut steps = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(inside) = rest.strip_prefix('[') {
                let Some((index, behind)) = inside.split_once(']') else {
                    return Err(wrong("has a `[` without `]`"));
                };
                steps.push(bracket(index).ok_or_else(|| {
                    wrong("has something else than a number or `key=word` in brackets")
                })?);
                rest = behind.strip_prefix('.').unwrap_or(behind);
                continue;
            }
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            let key = &rest[..end];
            if key.is_empty() {
                return Err(wrong("has an empty step"));
            }
            steps.push(if key == "*" {
                Step::AnyKey
            } else {
                Step::Key(key.to_owned())
            });
            rest = rest[end..].strip_prefix('.').unwrap_or(&rest[end..]);
        }
        if steps.is_empty() {
            return Err(Error::config("an empty path in a selector")
                .help("write for example macros[].body"));
        }
        Ok(Self(steps))
    }
}

fn bracket(inside: &str) -> Option<Step> {
    if inside.is_empty() || inside == "*" {
        return Some(Step::Each);
    }
    if let Some((key, words)) = inside.split_once('=') {
        return Some(Step::Where(
            key.trim().to_owned(),
            words
                .split('|')
                .map(|word| word.trim().to_owned())
                .collect(),
        ));
    }
    inside.parse().ok().map(Step::Item)
}

impl Path {
    /// All values that the path leads to, in the order of the file, each with its place such as `macros[3]`.
    pub(super) fn find<'n>(&self, root: &'n Node<'n>) -> Vec<(String, &'n Node<'n>)> {
        let mut found = vec![(String::new(), root)];
        for step in &self.0 {
            found = found
                .into_iter()
                .flat_map(|(trail, node)| step.take(&trail, node))
                .collect();
        }
        found
    }

    /// The first value; `None` also for a path that was not given.
    pub(super) fn first<'n>(&self, root: &'n Node<'n>) -> Option<&'n Node<'n>> {
        if self.0.is_empty() {
            return None;
        }
        self.find(root).into_iter().next().map(|(_, node)| node)
    }

    /// Whether the path stays where it is.
    pub(super) fn is_here(&self) -> bool {
        self.0.is_empty()
    }

    /// The same path below every item of a list.
    pub(super) fn below_each(&self) -> Self {
        let mut steps = vec![Step::Each];
        steps.extend(self.0.iter().cloned());
        Self(steps)
    }

    /// Whether the path begins with the items of a list.
    pub(super) fn begins_with_items(&self) -> bool {
        matches!(
            self.0.first(),
            Some(Step::Each | Step::Item(_) | Step::Where(..))
        )
    }
}

impl Step {
    fn take<'n>(&self, trail: &str, node: &'n Node<'n>) -> Vec<(String, &'n Node<'n>)> {
        let item = |index: usize| {
            let mut place = trail.to_owned();
            // Writing to a string cannot fail.
            let _ = write!(place, "[{index}]");
            place
        };
        let below = |key: &str| {
            if trail.is_empty() {
                key.to_owned()
            } else {
                format!("{trail}.{key}")
            }
        };
        match (self, &node.value) {
            (Self::Key(key), Value::Table(_)) => node
                .get(key)
                .map(|node| (below(key), node))
                .into_iter()
                .collect(),
            (Self::AnyKey, Value::Table(entries)) => entries
                .iter()
                .map(|entry| (below(&entry.key), &entry.node))
                .collect(),
            (Self::Each | Self::AnyKey, Value::List(items)) => items
                .iter()
                .enumerate()
                .map(|(index, node)| (item(index), node))
                .collect(),
            (Self::Item(index), Value::List(items)) => items
                .get(*index)
                .map(|node| (item(*index), node))
                .into_iter()
                .collect(),
            (Self::Where(key, words), Value::List(items)) => items
                .iter()
                .enumerate()
                .filter(|(_, node)| {
                    let word = node.get(key).and_then(Node::as_str);
                    word.is_some_and(|word| words.iter().any(|wanted| wanted == word))
                })
                .map(|(index, node)| (item(index), node))
                .collect(),
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{json, source::Source};
    use super::*;

    #[test]
    fn paths_lead_to_values() {
        let file = r#"{"macros": [{"name": "a", "actions": [{"field": "status", "value": "x"}, {"field": "reply", "value": "Hi"}]}],
            "replies": {"one": {"text": "1"}, "two": {"text": "2"}}}"#;
        let source = Source::new("m.json", file.as_bytes()).unwrap();
        let root = json::parse(&source).unwrap();
        for (path, expected) in [
            (
                "macros[].actions[field=reply|note].value",
                vec![("macros[0].actions[1].value", "Hi")],
            ),
            ("macros[0].name", vec![("macros[0].name", "a")]),
            (
                "replies.*.text",
                vec![("replies.one.text", "1"), ("replies.two.text", "2")],
            ),
            ("macros.name", vec![]),
        ] {
            let path: Path = path.parse().unwrap();
            let found: Vec<_> = path
                .find(&root)
                .into_iter()
                .map(|(trail, node)| (trail, node.as_str().unwrap().to_owned()))
                .collect();
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
                .collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn selectors_split_at_the_record() {
        let selector: Selector = "macros[].actions[a=b].body:html, title=name, text=plain"
            .parse()
            .unwrap();
        assert_eq!(selector.records, "macros[]".parse().unwrap());
        assert_eq!(
            selector.texts,
            [
                ("actions[a=b].body".parse().unwrap(), Notation::Html),
                ("plain".parse().unwrap(), Notation::Guess),
            ]
        );
        assert_eq!(selector.title, "name".parse().unwrap());
    }

    #[test]
    fn mistakes_are_told() {
        for (selector, expected) in [
            ("", "an empty path"),
            ("a[", "without `]`"),
            ("a[x]", "something else than a number"),
            ("a..b", "an empty step"),
            ("a:htm", "did you mean `html`"),
            ("a, titel=b", "did you mean `title`"),
            ("a, b", "is not `name=path`"),
        ] {
            let error = selector.parse::<Selector>().unwrap_err().to_string();
            assert!(error.contains(expected), "{selector}: {error}");
        }
    }
}
