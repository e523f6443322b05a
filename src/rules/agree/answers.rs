//! `answers`: what the customer raised is taken up: the kind of answer that each question demands, or an act.

use super::super::Match;
use super::super::rule::{Answers, BankId, Issue, NO_BANK};
use super::super::said::Said;
use super::super::scene::Scene;
use super::super::topic::{About, families};
use super::start;
use crate::prose::{Ending, Sentence, flag, lex};

/// What the customer raised: the kind and the sentence.
struct Raised<'a> {
    issue: &'a Issue,
    sentence: &'a Sentence,
}

pub(super) fn search(wanted: &Answers, scene: &Scene<'_>) -> Vec<Match> {
    let raised = raised(wanted, &scene.asked);
    let Some(first) = raised.first() else {
        return Vec::new();
    };
    let families = families(scene.cues, wanted.topics);
    let count = scene.asked.prose.words.len() as u32;
    let theirs = About::of(&scene.asked, &families, 0, count);
    let said = &scene.said;
    let open = if wanted.every {
        // Each point needs words of its own; a question back or a promise to find out stands for all.
        let held = !said.hits(wanted.any).is_empty() || asks_back(wanted, said);
        raised
            .iter()
            .find(|raised| !held && said.hits(raised.issue.answers).is_empty())
    } else {
        let issues: Vec<&Issue> = raised.iter().map(|raised| raised.issue).collect();
        (!answered(wanted, &issues, &theirs, &families, scene)).then_some(first)
    };
    let Some(open) = open else {
        return Vec::new();
    };
    let words = open.sentence.span.of(&scene.asked.text).trim().to_owned();
    vec![
        Match::at(start(scene))
            .with("question", words.clone())
            .with("customer_match", words),
    ]
}

/// Whether a question of the draft asks for what is needed to help: neither a courtesy nor an offer.
fn asks_back(wanted: &Answers, said: &Said<'_>) -> bool {
    said.prose.sentences.iter().any(|sentence| {
        sentence.ending == Ending::Question
            && !said.holds(wanted.courtesy, sentence.first, sentence.last)
    })
}

/// All that the customer's last messages raise, in order.
fn raised<'a>(wanted: &'a Answers, asked: &'a Said<'_>) -> Vec<Raised<'a>> {
    let mut raised = Vec::new();
    let is_asked = |issue: &&Issue| issue.asks == NO_BANK || !asked.hits(issue.asks).is_empty();
    let issues: Vec<&Issue> = wanted.issues.iter().filter(is_asked).collect();
    for sentence in &asked.prose.sentences {
        let (first, last) = (sentence.first, sentence.last);
        let kinds = issues.iter().copied().filter(|issue| {
            asked.is_kind(issue.only, first)
                && (issue.asks == NO_BANK || asked.holds(issue.asks, first, last))
                && (issue.except == NO_BANK || !asked.holds(issue.except, first, last))
        });
        raised.extend(kinds.map(|issue| Raised { issue, sentence }));
    }
    raised
}

/// What a sentence of the draft does for the issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bearing {
    /// Takes one up.
    Answers,
    /// General talk.
    Off,
    /// Speaks of other topics only.
    Foreign,
    /// States how things are, and nobody in it is spoken to or does anything.
    Plain,
    /// A courtesy, or too short to tell.
    Neutral,
    /// Speaks of the same topic without a sign of an answer.
    Near,
    /// Says something without a sign either way.
    Unknown,
}

/// Whether the draft takes up one of the issues: a sentence does, or too little of it is about something else.
fn answered(
    wanted: &Answers,
    issues: &[&Issue],
    theirs: &About,
    families: &[BankId],
    scene: &Scene<'_>,
) -> bool {
    let (mut off, mut unknown) = (0, 0);
    let (mut general, mut foreign, mut plain) = (0, 0, 0);
    for sentence in &scene.said.prose.sentences {
        let words = sentence.last - sentence.first;
        match bearing(sentence, wanted, issues, theirs, families, &scene.said) {
            Bearing::Answers => return true,
            Bearing::Off => {
                general += 1;
                off += words;
            }
            Bearing::Foreign => {
                foreign += 1;
                off += words;
            }
            Bearing::Plain if wanted.strict => {
                plain += 1;
                off += words;
            }
            Bearing::Near => unknown += 2 * words,
            Bearing::Plain | Bearing::Unknown => unknown += words,
            Bearing::Neutral => {}
        }
    }
    // A lone sentence on other topics can still be an answer that needs none of the customer's words.
    off <= unknown || general == 0 && plain == 0 && foreign < 2
}

