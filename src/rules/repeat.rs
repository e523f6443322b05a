//! `repeat`: something already said, given or tried comes again.

use super::Match;
use super::avoid::counts;
use super::rule::{Guard, NO_BANK};
use super::scene::{Said, Scene};
use super::topic;
use crate::pattern::Hit;
use crate::prose::{Class, Ending, Sentence, flag};
use crate::text::Span;

/// The names of what `repeat` knows, sorted.
pub const REPEATS: &[&str] = &[
    "asks for what was given",
    "same answer again",
    "same sentence twice",
    "suggests what was tried",
];

/// Kinds of details for “asks for what was given”: the words that name each in a request.
const KINDS: &[(&str, &[&str])] = &[
    (
        "order number",
        &[
            "order number",
            "order id",
            "order no",
            "reference number",
            "booking reference",
            "tracking number",
            "order reference",
            "invoice number",
            "ticket number",
        ],
    ),
    (
        "e-mail",
        &["e-mail", "email", "email address", "mail address"],
    ),
    (
        "phone",
        &[
            "phone number",
            "telephone number",
            "mobile number",
            "contact number",
        ],
    ),
    ("name", &["your name", "full name"]),
    (
        "device",
        &[
            "which device",
            "what device",
            "which phone",
            "what phone",
            "device are you",
            "model of phone",
        ],
    ),
];

pub(super) fn search(what: &str, kinds: &[String], guard: &Guard, scene: &Scene<'_>) -> Vec<Match> {
    match what {
        "asks for what was given" => asks_again(kinds, guard, scene),
        "same answer again" => same_answer(scene),
        "same sentence twice" => same_sentence(scene),
        "suggests what was tried" => tried(guard, scene),
        _ => Vec::new(),
    }
}

/// Whether a kind of repetition, by its place in [`REPEATS`], can find anything; `false` only where it surely finds nothing.
pub(super) fn may_find(what: usize, scene: &Scene<'_>) -> bool {
    let has_customer = !scene.asked.is_empty() || !scene.earlier.is_empty();
    match REPEATS.get(what).copied() {
        Some("asks for what was given") => {
            has_customer
                && scene
                    .said
                    .prose
                    .sentences
                    .iter()
                    .any(|s| asks(s, &scene.said))
        }
        Some("same answer again") => !same_answer(scene).is_empty(),
        Some("same sentence twice") => !same_sentence(scene).is_empty(),
        Some("suggests what was tried") => {
            has_customer
                && [&scene.asked, &scene.earlier].iter().any(|said| {
                    let lower = said.lower();
                    ["ed", "reset", "already"]
                        .iter()
                        .any(|part| lower.contains(part))
                })
        }
        _ => true,
    }
}

/// Whether a sentence asks for something.
fn asks(sentence: &Sentence, said: &Said<'_>) -> bool {
    let lower = said.lower_at(sentence.span);
    sentence.ending == Ending::Question
        // One of these is in each of the phrases below.
        || ["your", "please", "provide me"].iter().any(|part| lower.contains(part))
            && [
                "please provide",
                "please send",
                "please share",
                "please confirm",
                "please give",
                "send me your",
                "send us your",
                "provide your",
                "provide me",
                "share your",
                "i need your",
                "i'll need your",
                "need your",
                "let me have your",
                "give me your",
            ]
            .iter()
            .any(|start| lower.contains(start))
}

