//! The reviews that every format faces.

use std::sync::Arc;

use crate::draft::{Draft, Mood, Segment, SourceMap};
use crate::finding::{Applicability, Confidence, Edit, Finding, Fix, Related, RuleId, Severity};
use crate::review::{Review, Skipped, Suppressed};
use crate::text::{Lines, Span};

use super::{Format, Options, RuleHelp, render};

/// The drafts of the sample reviews.
pub(crate) struct Samples {
    drafts: Vec<Draft>,
}

/// A finding at the first place where `words` stand in the draft; where they do not stand, at the end, empty.
pub(crate) fn finding(
    draft: &Draft,
    rule: &str,
    severity: Severity,
    words: &str,
    message: &str,
    offer: &[&str],
) -> Finding {
    let span = draft
        .text
        .find(words)
        .map_or(Span::empty(draft.text.trim_end().len()), |start| {
            Span::new(start, start + words.len())
        });
    Finding {
        rule: RuleId::new(rule),
        severity,
        confidence: Confidence::High,
        message: message.to_owned(),
        why: Arc::from("People read how they are spoken to before they read what is said."),
        span,
        private: false,
        value: None,
        fixes: (offer.iter())
            .map(|text| Fix {
                text: (*text).to_owned(),
                edits: Vec::new(),
                applicability: Applicability::Display,
            })
            .collect(),
        reasons: vec![String::from("the customer says “third time”")],
        related: Vec::new(),
    }
}

impl Samples {
    pub(crate) fn new() -> Self {
        let several = Draft::new("Calm down, as I already said, the refund was sent asap.")
            .with_customer("Third time I ask!");
        let private = Draft::new("Hi Ana,\nI charged the card 4111 1111 1111 1111 again.\nBye");
        let missing = Draft::new("The parcel will arrive on Monday.");
        let many_lines = Draft::new(
            "Hello,\n\nyou should have\nread the terms\nof our shop\nbefore you ordered.\n\nRegards",
        );
        let mut wide = Draft::new(
            "日本のお客様 👩‍👩‍👧 café: actually \u{202e}it is\u{202c} your fault 😀 obviously.",
        );
        wide.origin.file = Arc::from("replies/wide.md");
        let html =
            Draft::new("<b>No</b> & never: <script>alert('x')</script> ::error]]> |pipe| `code`");
        let long = Draft::new(format!(
            "{}to be honest, {}you people {}",
            "We looked at your order and ".repeat(7),
            "it was sent and it arrived and ".repeat(6),
            "and so on. ".repeat(9)
        ));
        Self {
            drafts: vec![
                several,
                private,
                missing,
                many_lines,
                wide,
                html,
                from_a_file(),
                long,
                Draft::new("Thank you!"),
            ],
        }
    }

    pub(crate) fn reviews(&self) -> Vec<Review<'_>> {
        use Severity::{Error, Suggestion, Warning};
        let mut reviews: Vec<Review<'_>> = self.drafts.iter().map(Review::new).collect();
        let put = |review: &mut Review<'_>,
                   rule: &str,
                   severity,
                   words: &str,
                   message: &str,
                   offer: &[&str]| {
            let finding = finding(review.draft, rule, severity, words, message, offer);
            review.findings.push(finding);
        };

        let several = &mut reviews[0];
        put(
            several,
            "empathy/dismissing-feelings",
            Error,
            "Calm down",
            "“Calm down” tells the customer how to feel",
            &[
                "I understand how frustrating this is.",
                "I can see why this upset you.",
            ],
        );
        put(
            several,
            "tone/repeating-oneself",
            Warning,
            "as I already said",
            "“as I already said” sounds like a reproach, and this customer has asked three times. It will be read as one.",
            &["To recap:"],
        );
        put(
            several,
            "clarity/abbreviation",
            Suggestion,
            "asap",
            "“asap” leaves the time open",
            &["by Friday"],
        );
        several.findings[2].fixes[0].edits = vec![Edit {
            span: several.findings[2].span,
            replacement: String::from("by Friday"),
        }];
        several.findings[2].fixes[0].applicability = Applicability::Unsafe;
        several.mood = Mood {
            level: 2,
            reasons: vec![String::from("third time")],
        };

