//! Rules of numbers by name, without a text around them: for tests against other implementations and for forms.

use super::{bank, card, checksum, courier, iban, national};

/// Names that [`is_valid`] knows, sorted.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = national::rules()
        .map(|number| number.name)
        .chain(OTHERS.iter().map(|other| other.0))
        .collect();
    names.sort_unstable();
    names
}

type Rule = fn(&[u8]) -> bool;

/// Numbers that belong to no country's pack.
const OTHERS: &[(&str, Rule)] = &[
    ("aba", bank::is_routing),
    ("bic", bank::is_swift),
    ("card", card::is_number),
    ("iban", iban::is_valid),
    ("luhn", checksum::luhn),
    ("tracking", courier::is_tracking),
];

/// Whether `value` satisfies the rule called `name`; `None` when there is no such rule. Spaces are ignored; hyphens, dots and
/// slashes are ignored where the number's rule gives them no meaning.
///
/// ```
/// use tactful::detect::validate::is_valid;
/// assert_eq!(is_valid("nl-bsn", "1112.22.333"), Some(true));
/// assert_eq!(is_valid("nl-bsn", "1112.52.333"), Some(false));
/// assert_eq!(is_valid("atlantis-id", "1"), None);
/// ```
pub fn is_valid(name: &str, value: &str) -> Option<bool> {
    let keeps_marks = matches!(name, "fi-hetu" | "se-personnummer" | "de-stnr");
    let compact: Vec<u8> = value
        .bytes()
        .filter(|byte| byte.is_ascii_alphanumeric() || (keeps_marks && b"-+/".contains(byte)))
        .map(|byte| byte.to_ascii_uppercase())
        .collect();
    if let Some(number) = national::rules().find(|number| number.name == name) {
        return Some(national::fits(number, &compact) && (number.valid)(&compact));
    }
    OTHERS
        .iter()
        .find(|other| other.0 == name)
        .map(|other| !compact.is_empty() && (other.1)(&compact))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_any_value_is_answered() {
        let names = names();
        assert!(names.windows(2).all(|pair| pair[0] < pair[1]));
        for name in names {
            for value in [
                "",
                "1",
                "A",
                "ABCDEFGHIJKLMNOP",
                "0000000000000000000000000000000000000000000",
                "é",
                "T",
            ] {
                assert!(is_valid(name, value).is_some());
            }
        }
    }
}