fn asks_again(kinds: &[String], guard: &Guard, scene: &Scene<'_>) -> Vec<Match> {
    let mut matches = Vec::new();
    for sentence in &scene.said.prose.sentences {
        let hit = Hit {
            bank: NO_BANK,
            phrase: 0,
            first: sentence.first,
            last: sentence.last - 1,
        };
        if !asks(sentence, &scene.said) || !counts(&hit, guard, scene) {
            continue;
        }
        let lower = scene.said.lower_at(sentence.span);
        for (kind, names) in KINDS
            .iter()
            .filter(|(kind, _)| kinds.iter().any(|wanted| wanted == kind))
        {
            let Some(at) = names
                .iter()
                .filter_map(|name| lower.find(name).map(|at| (at, name.len())))
                .max_by_key(|(_, length)| *length)
            else {
                continue;
            };
            if !given(kind, scene) {
                continue;
            }
            let start = sentence.span.start + at.0;
            let span = if scene.said.text.get(start..start + at.1).is_some() {
                Span::new(start, start + at.1)
            } else {
                sentence.span
            };
            matches.push(
                Match::at(span)
                    .with("what", *kind)
                    .with("match", span.of(&scene.said.text)),
            );
            break;
        }
    }
    matches
}

fn given(kind: &str, scene: &Scene<'_>) -> bool {
    [&scene.asked, &scene.earlier]
        .into_iter()
        .any(|said| match kind {
            "order number" => said.prose.words.iter().any(|word| {
                let typed = word.span().of(&said.text);
                let digits = typed.bytes().filter(u8::is_ascii_digit).count();
                (5..=14).contains(&digits)
                    && !typed.contains(['/', ':', '.'])
                    && !word.has(flag::OPAQUE)
                    && near_order(said, word.start as usize)
            }),
            "e-mail" => said
                .prose
                .spans
                .iter()
                .any(|span| span.class == Class::Email),
            "phone" => [
                "my number is",
                "my phone is",
                "call me on",
                "call me at",
                "reach me at",
                "reach me on",
            ]
            .iter()
            .any(|lead| said.lower().contains(lead)),
            "name" => ["my name is", "my name's", "this is ", "i am called"]
                .iter()
                .any(|lead| {
                    let lower = said.lower();
                    lower.find(lead).is_some_and(|at| {
                        said.text
                            .get(at + lead.len()..)
                            .is_some_and(|rest| rest.trim_start().starts_with(char::is_uppercase))
                    })
                }),
            "device" => [
                "iphone",
                "ipad",
                "galaxy",
                "pixel",
                "macbook",
                "chromebook",
                "playstation",
                "xbox",
            ]
            .iter()
            .any(|name| said.lower().contains(name)),
            _ => false,
        })
}

/// Whether order-like words stand within forty bytes before a number.
fn near_order(said: &Said<'_>, at: usize) -> bool {
    let mut from = at.saturating_sub(40);
    while !said.text.is_char_boundary(from) {
        from += 1;
    }
    let before = said.text[from..at].to_lowercase();
    [
        "order",
        "reference",
        "booking",
        "tracking",
        "invoice",
        "ticket",
        "ref",
        "#",
    ]
    .iter()
    .any(|word| before.contains(word))
}

/// The draft is, but for names and numbers, what we already sent.
fn same_answer(scene: &Scene<'_>) -> Vec<Match> {
    let Some(conversation) = &scene.draft.conversation else {
        return Vec::new();
    };
    // Long conversations are many; their words are counted before any is compared.
    if scene.ours.is_empty() {
        return Vec::new();
    }
    let plain = |text| plain(text).collect::<Vec<&str>>();
    let draft = plain(&scene.draft.text);
    if draft.len() < 8 {
        return Vec::new();
    }
    let alike = |a: &str, b: &str| {
        if a.is_ascii() && b.is_ascii() {
            a.eq_ignore_ascii_case(b)
        } else {
            a.to_lowercase() == b.to_lowercase()
        }
    };
    let again = conversation.ours().any(|turn| {
        let earlier = plain(&turn.text);
        earlier.len().abs_diff(draft.len()) <= draft.len() / 10 && {
            let pairs = draft.iter().zip(&earlier);
            draft.len() * 9 <= pairs.filter(|(a, b)| alike(a, b)).count() * 10
        }
    });
    if again {
        vec![Match::at(Span::new(
            0,
            scene
                .said
                .prose
                .sentences
                .first()
                .map_or(0, |sentence| sentence.span.end),
        ))]
    } else {
        Vec::new()
    }
}