        let private = &mut reviews[1];
        put(
            private,
            "privacy/card-number",
            Error,
            "4111 1111 1111 1111",
            "a whole card number must not be sent",
            &["[CARD_1]"],
        );
        private.findings[0].private = true;
        let span = private.findings[0].span;
        private.findings[0].fixes[0] = Fix {
            text: String::from("[CARD_1]"),
            edits: vec![Edit {
                span,
                replacement: String::from("[CARD_1]"),
            }],
            applicability: Applicability::Safe,
        };
        private.findings[0].fixes.push(Fix {
            text: String::from("write 4111 1111 1111 1111 elsewhere"),
            edits: vec![Edit {
                span,
                replacement: String::from("the card (4111 1111 1111 1111)"),
            }],
            applicability: Applicability::Safe,
        });
        private.private.push(span);

        let missing = &mut reviews[2];
        put(
            missing,
            "empathy/missing-apology",
            Warning,
            "§",
            "the customer waited, and nothing here says sorry for it",
            &["I'm sorry for the wait."],
        );
        missing.skipped = ["agree/name", "repeat/answered", "repeat/asked-again"]
            .map(|rule| Skipped {
                rule: RuleId::new(rule),
                needs: "the customer's words",
            })
            .into_iter()
            .collect();
        missing
            .notes
            .push(String::from("not English, spelling left alone"));

        put(
            &mut reviews[3],
            "tone/blame",
            Warning,
            "you should have\nread the terms\nof our shop\nbefore you ordered",
            "“you should have …” blames the customer",
            &["For next time: the terms list what can be returned."],
        );
        put(
            &mut reviews[3],
            "tone/cold-closing",
            Suggestion,
            "Regards",
            "a bare “Regards” is cool",
            &["Kind regards"],
        );

        put(
            &mut reviews[4],
            "tone/filler",
            Suggestion,
            "actually \u{202e}it",
            "“actually \u{202e}it” corrects the customer",
            &[],
        );
        put(
            &mut reviews[4],
            "tone/blame",
            Warning,
            "your fault",
            "“your fault” blames the customer",
            &["This went wrong:"],
        );
        put(
            &mut reviews[4],
            "tone/condescension",
            Warning,
            "obviously",
            "“obviously” talks down",
            &[],
        );

        put(
            &mut reviews[5],
            "tone/flat-no",
            Warning,
            "<b>No</b> & never",
            "“<b>No</b> & never” closes the door",
            &["<i>Here</i> is what I can do:\u{1b}[31m"],
        );
        put(
            &mut reviews[5],
            "style/markup",
            Suggestion,
            "<script>alert('x')</script>",
            "“<script>” would be shown to the customer",
            &[],
        );

        let file = &mut reviews[6];
        put(
            file,
            "pressure/urgency",
            Warning,
            "Act now",
            "“Act now” hurries the customer into buying",
            &["The offer runs until <date>."],
        );
        let span = file.findings[0].span;
        file.findings[0].fixes.push(Fix {
            text: String::from("take your time"),
            edits: vec![Edit {
                span,
                replacement: String::from("Take your time"),
            }],
            applicability: Applicability::Unsafe,
        });
        file.findings[0].related = (1..=6)
            .map(|line| Related {
                file: Arc::from("exports/old macros.csv"),
                record: Some(String::from("Winter \u{202e}sale")),
                start: (line, 5),
                end: (line, 12),
                words: String::from("Act now | `x` \u{1b}[31m"),
            })
            .collect();
        let accepted = finding(
            file.draft,
            "style/emoji",
            Suggestion,
            "😀",
            "an emoji in an e-mail",
            &[],
        );
        file.suppressed.push(Suppressed {
            finding: accepted,
            by: String::from("allow: our customers like them"),
        });

