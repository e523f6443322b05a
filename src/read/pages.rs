//! Markdown and HTML files: one reply each, or one below each heading.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::draft::{Channel, Draft, Segment, Stage};
use crate::error::{Error, did_you_mean};

use super::content::Notation;
use super::node::{Node, Value};
use super::placeholders::{known_profile, profiles};
use super::source::Source;
use super::{Options, ignore, markdown, records, yaml};

/// The whole file as one reply. Front matter of Markdown may name `title`, `id`, `locale`, `channel`, `stage`, `profile` and `tactful-ignore`.
pub(super) fn read_one(
    source: &Source<'_>,
    notation: Notation,
    stage: Stage,
    options: &Options,
) -> Result<Draft, Error> {
    let mut draft = part(source, 0..source.text.len(), notation)?;
    if draft.text.trim().is_empty() {
        return Err(Error::input("the draft is empty").in_source(&*source.name));
    }
    draft.stage = options.stage.unwrap_or(stage);
    if notation == Notation::Markdown {
        front_matter(source, &mut draft)?;
    }
    Ok(draft)
}

/// One reply for each heading below the first level, as in a SAVED_REPLIES.md. Where sections hold their reply in a code block, to be copied, the block is the reply and sections without one are explanations.
pub(super) fn read_sections(source: &Source<'_>, options: &Options) -> Result<Vec<Draft>, Error> {
    let sections = sections(&source.text);
    let is_copied = sections.iter().any(|section| section.block.is_some());
    let mut drafts = Vec::new();
    for section in sections {
        let body = match section.block {
            Some(block) => block,
            None if is_copied => continue,
            None => section.body,
        };
        let mut draft = part(source, body, Notation::Markdown)?;
        if draft.text.trim().is_empty() {
            continue;
        }
        draft.stage = options.stage.unwrap_or(Stage::Template);
        draft.profile = Some("github-replies".to_owned());
        draft.origin.record = Some(section.title.clone());
        draft.origin.title = Some(section.title);
        draft.origin.ignores.extend(
            section
                .comments
                .iter()
                .flat_map(|(at, comment)| ignore::from_comment(comment, source.line(*at))),
        );
        drafts.push(draft);
    }
    Ok(drafts)
}

/// Whether most sections of a Markdown file are a heading and one code block.
pub(super) fn looks_like_sections(text: &str) -> bool {
    if !text.contains("\n```") && !text.contains("\n~~~") {
        return false;
    }
    let sections = sections(text);
    let blocks = sections
        .iter()
        .filter(|section| section.block.is_some())
        .count();
    2 <= blocks && sections.len() < 2 * blocks
}

/// Whether a Markdown file has a heading below the first level.
pub(super) fn has_sections(text: &str) -> bool {
    !sections(text).is_empty()
}

fn part(source: &Source<'_>, range: Range<usize>, notation: Notation) -> Result<Draft, Error> {
    let words = source.text.get(range.clone()).unwrap_or("");
    let segment = Segment {
        text: 0,
        file: range.start,
        text_len: words.len(),
        file_len: words.len(),
        same: true,
    };
    records::rendered(source, words, vec![segment], notation)
}

/// A heading and what stands below it.
struct Section {
    title: String,
    body: Range<usize>,
    /// The words of its only code block.
    block: Option<Range<usize>>,
    /// Comments of HTML beside the block.
    comments: Vec<(usize, String)>,
}

