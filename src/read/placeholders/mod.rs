//! What is wrong with a draft's placeholders: broken, misspelt, of another helpdesk, left unfilled, or filled with nothing.

mod blanks;
mod profile;

use crate::draft::{Draft, MaskKind, Placeholder, Stage, Syntax, placeholders};
use crate::text::Span;

pub use profile::{Fallback, Missing, Profile, known_profile, profile, profiles};

/// One thing that is wrong with a placeholder, or with the place where one was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceholderProblem {
    /// The bytes of the draft's text.
    pub span: Span,
    /// What kind of mistake it is.
    pub kind: PlaceholderProblemKind,
    /// What was seen, in one sentence without a full stop.
    pub message: String,
    /// The words to write instead, where they are known.
    pub suggestion: Option<String>,
}

/// The kinds of mistakes with placeholders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PlaceholderProblemKind {
    /// `{{x}`: the delimiters do not match, and customers see the raw characters.
    Unbalanced,
    /// The helpdesk knows no such name.
    UnknownName,
    /// The name is nearly one that the helpdesk knows.
    NearMissName,
    /// Written as another helpdesk writes it.
    WrongSyntax,
    /// The fallback is written in a way that does not work here.
    BrokenFallback,
    /// A name in the greeting that may be missing, without a fallback.
    MissingFallback,
    /// In code, where this helpdesk fills nothing in.
    InCode,
    /// Still there in a final message.
    Unrendered,
    /// To be filled in by hand, as `[Your Name]` or `TODO`.
    FillIn,
    /// The value was missing, as in `Hi ,`.
    RenderedBlank,
    /// The value is no name, as in `Hi noreply,`.
    ImplausibleName,
}

impl PlaceholderProblemKind {
    /// The word used in rules.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unbalanced => "unbalanced",
            Self::UnknownName => "unknown-name",
            Self::NearMissName => "near-miss-name",
            Self::WrongSyntax => "wrong-syntax",
            Self::BrokenFallback => "broken-fallback",
            Self::MissingFallback => "missing-fallback",
            Self::InCode => "in-code",
            Self::Unrendered => "unrendered",
            Self::FillIn => "fill-in",
            Self::RenderedBlank => "rendered-blank",
            Self::ImplausibleName => "implausible-name",
        }
    }

    /// All kinds.
    pub const ALL: [Self; 11] = [
        Self::Unbalanced,
        Self::UnknownName,
        Self::NearMissName,
        Self::WrongSyntax,
        Self::BrokenFallback,
        Self::MissingFallback,
        Self::InCode,
        Self::Unrendered,
        Self::FillIn,
        Self::RenderedBlank,
        Self::ImplausibleName,
    ];
}

/// Everything that is wrong with the placeholders of a draft, by its stage and profile, sorted by place. One pass over the text; without a known profile, names and syntaxes are not judged.
pub fn placeholder_problems(draft: &Draft) -> Vec<PlaceholderProblem> {
    let text = draft.text.as_str();
    let known = draft.profile.as_deref().and_then(profile);
    let earlier = Places::of(draft, &[MaskKind::History, MaskKind::Markup]);
    let code = Places::of(draft, &[MaskKind::Code]);
    let mut problems = Vec::new();
    for placeholder in placeholders(text) {
        if !earlier.overlap(placeholder.span) && !is_formula(text, placeholder.span.start) {
            judge(
                draft,
                known,
                &placeholder,
                code.overlap(placeholder.span),
                &mut problems,
            );
        }
    }
    unbalanced(draft, &mut problems);
    blanks::find(draft, &mut problems);
    problems.retain(|problem| {
        let is_judged_there = problem.kind == PlaceholderProblemKind::InCode;
        !earlier.overlap(problem.span) && (is_judged_there || !code.overlap(problem.span))
    });
    problems.sort_by_key(|problem| (problem.span, problem.kind));
    problems.dedup_by(|later, first| later.span.overlaps(first.span));
    problems
}

/// Places of a text that do not overlap, sorted.
struct Places(Vec<Span>);

impl Places {
    /// The masked places of some kinds.
    fn of(draft: &Draft, kinds: &[MaskKind]) -> Self {
        let mut places: Vec<Span> = Vec::new();
        for masked in draft
            .mask
            .spans()
            .iter()
            .filter(|masked| kinds.contains(&masked.kind))
        {
            match places
                .last_mut()
                .filter(|last| masked.span.start <= last.end)
            {
                Some(last) => *last = last.cover(masked.span),
                None => places.push(masked.span),
            }
        }
        Self(places)
    }

