//! Frequent unknown words of many texts, for a team to look through and accept.

use std::collections::BTreeMap;

use crate::draft::Mask;

use super::accept::AcceptList;
use super::check::{Settings, check_words, straight, unknown_words};
use super::dictionary::Dictionary;

/// An unknown word that occurs often enough to be a word of the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedWord {
    /// As most often written, without a possessive `'s`.
    pub word: String,
    /// How often it occurs.
    pub count: usize,
    /// In how many texts.
    pub texts: usize,
    /// A dictionary word it may be a slip for; worth a second look before it is accepted.
    pub resembles: Option<String>,
}

/// The unknown words of `texts` that occur at least `least` times, most frequent first, then by letter. Names and
/// terms count as well as words that would be flagged; known misspellings, accepted words and foreign sentences do not.
pub fn propose_words<'t>(
    texts: impl IntoIterator<Item = &'t str>,
    dictionary: &Dictionary<'_>,
    accepted: &[&AcceptList],
    least: usize,
) -> Vec<ProposedWord> {
    /// Forms with counts, number of texts, index of the last text.
    type Tally = (BTreeMap<String, usize>, usize, usize);
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for (index, text) in texts.into_iter().enumerate() {
        let words = unknown_words(text, dictionary);
        if words.is_empty() {
            continue;
        }
        let language = check_words(
            text,
            &Mask::default(),
            dictionary,
            accepted,
            Settings::default(),
        )
        .language;
        for word in words {
            let foreign = language
                .iter()
                .flat_map(|note| &note.spans)
                .any(|span| span.contains(word.span));
            let written = word.text.replace('\u{2019}', "'");
            let written = written.strip_suffix("'s").unwrap_or(&written);
            if foreign
                || written.chars().count() < 2
                || accepted.iter().any(|list| list.accepts(written))
            {
                continue;
            }
            let (forms, texts, last) =
                tallies
                    .entry(straight(written))
                    .or_insert((BTreeMap::new(), 0, usize::MAX));
            *forms.entry(written.to_owned()).or_default() += 1;
            *texts += usize::from(*last != index);
            *last = index;
        }
    }
    let mut proposed: Vec<ProposedWord> = tallies
        .into_iter()
        .filter_map(|(lower, (forms, texts, _))| {
            let count = forms.values().sum();
            let (word, _) = forms.into_iter().max_by_key(|(_, count)| *count)?;
            let resembles = || {
                dictionary
                    .suggest(&lower, &[])
                    .into_iter()
                    .find(|near| near.safe || near.score <= 1.2)
            };
            (least.max(1) <= count).then(|| ProposedWord {
                word,
                count,
                texts,
                resembles: resembles().map(|near| near.word),
            })
        })
        .collect();
    proposed.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.word.cmp(&b.word)));
    proposed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proposes_frequent_strangers() {
        let texts = [
            "Your Zaplink hub, the zorbulator and the bluetick",
            "The Zaplink's bluetick was recieved; see zaplink.example and ORD-1234",
            "Zorbulator? The zorbulator works. ZORBULATOR!",
            "Gracias por su mensaje, lo revisaremos pronto. Muchas gracias por escribirnos. Zaplink",
        ];
        let list = AcceptList::new(["frumble"]);
        let found = propose_words(texts, &Dictionary::builtin(), &[&list], 2);
        let rows: Vec<_> = found
            .iter()
            .map(|row| (row.word.as_str(), row.count, row.texts))
            .collect();
        assert_eq!(
            rows,
            [("zorbulator", 4, 2), ("Zaplink", 3, 3), ("bluetick", 2, 2)]
        );
        assert_eq!(found[0].resembles, None);
    }
}