        put(
            &mut reviews[7],
            "opinion/honesty",
            Suggestion,
            "to be honest",
            "“to be honest” makes people wonder about the rest",
            &[],
        );
        put(
            &mut reviews[7],
            "tone/you-people",
            Error,
            "you people",
            "“you people” sets the customer apart",
            &["you"],
        );
        reviews
    }
}

/// A reply inside a JSON export: `\n` is one byte of the draft and two of the file.
fn from_a_file() -> Draft {
    let file = "[\n  {\"id\": 7, \"body\": \"Hé 😀\\nAct now, only 3 left!\"}\n]\n";
    let mut draft = Draft::new("Hé 😀\nAct now, only 3 left!");
    let first = file.find("Hé").unwrap();
    let head = "Hé 😀".len();
    let tail = "Act now, only 3 left!".len();
    let origin = &mut draft.origin;
    origin.file = Arc::from("exports/macros.json");
    origin.record = Some(String::from("[0].body"));
    origin.title = Some(String::from("Spring sale"));
    origin.usage = Some(1200);
    origin.lines = Some(Arc::new(Lines::new(file.as_bytes())));
    origin.map = SourceMap::new(vec![
        Segment {
            text: 0,
            file: first,
            text_len: head,
            file_len: head,
            same: true,
        },
        Segment {
            text: head,
            file: first + head,
            text_len: 1,
            file_len: 2,
            same: false,
        },
        Segment {
            text: head + 1,
            file: first + head + 2,
            text_len: tail,
            file_len: tail,
            same: true,
        },
    ]);
    draft.meta = Some(String::from("{\"template_id\":\n 7}"));
    draft
}

fn help(rule: &str) -> Option<RuleHelp> {
    (rule == "pressure/urgency").then(|| RuleHelp {
        title: String::from("“{match}” hurries the customer into buying"),
        why: String::from("People who feel rushed regret the purchase and blame the brand."),
        source: String::from("FTC staff report on dark patterns, 2022"),
        offer: vec![String::from("The offer runs until <date>.")],
        bad: Some(String::from("Act now!")),
        good: Some(String::from("The sale ends on Sunday.")),
        level: Some(Severity::Warning),
    })
}

/// The samples in a format, as text.
pub(crate) fn rendered(format: Format, change: impl FnOnce(&mut Options<'_>)) -> String {
    let mut options = Options {
        help: Some(&help),
        ..Options::default()
    };
    change(&mut options);
    let samples = Samples::new();
    let (bytes, _) = render(format, &options, &samples.reviews());
    String::from_utf8(bytes).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_shows_the_samples() {
        for format in Format::ALL {
            insta::assert_snapshot!(format.as_str(), rendered(*format, |_| {}));
        }
    }

    #[test]
    fn no_format_shows_a_private_value_unasked() {
        for format in Format::ALL {
            let report = rendered(*format, |options| options.explain = true);
            assert!(!report.contains("4111"), "{format}");
        }
        assert!(
            rendered(Format::Human, |options| options.show_values = true)
                .contains("4111 1111 1111 1111")
        );
    }

    #[test]
    fn no_format_passes_controls_on() {
        for format in Format::ALL {
            let report = rendered(*format, |_| {});
            assert!(!report.contains('\u{1b}'), "{format}");
            assert_eq!(report, rendered(*format, |_| {}), "{format}");
        }
    }

    #[test]
    fn human_explains_in_colour() {
        insta::assert_snapshot!(
            "human_explained",
            rendered(Format::Human, |options| options.explain = true)
        );
        insta::assert_snapshot!(
            "human_coloured",
            rendered(Format::Human, |options| options.color = true)
        );
        insta::assert_snapshot!(
            "human_narrow",
            rendered(Format::Human, |options| options.width = 44)
        );
    }
}
