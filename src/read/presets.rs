//! Where each helpdesk's export keeps its replies. Sources: the vendors' API references; the initial data and exports of the open-source ones.

use crate::draft::{Draft, Stage};
use crate::error::Error;

use super::content::Notation;
use super::format::Format;
use super::node::{Node, Value};
use super::records::{self, Comment, LOCALE_KEYS, USAGE_KEYS, field, scalar};
use super::selector::{Path, Selector};
use super::source::Source;
use super::{Options, ignore};

/// The layout of one product's records.
struct Preset {
    format: Format,
    /// One selector for each way in which the records are wrapped.
    selectors: &'static [&'static str],
    /// Keys that a record of this product has, which tell it from the others. Empty: never recognised, only named.
    marks: &'static [&'static str],
}

/// All presets, the most telling first.
const PRESETS: [Preset; 11] = [
    Preset {
        format: Format::Zendesk,
        selectors: &[
            "macros[].actions[field=comment_value].value:markdown, text=actions[field=comment_value].value[1]:markdown, text=actions[field=comment_value_html].value:html, title=title, id=id",
            "[].actions[field=comment_value].value:markdown, text=actions[field=comment_value].value[1]:markdown, text=actions[field=comment_value_html].value:html, title=title, id=id",
            "macro.actions[field=comment_value].value:markdown, text=macro.actions[field=comment_value_html].value:html, title=macro.title, id=macro.id",
            "items[].variants[].content:html, locale=locale_id, id=id",
        ],
        marks: &["actions", "locale_id", "macro"],
    },
    Preset {
        format: Format::Gorgias,
        selectors: &[
            "data[].actions[name=setResponseText].arguments.body_html:html, text=actions[name=setResponseText].arguments.body_text:plain, title=name, id=id, locale=language, usage=usage",
            "[].actions[name=setResponseText].arguments.body_html:html, text=actions[name=setResponseText].arguments.body_text:plain, title=name, id=id, locale=language, usage=usage",
            "actions[name=setResponseText].arguments.body_html:html, text=actions[name=setResponseText].arguments.body_text:plain, title=name, id=id, locale=language, usage=usage",
        ],
        marks: &["actions"],
    },
    Preset {
        format: Format::Front,
        selectors: &["_results[].body:html, title=name, id=id"],
        marks: &["body"],
    },
    Preset {
        format: Format::Intercom,
        selectors: &[
            "data[].body:html, text=body_text:plain, title=name, id=id, channel=available_on",
            "macros[].body:html, text=body_text:plain, title=name, id=id, channel=available_on",
            "[].body:html, text=body_text:plain, title=name, id=id, channel=available_on",
            "body:html, text=body_text:plain, title=name, id=id, channel=available_on",
        ],
        marks: &["body_text"],
    },
    Preset {
        format: Format::Freshdesk,
        selectors: &[
            "[].content_html:html, text=content:plain, title=title, id=id",
            "responses[].content_html:html, text=content:plain, title=title, id=id",
            "canned_responses[].content_html:html, text=content:plain, title=title, id=id",
            "content_html:html, text=content:plain, title=title, id=id",
        ],
        marks: &["content_html"],
    },
    Preset {
        format: Format::Chatwoot,
        selectors: &[
            "[].content:markdown, title=short_code, id=id",
            "payload[].content:markdown, title=short_code, id=id",
        ],
        marks: &["short_code"],
    },
    Preset {
        format: Format::Zammad,
        selectors: &[
            "[].content:html, title=name, id=id",
            "content:html, title=name, id=id",
        ],
        marks: &["keywords"],
    },
    Preset {
        format: Format::Osticket,
        selectors: &["[].response:html, title=title, id=id, locale=lang"],
        marks: &["isenabled", "response"],
    },
    Preset {
        format: Format::GithubReplies,
        selectors: &["replies[].body:markdown, title=name"],
        marks: &["body"],
    },
    Preset {
        format: Format::Helpscout,
        selectors: &[
            "[].text:html, text=chatText:plain, title=name, id=id",
            "_embedded.replies[].text:html, text=chatText:plain, title=name, id=id",
            "text:html, text=chatText:plain, title=name, id=id",
        ],
        marks: &["chatText"],
    },
    Preset {
        format: Format::Freescout,
        selectors: &[
            "[].text:html, text=body:html, title=name, id=id",
            "saved_replies[].text:html, text=body:html, title=name, id=id",
            "text:html, text=body:html, title=name, id=id",
        ],
        marks: &[],
    },
];