fn sections(text: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut blocks: Vec<usize> = Vec::new();
    let mut in_heading = false;
    let mut in_block = false;
    for (event, range) in Parser::new_ext(text, markdown::options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) if level != HeadingLevel::H1 => {
                if let Some(last) = sections.last_mut() {
                    last.body.end = range.start;
                }
                in_heading = true;
                blocks.push(0);
                sections.push(Section {
                    title: String::new(),
                    body: range.end..text.len(),
                    block: None,
                    comments: Vec::new(),
                });
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Start(Tag::CodeBlock(_)) => {
                in_block = true;
                if let Some(count) = blocks.last_mut() {
                    *count += 1;
                }
            }
            Event::End(TagEnd::CodeBlock) => in_block = false,
            Event::Text(words) | Event::Code(words) if in_heading => {
                if let Some(last) = sections.last_mut() {
                    last.title.push_str(&words);
                }
            }
            Event::Text(_) if in_block => {
                if let Some(last) = sections.last_mut() {
                    let block = last.block.get_or_insert(range.clone());
                    block.end = range.end;
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let comment = html
                    .trim()
                    .strip_prefix("<!--")
                    .and_then(|rest| rest.strip_suffix("-->"));
                if let (Some(comment), Some(last)) = (comment, sections.last_mut()) {
                    last.comments.push((range.start, comment.trim().to_owned()));
                }
            }
            _ => {}
        }
    }
    // Two code blocks are part of an explanation.
    for (section, count) in sections.iter_mut().zip(blocks) {
        if count != 1 {
            section.block = None;
        }
        // Comments of a body that is read whole are found with it.
        if section.block.is_none() {
            section.comments.clear();
        }
    }
    sections
}

/// Takes what the front matter says.
fn front_matter(source: &Source<'_>, draft: &mut Draft) -> Result<(), Error> {
    let Some(rest) = source
        .text
        .strip_prefix("---\n")
        .or_else(|| source.text.strip_prefix("---\r\n"))
    else {
        return Ok(());
    };
    let start = source.text.len() - rest.len();
    let Some(end) = rest.find("\n---") else {
        return Ok(());
    };
    let base = source.text[..start].matches('\n').count();
    let piece = Source::at(&source.name, &rest.as_bytes()[..=end], (base, start))?;
    // Front matter that is no YAML belongs to another tool.
    let Ok(root) = yaml::parse(&piece) else {
        return Ok(());
    };
    let word = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| root.get(name))
            .and_then(records::scalar)
    };
    draft.origin.title = word(&["title", "name", "subject"]);
    draft.origin.record = word(&["id", "slug", "short_code"]);
    draft.language = word(&["locale", "language", "lang"]);
    let Node {
        value: Value::Table(_),
        ..
    } = &root
    else {
        return Ok(());
    };
    draft.profile = choice(
        &piece,
        &root,
        "profile",
        |word| {
            known_profile(word)
                .map(|profile| profile.name.to_owned())
                .ok()
        },
        || profiles().iter().map(|profile| profile.name).collect(),
    )?;
    draft.channel = choice(&piece, &root, "channel", records::channel, || {
        Channel::ALL.map(Channel::as_str).to_vec()
    })?;
    let stages = || Stage::ALL.map(Stage::as_str).to_vec();
    let stage = choice(
        &piece,
        &root,
        "stage",
        |word| {
            let word = word.to_lowercase();
            Stage::ALL.into_iter().find(|stage| stage.as_str() == word)
        },
        stages,
    )?;
    draft.stage = stage.unwrap_or(draft.stage);
    draft
        .origin
        .ignores
        .extend(ignore::from_record(&piece, &root));
    Ok(())
}

