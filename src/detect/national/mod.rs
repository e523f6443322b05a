//! National numbers of persons and businesses, one file per country.
//!
//! A number that carries letters and a strong check stands alone; a run of digits with a check digit that one
//! order number in ten has too counts only beside its label (presidio #847).

use std::sync::LazyLock;

use super::label::Means;
use super::page::{Page, Word};
use super::shape::{Fit, first_words, fit};
use super::{Detection, Found, PrivateKind, Tier, checksum};
use crate::text::Span;

mod au;
mod be;
mod br;
mod ca;
mod ch;
mod de;
mod dk;
mod es;
mod fi;
mod fr;
mod gb;
mod ie;
#[path = "in.rs"]
mod india;
mod it;
mod kr;
mod ng;
mod nl;
mod no;
mod ph;
mod pl;
mod pt;
mod se;
mod sg;
mod th;
mod tr;
mod us;
mod za;

/// How telling a number is without a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alone {
    /// Letters and a check stronger than 1 in 20: certain.
    Certain,
    /// Structure that is rarely anything else: likely.
    Likely,
    /// Likely where it is written in groups; without them an order number could look like it.
    Grouped,
    /// An order number could look like it: possible.
    Possible,
    /// Too short or too common: found only by its label.
    Never,
}

/// One national number.
pub(super) struct Number {
    /// Its name, country first, such as `nl-bsn`.
    pub(super) name: &'static str,
    /// ISO 3166 code.
    pub(super) country: &'static str,
    /// What it is reported as.
    pub(super) kind: PrivateKind,
    /// Its shapes, see `shape`.
    pub(super) shapes: &'static [&'static str],
    /// The rule over letters in upper case and digits.
    pub(super) valid: fn(&[u8]) -> bool,
    /// Without a label.
    pub(super) alone: Alone,
}

/// All countries' tables.
pub(super) const PACKS: &[&[Number]] = &[
    au::NUMBERS,
    be::NUMBERS,
    br::NUMBERS,
    ca::NUMBERS,
    ch::NUMBERS,
    de::NUMBERS,
    dk::NUMBERS,
    es::NUMBERS,
    fi::NUMBERS,
    fr::NUMBERS,
    gb::NUMBERS,
    ie::NUMBERS,
    india::NUMBERS,
    it::NUMBERS,
    kr::NUMBERS,
    ng::NUMBERS,
    nl::NUMBERS,
    no::NUMBERS,
    ph::NUMBERS,
    pl::NUMBERS,
    pt::NUMBERS,
    se::NUMBERS,
    sg::NUMBERS,
    th::NUMBERS,
    tr::NUMBERS,
    us::NUMBERS,
    za::NUMBERS,
];

/// Longest first word of any shape.
const LONGEST_WORD: usize = 24;

struct Shape {
    number: &'static Number,
    template: &'static str,
    /// Letters and digits in all; `None` where a mark belongs to the number.
    places: Option<usize>,
}

/// Shapes by whether the first word begins with a digit, and by its length.
static INDEX: LazyLock<[Vec<Vec<Shape>>; 2]> = LazyLock::new(|| {
    let mut index = [true, false].map(|_| {
        (0..=LONGEST_WORD)
            .map(|_| Vec::new())
            .collect::<Vec<Vec<Shape>>>()
    });
    for number in PACKS.iter().flat_map(|pack| pack.iter()) {
        for template in number.shapes {
            let (lengths, digit, letter) = first_words(template);
            for length in (0..=LONGEST_WORD).filter(|length| lengths >> length & 1 == 1) {
                for (side, fits) in [digit, letter].into_iter().enumerate() {
                    if fits {
                        index[side][length].push(Shape {
                            number,
                            template,
                            places: places(template),
                        });
                    }
                }
            }
        }
    }
    index
});

/// Letters and digits of a template; `None` where it has a century mark, which may be a sign.
fn places(template: &str) -> Option<usize> {
    let places = template.bytes().filter(u8::is_ascii_alphanumeric).count();
    (!template.contains('~')).then_some(places)
}

/// Finds national numbers.
pub(super) fn find(page: &Page<'_>, found: &mut Found) {
    let mut words = page.words.iter().filter(|word| word.has_digit).peekable();
    // The index is built only for a text that has a number.
    if words.peek().is_none() {
        return;
    }
    let index = &*INDEX;
    for word in words {
        try_at(page, index, word.start, word.len(), found);
        if let Some(start) = short_word_before(page, *word) {
            try_at(page, index, start, word.start - 1 - start, found);
        }
    }
}

/// The start of a word of one to three letters joined to `word` by one separator, as in `AA 12 34 56 B`.
fn short_word_before(page: &Page<'_>, word: Word) -> Option<usize> {
    if !b" -.".contains(&page.before(word.start)) {
        return None;
    }
    let end = word.start.checked_sub(1)?;
    let letters = page.bytes[..end]
        .iter()
        .rev()
        .take(4)
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    (1..=3).contains(&letters).then_some(end - letters)
}

