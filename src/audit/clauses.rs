//! What a figure is about: the words of its sentence that carry a topic, as one hash.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::reading::{Page, SILENT, scope};
use super::value::{Kind, Value};
use super::words::{is_price, is_topic, is_way, topic_of};
use crate::prose::{Ending, Sentence, flag, lex};
use crate::text::Span;

/// A value in a sentence, before it is known what it is about.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) kind: Kind,
    pub(super) value: Value,
    /// Its words, both included.
    pub(super) words: (usize, usize),
    pub(super) span: Span,
    /// What else tells it from others: the unit of a rate, the days of opening hours.
    pub(super) detail: String,
}

/// What a figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Topic {
    /// Equal for figures about the same thing.
    pub(super) key: u64,
    /// How many words carry it.
    pub(super) words: usize,
}

/// Words that begin a clause which says something else.
const ASIDES: [&str; 12] = [
    "and", "but", "so", "because", "which", "as", "then", "thanks", "thank", "sorry", "plus",
    "also",
];

/// Words that begin a clause.
const JOINTS: [&str; 9] = [
    "and", "but", "so", "because", "which", "then", "while", "whereas", "plus",
];

/// What the customer may do, as opposed to what we do.
const THEIRS: [&str; 12] = [
    "can", "may", "accept", "accepted", "eligible", "allow", "allowed", "policy", "window",
    "entitled", "could", "want",
];

/// Moments from which a period counts; not what it is about.
const SINCE: [&str; 18] = [
    "purchase",
    "purchased",
    "purchasing",
    "delivery",
    "delivered",
    "receipt",
    "receiving",
    "received",
    "receive",
    "order",
    "ordering",
    "arrival",
    "arrives",
    "arrived",
    "buying",
    "bought",
    "ordered",
    "shipment",
];

/// Words between the period and such a moment.
const BETWEEN: [&str; 24] = [
    "the", "your", "a", "date", "day", "of", "original", "when", "you", "it", "was", "has", "have",
    "been", "is", "were", "they", "being", "from", "after", "item", "on", "which", "initial",
];

/// Words that bound an amount: “over $50” is another fact than “$50”.
const BOUNDS: [&str; 14] = [
    "over",
    "above",
    "under",
    "below",
    "than",
    "least",
    "minimum",
    "maximum",
    "starting",
    "starts",
    "from",
    "up",
    "additional",
    "extra",
];

/// Words of a sentence that may be a heading of the next.
const HEADING: u32 = 5;

/// What the figure at `index` of a sentence is about; `None` where that is unclear.
pub(super) fn topic(page: &Page<'_>, at: usize, figures: &[Figure], index: usize) -> Option<Topic> {
    let sentence = &page.prose.sentences[at];
    let figure = &figures[index];
    let (first, last) = (sentence.first as usize, sentence.last as usize);
    let clauses = clauses(page, sentence, figures);
    let clause_of = |word: usize| clauses[word - first];
    let own = clause_of(figure.words.0);
    let same_kind = || figures.iter().filter(|other| other.kind == figure.kind);
    let is_alone = same_kind().count() == 1;
    if !is_alone
        && 1 < same_kind()
            .filter(|other| clause_of(other.words.0) == own)
            .count()
    {
        return None;
    }
    let (since, is_since_theirs) = since(page, figure.words.1 + 1, last);
    let mut is_theirs = is_since_theirs;
    let mut expects = false;
    let mut topics: Vec<String> = Vec::new();
    let mut bounds: Vec<String> = Vec::new();
    let mut clause = u16::MAX;
    let mut is_aside = false;
    for word in first..last {
        if clause_of(word) != clause {
            clause = clause_of(word);
            is_aside = ASIDES.contains(&page.lower(word).as_str());
        }
        let counts = clause == own || is_alone && !is_aside;
        if !counts || page.has(word, SILENT) || (figure.words.1 + 1..since).contains(&word) {
            continue;
        }
        if let Some(other) = figures
            .iter()
            .position(|other| (other.words.0..=other.words.1).contains(&word))
        {
            if other != index
                && figures[other].kind != figure.kind
                && figures[other].words.0 == word
            {
                topics.push(format!("#{:?}", figures[other].kind));
            }
            continue;
        }
        // The days of opening hours are told in the detail.
        let is_day = page.prose.words[word].classes & lex::WEEKDAY != 0;
        if is_day && figure.kind == Kind::Hours {
            continue;
        }
        if page.has(word, flag::OPAQUE) {
            let is_placeholder = page.mask.covering(page.prose.words[word].span()).is_some();
            if is_placeholder && matches!(figure.kind, Kind::Amount | Kind::Share) {
                return None;
            }
            continue;
        }
        let lower = page.lower(word).replace('’', "'");
        is_theirs |= THEIRS.contains(&lower.as_str());
        expects |= lower == "expect";
        if matches!(figure.kind, Kind::Amount | Kind::Share) && BOUNDS.contains(&lower.as_str()) {
            bounds.push(lower);
        } else if page.has(word, flag::DIGIT) {
            topics.push(lower);
        } else if !(figure.kind.is_contact() && is_way(&lower)) {
            topics.extend(topic_of(&lower));
        }
    }
    topics.sort_unstable();
    topics.dedup();
    let is_paid = matches!(figure.kind, Kind::Amount | Kind::Share);
    if is_paid && !topics.iter().all(|topic| is_price(topic)) {
        topics.retain(|topic| !is_price(topic));
    }
    bounds.sort_unstable();
    let about = Topic {
        key: key(page, at, figure, &topics, &bounds, is_theirs && !expects),
        words: topics.len(),
    };
    let is_clear = match figure.kind {
        Kind::Hours => true,
        Kind::Link => 2 <= topics.len(),
        Kind::Phone | Kind::Email | Kind::Address | Kind::Holder => true,
        Kind::Amount | Kind::Share if topics.iter().all(|topic| is_price(topic)) => false,
        Kind::Period if is_short(&figure.value) => 2 <= topics.len(),
        _ => 2 <= topics.len() || topics.iter().any(|topic| is_topic(topic)),
    };
    is_clear.then_some(about)
}

