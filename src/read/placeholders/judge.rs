//! One placeholder against its helpdesk: does it know the name, the way of writing and the fallback?

use super::blanks;
use super::profile::{Fallback, Missing, Profile};
use super::{PlaceholderProblem, PlaceholderProblemKind};
use crate::draft::{Draft, Placeholder, Stage, Syntax};
use crate::text::Span;

/// Adds what is wrong with one placeholder.
pub(super) fn judge(
    draft: &Draft,
    known: Option<&'static Profile>,
    placeholder: &Placeholder,
    in_code: bool,
    problems: &mut Vec<PlaceholderProblem>,
) {
    let text = draft.text.as_str();
    let words = placeholder.span.of(text);
    let mut add = |kind, message: String, suggestion: Option<String>| {
        problems.push(PlaceholderProblem {
            span: placeholder.span,
            kind,
            message,
            suggestion,
        });
    };
    match placeholder.syntax {
        Syntax::FillIn => {
            if !in_code {
                add(
                    PlaceholderProblemKind::FillIn,
                    format!("“{words}” is still to be filled in"),
                    None,
                );
            }
            return;
        }
        Syntax::Comment => return,
        _ => {}
    }
    if draft.stage == Stage::Final {
        if !in_code {
            add(
                PlaceholderProblemKind::Unrendered,
                format!("“{words}” was not filled in and would be sent as it is"),
                None,
            );
        }
        return;
    }
    let Some(known) = known else {
        let answers = draft
            .conversation
            .as_ref()
            .is_some_and(|conversation| !conversation.turns.is_empty());
        if draft.stage == Stage::Draft && answers && !in_code {
            add(
                PlaceholderProblemKind::InReply,
                format!("“{words}” is not filled in yet"),
                None,
            );
        }
        return;
    };
    if in_code {
        if !known.fills_code {
            add(
                PlaceholderProblemKind::InCode,
                format!("{} does not fill in “{words}” inside code", known.product),
                None,
            );
        }
        return;
    }
    let name = name_of(text, placeholder);
    if !known.syntaxes.contains(&placeholder.syntax) {
        if is_unmistakable(placeholder.syntax) {
            let written = known.nearest(name).map(|name| known.write(name));
            add(
                PlaceholderProblemKind::WrongSyntax,
                format!("{} does not fill in “{words}”", known.product),
                written,
            );
        }
        return;
    }
    if placeholder.syntax == Syntax::Tag || name.is_empty() {
        return;
    }
    let rest = placeholder
        .inner
        .of(text)
        .get(name.len()..)
        .unwrap_or("")
        .trim_start();
    if !known.names.contains(&name) {
        match known.nearest(name) {
            Some(near) => {
                let suggestion = words.replacen(name, near, 1);
                let message = format!("{} has no “{name}”; it has “{near}”", known.product);
                add(
                    PlaceholderProblemKind::NearMissName,
                    message,
                    Some(suggestion),
                );
                return;
            }
            None if known.complete && !known.own.iter().any(|own| name.starts_with(own)) => {
                add(
                    PlaceholderProblemKind::UnknownName,
                    format!("{} has no “{name}”", known.product),
                    None,
                );
                return;
            }
            None => {}
        }
    }
    if fallback_of(rest).is_some_and(|found| found != known.fallback) {
        let message = format!("{} ignores the fallback of “{words}”", known.product);
        let suggestion = known.fallback.example(name);
        add(PlaceholderProblemKind::BrokenFallback, message, suggestion);
        return;
    }
    let has_fallback = fallback_of(rest).is_some()
        || placeholder.syntax == Syntax::Attribute && words.contains("default=");
    if !has_fallback
        && is_person(name)
        && in_greeting(text, placeholder.span)
        && let Some(example) = known.fallback.example(name)
    {
        let shown = match known.missing {
            Missing::Blank => "nothing",
            Missing::Dash => "a dash",
            Missing::Literal => "the placeholder itself",
        };
        add(
            PlaceholderProblemKind::MissingFallback,
            format!("without a name “{words}” shows {shown}"),
            Some(example),
        );
    }
}

