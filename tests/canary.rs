//! No private value, and no four characters of one, leaves through `Debug`, an error or a redaction.
#![expect(clippy::unwrap_used, reason = "a test may fail")]
use tactful::report::{Format, Options, Texts, render, texts};
use tactful::text::Span;
use tactful::{Config, Draft, Linter};

mod canaries;

use canaries::{Canary, Dice, assert_silent, canaries, without_prints};
use tactful::detect::{PrivateKind, Settings, scan};
use tactful::draft::Fact;
use tactful::fix::{
    Key, Method, Redaction, Scope, redact_csv, redact_json, redact_jsonl, redact_text,
};

/// What a company with employees' ids looks for.
fn settings() -> Settings {
    let mut settings = Settings::default();
    settings
        .add_pattern(PrivateKind::EmployeeId, "EMP-[0-9]{5}")
        .unwrap();
    settings
}

#[test]
fn no_window_of_a_value_leaves() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for _ in 0..10 {
        for Canary { text, value } in canaries(&mut dice) {
            let found = scan(&text, &settings());
            let half = value.len() / 2;
            let is_found =
                |d: &tactful::detect::Detection| d.span.of(&text).contains(&value[half..]);
            // The value is a generated one.
            assert!(found.iter().any(is_found), "missed: {text}");
            assert_silent(
                &format!("{found:?}{found:#?}"),
                &value,
                "Debug of detections",
            );
            for method in [
                Method::Replace,
                Method::Hash(Key::new(value.repeat(4)).unwrap()),
                Method::Remove,
            ] {
                let mut redaction = Redaction::new(method, settings());
                assert_silent(
                    &without_prints(&redaction.text(&text)),
                    &value,
                    "a redacted text",
                );
                assert_silent(&format!("{redaction:?}"), &value, "Debug of a redaction");
            }
            errors(&text, &value);
        }
    }
}

#[test]
fn debug_of_drafts_and_reviews_shows_no_value() {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let mut config = Config::default();
    config.privacy.employee_ids.push("EMP-[0-9]{5}".to_owned());
    let linter = Linter::new(&config).unwrap();
    for Canary { text, value } in canaries(&mut dice) {
        let mut draft = Draft::new(format!("Calm down, as I already said. {text}"))
            .with_customer(format!("This is ridiculous! {text}"));
        draft.subject = Some(text.clone());
        draft.customer.name = Some(value.clone());
        draft.customer.emails.push(value.clone());
        draft.customer.phones.push(value.clone());
        draft.meta = Some(format!("{{\"a\": \"{value}\"}}"));
        draft.origin.title = Some(text.clone());
        draft.ticket.push(("order".to_owned(), value.clone()));
        draft.facts.push(Fact {
            id: "order".to_owned(),
            text: text.clone(),
        });
        draft.attachments = Some(vec![format!("{value}.pdf")]);
        let review = linter.check(&draft);
        let shown = format!("{draft:?}{draft:#?}{review:?}{:?}", review.excerpts());
        assert_silent(&shown, &value, "Debug of a draft, a review or the rules");
        let whole = Span::new(0, draft.text.len());
        assert_silent(&review.excerpt(whole), &value, "an excerpt");
        for options in [
            Options::default(),
            Options {
                explain: true,
                ..Options::default()
            },
        ] {
            for finding in &review.findings {
                let Texts {
                    short,
                    agent,
                    model,
                } = texts(&review, finding, &options);
                assert_silent(
                    &format!("{short}{agent}{model}"),
                    &value,
                    "a finding's texts",
                );
            }
            for format in Format::ALL {
                let (shown, _) = render(*format, &options, [&review]);
                let shown = without_prints(&String::from_utf8(shown).unwrap());
                assert_silent(&without_meta(&shown), &value, format.as_str());
            }
        }
    }
}

/// A report without the host's own data, which is given back as it came.
fn without_meta(report: &str) -> String {
    let mut parts = report.split("\"meta\":");
    let mut kept = parts.next().unwrap_or("").to_owned();
    for part in parts {
        kept.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    kept
}

/// Runs each stream on a broken file with the value in it.
fn errors(text: &str, value: &str) {
    let redaction = || Redaction::new(Method::Replace, settings());
    let broken = [
        redact_json(
            format!("{{\"a\": \"{text}").as_bytes(),
            Vec::new(),
            &mut redaction(),
        ),
        redact_json(
            format!("{{\"a\": {text}}}").as_bytes(),
            Vec::new(),
            &mut redaction(),
        ),
        redact_jsonl(
            format!("{{}}\n[\"{text}\"}}\n").as_bytes(),
            Vec::new(),
            Scope::Record,
            &mut redaction(),
        ),
        redact_csv(
            format!("a\n\"{text}").as_bytes(),
            Vec::new(),
            b',',
            Scope::File,
            &mut redaction(),
        ),
        redact_text(
            &[text.as_bytes(), b"\xff"].concat()[..],
            Vec::new(),
            &mut redaction(),
        ),
    ];
    for result in broken {
        let error = result.unwrap_err();
        assert_silent(&format!("{error}{error:?}"), value, "an error");
    }
    assert_silent(
        &format!("{:?}", Key::new(&value.as_bytes()[..4]).unwrap_err()),
        value,
        "an error about a key",
    );
}
