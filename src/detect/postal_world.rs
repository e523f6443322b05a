//! Postal addresses of countries beyond the United States and the United Kingdom, each anchored on its postcode: a number of the right shape with
//! the town behind it and a street with a house number before it. A number alone is never an address.
//!
//! Sources: Universal Postal Union, “Postal addressing systems” (order of the parts and form of the postcode, by country); Canada Post, “Addressing
//! guidelines” (letters of the postal code, provinces); Australia Post, “Addressing guidelines” (states); Eircode, “Product guide” (routing keys and
//! unique identifiers); PostNL, “Postcode” (letters in use).

use super::label::Means;
use super::page::{Page, Word, is_word};
use super::postal::street_start;
use super::street::{
    apart, is_door, is_house_number, is_surely_street, name_start, numbered_start, split_last,
    with_epithets,
};
use super::{Detection, Found, PrivateKind, Tier};
use crate::text::Span;

/// How far before its postcode an address may begin, in bytes.
const REACH: usize = 90;

/// Longest house number without a postcode, in bytes.
const LONGEST_HOUSE_NUMBER: usize = 4;

/// A postcode that the word at `index` begins, and what it takes to be an address.
struct Anchor {
    /// The postcode itself, without the state before it.
    code: Span,
    /// Where the address ends: behind the town where it follows the postcode.
    end: usize,
    /// Whether the house number stands before the street, as in English.
    number_first: bool,
    /// Whether the postcode's shape is so telling that any name with a house number is a street.
    is_telling: bool,
}

impl Anchor {
    /// A postcode that no other number looks like, where the house number stands before the street.
    const fn telling(code: Span) -> Self {
        Self {
            code,
            end: code.end,
            number_first: true,
            is_telling: true,
        }
    }
}

/// Finds addresses, and postcodes beside their label.
pub(super) fn find(page: &Page<'_>, found: &mut Found) {
    for (index, word) in page.words.iter().enumerate() {
        if !word.has_digit || 8 < word.len() {
            continue;
        }
        if word.len() <= LONGEST_HOUSE_NUMBER
            && let Some(span) = bare_street(page, *word)
        {
            found.push(Detection::new(
                PrivateKind::PostalAddress,
                span,
                Tier::Likely,
            ));
        }
        let Some(anchor) = anchor(page, *word) else {
            continue;
        };
        if page.in_link(anchor.code) {
            continue;
        }
        let start = if anchor.number_first {
            street_start(page, index, anchor.code.start)
        } else {
            street_first(page, &anchor)
        };
        if let Some(start) = start {
            let span = Span::new(start, anchor.end);
            found.push(Detection::new(
                PrivateKind::PostalAddress,
                span,
                Tier::Likely,
            ));
        } else if anchor.is_telling
            && page
                .beside(anchor.code)
                .is_some_and(|beside| beside.means == Means::Kind(PrivateKind::Postcode))
        {
            found.push(Detection::new(
                PrivateKind::Postcode,
                anchor.code,
                Tier::Likely,
            ));
        }
    }
}

/// The postcode that begins at the word.
fn anchor(page: &Page<'_>, word: Word) -> Option<Anchor> {
    match (word.len(), word.all_digits) {
        (3, false) => canadian(page, word).or_else(|| irish(page, word)),
        (6, false) => canadian(page, word).or_else(|| dutch(page, word)),
        (7, false) => irish(page, word),
        (2..=5, true) => dutch(page, word)
            .or_else(|| australian(page, word))
            .or_else(|| continental(page, word)),
        _ => None,
    }
}

/// `M5V 2T6`, and the province before it.
fn canadian(page: &Page<'_>, word: Word) -> Option<Anchor> {
    let gap = usize::from(word.len() == 3 && b" -".contains(&page.at(word.end)));
    let code = Span::new(word.start, word.start + 6 + gap);
    let bytes = page.bytes.get(code.start..code.end)?;
    let letter = |byte: u8| byte.is_ascii_uppercase() && !b"DFIOQU".contains(&byte);
    let inward = &bytes[3 + gap..];
    let fits = letter(bytes[0])
        && !b"WZ".contains(&bytes[0])
        && bytes[1].is_ascii_digit()
        && letter(bytes[2])
        && inward[0].is_ascii_digit()
        && letter(inward[1])
        && inward[2].is_ascii_digit();
    (fits && page.stands_alone(code)).then(|| Anchor::telling(code))
}