fn bearing(
    sentence: &Sentence,
    wanted: &Answers,
    issues: &[&Issue],
    theirs: &About,
    families: &[BankId],
    said: &Said<'_>,
) -> Bearing {
    /// Up to so many words are a greeting, a name or a sign-off.
    const SHORT: u32 = 3;
    let (first, last) = (sentence.first, sentence.last);
    let has = |bank| said.holds(bank, first, last);
    if has(wanted.aside) {
        return Bearing::Off;
    }
    if has(wanted.any) {
        return Bearing::Answers;
    }
    let off = has(wanted.off);
    if !off && has(wanted.courtesy) && !issues.iter().any(|issue| has(issue.answers)) {
        return Bearing::Neutral;
    }
    if sentence.ending == Ending::Question {
        return if off { Bearing::Off } else { Bearing::Answers };
    }
    if last - first <= SHORT && sentence.ending == Ending::Open {
        return Bearing::Neutral;
    }
    if is_short_answer(sentence, said) {
        return Bearing::Answers;
    }
    let about = About::of(said, families, first, last);
    let shares = about.shares(theirs);
    let fits = issues
        .iter()
        .any(|issue| has(issue.answers) || issue.same_topic && shares);
    let back = points_back(sentence, said);
    if off && !(back && fits) {
        let told = shares
            && issues
                .iter()
                .any(|issue| issue.general && has(issue.answers));
        return if told { Bearing::Answers } else { Bearing::Off };
    }
    if about.is_foreign_to(theirs) {
        // “It's on Mondays in room 12” speaks of what was asked, whatever topics it brings along.
        return if fits || back {
            Bearing::Unknown
        } else {
            Bearing::Foreign
        };
    }
    if fits {
        Bearing::Answers
    } else if SHORT < last - first && is_plain(sentence, said) {
        Bearing::Plain
    } else if shares {
        Bearing::Near
    } else if last - first <= SHORT {
        Bearing::Neutral
    } else {
        Bearing::Unknown
    }
}

/// Whether a sentence only states how things are: no I, we or you in it, no “not” and no “will”.
fn is_plain(sentence: &Sentence, said: &Said<'_>) -> bool {
    let mut verb = false;
    for word in said.prose.words_of(sentence) {
        if word.classes & lex::NEGATION != 0 {
            return false;
        }
        let text = word.span().of(&said.text).to_lowercase();
        let bare = text.split(['\'', '’']).next().unwrap_or_default();
        if matches!(
            bare,
            "i" | "we"
                | "me"
                | "us"
                | "my"
                | "you"
                | "your"
                | "yours"
                | "will"
                | "please"
                | "sorry"
                | "because"
                | "he"
                | "she"
                | "him"
                | "her"
        ) || text.ends_with("ll") && text.contains(['\'', '’'])
        {
            return false;
        }
        // A past tense tells what happened.
        if bare.ends_with("ed") && 4 < bare.len()
            || matches!(bare, "was" | "were" | "had" | "went" | "came")
        {
            return false;
        }
        verb |= word.classes & lex::AUXILIARY != 0 || bare.ends_with('s');
    }
    verb
}

/// Whether a sentence opens with a short answer: “We do, …”, “It does.”, “Plenty can.”
fn is_short_answer(sentence: &Sentence, said: &Said<'_>) -> bool {
    let words = said.prose.words_of(sentence);
    let ends = |at: usize| {
        words
            .get(at)
            .is_none_or(|word| word.has(flag::CLAUSE_START))
    };
    (1..3).any(|at| {
        let verb = words
            .get(at)
            .is_some_and(|word| word.classes & lex::AUXILIARY != 0);
        verb && ends(at + 1)
    })
}

/// Whether a sentence begins with a word that stands for what was spoken of: it, they, there, yours.
fn points_back(sentence: &Sentence, said: &Said<'_>) -> bool {
    let Some(word) = said.prose.words.get(sentence.first as usize) else {
        return false;
    };
    let text = word.span().of(&said.text).to_lowercase();
    let first = text.split(['\'', '’']).next().unwrap_or_default();
    matches!(
        first,
        "it" | "its"
            | "they"
            | "their"
            | "he"
            | "his"
            | "she"
            | "her"
            | "that"
            | "this"
            | "these"
            | "those"
            | "there"
            | "both"
    )
}
