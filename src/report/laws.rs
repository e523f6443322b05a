//! Laws that hold for every format and any review.

use std::sync::Arc;

use proptest::prelude::{Strategy, any, prop, proptest};

use crate::draft::Draft;
use crate::finding::{Applicability, Confidence, Edit, Finding, Fix, Related, RuleId, Severity};
use crate::review::Review;
use crate::text::Span;

use super::{Format, Options, render};

/// A value that must never be printed; no generated text holds it by chance.
const SECRET: &str = "Zq7-4111\u{1f511}";

/// Words with what breaks formats: controls, overrides, markup, wide and joined characters, line breaks.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Hi ",
        "calm down",
        "\n",
        "\r\n",
        "\t",
        " ",
        "日本語",
        "👩‍👩‍👧",
        "é",
        "e\u{301}",
        "\u{202e}",
        "\u{1b}[31m",
        "\u{0}",
        "<b>",
        "&",
        "]]>",
        "`",
        "|",
        "\"",
        "'",
        "::error::x",
        "%0A",
        "=1+1",
        "{",
        "}",
        "\u{85}",
        "\u{2028}",
        "\u{ffff}",
        "\u{200b}",
        "\\",
        "@ana",
        "a-very-long-word-without-any-space-in-it",
        SECRET,
    ]);
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len()))
        .rev()
        .find(|byte| text.is_char_boundary(*byte))
        .unwrap()
}

fn finding(text: &str, from: usize, length: usize, level: usize) -> Finding {
    let start = boundary(text, from);
    let span = Span::new(start, boundary(text, start + length).max(start));
    let fix = Fix {
        text: String::from("say <this>\u{7} instead"),
        edits: vec![Edit {
            span,
            replacement: format!("not {SECRET}"),
        }],
        applicability: Applicability::Safe,
    };
    Finding {
        rule: RuleId::new("tone/x"),
        severity: Severity::ALL[level % 3],
        confidence: Confidence::Low,
        message: String::from("“<a & \u{202e}b>” is `odd`\u{1b}"),
        why: Arc::from("because"),
        span,
        private: false,
        value: None,
        fixes: vec![fix],
        reasons: vec![String::from("reason")],
        related: vec![Related {
            file: Arc::from("a,\u{1b}b.csv"),
            record: Some(String::from("<x> \u{202e}")),
            start: (1, level + 1),
            end: (1, level + 2),
            words: String::from("•• `|` \u{0}"),
        }],
    }
}

proptest! {
    #[test]
    fn hold(
        text in text(),
        places in prop::collection::vec((0usize..900, 0usize..200, 0usize..3), 0..14),
        width in 0usize..140,
        color in any::<bool>(),
    ) {
        let draft = Draft::new(text);
        let mut review = Review::new(&draft);
        let secrets = draft.text.match_indices(SECRET);
        review.private = secrets.map(|(at, _)| Span::new(at, at + SECRET.len())).collect();
        review.findings = places.iter().map(|(from, length, level)| finding(&draft.text, *from, *length, *level)).collect();
        // An edit may only be shown whole; one that would print a value is withheld where the value stands.
        for finding in &mut review.findings {
            if !review.private.iter().any(|private| private.overlaps(finding.span)) {
                finding.fixes[0].edits.clear();
            }
        }
        review.findings.sort_by_key(|finding| finding.span);
        let options = Options { width, color, explain: true, ..Options::default() };
        for format in Format::ALL {
            let (bytes, summary) = render(*format, &options, [&review, &review]);
            let report = String::from_utf8(bytes).unwrap();
            assert!(!report.contains("Zq7"), "{format} shows a private value");
            assert!(!report.contains('\u{0}'), "{format} passes a control on");
            assert!(color || !report.contains('\u{1b}'), "{format} passes an escape on");
            assert_eq!(summary.findings.total(), 2 * review.findings.len() as u64);
            match format {
                Format::Json | Format::Sarif | Format::Gitlab => {
                    serde_json::from_str::<serde_json::Value>(&report).unwrap();
                }
                Format::Jsonl => {
                    assert_eq!(report.lines().count(), 2);
                    for line in report.lines() {
                        serde_json::from_str::<serde_json::Value>(line).unwrap();
                    }
                }
                Format::Github => assert!(report.lines().all(|line| line.starts_with("::"))),
                _ => {}
            }
        }
    }
}
