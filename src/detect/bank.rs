//! Domestic bank accounts: routing numbers, sort codes, account numbers, SWIFT codes.
//!
//! Sources: American Bankers Association, routing number policy (weights 3 7 1, mod 10; first two digits 00–12, 21–32, 61–72, 80);
//! ISO 9362 (BIC); Pay.UK (sort codes); RBI (IFSC). A routing number's check digit is right for one number in ten: its label decides.

use super::checksum::{digits, number, weighted};
use super::label::{Mark, Means};
use super::page::{Page, Word};
use super::shape::fit;
use super::{Detection, Found, PrivateKind, Tier};
use crate::text::Span;

/// Whether nine digits are a routing number.
pub(super) fn is_routing(compact: &[u8]) -> bool {
    digits(compact)
        && compact.len() == 9
        && matches!(number(&compact[..2]), 0..=12 | 21..=32 | 61..=72 | 80)
        && weighted(compact, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10)
        && number(compact) != 0
}

/// Whether the letters and digits are a BIC: four letters, a country, two places, perhaps three more.
pub(super) fn is_swift(compact: &[u8]) -> bool {
    matches!(compact.len(), 8 | 11)
        && compact[..6].iter().all(u8::is_ascii_uppercase)
        && compact[6..]
            .iter()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && COUNTRIES.chunks(2).any(|code| code == &compact[4..6])
}

/// ISO 3166-1 codes, in pairs of letters, and XK, which SWIFT uses for Kosovo.
const COUNTRIES: &[u8] = b"\
    ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZ\
    DEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJP\
    KEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZ\
    OMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZ\
    UAUGUMUSUYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW";

/// Finds routing and account numbers by their labels, and SWIFT codes behind theirs.
pub(super) fn find(page: &Page<'_>, found: &mut Found) {
    for word in &page.words {
        if !word.has_digit || !page.at(word.start).is_ascii_digit() || word.len() < 2 {
            continue;
        }
        if word.len() == 2 {
            found.extend(sort_code_pair(page, word.start).into_iter().flatten());
        }
        found.extend(routing(page, *word));
        found.extend(account(page, word.start));
    }
    for mark in &page.marks {
        match mark.means {
            Means::Kind(PrivateKind::SwiftCode) => found.extend(swift(page, mark)),
            Means::Kind(PrivateKind::BankRouting) => found.extend(ifsc(page, mark)),
            _ => {}
        }
    }
}

fn routing(page: &Page<'_>, word: Word) -> Option<Detection> {
    let start = word.start;
    let templates: &[&str] = match word.len() {
        2 => &["99-99-99"],
        3 => &["999-999"],
        4 => &["9999-9999-9"],
        5 => &["99999-999"],
        6 => &["999999"],
        8 => &["99999999"],
        9 => &["999999999"],
        _ => &[],
    };
    for template in templates {
        let Some(fit) = fit(page.bytes, start, template) else {
            continue;
        };
        let span = Span::new(start, fit.end);
        if !page.stands_alone(span) || page.in_link(span) {
            continue;
        }
        let compact: Vec<u8> = fit
            .compact()
            .iter()
            .copied()
            .filter(u8::is_ascii_digit)
            .collect();
        let is_aba = is_routing(&compact);
        let detection = Detection::new(PrivateKind::BankRouting, span, Tier::Certain);
        match page.beside(span).map(|beside| beside.means) {
            // Sort codes have six digits, German and Canadian routing numbers eight.
            Some(Means::Kind(PrivateKind::BankRouting))
                if is_aba || compact.len() == 6 || compact.len() == 8 && has_eight(page, start) =>
            {
                return Some(detection.by_label());
            }
            Some(Means::Benign(_)) => {}
            _ if is_aba => {
                return Some(Detection {
                    tier: Tier::Possible,
                    ..detection
                });
            }
            _ => {}
        }
    }
    None
}

/// Whether the label right before names a routing number of eight digits.
fn has_eight(page: &Page<'_>, start: usize) -> bool {
    let tail = page.tail(start);
    [
        "blz",
        "leitzahl",
        "transit",
        "transit number",
        "institution number",
    ]
    .iter()
    .any(|label| tail.trim_end_matches([' ', ':', '#']).ends_with(label))
}

/// A UK sort code and the eight-digit account number beside it, as in `20-45-17 / 31926819`: telling without a label.
fn sort_code_pair(page: &Page<'_>, start: usize) -> Option<[Detection; 2]> {
    let code = fit(page.bytes, start, "99-99-99")?;
    let gap = page.bytes[code.end..]
        .iter()
        .take(3)
        .take_while(|byte| b" /,".contains(byte))
        .count();
    let account = fit(page.bytes, code.end + gap, "99999999")?;
    let (routing, account) = (
        Span::new(start, code.end),
        Span::new(code.end + gap, account.end),
    );
    // The slash between the two glues them on purpose, so only the outer edges are asked.
    let is_apart = page.stands_alone(Span::new(start, account.end));
    (0 < gap && is_apart && !page.in_link(routing) && !page.is_benign(account)).then(|| {
        [
            Detection::new(PrivateKind::BankRouting, routing, Tier::Likely),
            Detection::new(PrivateKind::BankAccount, account, Tier::Likely),
        ]
    })
}

