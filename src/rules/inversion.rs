//! Signs read from the order of words: a question without its mark, and one that begins where nothing ended the sentence before.

use std::borrow::Cow;

use super::said::Said;
use super::sign::Place;
use crate::prose::{Ending, Sentence, flag, lex};
use crate::text::Span;

/// Longest sentence, in words, that is taken for a question.
const LONGEST: usize = 32;

/// A word of a sentence as the tests of this file see it.
struct Token<'a> {
    word: u32,
    text: Cow<'a, str>,
    /// A comma, dash or bracket stands before it.
    clause: bool,
    /// Bits of [`lex`].
    classes: u32,
    typed: &'a str,
}

fn tokens<'a>(said: &'a Said<'_>, sentence: &Sentence) -> Vec<Token<'a>> {
    (sentence.first..sentence.last)
        .filter_map(|index| {
            let word = &said.prose.words[index as usize];
            if word.has(flag::JOINED) {
                return None;
            }
            let typed = word.span().of(&said.text);
            Some(Token {
                word: index,
                text: lower(typed),
                clause: word.has(flag::CLAUSE_START),
                classes: word.classes,
                typed,
            })
        })
        .collect()
}

/// A word in lower case with straight apostrophes.
pub(super) fn lower(typed: &str) -> Cow<'_, str> {
    if typed
        .bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
    {
        Cow::Borrowed(typed)
    } else {
        Cow::Owned(match typed.is_ascii() {
            true => typed.to_ascii_lowercase(),
            false => typed.to_lowercase().replace('’', "'"),
        })
    }
}

/// Whether a word stands in a list of words with blanks between them.
fn any(list: &str, word: &str) -> bool {
    let (list, word) = (list.as_bytes(), word.as_bytes());
    let Some(first) = word.first() else {
        return false;
    };
    let mut at = 0;
    while at + word.len() <= list.len() {
        let end = at + word.len();
        if list[at] == *first && list[at..end] == *word && (end == list.len() || list[end] == b' ')
        {
            return true;
        }
        while at < list.len() && list[at] != b' ' {
            at += 1;
        }
        at += 1;
    }
    false
}

const MODALS: &str = "can could would will can't couldn't wouldn't won't cant couldnt wouldnt";
const BE: &str = "is are was were isn't aren't wasn't weren't isnt arent";
const DO: &str = "do does did don't doesn't didn't";
const HAVE: &str = "have has haven't hasn't";
const PRONOUNS: &str = "i you we they he she it this that there these those anyone anybody someone everyone everything anything ihave";
const DETERMINERS: &str = "your my our the his her their this that these those any all both";
/// Words that may stand before a question without being part of it.
const OPENERS: &[&str] = &[
    "absolutely",
    "actually",
    "again",
    "alright",
    "also",
    "and",
    "apologies",
    "awesome",
    "but",
    "certainly",
    "cool",
    "excellent",
    "finally",
    "fine",
    "first",
    "great",
    "hello",
    "hey",
    "hi",
    "just",
    "lastly",
    "lovely",
    "ma'am",
    "madam",
    "next",
    "no",
    "now",
    "ok",
    "okay",
    "or",
    "perfect",
    "please",
    "right",
    "sir",
    "so",
    "sorry",
    "sure",
    "team",
    "thanks",
    "then",
    "unfortunately",
    "well",
    "wonderful",
    "yeah",
    "yes",
];
/// Pairs of words that may.
const OPENING_PAIRS: &[[&str; 2]] = &[
    ["thank", "you"],
    ["of", "course"],
    ["good", "morning"],
    ["good", "afternoon"],
    ["good", "evening"],
    ["i", "see"],
    ["got", "it"],
    ["hi", "there"],
    ["hello", "there"],
    ["no", "problem"],
    ["no", "worries"],
    ["sure", "thing"],
    ["all", "right"],
    ["oh", "no"],
    ["by", "chance"],
    ["my", "apologies"],
];