/// The words of a text without the marks around them.
fn plain(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

fn same_sentence(scene: &Scene<'_>) -> Vec<Match> {
    let said = &scene.said;
    let long = || {
        let sentences = said.prose.sentences.iter();
        sentences.filter(|sentence| 4 <= sentence.last - sentence.first)
    };
    // One is most often all there are.
    if long().nth(1).is_none() {
        return Vec::new();
    }
    let plain = |sentence: &Sentence| {
        let letters = sentence.span.of(&said.text).chars();
        letters
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
    };
    // Told apart by the sum of their characters; spelled out only where two are the same.
    let mut sums: Vec<u32> = long()
        .map(|sentence| plain(sentence).map(u32::from).fold(0, u32::wrapping_add))
        .collect();
    sums.sort_unstable();
    if sums.windows(2).all(|two| two[0] != two[1]) {
        return Vec::new();
    }
    let mut seen: std::collections::HashSet<String> = std::collections::HashSet::new();
    let mut matches = Vec::new();
    for sentence in long() {
        if !seen.insert(plain(sentence).collect()) {
            matches.push(Match::at(sentence.span).with("match", sentence.span.of(&said.text)));
        }
    }
    matches
}

/// The draft asks for a step that the customer says they tried.
fn tried(guard: &Guard, scene: &Scene<'_>) -> Vec<Match> {
    const STEPS: &[&str] = &[
        "restart",
        "reboot",
        "reinstall",
        "reset",
        "clear",
        "cache",
        "update",
        "unplug",
        "cookies",
        "browser",
        "incognito",
        "uninstall",
        "password",
        "router",
        "reconnect",
        "log",
        "logout",
    ];
    let steps = std::cell::LazyCell::new(|| {
        let steps = STEPS.iter().map(|step| topic::stem(step));
        steps.collect::<Vec<String>>()
    });
    let mut done: Vec<String> = Vec::new();
    for said in [&scene.asked, &scene.earlier] {
        for sentence in &said.prose.sentences {
            let lower = said.lower_at(sentence.span);
            let reports = [
                "tried",
                "i've already",
                "i already",
                "already did",
                "i've restarted",
                "i restarted",
                "i reinstalled",
                "i've reinstalled",
                "i cleared",
                "i reset",
                "i've reset",
                "i rebooted",
                "i've cleared",
                "i updated",
                "i've updated",
            ];
            // “How do I reset it?” reports nothing.
            let asks = sentence.ending == Ending::Question
                && !["tried", "already"].iter().any(|word| lower.contains(word));
            if !asks && reports.iter().any(|report| lower.contains(report)) {
                done.extend(
                    topic::stems(said.prose.words_of(sentence), &said.text)
                        .into_iter()
                        .filter(|stem| steps.contains(stem)),
                );
            }
        }
    }
    if done.is_empty() {
        return Vec::new();
    }
    let mut matches = Vec::new();
    for sentence in &scene.said.prose.sentences {
        let hit = Hit {
            bank: NO_BANK,
            phrase: 0,
            first: sentence.first,
            last: sentence.last - 1,
        };
        if !counts(&hit, guard, scene) {
            continue;
        }
        let stems = topic::stems(scene.said.prose.words_of(sentence), &scene.said.text);
        if let Some(step) = stems.iter().find(|stem| done.contains(stem)) {
            let thanks = sentence.span.of(&scene.said.text).to_lowercase();
            if !["you've", "you have", "already", "since", "thanks", "thank"]
                .iter()
                .any(|word| thanks.contains(word))
            {
                matches.push(
                    Match::at(sentence.span)
                        .with("what", step.clone())
                        .with("match", sentence.span.of(&scene.said.text)),
                );
            }
        }
    }
    matches
}
