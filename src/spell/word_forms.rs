//! Words that no list has room for but that English forms freely: contractions, prefixed and suffixed words, laughter,
//! elongations.

use super::check::Settings;
use super::dictionary::{Dictionary, LetterCase, WordInfo};

/// Prefixes that stand before a hyphen.
const HYPHEN_PREFIXES: &[&str] = &[
    "anti", "auto", "bi", "bio", "co", "counter", "cross", "cyber", "de", "dis", "eco", "em", "en",
    "ex", "extra", "geo", "hyper", "il", "im", "in", "inter", "intra", "ir", "macro", "mega",
    "meta", "micro", "mid", "mini", "mis", "mono", "multi", "neo", "non", "omni", "out", "over",
    "photo", "poly", "post", "pre", "pro", "pseudo", "quasi", "re", "self", "semi", "socio", "sub",
    "super", "tech", "tele", "trans", "tri", "ultra", "un", "uni", "vice",
];

/// Prefixes that are joined to common words without a hyphen.
const PREFIXES: &[&str] = &[
    "re", "un", "pre", "non", "multi", "over", "auto", "micro", "mega", "super", "hyper", "inter",
    "anti", "mini", "sub",
];

/// Suffixes that common nouns and verbs take.
const SUFFIXES: &[&str] = &["less", "like", "wise", "able", "free", "proof", "ish"];

/// What a contraction adds to a word.
const CONTRACTIONS: &[&str] = &["'ll", "'d", "'ve", "'re", "'s", "'m", "'em"];

/// Whether a lower-case word is a usual formation from known words.
pub(super) fn is_formed(word: &str, dictionary: &Dictionary<'_>, settings: Settings) -> bool {
    is_contraction(word, dictionary)
        || is_laughter(word)
        || (settings.elongations && is_elongated(word, dictionary))
        || is_derived(word, dictionary)
}

/// Whether a word is one that stands before a hyphen.
pub(super) fn is_prefix(word: &str) -> bool {
    HYPHEN_PREFIXES.contains(&word)
}

fn is_contraction(word: &str, dictionary: &Dictionary<'_>) -> bool {
    CONTRACTIONS.iter().any(|ending| {
        word.strip_suffix(ending)
            .is_some_and(|base| dictionary.entry(base).is_some())
    })
}

/// `haha`, `hehehe`, `hmmm`, `aww`.
fn is_laughter(word: &str) -> bool {
    let letters = word.as_bytes();
    let two = letters.len() >= 4
        && letters.iter().all(|letter| letters[..2].contains(letter))
        && word.contains('h');
    let drawn = matches!(
        letters,
        [
            b'h' | b'a' | b'u' | b'o' | b'e',
            b'm' | b'w' | b'h' | b'g',
            ..
        ]
    ) && letters[2..].iter().all(|letter| *letter == letters[1]);
    two && letters.windows(2).all(|pair| pair[0] != pair[1]) || drawn
}

/// A letter three times or more, which written once or twice gives a known word.
fn is_elongated(word: &str, dictionary: &Dictionary<'_>) -> bool {
    let letters = word.as_bytes();
    if !word.is_ascii()
        || !letters
            .windows(3)
            .any(|three| three[0] == three[1] && three[1] == three[2])
    {
        return false;
    }
    if letters.iter().all(|letter| *letter == letters[0]) {
        return true;
    }
    [1, 2].iter().any(|keep| {
        let mut short: Vec<u8> = Vec::with_capacity(letters.len());
        for run in letters.chunk_by(|a, b| a == b) {
            short.extend(&run[..if run.len() < 3 { run.len() } else { *keep }]);
        }
        dictionary.lower_entry(&short).is_some()
    })
}

/// `rebookable`, `unlockable`, `multicity`: an affix and a common word.
fn is_derived(word: &str, dictionary: &Dictionary<'_>) -> bool {
    let common = |base: &str| {
        5 <= base.len()
            && dictionary
                .lower_entry(base.as_bytes())
                .map(WordInfo::unpack)
                .is_some_and(|info| info.level <= 50 && info.case == LetterCase::Lower)
    };
    let base_of_suffix = |word: &str| {
        SUFFIXES.iter().any(|suffix| {
            word.strip_suffix(suffix).is_some_and(|base| {
                common(base) || 4 <= base.len() && *suffix == "able" && common(&format!("{base}e"))
            })
        })
    };
    PREFIXES.iter().any(|prefix| {
        word.strip_prefix(prefix)
            .is_some_and(|base| common(base) || base_of_suffix(base))
    }) || base_of_suffix(word)
}