/// The drafts of a record file: by the selector of the options, by the named product, by recognising one, or by the names of fields.
pub(super) fn read(
    source: &Source<'_>,
    root: &Node<'_>,
    comments: &[Comment],
    options: &Options,
) -> Result<Vec<Draft>, Error> {
    if let Some(selector) = &options.selector {
        let drafts = records::read(source, root, selector, comments, options)?;
        return if drafts.is_empty() {
            Err(Error::input("the selector finds no text in it")
                .in_source(&*source.name)
                .help(seen(root)))
        } else {
            Ok(drafts)
        };
    }
    let named = options
        .as_format
        .and_then(|format| PRESETS.iter().find(|preset| preset.format == format));
    for preset in PRESETS
        .iter()
        .filter(|preset| named.is_none_or(|named| named.format == preset.format))
    {
        for selector in preset.selectors {
            let selector: Selector = selector.parse()?;
            if named.is_none() && !is_marked(root, &selector.records, preset.marks) {
                continue;
            }
            let mut drafts = records::read(source, root, &selector, comments, options)?;
            if !drafts.is_empty() {
                for draft in &mut drafts {
                    draft.profile = Some(preset.format.as_str().to_owned());
                }
                return Ok(drafts);
            }
        }
    }
    if let Some(named) = named {
        let looked: Vec<&str> = named
            .selectors
            .iter()
            .filter_map(|selector| selector.split(',').next())
            .collect();
        return Err(Error::input(format!(
            "this is no export of {}: there is no text at {}",
            named.format.as_str(),
            looked.join(", ")
        ))
        .in_source(&*source.name)
        .help(seen(root)));
    }
    let mut drafts = Vec::new();
    by_names(
        source,
        root,
        "",
        &mut comments.iter().peekable(),
        options,
        &mut drafts,
    )?;
    if drafts.is_empty() {
        return Err(Error::no_drafts("no replies were found in it: no field is named body, content, text, message, response, reply, answer or template")
            .in_source(&*source.name)
            .help(seen(root)));
    }
    Ok(drafts)
}

/// Whether the first records have one of the keys.
fn is_marked(root: &Node<'_>, records: &Path, marks: &[&str]) -> bool {
    let is_rows = matches!(root.value, Value::List(_)) && !records.begins_with_items();
    let record = if is_rows {
        records.below_each().first(root)
    } else if records.is_here() {
        Some(root)
    } else {
        records.first(root)
    };
    record.is_some_and(|record| marks.iter().any(|mark| record.get(mark).is_some()))
}

/// What stands in the file, to help with writing a selector.
fn seen(root: &Node<'_>) -> String {
    let node = match &root.value {
        Value::List(items) => items.first().unwrap_or(root),
        _ => root,
    };
    let keys: Vec<&str> = node
        .entries()
        .unwrap_or_default()
        .iter()
        .take(12)
        .map(|entry| &*entry.key)
        .collect();
    let path = longest_text(root, DEEPEST)
        .map(|(path, _)| path)
        .filter(|path| is_of_names(path));
    let example = path.as_deref().unwrap_or("macros[].body, title=name");
    let names = if keys.is_empty() {
        String::new()
    } else {
        format!("it has {}; ", keys.join(", "))
    };
    format!("{names}say where the texts are, for example --select '{example}'")
}

/// Whether a path is made of names of fields. The first row of a table without a head is one of words that may be private.
fn is_of_names(path: &str) -> bool {
    let is_name = |step: &str| {
        step.is_empty()
            || step.starts_with(|first: char| first.is_ascii_lowercase())
                && (step.bytes()).all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
    };
    !path.is_empty() && path.split(['.', '[', ']']).all(is_name)
}

/// How deep a selector is looked for.
const DEEPEST: usize = 6;

/// The way to the longest text below a node, as a selector says it, and the text's length. Of a list the first item stands for all.
fn longest_text(node: &Node<'_>, deepest: usize) -> Option<(String, usize)> {
    match &node.value {
        Value::Text(text) => Some((String::new(), text.text.len())),
        Value::List(items) if 0 < deepest => {
            let (path, length) = longest_text(items.first()?, deepest - 1)?;
            Some((below("[]", &path), length))
        }
        Value::Table(entries) if 0 < deepest => {
            let mut longest: Option<(String, usize)> = None;
            for entry in entries {
                let Some((path, length)) = longest_text(&entry.node, deepest - 1) else {
                    continue;
                };
                if longest.as_ref().is_none_or(|(_, most)| *most < length) {
                    longest = Some((below(&entry.key, &path), length));
                }
            }
            longest
        }
        _ => None,
    }
}

fn below(step: &str, path: &str) -> String {
    let dot = if path.is_empty() || path.starts_with('[') {
        ""
    } else {
        "."
    };
    format!("{step}{dot}{path}")
}

