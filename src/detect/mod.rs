//! Finds personal data and secrets in a text: pure functions, one file per thing to recognise.
//!
//! [`scan`] reads the text once for words with digits, label words and a few telling characters, and lets
//! each recogniser look only at the places that concern it. A text without any of them costs one pass.
//! A value never leaves this room: a [`Detection`] says what, where and how sure, not which.
//!
//! Digits: ASCII digits count; full-width, Arabic-Indic and Extended Arabic-Indic digits, non-breaking
//! spaces, Unicode hyphens and zero-width characters inside a number are folded first (see `fold`).
//! Digits of other scripts and number words are left alone.

mod bank;
mod card;
mod card_row;
mod checksum;
mod code;
mod code_label;
mod contact;
mod coordinates;
mod courier;
mod cover;
mod credential;
mod detection;
mod document;
mod fold;
mod iban;
mod internal;
mod kind;
mod label;
mod label_words;
mod login;
mod national;
mod network;
mod normal;
mod owner;
mod page;
mod phone;
mod postal;
mod postal_world;
mod propose;
mod query;
mod resolve;
mod settings;
mod shape;
mod street;
mod token;
mod trace;
mod url;
mod user_name;
pub mod validate;
mod value;

pub use cover::{covered, covered_answer, covered_complaint, covered_source};
pub use detection::{Detection, Tier};
pub use kind::{Group, PrivateKind};
pub use normal::normalise;
pub use owner::{Owner, Ownership, owner};
pub use propose::{ProposedContact, propose_contacts};
pub use settings::Settings;

#[cfg(test)]
mod laws;

use page::Page;

/// What recognisers write to.
type Found = Vec<Detection>;

/// Every recogniser; the order does not matter, [`resolve`] ranks what they find.
const RECOGNISERS: &[fn(&Page<'_>, &mut Found)] = &[
    bank::find,
    card::find,
    code::find,
    contact::find,
    coordinates::find,
    credential::find,
    document::find,
    iban::find,
    internal::find,
    national::find,
    network::find,
    phone::find,
    postal::find,
    postal_world::find,
    token::find,
    trace::find,
    url::find,
];

/// Finds what is private in `text`, sorted by place and without overlaps, at or above the settings' floor.
///
/// Linear in the length of the text. Spans are bytes of `text` on character boundaries.
///
/// ```
/// use tactful::detect::{PrivateKind, Settings, scan};
/// let found = scan("Your card 4111 1111 1111 1111 was charged.", &Settings::default());
/// assert_eq!(found[0].kind, PrivateKind::CardNumber);
/// assert_eq!((found[0].span.start, found[0].span.end), (10, 29));
/// ```
pub fn scan(text: &str, settings: &Settings) -> Vec<Detection> {
    if let Some(folded) = fold::fold(text) {
        let mut found = scan_plain(folded.text(), settings);
        for detection in &mut found {
            detection.span = folded.original(detection.span);
        }
        return found;
    }
    scan_plain(text, settings)
}

fn scan_plain(text: &str, settings: &Settings) -> Vec<Detection> {
    scan_page(&Page::read(text, settings))
}

fn scan_page(page: &Page<'_>) -> Vec<Detection> {
    let (text, settings) = (page.text, page.settings);
    let mut found = Vec::new();
    if !page.is_bare() || !settings.internal_hosts.is_empty() {
        for find in RECOGNISERS {
            find(page, &mut found);
        }
    }
    settings.add_patterns(text, &mut found);
    found.retain(|detection| settings.floor <= detection.tier && settings.wants(detection.kind));
    resolve::resolve(found)
}
