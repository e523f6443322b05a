//! Covers private values in texts that are shown as they are: titles, complaints.

use std::borrow::Cow;

use super::{PrivateKind, Settings, scan};

/// A text with every private character that is not white space replaced by `•`.
///
/// ```
/// use tactful::detect::{Settings, covered};
/// assert_eq!(covered("SSN 536-22-8726?", &Settings::default()), "SSN •••••••••••?");
/// ```
pub fn covered<'t>(text: &'t str, settings: &Settings) -> Cow<'t, str> {
    let found = scan(text, settings);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut end = 0;
    for detection in found {
        shown.push_str(text.get(end..detection.span.start).unwrap_or(""));
        let words = detection.span.of(text).chars();
        shown.extend(words.map(|c| if c.is_whitespace() { c } else { '•' }));
        end = detection.span.end;
    }
    shown.push_str(text.get(end..).unwrap_or(""));
    Cow::Owned(shown)
}

/// A complaint about what somebody typed or sent, covered. Names of files, hosts and addresses are what complaints are about and stay.
pub fn covered_complaint(text: &str) -> Cow<'_, str> {
    let is_covered = |kind: &PrivateKind| {
        !matches!(
            kind,
            PrivateKind::FilePath
                | PrivateKind::InternalHost
                | PrivateKind::PrivateAddress
                | PrivateKind::IpAddress
        )
    };
    let mut settings = Settings::default();
    let kinds = PrivateKind::ALL.iter().copied();
    settings.kinds = Some(kinds.filter(is_covered).collect());
    covered(text, &settings)
}