/// What the front matter says under a key, out of what is known.
fn choice<T>(
    piece: &Source<'_>,
    root: &Node<'_>,
    key: &str,
    read: impl Fn(&str) -> Option<T>,
    known: impl Fn() -> Vec<&'static str>,
) -> Result<Option<T>, Error> {
    let Some(node) = root.get(key) else {
        return Ok(None);
    };
    let Some(word) = node.as_str().map(str::trim).filter(|word| !word.is_empty()) else {
        return Ok(None);
    };
    match read(word) {
        Some(value) => Ok(Some(value)),
        None => Err(piece
            .error(node.span.start, format!("unknown `{key}`: `{word}`"))
            .help(did_you_mean(word, known()))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::read as read_file;
    use super::*;
    use crate::text::Span;

    #[test]
    fn slips_in_front_matter_are_errors() {
        for (line, told) in [
            ("channel: fax", "m.md:3:10: unknown `channel`: `fax`"),
            ("stage: finl", "did you mean `final`?"),
            ("profile: zendsk", "`zendesk`"),
        ] {
            let file = format!("---\ntitle: A\n{line}\n---\n\nHello.\n");
            let error = read_file("m.md", file.as_bytes(), &Options::default()).unwrap_err();
            assert!(error.to_string().contains(told), "{error}");
        }
        let file = "---\nstage: final\nchannel:\n---\n\nHello.\n";
        let drafts = read_file("m.md", file.as_bytes(), &Options::default()).unwrap();
        assert_eq!((drafts[0].stage, drafts[0].channel), (Stage::Final, None));
    }

    #[test]
    fn one_reply_with_front_matter() {
        let file = "---\ntitle: Refund\nlocale: en-GB\nchannel: email\ntactful-ignore: \"tone/blame: policy words\"\n---\n\nHi {{name}},\n\nwe are *sorry*.\n";
        let drafts = read_file("refund.md", file.as_bytes(), &Options::default()).unwrap();
        let draft = &drafts[0];
        assert_eq!(draft.text, "Hi {{name}},\n\nwe are sorry.");
        assert_eq!(draft.origin.title.as_deref(), Some("Refund"));
        assert_eq!(draft.language.as_deref(), Some("en-GB"));
        assert_eq!(draft.channel, Some(crate::draft::Channel::Email));
        assert_eq!(
            (
                draft.origin.ignores[0].rule.as_str(),
                draft.origin.ignores[0].line
            ),
            ("tone/blame", 5)
        );
        let at = draft.text.find("sorry").unwrap();
        let position = draft.origin.position(Span::new(at, at + 5)).unwrap();
        assert_eq!((position.line, position.column), (10, 9));
    }

    #[test]
    fn a_reply_below_each_heading() {
        let file = "# Replies\n\nWhy we have them.\n\n## Fixed (v1)\n<!-- tactful-ignore tone/x: old -->\n```\nThanks, it is **fixed**.\n\nSorry.\n```\n\n## Late\n\n```\nWe are late.\n```\n";
        let drafts = read_file("SAVED_REPLIES.md", file.as_bytes(), &Options::default()).unwrap();
        let texts: Vec<&str> = drafts.iter().map(|draft| draft.text.as_str()).collect();
        assert_eq!(texts, ["Thanks, it is fixed.\n\nSorry.", "We are late."]);
        assert_eq!(drafts[0].origin.title.as_deref(), Some("Fixed (v1)"));
        assert_eq!(
            (
                drafts[0].origin.ignores[0].rule.as_str(),
                drafts[0].origin.ignores[0].line
            ),
            ("tone/x", 6)
        );
        let at = drafts[0].text.find("Sorry").unwrap();
        let position = drafts[0].origin.position(Span::new(at, at + 5)).unwrap();
        assert_eq!((position.line, position.column), (10, 1));
        let file = "# Replies\n\n## One\n\nHi there.\n\n## Two\n\nBye.\n";
        let options = Options {
            as_format: Some(super::super::Format::GithubReplies),
            ..Options::default()
        };
        let drafts = read_file("r.md", file.as_bytes(), &options).unwrap();
        assert_eq!(drafts[1].text, "Bye.");
    }

    #[test]
    fn html_is_read_as_shown() {
        let file = "<p>Hi,</p>\n<p>we&rsquo;re sorry.</p><!-- tactful-ignore tone/x: y -->";
        let drafts = read_file("r.html", file.as_bytes(), &Options::default()).unwrap();
        assert_eq!(drafts[0].text, "Hi,\n\nwe’re sorry.");
        assert_eq!(drafts[0].origin.ignores[0].rule, "tone/x");
        let at = drafts[0].text.find("sorry").unwrap();
        let position = drafts[0].origin.position(Span::new(at, at + 5)).unwrap();
        assert_eq!((position.line, position.column), (2, 16));
    }
}