/// Whether a helping verb and its subject are turned round, as in a question.
fn inverted(tokens: &[Token<'_>], at: usize) -> bool {
    // All the verbs below are auxiliaries, as are those with “not”.
    let Some(verb) = tokens
        .get(at)
        .filter(|verb| verb.classes & lex::AUXILIARY != 0)
    else {
        return false;
    };
    let Some(subject) = tokens.get(at + 1).filter(|next| !next.clause) else {
        return false;
    };
    let (verb, next) = (&*verb.text, &*subject.text);
    let after = tokens.get(at + 2).map_or("", |token| &*token.text);
    let pronoun = any(PRONOUNS, next);
    if any(MODALS, verb) {
        return pronoun || any(DETERMINERS, next) && !after.is_empty();
    }
    match verb {
        "may" => any("i we ihave", next),
        "might" => any("i we it this that", next),
        "shall" => any("i we", next),
        "am" => next == "i",
        // “Were you to …”, “Should you …” and “Had we …” are conditions.
        "were" => any("you they", next) && after != "to" || any("your the these those", next),
        "should" => false,
        // “do it”, “have it” are orders; “have you”, “do you” are not.
        "do" | "don't" => {
            any("you we they i", next)
                || any("your these those", next) && verb == "do" && tokens.len() > at + 3
        }
        "have" | "haven't" => any("you we they i", next),
        "is" | "are" | "was" => {
            (pronoun || any(DETERMINERS, next)) && !(any("that this", next) && after.is_empty())
        }
        _ if any(BE, verb) || any(DO, verb) || any(HAVE, verb) => pronoun || any(DETERMINERS, next),
        _ => false,
    }
}

/// Whether a question word opens a question here.
fn asks_with_word(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(first) = tokens.get(at).filter(|first| first.classes & lex::WH != 0) else {
        return false;
    };
    let text = |offset: usize| {
        tokens
            .get(at + offset)
            .filter(|token| !token.clause)
            .map_or("", |token| &*token.text)
    };
    let turned = |offset: usize| !text(offset).is_empty() && inverted(tokens, at + offset);
    let more_verbs = |from: usize| {
        tokens[(at + from).min(tokens.len())..].iter().any(|token| {
            any(
                "is are was means depends matters will doesn't isn't varies",
                &token.text,
            )
        })
    };
    match &*first.text {
        "what" => {
            // “What is important is …” says something.
            any("is are was were", text(1))
                && !text(2).is_empty()
                && !more_verbs(2)
                && !any("more", text(2))
                || turned(1)
                || text(1) == "about"
                || turned(2)
                    && any(
                        "time day kind type sort date size colour color email address name number version device browser model order refund payment reason product item method issue problem error",
                        text(1),
                    )
                || turned(3)
                    && any(
                        "kind type sort email order phone payment refund shipping",
                        text(1),
                    )
        }
        "what's" => !text(1).is_empty() && !more_verbs(1) && !any("more", text(1)),
        "which" => {
            (turned(2) || turned(3))
                && !any(
                    "is are was were can could will would do does did have has i you we they it",
                    text(1),
                )
                || any("of one", text(1)) && (2..6).any(turned)
        }
        "where" | "why" => {
            turned(1) || any("is are was were", text(1)) && !text(2).is_empty() && !more_verbs(2)
        }
        "when" => {
            turned(1) || any("is was", text(1)) && any("the your this a", text(2)) && !more_verbs(2)
        }
        "who" => any("is was", text(1)) && !text(2).is_empty() && !more_verbs(2) || turned(1),
        "how" => {
            turned(1)
                || any("may shall should might", text(1)) && any("i we you they it", text(2))
                || text(1) == "about" && !text(2).is_empty()
                || any("long many much often soon far old big large well", text(1))
                    && (2..6).any(turned)
        }
        _ => false,
    }
}

fn opens_question(tokens: &[Token<'_>], at: usize) -> bool {
    inverted(tokens, at)
        || asks_with_word(tokens, at)
        || tokens.get(at).is_some_and(|token| token.text == "anything")
            && tokens.get(at + 1).is_some_and(|token| token.text == "else")
            && tokens
                .get(at + 2)
                .is_some_and(|token| any("i you we", &token.text))
}

/// The token with which a question begins, if the whole sentence is one.
fn question_start(tokens: &[Token<'_>]) -> Option<usize> {
    let mut at = 0;
    let mut named = false;
    while at < tokens.len() {
        if opens_question(tokens, at) {
            return Some(at);
        }
        let token = &tokens[at];
        if let Some(next) = tokens.get(at + 1).filter(|next| !next.clause)
            && OPENING_PAIRS
                .iter()
                .any(|[one, two]| *one == token.text && *two == next.text)
        {
            at += 2;
            continue;
        }
        if OPENERS.binary_search(&&*token.text).is_ok() {
            at += 1;
            continue;
        }
        // “Thanks, Maria, may I …”: a name or two between opener and question.
        let name = 0 < at && !named && token.typed.starts_with(char::is_uppercase);
        if name && tokens.get(at + 1).is_some_and(|next| next.clause) {
            named = true;
            at += 1;
            continue;
        }
        return None;
    }
    None
}

/// Whether [`question_start`] gets past the first word.
fn may_ask(said: &Said<'_>, sentence: &Sentence) -> bool {
    let first = &said.prose.words[sentence.first as usize];
    first.classes & (lex::AUXILIARY | lex::WH) != 0 || {
        let word = lower(first.span().of(&said.text));
        OPENERS.binary_search(&&*word).is_ok()
            || word == "anything"
            || OPENING_PAIRS.iter().any(|[one, _]| *one == word)
    }
}

/// A direct question that ends with a full stop or with nothing.
pub(super) fn missing_question_mark(said: &Said<'_>) -> Vec<Place> {
    let text: &str = &said.text;
    let sentences = &said.prose.sentences;
    let mut places = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        let open = sentence.ending == Ending::Open;
        if !open && sentence.ending != Ending::Stop
            || sentence.last - sentence.first > LONGEST as u32
            || !may_ask(said, sentence)
        {
            continue;
        }
        // A line of its own in a longer text may be a heading.
        if open && (number + 1 < sentences.len() && 3 < sentences.len()) {
            continue;
        }
        let last = &said.prose.words[sentence.last as usize - 1];
        let rest = &text[last.end as usize..];
        let after = sentences
            .get(number + 1)
            .map_or(text.len(), |next| next.span.start);
        let closing = text[last.end as usize..after.max(last.end as usize)].trim();
        let glued = rest.starts_with('.') && rest[1..].starts_with(|c: char| !c.is_whitespace());
        if !(closing.is_empty() || closing == ".")
            || glued
            || rest.trim_start().starts_with([':', '-', '–', '—', ','])
            || said.prose.words[sentence.first as usize].has(flag::QUOTED)
            || text[sentence.span.start..sentence.span.end].contains([':', '?'])
        {
            continue;
        }
        let tokens = tokens(said, sentence);
        let Some(start) = question_start(&tokens) else {
            continue;
        };
        if tokens.len() < start + 3 {
            continue;
        }
        // “Can you please send me the number.” asks politely for something to be done: a full stop will do.
        let polite = any("can could would will", &tokens[start].text)
            && tokens[start + 1].text == "you"
            && !open
            && tokens.iter().any(|token| any("please kindly", &token.text));
        let goes_on = tokens[start + 1..].iter().any(|token| {
            token.clause && any("i we i'll we'll i'm i've we've otherwise thanks thank then here you'll it's they're", &token.text)
        });
        // “… and let me know if that helps.” ends as a request.
        let asks_to_tell = tokens[start..].windows(3).any(|three| {
            matches!(
                (&*three[0].text, &*three[1].text, &*three[2].text),
                ("let", "me" | "us", "know")
            )
        }) && !open;
        if polite || goes_on || asks_to_tell {
            continue;
        }
        let first = sentence.last - 1;
        let start_of_last = last.start as usize;
        let typed = Span::new(start_of_last, last.end as usize).of(text);
        let end = last.end as usize + usize::from(closing == "." && rest.starts_with('.'));
        if last.has(flag::OPAQUE) {
            places.push(Place::of(first, first));
        } else {
            places.push(
                Place::of(first, first)
                    .over(start_of_last, end)
                    .say(format!("{typed}?"), false),
            );
        }
    }
    places
}

/// Phrases that are a sentence of their own when a question or “I …” follows.
const SENTENCES: &[&[&str]] = &[
    &["no", "problem"],
    &["no", "worries"],
    &["not", "a", "problem"],
    &["not", "a", "worry"],
    &["sure", "thing"],
    &["of", "course"],
    &["my", "pleasure"],
    &["you're", "welcome"],
    &["your", "welcome"],
    &["sounds", "good"],
    &["good", "morning"],
    &["good", "afternoon"],
    &["good", "evening"],
    &["got", "it"],
    &["thank", "you"],
    &["thanks"],
    &["hello"],
    &["hi"],
    &["absolutely"],
    &["certainly"],
    &["perfect"],
    &["wonderful"],
    &["excellent"],
];

/// A place where a new sentence begins and nothing ends the one before: `No problem is there anything else …?`
pub(super) fn missing_break(said: &Said<'_>) -> Vec<Place> {
    let mut places = Vec::new();
    for sentence in &said.prose.sentences {
        let words = said.prose.words_of(sentence);
        let how = |word: &crate::prose::Word| {
            word.classes & lex::WH != 0 && word.span().of(&said.text).eq_ignore_ascii_case("how")
        };
        if !words.iter().skip(3).any(how) && {
            let word = lower(words[0].span().of(&said.text));
            !SENTENCES.iter().any(|phrase| phrase[0] == word)
        } {
            continue;
        }
        let tokens = tokens(said, sentence);
        let said_first = SENTENCES.iter().find(|phrase| {
            phrase.len() < tokens.len()
                && phrase
                    .iter()
                    .zip(&tokens)
                    .all(|(wanted, token)| *wanted == token.text)
                && tokens[1..phrase.len()].iter().all(|token| !token.clause)
        });
        if let Some(phrase) = said_first {
            let at = phrase.len();
            let next = &tokens[at];
            let after = tokens.get(at + 1).map_or("", |token| &*token.text);
            let subject = any("i i've i'll i'm we we've we'll we're", &next.text)
                && (next.text.contains('\'')
                    || any(
                        "was am have can will could would see do did were had are understand just already",
                        after,
                    ));
            let on_one_line = !said.prose.words[next.word as usize].has(flag::LINE_START);
            if !next.clause
                && on_one_line
                && (opens_question(&tokens, at) && after != "else" || subject)
            {
                places.push(Place::of(tokens[at - 1].word, next.word));
                continue;
            }
        }
        let greeting = tokens.iter().position(|token| {
            any(
                "thank thanks hello hi hey welcome contacting calling reaching choosing messaging",
                &token.text,
            )
        });
        for at in 3..tokens.len().saturating_sub(3) {
            let text = |offset: usize| &*tokens[at + offset].text;
            let asks = text(0) == "how"
                && any("can may could", text(1))
                && any("i we", text(2))
                && any("help assist be", text(3));
            let greets = greeting.is_some_and(|first| first < at);
            let before = &*tokens[at - 1].text;
            if asks
                && greets
                && !tokens[at].clause
                && !any(
                    "know see ask is about on understand wondering me tell and so then course you us or but to",
                    before,
                )
            {
                places.push(Place::of(tokens[at - 1].word, tokens[at].word));
                break;
            }
        }
    }
    places
}
