//! What holds for any library.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Options, audit};
use crate::draft::Draft;

/// Sentences that the checks have something to say about.
const SENTENCES: [&str; 14] = [
    "You can return items within 30 days.",
    "You can return items within 14 days of delivery.",
    "Refunds take 5-7 business days.",
    "Delivery costs $5.",
    "Delivery costs $7.",
    "Open Monday to Friday, 9am to 5pm.",
    "The offer ends on 31 December 2024.",
    "Pay with PayPal.",
    "Pay with Paypal.",
    "AcmeOne (formerly AcmeHost) is ready.",
    "Use AcmeHost.",
    "Hi {{name}}, thanks for writing to us about your late parcel today.",
    "Hi {{nmae}}, thanks for writing to us about your late parcel today.",
    "Ç’est {{ — €5 % 9am 2024 © “",
];

fn library(rows: &[Vec<usize>], noise: &[String]) -> Vec<Draft> {
    rows.iter()
        .enumerate()
        .map(|(index, row)| {
            let mut text: String = row
                .iter()
                .map(|at| SENTENCES[at % SENTENCES.len()].to_owned() + " ")
                .collect();
            text.push_str(noise.get(index).map_or("", String::as_str));
            let mut draft = Draft::new(text);
            draft.origin.file = Arc::from(format!("{index:02}.txt").as_str());
            draft.origin.usage = Some(index as u64 % 3);
            draft
        })
        .collect()
}

fn options() -> Options {
    Options {
        today: Some("2026-11-21".parse().unwrap()),
        ..Options::default()
    }
}

/// The findings of each draft, as text, by the draft's file.
fn by_file(drafts: &[Draft]) -> Vec<(String, String)> {
    let reviews = audit(drafts, &options());
    let mut all: Vec<(String, String)> = reviews
        .iter()
        .map(|review| {
            (
                review.draft.origin.file.to_string(),
                format!("{:?}", review.findings),
            )
        })
        .collect();
    all.sort();
    all
}

proptest! {
    #[test]
    fn order_does_not_count(
        rows in prop::collection::vec(prop::collection::vec(0usize..14, 0..4), 0..12),
        noise in prop::collection::vec("\\PC{0,30}", 0..12),
        turn in 0usize..12,
    ) {
        let drafts = library(&rows, &noise);
        let expected = by_file(&drafts);
        let mut turned = drafts.clone();
        turned.reverse();
        prop_assert_eq!(&by_file(&turned), &expected);
        if !turned.is_empty() {
            let length = turned.len();
            turned.rotate_left(turn % length);
        }
        prop_assert_eq!(&by_file(&turned), &expected);
    }

    #[test]
    fn findings_slice_and_name_both_places(
        rows in prop::collection::vec(prop::collection::vec(0usize..14, 0..5), 0..10),
        noise in prop::collection::vec("[\\PC\n]{0,60}", 0..10),
    ) {
        let drafts = library(&rows, &noise);
        for review in audit(&drafts, &options()) {
            for finding in &review.findings {
                prop_assert!(review.draft.text.get(finding.span.start..finding.span.end).is_some());
                let is_pair = !["audit/stale-date", "audit/unused-reply", "audit/lone-placeholder"].contains(&finding.rule.as_str());
                prop_assert!(!is_pair || !finding.related.is_empty(), "{:?}", finding);
                prop_assert!(!finding.related.iter().any(|other| other.file == review.draft.origin.file), "{:?}", finding);
            }
        }
    }
}