    fn overlap(&self, span: Span) -> bool {
        let index = self.0.partition_point(|place| place.end <= span.start);
        self.0.get(index).is_some_and(|place| place.overlaps(span))
    }
}

/// Whether the braces belong to a command of LaTeX, as in `\frac{a}{b}`.
fn is_formula(text: &str, at: usize) -> bool {
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

fn judge(
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
        let letters = letters_of(name);
        if let Some(same) = self.names.iter().find(|known| letters_of(known) == letters) {
            return Some(same);
        }
        let last = |name: &str| letters_of(name.rsplit('.').next().unwrap_or(name));
        let is_near = |known: &&&str| {
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
            if is_person(name) && is_customer(name) {
                same.next()
            } else {
                None
            }
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
    name.chars()
        .filter(|letter| letter.is_alphanumeric() || *letter == '.')
        .flat_map(char::to_lowercase)
        .collect()
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

fn is_customer(name: &str) -> bool {
    [
        "contact",
        "customer",
        "requester",
        "recipient",
        "user",
        "ticket.name",
    ]
    .iter()
    .any(|word| name.contains(word))
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

/// Delimiters that do not match: customers would see them.
fn unbalanced(draft: &Draft, problems: &mut Vec<PlaceholderProblem>) {
    let text = draft.text.as_str();
    let mut at = 0;
    while let Some(step) = text.as_bytes()[at..]
        .iter()
        .position(|byte| matches!(byte, b'{' | b'}'))
    {
        let here = at + step;
        at = here + 1;
        let Some(span) = broken_at(text, here) else {
            continue;
        };
        at = span.end.max(at);
        problems.push(PlaceholderProblem {
            span,
            kind: PlaceholderProblemKind::Unbalanced,
            message: format!(
                "the brackets of “{}” do not match, so it is not filled in",
                span.of(text)
            ),
            suggestion: None,
        });
    }
}

/// The broken placeholder that opens or closes at a brace.
fn broken_at(text: &str, at: usize) -> Option<Span> {
    let rest = &text[at..];
    for open in ["{{", "{ {", "{%"] {
        let Some(inside) = rest.strip_prefix(open) else {
            continue;
        };
        if crate::draft::placeholder_at(text, at).is_some() {
            return None;
        }
        let name = inside.trim_start_matches(' ');
        let length = path_length(name);
        if length < 2 || !name.starts_with(char::is_alphabetic) {
            return None;
        }
        let end = open.len() + (inside.len() - name.len()) + length;
        let closing = rest[end..]
            .bytes()
            .take(4)
            .take_while(|byte| matches!(byte, b'}' | b'%' | b' '))
            .count();
        let closing = rest[end..end + closing].trim_end().len();
        return Some(Span::new(at, at + end + closing));
    }
    // `{x}}`: one brace too few in front.
    if rest.starts_with('{') && !text[..at].ends_with(['{', '#', '$', '%']) {
        let length = path_length(&rest[1..]);
        let is_closed = rest[1 + length..].starts_with("}}");
        return (2 <= length && is_closed).then(|| Span::new(at, at + length + 3));
    }
    None
}

/// Length of a dotted name at the start.
fn path_length(text: &str) -> usize {
    text.bytes()
        .take(60)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use PlaceholderProblemKind::{
        BrokenFallback, FillIn, ImplausibleName, InCode, MissingFallback, NearMissName,
        RenderedBlank, Unbalanced, UnknownName, Unrendered, WrongSyntax,
    };
    use proptest::prelude::*;

    fn problems(
        stage: Stage,
        profile: &str,
        text: &str,
    ) -> Vec<(PlaceholderProblemKind, String, Option<String>)> {
        let mut draft = Draft::new(text);
        draft.stage = stage;
        draft.profile = Some(profile.to_owned()).filter(|profile| !profile.is_empty());
        placeholder_problems(&draft)
            .into_iter()
            .map(|problem| {
                (
                    problem.kind,
                    problem.span.of(text).to_owned(),
                    problem.suggestion,
                )
            })
            .collect()
    }

    #[test]
    fn finds_what_is_wrong() {
        let mut wrong: Vec<String> = Vec::new();
        use Stage::{Draft as D, Final as F, Template as T};
        for (stage, profile, text, kind, span, suggestion) in [
            (
                T,
                "",
                "Hi {{contact.name},",
                Unbalanced,
                "{{contact.name}",
                "",
            ),
            (
                T,
                "",
                "Hi {contact.name}},",
                Unbalanced,
                "{contact.name}}",
                "",
            ),
            (
                T,
                "",
                "Hi { {contact.name} },",
                Unbalanced,
                "{ {contact.name} }",
                "",
            ),
            (T, "", "Hi {{contact.name", Unbalanced, "{{contact.name", ""),
            (
                T,
                "chatwoot",
                "Your id is {{contact.shoe_size}}",
                UnknownName,
                "{{contact.shoe_size}}",
                "",
            ),
            (
                T,
                "chatwoot",
                "Hi {{contact.firstname}},",
                NearMissName,
                "{{contact.firstname}}",
                "{{contact.first_name}}",
            ),
            (
                T,
                "chatwoot",
                "Hi {{Contact.First_Name}},",
                NearMissName,
                "{{Contact.First_Name}}",
                "{{contact.first_name}}",
            ),
            (
                D,
                "freshdesk",
                "Hi {{ticket.requester.first_name}},",
                NearMissName,
                "{{ticket.requester.first_name}}",
                "{{ticket.requester.firstname}}",
            ),
            (
                T,
                "chatwoot",
                "Hi {{ticket.requester.first_name}},",
                NearMissName,
                "{{ticket.requester.first_name}}",
                "{{contact.first_name}}",
            ),
            (
                T,
                "zendesk",
                "Hi %{ticket.name.first},",
                WrongSyntax,
                "%{ticket.name.first}",
                "",
            ),
            (
                T,
                "zammad",
                "Hi {{ticket.customer.firstname}},",
                WrongSyntax,
                "{{ticket.customer.firstname}}",
                "#{ticket.customer.firstname}",
            ),
            (
                T,
                "chatwoot",
                "Hi {{contact.first_name || 'there'}},",
                BrokenFallback,
                "{{contact.first_name || 'there'}}",
                "{{contact.first_name | default: \"there\"}}",
            ),
            (
                T,
                "chatwoot",
                "Hi {{contact.first_name}},",
                MissingFallback,
                "{{contact.first_name}}",
                "{{contact.first_name | default: \"there\"}}",
            ),
            (
                T,
                "freescout",
                "Hi {%customer.firstName%},",
                MissingFallback,
                "{%customer.firstName%}",
                "{%customer.firstName,fallback=there%}",
            ),
            (
                T,
                "zendesk",
                "Run `id {{ticket.id}}` now",
                InCode,
                "{{ticket.id}}",
                "",
            ),
            (
                F,
                "",
                "Your order {{ticket.id}} left",
                Unrendered,
                "{{ticket.id}}",
                "",
            ),
            (F, "", "Hi %name%, all set", Unrendered, "%name%", ""),
            (
                D,
                "",
                "Best regards, [Your Name]",
                FillIn,
                "[Your Name]",
                "",
            ),
            (D, "", "Your order XXX has shipped", FillIn, "XXX", ""),
            (D, "", "It takes X days", FillIn, "X days", ""),
            (D, "", "We refund $XX today", FillIn, "$XX", ""),
            (D, "", "TODO: add the link", FillIn, "TODO", ""),
            (D, "", "Lorem ipsum dolor", FillIn, "Lorem ipsum", ""),
            (D, "", "Your reference is ____.", FillIn, "____", ""),
            (D, "", "It arrives on DD/MM/YYYY", FillIn, "DD/MM/YYYY", ""),
            (D, "", "Hi NAME HERE, all set", FillIn, "NAME HERE", ""),
            (D, "", "Hi ,\nall set", RenderedBlank, "Hi ,", ""),
            (F, "", "Dear !\nall set", RenderedBlank, "Dear !", ""),
            (F, "", "Hi -,\nall set", RenderedBlank, "Hi -,", ""),
            (F, "", "Hello null, all set", RenderedBlank, "null", ""),
            (
                F,
                "",
                "Hi undefined, all set",
                RenderedBlank,
                "undefined",
                "",
            ),
            (F, "", "Hi None,", RenderedBlank, "None", ""),
            (
                F,
                "",
                "We got [object Object] from you",
                RenderedBlank,
                "[object Object]",
                "",
            ),
            (
                F,
                "",
                "Your plan is <no value> now",
                RenderedBlank,
                "<no value>",
                "",
            ),
            (
                F,
                "",
                "Your order #  has shipped",
                RenderedBlank,
                "order #",
                "",
            ),
            (F, "", "It arrives on .", RenderedBlank, "on .", ""),
            (
                F,
                "",
                "It arrived on 01/01/1970.",
                RenderedBlank,
                "01/01/1970",
                "",
            ),
            (
                F,
                "",
                "It arrives on Invalid Date.",
                RenderedBlank,
                "Invalid Date",
                "",
            ),
            (F, "", "Your total is #N/A.", RenderedBlank, "#N/A", ""),
            (F, "", "Hi noreply, all set", ImplausibleName, "noreply", ""),
            (F, "", "Hi Info, all set", ImplausibleName, "Info", ""),
            (F, "", "Hi Dr., all set", ImplausibleName, "Dr.", ""),
            (F, "", "Hi JOHN, all set", ImplausibleName, "JOHN", ""),
        ] {
            let suggestion =
                Some(suggestion.to_owned()).filter(|suggestion| !suggestion.is_empty());
            let found = problems(stage, profile, text);
            if found != [(kind, span.to_owned(), suggestion)] {
                wrong.push(format!("{text}: {found:?}"));
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn near_misses_are_silent() {
        let mut wrong: Vec<String> = Vec::new();
        use Stage::{Draft as D, Final as F, Template as T};
        for (stage, profile, text) in [
            (
                F,
                "",
                "See [1] and [x], [sic], and the [guide](https://a.example/x).",
            ),
            (
                F,
                "",
                "Your card ends in XXXX 1234 or **** 1234, in size XXL.",
            ),
            (
                F,
                "",
                "Send {} or {\"a\": {\"b\": 1}} to the API; :{ that is sad.",
            ),
            (F, "", "Use `{{ user.name }}` in your template."),
            (F, "", "```\n{{ x }}\n```\nThat is the syntax."),
            (F, "", "I am 100%{ sure"),
            (F, "", "The brand XXX is sold out."),
            (
                F,
                "",
                "Hi Maria, hello and welcome! Hi! Hi there, dear all.",
            ),
            (F, "", "Bonjour !\nBonne nouvelle"),
            (F, "", "Hi ALL,\nHi TEAM,"),
            (
                F,
                "",
                "Hi Jo, your null value is undefined in the log; None of them matter.",
            ),
            (
                F,
                "",
                "You are #1. Order #123 has shipped. We come on Monday.",
            ),
            (
                F,
                "",
                "Please write your birthday in the format DD/MM/YYYY.",
            ),
            (
                F,
                "",
                "Your TODO list app is open. \\frac{{a}}{b} and x = {a}}",
            ),
            (D, "", "Your order {{ticket.id}} left"),
            (
                T,
                "zendesk",
                "Hi {{ticket.requester.first_name | default: 'there'}}, {{dc.refund}} {{ticket.ticket_field_12}} {% if a %}b{% endif %}",
            ),
            (
                T,
                "chatwoot",
                "Hi {{contact.name | default: \"there\"}}, {{contact.custom_attribute.plan}}",
            ),
            (
                T,
                "intercom",
                "Hi <attribute key=\"user.name\" default=\"there\"/>, {{user.plan | fallback: \"basic\"}}",
            ),
            (T, "helpscout", "Hi {%customer.firstName,fallback=there%},"),
            (
                T,
                "gorgias",
                "Hi {{ticket.customer.firstname}}, {{ticket.messages[-1].body_text}}",
            ),
            (T, "", "Hi {{anything.at_all}}"),
            (
                F,
                "",
                "Ok.\n\nOn 3 Nov 2026, Bo wrote:\n> Hi {{name}}, TODO",
            ),
        ] {
            let found = problems(stage, profile, text);
            if !found.is_empty() {
                wrong.push(format!("{text}: {found:?}"));
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn spans_slice(text in "(\\PC|[{}%$# .,!\n-]|Hi |Dear |order #|XXX|X days|TODO|\\{\\{a.b|____){0,30}") {
            for stage in Stage::ALL {
                let mut draft = Draft::new(text.clone());
                draft.stage = stage;
                draft.profile = Some("chatwoot".to_owned());
                for problem in placeholder_problems(&draft) {
                    prop_assert!(text.get(problem.span.start..problem.span.end).is_some());
                }
            }
        }
    }
}