/// Names of fields that hold a reply, the best first.
const TEXT_KEYS: [&str; 14] = [
    "body_html",
    "content_html",
    "body",
    "content",
    "text",
    "message",
    "response",
    "reply",
    "answer",
    "template",
    "comment_value",
    "body_text",
    "canned_response",
    "snippet",
];

const TITLE_KEYS: [&str; 9] = [
    "title",
    "name",
    "label",
    "shortcut",
    "short_code",
    "shortcode",
    "bang",
    "subject",
    "key",
];
/// Walks the whole tree for objects with a field that is named like a reply.
fn by_names<'c>(
    source: &Source<'_>,
    node: &Node<'_>,
    trail: &str,
    comments: &mut std::iter::Peekable<impl Iterator<Item = &'c Comment>>,
    options: &Options,
    drafts: &mut Vec<Draft>,
) -> Result<(), Error> {
    match &node.value {
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                by_names(
                    source,
                    item,
                    &format!("{trail}[{index}]"),
                    comments,
                    options,
                    drafts,
                )?;
            }
        }
        Value::Table(entries) => {
            let below = |key: &str| {
                if trail.is_empty() {
                    key.to_owned()
                } else {
                    format!("{trail}.{key}")
                }
            };
            let named = |names: &[&str]| {
                names
                    .iter()
                    .find_map(|name| entries.iter().find(|entry| plain_key(&entry.key) == *name))
            };
            let found = TEXT_KEYS.iter().find_map(|name| {
                let entry = entries
                    .iter()
                    .find(|entry| plain_key(&entry.key) == *name)?;
                let texts = texts_of(&entry.node);
                (!texts.is_empty()).then_some((entry, texts))
            });
            if let Some((entry, texts)) = found {
                let mut ignores = ignore::from_record(source, node);
                while let Some(comment) =
                    comments.next_if(|comment| comment.line_start < node.span.end)
                {
                    ignores.extend(comment.ignores.iter().cloned());
                }
                let notation = if entry.key.ends_with("html") {
                    Notation::Html
                } else {
                    Notation::Guess
                };
                for (locale, text) in texts {
                    let mut draft = field(source, text, notation)?;
                    draft.origin.record = Some(below(&match locale {
                        Some(locale) => format!("{}.{locale}", entry.key),
                        None => entry.key.to_string(),
                    }));
                    draft.origin.title = named(&TITLE_KEYS).and_then(|entry| scalar(&entry.node));
                    draft.language = locale
                        .map(str::to_owned)
                        .or_else(|| named(&LOCALE_KEYS).and_then(|entry| scalar(&entry.node)));
                    draft.channel = named(&["channel"])
                        .and_then(|entry| records::channel(entry.node.as_str()?));
                    draft.origin.usage =
                        named(&USAGE_KEYS).and_then(|entry| scalar(&entry.node)?.parse().ok());
                    draft.origin.ignores.extend(ignores.iter().cloned());
                    draft.stage = options.stage.unwrap_or(Stage::Template);
                    drafts.push(draft);
                }
            }
            for entry in entries {
                by_names(
                    source,
                    &entry.node,
                    &below(&entry.key),
                    comments,
                    options,
                    drafts,
                )?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// One text, or one for each language when the value is an object of them.
fn texts_of<'n>(node: &'n Node<'n>) -> Vec<(Option<&'n str>, &'n super::node::Text<'n>)> {
    if let Some(text) = node.text() {
        return if text.text.trim().is_empty() {
            Vec::new()
        } else {
            vec![(None, text)]
        };
    }
    let is_locale = |key: &str| {
        let language = key.split(['-', '_']).next().unwrap_or("");
        (2..=3).contains(&language.len())
            && key.len() <= 10
            && language.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    let entries = node.entries().unwrap_or_default();
    if entries.iter().any(|entry| !is_locale(&entry.key)) {
        return Vec::new();
    }
    entries
        .iter()
        .filter_map(|entry| Some((Some(&*entry.key), entry.node.text()?)))
        .filter(|(_, text)| !text.text.trim().is_empty())
        .collect()
}

/// `Canned Response` and `canned_response` are one name.
fn plain_key(key: &str) -> String {
    key.trim().to_lowercase().replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_fields_are_suggested() {
        for (path, is_name) in [
            ("items[].body", true),
            ("data.replies[].bodyHtml", true),
            ("[].Lee Circles", false),
            ("[].West", false),
            ("[].4532", false),
            ("", false),
        ] {
            assert_eq!(is_of_names(path), is_name, "{path}");
        }
    }

    #[test]
    fn every_selector_is_sound() {
        for preset in &PRESETS {
            for selector in preset.selectors {
                assert!(selector.parse::<Selector>().is_ok(), "{selector}");
            }
        }
    }
}