/// Eircode: `D01 F5P2`, `D6W XY00`.
fn irish(page: &Page<'_>, word: Word) -> Option<Anchor> {
    let gap = usize::from(word.len() == 3 && page.at(word.end) == b' ');
    let code = Span::new(word.start, word.start + 7 + gap);
    let bytes = page.bytes.get(code.start..code.end)?;
    let key = &bytes[..3];
    let unique = |byte: &u8| byte.is_ascii_digit() || b"ACDEFHKNPRTVWXY".contains(byte);
    let is_key = key == b"D6W"
        || b"ACDEFHKNPRTVWXY".contains(&key[0]) && key[1..].iter().all(u8::is_ascii_digit);
    let rest = &bytes[3 + gap..];
    let fits = is_key && rest.iter().all(unique) && rest.iter().any(u8::is_ascii_uppercase);
    (fits && page.stands_alone(code)).then(|| Anchor::telling(code))
}

/// `1015 CJ Amsterdam`; the letters SA, SD and SS are not given out.
fn dutch(page: &Page<'_>, word: Word) -> Option<Anchor> {
    let gap = usize::from(word.len() == 4 && page.at(word.end) == b' ');
    let code = Span::new(word.start, word.start + 6 + gap);
    let bytes = page.bytes.get(code.start..code.end)?;
    let letters = &bytes[4 + gap..];
    let fits = bytes[..4].iter().all(u8::is_ascii_digit)
        && bytes[0] != b'0'
        && letters.iter().all(u8::is_ascii_uppercase)
        && ![&b"SA"[..], b"SD", b"SS"].contains(&letters);
    // “1017 CB radio” goes on as a sentence.
    let town = town_end(page, code.end);
    let goes_on = page.at(code.end) == b' ' && page.at(code.end + 1).is_ascii_lowercase();
    (fits && page.stands_alone(code)).then(|| Anchor {
        code,
        end: town.unwrap_or(code.end),
        number_first: false,
        is_telling: town.is_some() || !goes_on,
    })
}

/// `NSW 2000` at the end of an address.
fn australian(page: &Page<'_>, word: Word) -> Option<Anchor> {
    let before = page.text[..word.start].strip_suffix(' ')?;
    // Most numbers have a small letter before them.
    let is_state = word.len() == 4
        && before.ends_with(|c: char| c.is_ascii_uppercase())
        && [" NSW", " VIC", " QLD", " SA", " WA", " TAS", " ACT", " NT"]
            .iter()
            .any(|state| before.ends_with(state));
    let state = before.rfind(' ')? + 1;
    (is_state && page.stands_alone(word.span())).then_some(Anchor {
        code: Span::new(state, word.end),
        end: word.end,
        number_first: true,
        is_telling: false,
    })
}

