//! Names of streets before a place in a text: the words that languages call streets by, before and behind the name, and house numbers.
//!
//! Source: Universal Postal Union, “Postal addressing systems”.

/// A text without the separators at its end.
pub(super) fn apart(mut text: &str) -> &str {
    loop {
        let trimmed = text.trim_end_matches([' ', ',', '\n', '\r', '-', '–', '·', '|', '\t']);
        let trimmed = ["<br>", "<br/>", "<br />", "</p>", "<p>", "</div>", "<div>"]
            .iter()
            .find_map(|tag| trimmed.strip_suffix(tag))
            .unwrap_or(trimmed);
        if trimmed.len() == text.len() {
            return text;
        }
        text = trimmed;
    }
}

/// The last word of a text and what stands before it.
pub(super) fn split_last(text: &str) -> (&str, &str) {
    let start = text
        .char_indices()
        .rev()
        .find(|(_, c)| c.is_whitespace() || ",;:(\"“>".contains(*c))
        .map_or(0, |(at, c)| at + c.len_utf8());
    text.split_at(start)
}

/// `12`, `7a`, `12-14`, `3/5`.
pub(super) fn is_house_number(token: &str) -> bool {
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &token[digits..];
    let is_tail = rest.len() <= 1 && rest.bytes().all(|byte| byte.is_ascii_alphabetic())
        || rest.strip_prefix(['-', '/', '–']).is_some_and(|second| {
            !second.is_empty()
                && second.len() <= 4
                && second.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    (1..=4).contains(&digits) && is_tail
}

/// `2º`, `B`, `bajo`: what may stand between a house number and the postcode.
pub(super) fn is_door(token: &str) -> bool {
    let is_short = token.chars().count() <= 3
        && (token.contains(['º', 'ª', '°'])
            || token
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()));
    let word = token.trim_end_matches('.').to_lowercase();
    !token.is_empty() && (is_short || DOORS.contains(&word.as_str()))
}

const DOORS: [&str; 20] = [
    "bajo", "piso", "planta", "puerta", "esc", "escalera", "izq", "dcha", "bus", "boîte", "bte",
    "scala", "interno", "int", "stiege", "top", "tür", "stock", "m", "etage",
];

/// Where the street begins that a house number follows: `Via Roma`, `Am Alten Markt`.
pub(super) fn name_start(text: &str, any_name: bool) -> Option<usize> {
    let mut rest = text.trim_end_matches([' ', ',']);
    rest = ["nº", "n°", "n.", "nr.", "Nr.", "no."]
        .iter()
        .find_map(|word| rest.strip_suffix(word))
        .unwrap_or(rest)
        .trim_end_matches([' ', ',']);
    let whole = rest.len();
    for count in 0..7 {
        let (before, word) = split_last(rest);
        // “via” and “place” are English words, too.
        let is_street = word.starts_with(char::is_uppercase) || !ENGLISH.contains(&word);
        if is_kind_of_street(word) && is_street {
            return (rest.len() < whole).then_some(before.len());
        }
        if count == 0 && ends_as_street(word) {
            return Some(with_epithets(before, word));
        }
        if count == 0 && any_name && word.starts_with(char::is_uppercase) && 3 < word.len() {
            let start = with_epithets(before, word);
            let (head, adjective) = split_last(before[..start].trim_end_matches(' '));
            let is_dutch =
                ["Lange", "Korte", "Oude", "Nieuwe", "Grote", "Kleine"].contains(&adjective);
            return Some(if is_dutch { head.len() } else { start });
        }
        let is_part = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || PARTICLES.contains(&word)
            || word.starts_with("d'")
            || word.starts_with("l'");
        // A name does not go over a comma or another mark.
        if !is_part || !before.ends_with(' ') {
            return None;
        }
        rest = before.trim_end_matches(' ');
    }
    None
}

/// Whether a word names the kind of street that Romance and Slavic languages put first.
fn is_kind_of_street(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    KINDS.contains(&word.as_str())
}

/// Whether a word is the kind of a street and nothing else, so that a street needs no postcode.
pub(super) fn is_surely_street(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    [
        "rue", "impasse", "allée", "calle", "avda", "avenida", "carrer", "viale", "piazza",
        "piazzale", "vicolo", "rua", "rúa", "praça", "travessa", "ul",
    ]
    .contains(&word.as_str())
}

const KINDS: [&str; 59] = [
    // French
    "rue",
    "avenue",
    "av",
    "ave",
    "boulevard",
    "bd",
    "bld",
    "place",
    "pl",
    "allée",
    "allee",
    "chemin",
    "impasse",
    "quai",
    "cours",
    "route",
    "square",
    "passage",
    "faubourg",
    "sentier",
    "voie",
    "résidence",
    "chaussée",
    "villa",
    "cité",
    // Spanish
    "calle",
    "c/",
    "avenida",
    "avda",
    "plaza",
    "pza",
    "paseo",
    "camino",
    "carretera",
    "ctra",
    "ronda",
    "travesía",
    "carrer",
    "passeig",
    "plaça",
    "rambla",
    "glorieta",
    // Italian
    "via",
    "viale",
    "piazza",
    "piazzale",
    "corso",
    "largo",
    "vicolo",
    "strada",
    "lungotevere",
    // Portuguese
    "rua",
    "rúa",
    "praça",
    "travessa",
    "alameda",
    "estrada",
    // Polish
    "ul",
    "al",
];

/// Kinds that mean something else in English when they are written small.
const ENGLISH: [&str; 11] = [
    "via", "place", "pl", "av", "al", "square", "route", "passage", "cours", "villa", "avenue",
];

/// Whether a word ends as the names of German, Dutch and Nordic streets do.
fn ends_as_street(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    if !word.starts_with(char::is_uppercase) {
        return false;
    }
    let word = word.to_lowercase();
    ENDINGS.iter().any(|ending| word.ends_with(ending))
}

const ENDINGS: [&str; 49] = [
    "straße",
    "strasse",
    "str",
    "weg",
    "platz",
    "allee",
    "gasse",
    "ring",
    "damm",
    "ufer",
    "markt",
    "graben",
    "chaussee",
    "steig",
    "pfad",
    "stieg",
    "wall",
    "kamp",
    "zeile",
    "promenade",
    "brücke",
    "hof",
    "berg",
    "feld",
    "steinweg",
    // Dutch
    "straat",
    "laan",
    "gracht",
    "plein",
    "kade",
    "singel",
    "dijk",
    "steeg",
    "hof",
    "dreef",
    "plantsoen",
    // Nordic
    "gade",
    "vej",
    "gate",
    "gata",
    "gatan",
    "veien",
    "vägen",
    "gränd",
    "torg",
    "katu",
    "intie",
    "plads",
    "allé",
];

const PARTICLES: [&str; 27] = [
    "de", "la", "le", "les", "du", "des", "del", "della", "delle", "dei", "degli", "di", "da",
    "do", "dos", "das", "el", "los", "las", "en", "à", "au", "aux", "sur", "y", "et", "e",
];

/// Where a street's name begins with the words that belong to it: “Am Alten Markt”, “Mariahilfer Straße”.
pub(super) fn with_epithets(text: &str, word: &str) -> usize {
    let mut rest = text;
    let is_kind_alone = ENDINGS.contains(&word.trim_end_matches('.').to_lowercase().as_str());
    for count in 0..3 {
        let (before, word) = split_last(rest.strip_suffix(' ').unwrap_or(""));
        let is_epithet = word.starts_with(char::is_uppercase)
            && !ARTICLES.contains(&word)
            && (word.ends_with("er")
                || word.ends_with("en")
                || PREPOSITIONS.contains(&word)
                || is_kind_alone && count == 0);
        let is_article = ["der", "den", "dem", "de", "van"].contains(&word)
            && split_last(before.trim_end_matches(' '))
                .1
                .starts_with(char::is_uppercase);
        if word.is_empty() || !(is_epithet || is_article) {
            break;
        }
        rest = before;
    }
    rest.len()
}

const PREPOSITIONS: [&str; 13] = [
    "Am", "An", "Auf", "Bei", "Hinter", "Im", "In", "Unter", "Vor", "Zum", "Zur", "Op", "Van",
];
const ARTICLES: [&str; 8] = [
    "Der", "Unser", "Ihrer", "Your", "Our", "Adresse", "Address", "After",
];

/// Where `14 rue de la Paix` begins, whose end the text is.
pub(super) fn numbered_start(text: &str) -> Option<usize> {
    let mut rest = text;
    for _ in 0..7 {
        let (before, word) = split_last(rest);
        if is_kind_of_street(word) && rest.len() < text.len() {
            let (mut head, mut number) = split_last(before.trim_end_matches([' ', ',']));
            if ["bis", "ter", "quater"].contains(&number) {
                (head, number) = split_last(head.trim_end_matches(' '));
            }
            return is_house_number(number).then_some(head.len());
        }
        let is_part = word.starts_with(|c: char| c.is_alphanumeric()) && word.len() <= 24;
        if !is_part || !before.ends_with(' ') {
            return None;
        }
        rest = before.trim_end_matches(' ');
    }
    None
}
