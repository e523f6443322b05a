//! One name, written in several ways: PayPal, Paypal, Pay Pal.

use std::collections::BTreeMap;

use super::{Check, Found, other_replies};
use crate::audit::library::Library;
use crate::audit::names::NameUse;
use crate::finding::{Applicability, Confidence, Edit, Fix, Severity};

pub(super) const CHECK: Check = Check {
    id: "audit/name-spelling",
    title: "a product or brand is written in several ways",
    why: "A name that is spelt in three ways looks careless, and customers cannot search for it.",
    offer: "Write it as its owner does.",
    level: Severity::Suggestion,
    confidence: Confidence::Medium,
    find,
};

/// The places of one spelling, one a draft.
type Uses<'l> = Vec<(usize, &'l NameUse)>;

fn find(library: &Library<'_>, found: &mut Found) {
    let mut names: BTreeMap<&str, BTreeMap<&str, Uses<'_>>> = BTreeMap::new();
    let mut brands: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, reading) in library.in_order() {
        for name in reading.names.iter().filter(|name| name.is_brand) {
            *brands.entry(&name.key).or_insert(0) += 1;
        }
    }
    for (draft, reading) in library.in_order() {
        for name in reading
            .names
            .iter()
            .filter(|name| brands.contains_key(name.key.as_str()))
        {
            names
                .entry(&name.key)
                .or_default()
                .entry(&name.written)
                .or_default()
                .push((draft, name));
        }
    }
    let products = &library.options.company.products;
    for spellings in names.values() {
        if spellings.len() < 2 {
            continue;
        }
        let best = spellings.iter().max_by_key(|(written, uses)| {
            let is_product = products.iter().any(|product| product == *written);
            (
                is_product,
                uses.len(),
                uses[0].1.is_brand,
                std::cmp::Reverse(**written),
            )
        });
        let Some((right, right_uses)) = best else {
            continue;
        };
        for (written, uses) in spellings.iter().filter(|(written, _)| written != &right) {
            // All capitals are a heading, not a spelling.
            let is_shouted = written.bytes().all(|byte| !byte.is_ascii_lowercase());
            // A reply that has both may quote one of them.
            for (draft, name) in uses.iter().filter(|(draft, _)| {
                !is_shouted && !right_uses.iter().any(|(other, _)| other == draft)
            }) {
                let message = format!(
                    "“{written}” here, but “{right}” in {}",
                    other_replies(right_uses.len())
                );
                let (first, known) = right_uses[0];
                found.push(
                    *draft,
                    name.span,
                    message,
                    vec![library.related(first, known.span, known.span)],
                );
                if let Some(finding) = found.last() {
                    finding.fixes.push(Fix {
                        text: (*right).to_owned(),
                        edits: vec![Edit {
                            span: name.span,
                            replacement: (*right).to_owned(),
                        }],
                        applicability: Applicability::Unsafe,
                    });
                }
            }
        }
    }
}
