//! Quoting in messages: words of the draft and of the conversation, without what is private in them.

use crate::detect::{Settings, scan};
use crate::review::{Excerpts, Review, ValueParts};
use crate::text::Span;

/// The words at a span of the draft as they may be shown.
pub(super) fn excerpt(review: &Review<'_>, span: Span) -> String {
    // Most drafts hold nothing private, and then there is nothing to look for in each quote.
    if review.private.is_empty() {
        return span.of(&review.draft.text).to_owned();
    }
    // Only what touches the words can hide them; a long draft has too many others to go over them for each quote.
    let covered = review.covered.range(..span.end).rev();
    let covered = covered
        .map(|(start, end)| Span::new(*start, *end))
        .take_while(|covered| span.start < covered.end);
    let near: Vec<Span> = (touching(&review.private, span).copied())
        .chain(covered)
        .collect();
    Excerpts::new(&review.draft.text, &near)
        .of(span)
        .into_owned()
}

/// Words from anywhere as they may be shown: without parts of the values that stand in the draft or around it, and without what looks like one.
pub(super) fn quote(review: &Review<'_>, settings: &Settings, words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let values = review.values.get_or_init(|| values(review, settings));
    hide(&values.cover(words))
}

/// The private values of the draft, of the conversation and of the facts that the host sent with it.
fn values(review: &Review<'_>, settings: &Settings) -> ValueParts {
    let mut values = ValueParts::default();
    let draft = review.draft;
    for span in &review.private {
        values.add(span.of(&draft.text));
    }
    let turns = draft.conversation.iter().flat_map(|talk| &talk.turns);
    let turns = turns.map(|turn| turn.text.as_str());
    for text in turns.chain(draft.facts.iter().map(|fact| fact.text.as_str())) {
        for detection in scan(text, settings) {
            values.add(detection.span.of(text));
        }
    }
    values
}

/// Notes that a finding touches a private value, so that no other quotes its words.
pub(super) fn cover(review: &mut Review<'_>, mut span: Span) {
    let covered = &mut review.covered;
    while let Some((start, end)) = (covered.range(..span.end).next_back())
        .map(|(start, end)| (*start, *end))
        .filter(|(_, end)| span.start < *end)
    {
        covered.remove(&start);
        span = span.cover(Span::new(start, end));
    }
    covered.insert(span.start, span.end);
}

/// Adds places to the private ones, which stay sorted and apart.
pub(super) fn keep_private(review: &mut Review<'_>, places: impl Iterator<Item = Span>) {
    let mut all = std::mem::take(&mut review.private);
    all.extend(places);
    all.sort_unstable();
    for span in all {
        match review.private.last_mut() {
            Some(last) if last.overlaps(span) => *last = last.cover(span),
            _ => review.private.push(span),
        }
    }
    review.values = std::sync::OnceLock::new();
}

/// Whether a private value lies in a span.
pub(super) fn is_private(review: &Review<'_>, span: Span) -> bool {
    touching(&review.private, span).next().is_some()
}

/// The private places that share a byte with a span; they are sorted and apart, so that a long draft's others need no look.
pub(super) fn touching(private: &[Span], span: Span) -> impl Iterator<Item = &Span> {
    let first = private.partition_point(|value| value.end <= span.start);
    private[first..]
        .iter()
        .take_while(move |value| value.start < span.end)
        .filter(move |value| value.overlaps(span))
}

/// Hides what could be private although no recogniser said so: everything around an @,
/// every word with digits that is no short number, measure, amount or time of day, and numbers in a row that are one together.
fn hide(text: &str) -> String {
    if !text
        .bytes()
        .any(|byte| byte.is_ascii_digit() || byte == b'@')
    {
        return text.to_owned();
    }
    let digits_of = |word: &str| word.bytes().filter(u8::is_ascii_digit).count();
    let digits = digits_of(text);
    let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    let is_number = |word: &str| 0 < digits_of(word) && !word.contains(char::is_alphabetic);
    let mut out = String::with_capacity(text.len());
    for row in words.chunk_by(|a, b| is_number(a) && is_number(b)) {
        let is_row = 1 < row.len() && LONGEST_ROW < row.iter().map(|word| digits_of(word)).sum();
        for word in row {
            let has_digit = 0 < digits_of(word);
            let is_secret =
                is_row || word.contains('@') || has_digit && (10 <= digits || !is_plain(word));
            if is_secret {
                out.extend(word.chars().map(|c| {
                    if c.is_alphanumeric() || c == '@' {
                        '•'
                    } else {
                        c
                    }
                }));
            } else {
                out.push_str(word);
            }
        }
    }
    out
}