fn try_at(
    page: &Page<'_>,
    index: &[Vec<Vec<Shape>>; 2],
    start: usize,
    length: usize,
    found: &mut Found,
) {
    let is_digit = page.at(start).is_ascii_digit();
    let Some(shapes) = index[usize::from(!is_digit)].get(length) else {
        return;
    };
    // Most numbers are one word: shapes of several groups need no look there.
    let goes_on = b" -./".contains(&page.at(start + length))
        && page.at(start + length + 1).is_ascii_alphanumeric();
    for shape in shapes {
        if !goes_on && shape.places.is_some_and(|places| length < places) {
            continue;
        }
        let Some(fit) = fit(page.bytes, start, shape.template) else {
            continue;
        };
        let number = shape.number;
        let span = Span::new(start, fit.end);
        if !page.settings.wants(number.kind) || !page.settings.wants_country(number.country) {
            continue;
        }
        let is_valid = (number.valid)(fit.compact());
        // A mistyped number beside its own label is private all the same.
        if (is_valid || !page.marks.is_empty()) && page.stands_alone(span) && !page.in_link(span) {
            found.extend(if is_valid {
                judge(page, number, span, &fit)
            } else {
                mistyped(page, number, span, &fit)
            });
        }
    }
}

/// Decides by label and structure how sure a valid number is.
fn judge(page: &Page<'_>, number: &Number, span: Span, fit: &Fit) -> Option<Detection> {
    let detection = Detection::new(number.kind, span, Tier::Certain).of(number.name);
    let alone = match number.alone {
        _ if is_continued(page, span) => return None,
        Alone::Certain if fit.complete => Tier::Certain,
        Alone::Certain | Alone::Likely if fit.complete => Tier::Likely,
        Alone::Grouped if fit.complete && fit.grouped => Tier::Likely,
        Alone::Never => {
            let labelled = page
                .beside(span)
                .is_some_and(|beside| says(beside.means, number));
            return labelled.then_some(detection.by_label());
        }
        _ => Tier::Possible,
    };
    match page.beside(span).map(|beside| beside.means) {
        Some(means) if says(means, number) => Some(detection.by_label()),
        Some(Means::Benign(_)) if alone < Tier::Certain => None,
        Some(Means::Kind(_) | Means::National(_)) if alone < Tier::Certain => Some(Detection {
            tier: Tier::Possible,
            ..detection
        }),
        _ => Some(Detection {
            tier: alone,
            ..detection
        }),
    }
}

/// A number whose check fails but whose own label stands beside it.
fn mistyped(page: &Page<'_>, number: &Number, span: Span, fit: &Fit) -> Option<Detection> {
    let means = page.beside(span)?.means;
    let is_own = means == Means::National(number.name)
        || (matches!(number.kind, PrivateKind::UsSsn | PrivateKind::UsItin)
            && means == Means::Kind(number.kind));
    (is_own && fit.complete && !is_continued(page, span)).then(|| {
        Detection::new(number.kind, span, Tier::Likely)
            .of(number.name)
            .by_label()
    })
}

/// Whether a label speaks of this number.
fn says(means: Means, number: &Number) -> bool {
    match means {
        Means::National(name) => {
            name == number.name
                || number.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'))
                // The same word names the numbers of two countries.
                || matches!((name, number.name), ("se-personnummer", "no-fnr") | ("no-fnr", "se-personnummer") | ("dk-cpr", "no-fnr") | ("kr-rrn", "kr-frn" | "kr-frn-2020"))
                || matches!((name, number.name), ("es-dni", "es-nie") | ("es-nie", "es-dni") | ("es-dni", "pt-nif"))
        }
        Means::Identity => matches!(
            number.kind,
            PrivateKind::NationalId | PrivateKind::UsSsn | PrivateKind::UsItin
        ),
        Means::Kind(kind) => kind == number.kind,
        Means::Benign(_) => false,
    }
}

/// Whether digit groups go on before or behind, so that the span is a piece of a longer number.
fn is_continued(page: &Page<'_>, span: Span) -> bool {
    let behind = page.at(span.end) == b' '
        && page.at(span.end + 1).is_ascii_digit()
        && page.before(span.end).is_ascii_digit();
    let behind_more = behind && page.bytes[span.start..span.end].contains(&b' ');
    let before = page.before(span.start) == b' '
        && span
            .start
            .checked_sub(2)
            .is_some_and(|at| page.bytes[at].is_ascii_digit())
        && page.bytes[span.start..span.end].contains(&b' ')
        && page.at(span.start).is_ascii_digit();
    behind_more || before
}

/// Every number's name and rule, for `validate`.
pub(super) fn rules() -> impl Iterator<Item = &'static Number> {
    PACKS.iter().flat_map(|pack| pack.iter())
}

/// Whether letters and digits without separators have one of the number's shapes.
pub(super) fn fits(number: &Number, compact: &[u8]) -> bool {
    number.shapes.iter().any(|template| {
        let plain: Vec<u8> = template
            .bytes()
            .filter(|class| !b"_-./".contains(class))
            .collect();
        let plain = std::str::from_utf8(&plain).unwrap_or_default();
        let compact: Vec<u8> = compact
            .iter()
            .copied()
            .filter(|byte| *byte != b'/')
            .collect();
        fit(&compact, 0, plain).is_some_and(|fit| fit.end == compact.len())
    })
}
