//! Words of the house: names, brands and terms that a team accepts although no dictionary lists them.

use std::collections::BTreeMap;

use super::dictionary::{Dictionary, LONGEST, lower_case};

/// Words accepted besides the dictionary.
///
/// Case: a word listed in lower case (`zaplink`) is accepted with any capitals; one listed with capitals (`ZapLink`,
/// `Maria`) as listed or all in capitals. Words learnt from names ([`AcceptList::add_name`]) are accepted in any
/// case, since a customer's name in lower case is not a misspelling. Whole words only; a possessive `'s` is passed
/// over. A listed phrase (`Acme Zaplink`) accepts each of its words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AcceptList {
    /// Lower-case form to the forms as listed.
    words: BTreeMap<String, Vec<String>>,
}

impl AcceptList {
    /// A list of words, one each; phrases are split at spaces and hyphens.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut list = Self::default();
        for word in words {
            list.add(word);
        }
        list
    }

    /// Reads a `words.txt`: one word or phrase a line, `#` begins a comment.
    pub fn from_lines(text: &str) -> Self {
        Self::new(
            text.lines()
                .map(|line| line.split('#').next().unwrap_or("").trim())
                .filter(|line| !line.is_empty()),
        )
    }

    /// Adds a word or each word of a phrase.
    pub fn add(&mut self, words: &str) {
        for word in parts(words) {
            let forms = self.words.entry(word.to_lowercase()).or_default();
            if !forms.contains(&word) {
                forms.push(word);
            }
        }
    }

    /// Adds each word of a person's, product's or company's name, in any case.
    pub fn add_name(&mut self, name: &str) {
        self.add(&name.to_lowercase());
        self.add(name);
    }

    /// Learns from what somebody else wrote: unknown words with a capital inside a sentence, and unknown words that
    /// resemble no English word, are names or terms that the answer may use too.
    pub fn learn(&mut self, text: &str, dictionary: &Dictionary<'_>) {
        for word in super::check::unknown_words(text, dictionary) {
            let lower = word.text.to_lowercase();
            if word.capitalised || !dictionary.has_neighbour(&lower) {
                self.add_name(word.text);
            }
        }
    }

    /// Whether nothing is accepted.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether `word` is accepted in the case it is written in.
    pub fn accepts(&self, word: &str) -> bool {
        if self.words.is_empty() {
            return false;
        }
        let mut buffer = [0; LONGEST];
        let Some(lower) =
            lower_case(word, &mut buffer).and_then(|lower| std::str::from_utf8(lower).ok())
        else {
            return false;
        };
        let base = lower
            .strip_suffix("'s")
            .or_else(|| lower.strip_suffix('\''));
        let fits = |key: &str| {
            self.words.get(key).is_some_and(|forms| {
                let word = word.get(..key.len()).unwrap_or(word);
                let shouted = !word.chars().any(char::is_lowercase);
                shouted || forms.iter().any(|form| form == key || form == word)
            })
        };
        fits(lower) || base.is_some_and(fits)
    }

    /// All forms as listed, in order.
    pub(super) fn written(&self) -> impl Iterator<Item = &str> {
        self.words
            .values()
            .filter_map(|forms| {
                forms
                    .iter()
                    .max_by_key(|form| form.as_str() != form.to_lowercase())
            })
            .map(String::as_str)
    }
}

fn parts(words: &str) -> impl Iterator<Item = String> + '_ {
    let edge = |character: char| !character.is_alphanumeric();
    words
        .split(|character: char| character.is_whitespace() || matches!(character, '-' | '/' | ','))
        .map(move |word| word.trim_matches(edge).replace('\u{2019}', "'"))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::AcceptList;

    #[test]
    fn keeps_its_case_rules() {
        let mut list =
            AcceptList::from_lines("zaplink # our cable\nBrewPod\nAcme Nordhjem\n\n# nothing");
        list.add_name("Siobhán O’Rourke-Diallo");
        for (word, accepted) in [
            ("zaplink", true),
            ("Zaplink", true),
            ("ZAPLINK's", true),
            ("zaplinks", false),
            ("BrewPod", true),
            ("BREWPOD", true),
            ("brewpod", false),
            ("Nordhjem's", true),
            ("nordhjem", false),
            ("siobhán", true),
            ("O'Rourke", true),
            ("diallo", true),
            ("nothing", false),
            ("", false),
        ] {
            assert_eq!(list.accepts(word), accepted, "{word}");
        }
    }
}