impl Profile {
    /// The known name that a wrong one is meant to be: the same letters in another spelling, or at most two letters off.
    fn nearest(&self, name: &str) -> Option<&'static str> {
        let same = |known: &&&str| letters(known).eq(letters(name));
        if let Some(same) = self.names.iter().find(same) {
            return Some(same);
        }
        let letters = letters_of(name);
        let last = |name: &str| letters_of(name.rsplit('.').next().unwrap_or(name));
        let is_near = |known: &&&str| {
            // Names of very different length are told apart without counting their edits.
            if 4 < known.len().abs_diff(name.len()) {
                return false;
            }
            let reach = if last(known).len() < 5 { 1 } else { 2 };
            8 <= letters.len() && strsim::damerau_levenshtein(&letters_of(known), &letters) <= reach
        };
        let is_own = self.own.iter().any(|own| name.starts_with(own));
        if is_own {
            return None;
        }
        let near = self
            .names
            .iter()
            .filter(is_near)
            .min_by_key(|known| strsim::damerau_levenshtein(known, name));
        // Copied from another helpdesk: the last part says what is meant.
        near.or_else(|| {
            let meant = last(name);
            let mut same = self
                .names
                .iter()
                .filter(|known| is_person(known) && last(known) == meant && is_customer(known));
            if !is_person(name) || !is_customer(name) {
                return None;
            }
            // Where customers have names of their own, `user` is who writes.
            let first = same.next()?;
            Some(
                std::iter::once(first)
                    .chain(same)
                    .find(|known| !known.contains("user"))
                    .unwrap_or(first),
            )
        })
        .copied()
    }

    /// A name in the product's own way of writing.
    fn write(&self, name: &str) -> String {
        match self.syntaxes.first() {
            Some(Syntax::PercentBrace) => format!("{{%{name}%}}"),
            Some(Syntax::Percent) => format!("%{{{name}}}"),
            Some(Syntax::Hash) => format!("#{{{name}}}"),
            _ => format!("{{{{{name}}}}}"),
        }
    }
}

/// The name between the delimiters, without filters and fallbacks; empty for what is no name.
fn name_of<'t>(text: &'t str, placeholder: &Placeholder) -> &'t str {
    let inner = placeholder.inner.of(text);
    let name = match placeholder.syntax {
        Syntax::Attribute => inner
            .split("key=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .unwrap_or(""),
        Syntax::PercentBrace => inner.split(',').next().unwrap_or("").trim(),
        _ => inner
            .split(['|', ' ', '[', '('])
            .next()
            .unwrap_or("")
            .trim(),
    };
    let is_name = name.starts_with(|first: char| first.is_alphabetic() || first == '_');
    if is_name { name } else { "" }
}

/// The form of the fallback behind a name, if there is one.
fn fallback_of(rest: &str) -> Option<Fallback> {
    if rest.starts_with(",fallback") || rest.starts_with(", fallback") {
        return Some(Fallback::Comma);
    }
    if rest.starts_with("||") {
        return Some(Fallback::Pipes);
    }
    let filter = rest.strip_prefix('|')?.trim_start();
    if filter.starts_with("default") {
        Some(Fallback::Default)
    } else if filter.starts_with("fallback") {
        Some(Fallback::Filter)
    } else if filter.starts_with(['"', '\'']) {
        Some(Fallback::Bar)
    } else {
        None
    }
}

/// Syntaxes that are no ordinary writing, so that their use shows another helpdesk.
const fn is_unmistakable(syntax: Syntax) -> bool {
    matches!(
        syntax,
        Syntax::DoubleBrace
            | Syntax::TripleBrace
            | Syntax::PercentBrace
            | Syntax::BangBrace
            | Syntax::Smarty
            | Syntax::Percent
            | Syntax::Hash
            | Syntax::Merge
            | Syntax::Erb
            | Syntax::Attribute
            | Syntax::Otrs
    )
}

fn letters_of(name: &str) -> String {
    letters(name).collect()
}

/// The letters, digits and dots of a name in lower case: what different spellings of it share.
fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars()
        .filter(|letter| letter.is_alphanumeric() || *letter == '.')
        .flat_map(char::to_lowercase)
}

/// Whether the name stands for a person's name.
fn is_person(name: &str) -> bool {
    let letters = letters_of(name);
    let last = letters.rsplit('.').next().unwrap_or("");
    matches!(
        last,
        "firstname" | "name" | "fullname" | "first" | "nickname" | "lastname"
    )
}

/// Whether the name is about the customer; the current user is the agent everywhere.
fn is_customer(name: &str) -> bool {
    const CUSTOMERS: [&str; 6] = [
        "contact",
        "customer",
        "requester",
        "recipient",
        "user",
        "ticket.name",
    ];
    !name.contains("current_user") && CUSTOMERS.iter().any(|word| name.contains(word))
}

/// Whether the place is in a line that begins with a greeting.
fn in_greeting(text: &str, span: Span) -> bool {
    let before = last_bytes(text, span.start, 40);
    let line = match before.rsplit_once('\n') {
        Some((_, line)) => line,
        None if before.len() == span.start => before,
        None => return false,
    };
    blanks::is_greeting(line.split_whitespace().next().unwrap_or(""))
}

/// Whether the braces belong to a command of LaTeX, as in `\frac{a}{b}`.
pub(super) fn is_formula(text: &str, at: usize) -> bool {
    let before = last_bytes(text, at, 60);
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    word.contains('\\')
}

/// At most `length` bytes before a place; a bound on looking back keeps long lines linear.
fn last_bytes(text: &str, at: usize, length: usize) -> &str {
    let mut from = at.saturating_sub(length);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..at]
}