/// 6 to 17 digits (the limit of NACHA's account field) beside a label.
fn account(page: &Page<'_>, start: usize) -> Option<Detection> {
    let mut end = start;
    let mut count = 0;
    let mut at = start;
    while let Some(byte) = page.bytes.get(at) {
        if byte.is_ascii_digit() {
            count += 1;
            end = at + 1;
        } else if !(b" -".contains(byte) && page.at(at + 1).is_ascii_digit()) {
            break;
        }
        if 17 < count {
            return None;
        }
        at += 1;
    }
    let span = Span::new(start, end);
    if !(6..=17).contains(&count)
        || !page.stands_alone(span)
        || page.in_link(span)
        || page.is_amount(span)
    {
        return None;
    }
    // The middle of a longer writing is no account of its own.
    if b" -".contains(&page.before(start))
        && start
            .checked_sub(2)
            .is_some_and(|at| page.bytes[at].is_ascii_digit())
    {
        return None;
    }
    let detection = Detection::new(PrivateKind::BankAccount, span, Tier::Certain);
    match page.beside(span).map(|beside| beside.means) {
        Some(Means::Kind(PrivateKind::BankAccount)) => Some(detection.by_label()),
        _ if is_account_beside_routing(page, start) => Some(detection.by_label()),
        None if (8..=12).contains(&count) => Some(Detection {
            tier: Tier::Possible,
            ..detection
        }),
        _ => None,
    }
}

/// Whether “account” or “a/c” stands right before, and a bank is named in the same breath: “sort code 40-47-84 and account 70872490”.
fn is_account_beside_routing(page: &Page<'_>, start: usize) -> bool {
    let before = page.tail(start);
    let before = before.trim_end_matches([' ', ':', '#', '=', '.']);
    let is_account = ["account", "acc", "a/c", "acct"]
        .iter()
        .any(|word| before.ends_with(word));
    let next = page.marks.partition_point(|mark| mark.start < start);
    let reach = |mark: &&Mark| mark.start < start + NEAR_ROUTING && start < mark.end + NEAR_ROUTING;
    is_account
        && page.marks[next.saturating_sub(2)..(next + 2).min(page.marks.len())]
            .iter()
            .filter(reach)
            .any(|mark| mark.means == Means::Kind(PrivateKind::BankRouting))
}

/// How far a bank's label may stand from “account”, in bytes.
const NEAR_ROUTING: usize = 40;

fn swift(page: &Page<'_>, mark: &Mark) -> Option<Detection> {
    let start = page.value_start(mark.end)?;
    let end = page.word_end(start);
    let span = Span::new(start, end);
    is_swift(&page.bytes[start..end])
        .then(|| Detection::new(PrivateKind::SwiftCode, span, Tier::Certain).by_label())
}

/// The Indian routing code: four letters, 0, six places.
fn ifsc(page: &Page<'_>, mark: &Mark) -> Option<Detection> {
    let start = page.value_start(mark.end)?;
    let fit = fit(page.bytes, start, "AAAA0NNNNNN")?;
    let span = Span::new(start, fit.end);
    page.stands_alone(span)
        .then(|| Detection::new(PrivateKind::BankRouting, span, Tier::Certain).by_label())
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, scan};
    use super::*;

    #[test]
    fn labels_decide_about_bank_numbers() {
        let kinds = |text: &str| {
            scan(text, &Settings::default())
                .iter()
                .map(|d| d.kind)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            kinds("We'll wire it to account number 082734382, routing number 011000015."),
            [PrivateKind::BankAccount, PrivateKind::BankRouting]
        );
        assert_eq!(
            kinds("Sort code 12-34-56, account number 12345678"),
            [PrivateKind::BankRouting, PrivateKind::BankAccount]
        );
        assert_eq!(
            kinds("your account 20-45-17 / 31926819 today"),
            [PrivateKind::BankRouting, PrivateKind::BankAccount]
        );
        assert_eq!(
            kinds("sort code 40-47-84 and account 70872490"),
            [PrivateKind::BankRouting, PrivateKind::BankAccount]
        );
        assert_eq!(
            kinds("Sort code: 204517, BLZ 37040044"),
            [PrivateKind::BankRouting, PrivateKind::BankRouting]
        );
        assert_eq!(
            kinds("your account number is\n70872490"),
            [PrivateKind::BankAccount]
        );
        assert_eq!(kinds("<b>BIC</b> DEUTDEFF"), [PrivateKind::SwiftCode]);
        assert_eq!(kinds("account balance 123456789"), []);
        assert_eq!(kinds("your account 70872490 with us"), []);
        assert_eq!(kinds("SWIFT: DEUTDEFF500"), [PrivateKind::SwiftCode]);
        assert_eq!(kinds("order 011000015"), []);
        assert_eq!(kinds("011000015"), []);
    }
}