/// The most digits of numbers in a row that are still taken for numbers of their own, as in “2 30”.
const LONGEST_ROW: usize = 4;

/// Whether a word with digits is a short number alone, with a unit, or a time of day: `45`, `1st`, `30min`, `£40`, `10:30`.
fn is_plain(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = word.len() - number.len();
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let is_clock = number.split_once(':').is_some_and(|(hours, minutes)| {
        hours.len() <= 2 && minutes.len() == 2 && digits == number.len() - 1
    });
    let is_number = number
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits < 4;
    // A group of an address, such as `684D`, is no measure; what is shorter tells nothing.
    let is_measure = word.len() <= 3
        || word.ends_with(|c: char| c.is_ascii_lowercase()) && !(digits == 3 && unit == 1)
        || ["AM", "PM"].contains(&&word[number.len()..])
        || unit == 0;
    (is_number && unit <= 7 && is_measure) || (is_clock && (unit == 0 || unit == 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_addresses_are_hidden() {
        assert_eq!(
            hide("order 3348917502 from ana@acme.com is late"),
            "order •••••••••• from ••••••••.••• is late"
        );
        for plain in [
            "three 45 days",
            "the 1st of 2",
            "“10:30am”",
            "£40, 30min",
            "no",
        ] {
            assert_eq!(hide(plain), plain);
        }
        for (private, hidden) in [
            ("wait: “684D”", "wait: “••••”"),
            ("wait: “96:1d”", "wait: “••:••”"),
            ("pin 4711", "pin ••••"),
            ("my SSN 525 48 1204 is", "my SSN ••• •• •••• is"),
            ("card 41 11 22", "card •• •• ••"),
            ("use x9!aB2", "use ••!•••"),
        ] {
            assert_eq!(hide(private), hidden);
        }
    }

    #[test]
    fn a_cut_value_of_the_customer_is_quoted_by_no_rule() {
        let rule = "[[rule]]\nid = \"a/quotes\"\nlevel = \"warning\"\navoid = [\"calm down\"]\nwhen = { customer_shows = [\"lives\"] }\nsay = \"“{customer_match}” is no reason.\"\nwhy = \"x\"\nbad = [\"a\"]\ngood = [\"b\"]\n\n[cue.lives]\ntitle = \"says where they live\"\nwho = \"customer\"\nphrases = [\"i live at _ _ _\", \"my code is\", \"the word is _\"]\n";
        let source = crate::ruleset::Source {
            name: "own.toml".into(),
            text: rule.into(),
            layer: 0,
        };
        let linter = crate::Linter::from_sources(&[source], &crate::Config::default()).unwrap();
        for (said, parts) in [
            (
                "I live at 48 Elm Grove Road, London SW1A 2AA",
                &["Elm", "Grov"][..],
            ),
            ("The password is Tulip!88x, the word is tulip", &["tulip"]),
        ] {
            let mut draft = crate::Draft::new("Calm down.");
            draft.conversation = Some(crate::draft::Conversation {
                id: None,
                turns: vec![crate::draft::Turn::new(crate::draft::Role::Customer, said)],
            });
            let review = linter.check(&draft);
            let told = format!(
                "{} {:?}",
                review.findings[0].message, review.findings[0].reasons
            );
            assert!(told.contains('•'), "{told}");
            for part in parts {
                assert!(!told.contains(part), "{told}");
            }
        }
    }

    #[test]
    fn places_that_overlap_are_covered_as_one() {
        let draft = crate::Draft::new("abcdefghij");
        let mut review = Review::new(&draft);
        for (start, end) in [(6, 8), (0, 2), (1, 3), (7, 9), (2, 7)] {
            cover(&mut review, Span::new(start, end));
        }
        assert_eq!(review.covered.into_iter().collect::<Vec<_>>(), [(0, 9)]);
    }
}