/// Four or five digits, `1100-053`, `00-590` or `114 55`, with a town behind.
fn continental(page: &Page<'_>, word: Word) -> Option<Anchor> {
    let digits = |from: usize, count: usize| {
        page.bytes
            .get(from..from + count)
            .is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let end = match word.len() {
        4 if page.at(word.end) == b'-' && digits(word.end + 1, 3) => word.end + 4,
        2 if page.at(word.end) == b'-' && digits(word.end + 1, 3) => word.end + 4,
        3 if page.at(word.end) == b' ' && digits(word.end + 1, 2) => word.end + 3,
        4 | 5 => word.end,
        _ => return None,
    };
    // Most numbers go on in small letters.
    let next = *page.bytes.get(end + 1)?;
    if page.at(end) != b' ' || !(next.is_ascii_uppercase() || 0x80 <= next) {
        return None;
    }
    let town = town_end(page, end)?;
    // `D-10115` names the country.
    let start = [
        "D-", "A-", "CH-", "F-", "B-", "I-", "E-", "L-", "DK-", "SE-",
    ]
    .iter()
    .find(|prefix| page.text[..word.start].ends_with(*prefix))
    .map_or(word.start, |prefix| word.start - prefix.len());
    let code = Span::new(start, end);
    (!is_word(page.before(start))).then_some(Anchor {
        code,
        end: town,
        number_first: false,
        is_telling: false,
    })
}

/// Where the town behind a postcode ends: a capitalised word, and what its name goes on with.
fn town_end(page: &Page<'_>, code_end: usize) -> Option<usize> {
    let mut at = code_end;
    let mut end = None;
    for _ in 0..4 {
        let Some(rest) = page.text.get(at..)?.strip_prefix(' ') else {
            break;
        };
        let length = rest
            .find(|c: char| !c.is_alphanumeric() && !"-'’".contains(c))
            .unwrap_or(rest.len());
        let word = &rest[..length];
        let is_capital = word.starts_with(char::is_uppercase);
        let goes_on = end.is_none() || TOWN_PARTS.contains(&last_word(page.text, at));
        let is_name = is_capital && goes_on && 2 <= word.chars().count();
        // “Frankfurt am Main”, “Boulogne sur Mer”.
        let is_particle = !is_capital && end.is_some() && TOWN_PARTS.contains(&word);
        if !is_name && !is_particle {
            break;
        }
        at += 1 + length;
        // A particle that no name follows belongs to the sentence.
        if is_name {
            end = Some(at);
        }
    }
    end
}

/// The word that ends at a place.
fn last_word(text: &str, end: usize) -> &str {
    let before = text.get(..end).unwrap_or("");
    before.rsplit(' ').next().unwrap_or("")
}

/// Words after which the name of a town goes on.
const TOWN_PARTS: [&str; 36] = [
    "am", "an", "der", "den", "im", "in", "ob", "bei", "sur", "sous", "la", "le", "de", "del",
    "di", "da", "do", "en", "lès", "San", "Santa", "Sant", "Den", "La", "Le", "Les", "Bad",
    "Sankt", "St", "Saint", "Los", "Las", "El", "Santo", "Neu", "Alt",
];

/// Where the address begins whose street stands before its house number, or whose street is told by a word such as “rue”.
fn street_first(page: &Page<'_>, anchor: &Anchor) -> Option<usize> {
    let mut floor = anchor.code.start.saturating_sub(REACH);
    while !page.text.is_char_boundary(floor) {
        floor += 1;
    }
    let mut before = apart(&page.text[floor..anchor.code.start]);
    // A floor and a door may stand between the house number and the postcode.
    for _ in 0..4 {
        let (rest, token) = split_last(before);
        if is_house_number(token)
            && let Some(start) = name_start(rest, anchor.is_telling)
        {
            return Some(floor + start);
        }
        if !is_door(token) {
            break;
        }
        before = apart(rest);
    }
    numbered_start(apart(&page.text[floor..anchor.code.start])).map(|start| floor + start)
}

/// `Hauptstraße 12` or `Calle Mayor 5` without a postcode; only where the kind of street is no other word's, as “Parkplatz 12” is a parking place.
fn bare_street(page: &Page<'_>, word: Word) -> Option<Span> {
    let before = page.text[..word.start].strip_suffix(' ')?;
    // Most numbers have a word in small letters or a sign before them.
    let number = word.span();
    if !is_house_number(number.of(page.text))
        || !before.ends_with(|c: char| c.is_alphabetic() || c == '.')
    {
        return None;
    }
    let mut floor = word.start.saturating_sub(REACH);
    while !page.text.is_char_boundary(floor) {
        floor += 1;
    }
    let (head, name) = split_last(before.get(floor..)?);
    if !name.starts_with(char::is_uppercase) {
        return None;
    }
    let lower = name.trim_end_matches('.').to_lowercase();
    let is_german = ["straße", "strasse", "str"]
        .iter()
        .any(|ending| lower.ends_with(ending));
    let start = floor
        + if is_german {
            with_epithets(head, name)
        } else {
            name_start(before.get(floor..)?, false).filter(|start| {
                let kind = before[floor + start..].split(' ').next().unwrap_or("");
                is_surely_street(kind)
            })?
        };
    let is_named = !is_german || name.len() > 7 || start < floor + head.len();
    (is_named && page.stands_alone(number)).then(|| Span::new(start, number.end))
}

#[cfg(test)]
mod tests {
    use super::super::{PrivateKind, Settings, scan};

    fn addresses(text: &str) -> Vec<&str> {
        scan(text, &Settings::default())
            .iter()
            .filter(|d| matches!(d.kind, PrivateKind::PostalAddress | PrivateKind::Postcode))
            .map(|d| d.span.of(text))
            .collect()
    }

    #[test]
    fn addresses_of_many_countries_are_anchored_on_their_postcode() {
        for address in [
            "Lindenstraße 12, 10969 Berlin",
            "Am Alten Markt 3, 50667 Köln",
            "Musterweg 7a, 80331 München",
            "Mariahilfer Straße 88, 1070 Wien",
            "Bahnhofstrasse 21, 8001 Zürich",
            "14 rue de la Paix, 75002 Paris",
            "8 bis avenue Foch, 69006 Lyon",
            "Rue de la Loi 16, 1000 Bruxelles",
            "Keizersgracht 123, 1015 CJ Amsterdam",
            "Coolsingel 40, 3011 AD Rotterdam",
            "Lange Voorhout 8, 2514 ED Den Haag",
            "88 rue Saint-Paul, Québec, QC G1K 3V8",
            "Calle Mayor 5, 28013 Madrid",
            "Avenida de América, 12, 2º B, 28002 Madrid",
            "Via Roma 10, 00184 Roma",
            "Piazza del Duomo 1, 20121 Milano",
            "Rua Augusta 24, 1100-053 Lisboa",
            "ul. Marszałkowska 10, 00-590 Warszawa",
            "Storgatan 12, 114 55 Stockholm",
            "Vesterbrogade 12, 1620 København",
            "123 Main St, Toronto, ON M5V 2T6",
            "1455 Boulevard de Maisonneuve Ouest, Montréal, QC H3G 1M8",
            "25 Pitt Street, Sydney NSW 2000",
            "12 O'Connell Street, Dublin 1, D01 F5P2",
            "Gartenstraße 4, 60594 Frankfurt am Main",
        ] {
            let (street, town) = address.rsplit_once(", ").unwrap();
            let lines = format!("{street}\n{town}");
            for (text, expected) in [
                (format!("We sent it to {address}."), address),
                (format!("Adresse: {address}\nThanks"), address),
                (format!("left at {lines} yesterday"), lines.as_str()),
            ] {
                assert_eq!(addresses(&text), [expected], "{text}");
            }
        }
    }

    #[test]
    fn numbers_and_names_are_no_addresses() {
        for text in [
            "Item 12, 75002 units are left in Paris",
            "Invoice 12, 10115 Paid",
            "Step 3, 41013 Users joined",
            "Room 12, 1015 Guests",
            "Chapter 3, 1017 CB radio",
            "We have 28013 Orders from Madrid",
            "Parkplatz 12 is yours",
            "on page 12, 10117 Words",
            "the NSW 2000 series",
            "model M5V 2T6",
            "via Paypal 10, 20 Euro",
            "We ship via DHL 5, 2024 Orders",
            "Sitzplatz 12, Wagen 3",
            "By the way 12, 10115 Things",
            "the highway 12, 80331 Cars",
            "Via Rail 12 is late",
            "Plaza Hotel 5 is full",
            "Your Avenue Card 12 expires",
        ] {
            assert_eq!(addresses(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn streets_and_postcodes_stand_alone_beside_what_tells_them() {
        assert_eq!(
            addresses("Wir liefern in die Berliner Str. 12 morgen"),
            ["Berliner Str. 12"]
        );
        assert_eq!(addresses("an die Goethestraße 4b"), ["Goethestraße 4b"]);
        assert_eq!(addresses("left at Calle Mayor 5"), ["Calle Mayor 5"]);
        assert_eq!(addresses("au 12 Rue Haute 130"), ["Rue Haute 130"]);
        assert_eq!(addresses("the postal code M5V 2T6 is yours"), ["M5V 2T6"]);
        assert_eq!(addresses("Postcode: 1015 CJ"), ["1015 CJ"]);
    }
}
