use super::*;
use crate::draft::Mask;
use crate::pattern::{Matcher, MatcherBuilder, Regexes};
use crate::rules::{Cues, Voice};

/// What a sign finds in a text: the bytes and what to write there.
fn found(name: &str, text: &str) -> Vec<String> {
    let bytes = MatcherBuilder::new().finish(&Default::default());
    let matcher = Matcher::new(&bytes);
    let regexes = Regexes::of(&matcher);
    let said = Said::new(
        text.into(),
        &Mask::of(text),
        Voice::Ours,
        true,
        matcher,
        &regexes,
        &Cues::default(),
    );
    let places = look_for(name, &said);
    // What the bytes rule out must not be there.
    assert_eq!(*find(name, &said), *places, "{name}: {text:?}");
    places
        .into_iter()
        .map(|place| {
            let span = place
                .span
                .unwrap_or_else(|| said.span((place.first, place.last)));
            match place.instead {
                Some(instead) => format!("{}→{instead}", span.of(text)),
                None => span.of(text).to_owned(),
            }
        })
        .collect()
}

#[test]
fn every_sign_has_its_places() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("shouting", "PLEASE READ the note.", &["PLEASE READ"]),
        (
            "sentence",
            "Of course. It ends in May. Thanks a lot!",
            &["It ends in May"],
        ),
        (
            "stressed-words",
            "It is ALREADY paid, I told you TWICE.",
            &["ALREADY paid, I told you TWICE"],
        ),
        (
            "stressed-words",
            "It is NOT on the list of the USB adapters.",
            &[],
        ),
        (
            "shouting",
            "To LARCH HOUSE RETURNS with IBAN GB30HLME, ticket TKT-YDX1L1. I ran PA and JACK ALSA.",
            &[],
        ),
        (
            "password-like",
            "Use Tulip77 or bush12, not A4, SPRING10, 12 or order2x.",
            &["Tulip77", "bush12"],
        ),
        (
            "small-i",
            "May i see it, or should i’ll wait?",
            &["i→I", "i’ll→I’ll"],
        ),
        ("small-i", "See (i) and i.e. the first.", &[]),
        ("cheerful-emoji", "Yay 🎉 so sorry 😢 ok ✅", &["🎉"]),
        ("doubled-word", "Open the the box.", &["the the→the"]),
        (
            "doubled-word",
            "I know that that was late. The The play.",
            &[],
        ),
        (
            "lower-case-start",
            "thanks for it. please wait! Done.",
            &["thanks→Thanks", "please→Please"],
        ),
        (
            "lower-case-start",
            "iPad and npm. Cups, etc. are here... well",
            &[],
        ),
        (
            "stray-capital",
            "Hello, Thank you. You're Welcome!",
            &["Thank→thank", "Welcome→welcome"],
        ),
        (
            "stray-capital",
            "Hello, Thank Smith here. Your Welcome Pack.",
            &[],
        ),
        (
            "space-before-punctuation",
            "Open , now .",
            &["Open ,→Open,", "now .→now."],
        ),
        (
            "space-before-punctuation",
            "Wait ... the .env file, code 7k1 .",
            &[],
        ),
        (
            "missing-space",
            "Hi,thanks!Come on.",
            &["Hi,thanks→Hi, thanks", "thanks!Come→thanks! Come"],
        ),
        ("missing-space", "1,200 and Node.js, see shop.example.", &[]),
        ("double-space", "Open  the box.  Then wait.", &["  → "]),
        (
            "stray-punctuation",
            "It is here,. Really?",
            &["here,.→here."],
        ),
        (
            "stray-punctuation",
            "Cups etc., and so on ... Really?!",
            &[],
        ),
        ("two-dots", "Wait.. now... yes", &["..→."]),
        ("tripled-punctuation", "Now!!! Yes!!", &["Now"]),
        ("unclosed-bracket", "Use (the blue one.", &["("]),
        (
            "unclosed-bracket",
            "Use it :) 1) Open (it). b) Wait ;-)",
            &[],
        ),
        ("unclosed-quote", "Press \"Start now.", &["\""]),
        ("unclosed-quote", "A 15\" shelf says \"wide\".", &[]),
        ("mixed-quotes", "Press “Start” or \"Stop\".", &["\""]),
        (
            "missing-question-mark",
            "Can I see the photo",
            &["photo→photo?"],
        ),
        (
            "missing-question-mark",
            "Ok, what is your name.",
            &["name.→name?"],
        ),
        (
            "missing-question-mark",
            "What I can do is wait. Could you please wait. Should you need us, write.",
            &[],
        ),
        (
            "missing-break",
            "No problem is there more?",
            &["problem is"],
        ),
        ("missing-break", "No problem, is there more?", &[]),
        (
            "wrong-article",
            "A hour, an user, a issue.",
            &["A hour→An hour", "an user→a user", "a issue→an issue"],
        ),
        ("wrong-article", "An hour, a user, option a is best.", &[]),
        (
            "tautology",
            "A fee is a fee, sorry. 30 days means 30 days.",
            &["A fee is a fee", "30 days means 30 days"],
        ),
        (
            "tautology",
            "Gone is gone and a neighbour's fence is a neighbour's fence.",
            &["Gone is gone", "a neighbour's fence is a neighbour's fence"],
        ),
        (
            "general-remark",
            "Sorry about your bus. Traffic has moods of its own. Machines get hungry!",
            &["Traffic has moods of its own", "Machines get hungry"],
        ),
        (
            "general-remark",
            "The fuse is weak. Wool shrinks above 30 degrees. Press the red one. Do machines get hungry? Our kettles are loud.",
            &[],
        ),
        (
            "muddled",
            "Hello Ana. That one is not the one you had before unless it is the other, which we do not do any more. See you!",
            &[
                "That one is not the one you had before unless it is the other, which we do not do any more",
            ],
        ),
        (
            "muddled",
            "If it is not the one that you had before, tell them, and they will not take it. Your parcel left Leeds, but the driver could not find the gate, so it comes again on Friday. \
             Is it the one that was there before, or is it not the one that they had then?",
            &[],
        ),
        (
            "muddled",
            "You only need it if you want the same one again; tell us and we will do it. One more thing so that it is not new to you: the bill comes on Friday, as before.",
            &[],
        ),
        (
            "acronym",
            "Reset the DNS and the IMAP, then write to LARCH HOUSE RETURNS, BAY 4. Choose Networks > ZORB. Our POS runs.",
            &["DNS", "IMAP", "BAY", "POS"],
        ),
        (
            "tautology",
            "The code is the code on the card. What it is is a fuse. The size is 40. Is 40 fine?",
            &[],
        ),
    ];
    for (sign, text, expected) in cases {
        assert_eq!(found(sign, text), *expected, "{sign}: {text}");
    }
}

#[test]
fn signs_are_sorted_and_known() {
    assert!(SIGNS.is_sorted());
    assert!(SIGNS.len() < 31, "each has a bit, and one is for all");
    for sign in SIGNS {
        assert!(found(sign, "").is_empty(), "{sign}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_is_too_strange(text in "([a-ciIO.,!?;:()\\[\\]\"“”' ’\n/*…é🙂0-9_-]|READ|NOT|  |https://a.io){0,60}") {
        for sign in SIGNS {
            found(sign, &text);
        }
    }
}