/// Less than an hour: mostly a step of an instruction.
fn is_short(value: &Value) -> bool {
    matches!(value, Value::Minutes(minutes, _) if *minutes < 60)
}

fn key(
    page: &Page<'_>,
    at: usize,
    figure: &Figure,
    topics: &[String],
    bounds: &[String],
    is_theirs: bool,
) -> u64 {
    let mut hasher = DefaultHasher::new();
    let mut limits = page.scope.clone();
    if let Some(before) = at.checked_sub(1).map(|at| &page.prose.sentences[at])
        && (before.ending == Ending::Open || before.last - before.first <= HEADING)
    {
        limits.extend(scope(before.span.of(page.text())));
    }
    limits.retain(|limit| {
        !topics.contains(limit) && topic_of(limit).is_none_or(|limit| !topics.contains(&limit))
    });
    limits.sort_unstable();
    limits.dedup();
    let is_period = figure.kind == Kind::Period;
    (
        figure.kind,
        topics,
        bounds,
        limits,
        &figure.detail,
        is_period && is_theirs,
    )
        .hash(&mut hasher);
    page.draft
        .language
        .as_deref()
        .map(str::to_ascii_lowercase)
        .hash(&mut hasher);
    hasher.finish()
}

/// The number of the clause of each word of a sentence. A value is never cut.
fn clauses(page: &Page<'_>, sentence: &Sentence, figures: &[Figure]) -> Vec<u16> {
    let mut clause = 0u16;
    (sentence.first as usize..sentence.last as usize)
        .map(|word| {
            let is_inside = figures
                .iter()
                .any(|figure| figure.words.0 < word && word <= figure.words.1);
            let begins =
                page.has(word, flag::CLAUSE_START) || JOINTS.contains(&page.lower(word).as_str());
            if begins && !is_inside && word != sentence.first as usize {
                clause = clause.saturating_add(1);
            }
            clause
        })
        .collect()
}

/// The word behind “of purchase” or “after you receive it”, and whether that is the customer's own moment.
fn since(page: &Page<'_>, from: usize, last: usize) -> (usize, bool) {
    if last <= from
        || !["of", "from", "after", "since", "following", "upon"]
            .contains(&page.lower(from).as_str())
    {
        return (from, false);
    }
    let mut end = from;
    let mut is_theirs = true;
    for word in from + 1..last.min(from + 9) {
        let lower = page.lower(word);
        if SINCE.contains(&lower.as_str()) {
            end = word + 1;
        } else if ["we", "us", "our"].contains(&lower.as_str()) {
            is_theirs = false;
        } else if !BETWEEN.contains(&lower.as_str()) {
            break;
        }
    }
    (end, is_theirs && from < end)
}
