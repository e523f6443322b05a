use super::*;
use crate::draft::Mask;
use crate::pattern::{Lists, LookedFor, MatcherBuilder, parse};

/// The words of `text` that `pattern` matches.
fn found<'t>(pattern: &str, text: &'t str) -> Vec<&'t str> {
    let mut lists = Lists::default();
    lists.add(
        "deadline",
        ["before it's too late", "while (stocks|supplies) last"].map(str::to_owned),
    );
    let mut builder = MatcherBuilder::new();
    for (index, pattern) in parse(pattern, &mut lists).unwrap().iter().enumerate() {
        builder.add(pattern, 7, index as u16, Side::Both).unwrap();
    }
    let bytes = builder.finish(&LookedFor::default());
    let matcher = Matcher::new(&bytes);
    let prose = Prose::new(text, &Mask::default(), matcher.lexicon());
    let hits = matcher.run(&prose, text, Side::Agent, true, &Regexes::of(&matcher));
    let mut spans: Vec<_> = (hits.all().iter())
        .map(|hit| prose.span(hit.first, hit.last))
        .collect();
    spans.sort();
    spans.dedup();
    spans.into_iter().map(|span| span.of(text)).collect()
}

#[test]
fn patterns_match_as_written() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("calm down", "Please CALM   down now", &["CALM   down"]),
        ("calm down", "keep calm. Down there", &[]),
        (
            "don't worry",
            "dont worry and do not worry, don’t worry",
            &["dont worry", "do not worry", "don’t worry"],
        ),
        (
            "(act|move) fast",
            "act fast, move fast",
            &["act fast", "move fast"],
        ),
        (
            "act [very] fast",
            "act fast or act very fast",
            &["act fast", "act very fast"],
        ),
        (
            "refund~ you",
            "refunding you, refunded you",
            &["refunding you", "refunded you"],
        ),
        (
            "only <number> left",
            "only 3 left, only three left",
            &["only 3 left", "only three left"],
        ),
        (
            "within <duration>",
            "within 3-5 business days",
            &["within 3-5 business days"],
        ),
        (
            "@deadline",
            "order while supplies last or before it's too late",
            &["before it's too late", "while supplies last"],
        ),
        (
            "now @deadline",
            "now while stocks last",
            &["now while stocks last"],
        ),
        ("^ relax", "Relax please. You can relax", &["Relax"]),
        (
            "anything else $",
            "Need anything else. Anything else today?",
            &["anything else"],
        ),
        (
            "anything else ?",
            "Need anything else? Anything else.",
            &["anything else"],
        ),
        (
            "you ... late",
            "you are quite late. you",
            &["you are quite late"],
        ),
        ("you ... late", "you a b c d e f late", &[]),
        ("it is broken", "it's broken", &["it's broken"]),
        ("it's fine", "it is fine", &["it is fine"]),
        ("=dont", "dont don't", &["dont"]),
        ("you can", "you can't", &[]),
        ("you can", "sure you can", &["you can"]),
        ("not able", "I'm not able", &["not able"]),
        (
            "your (own mistake|fault)",
            "it's your own mistake",
            &["your own mistake"],
        ),
        (
            "thank you _ much",
            "thank you so much",
            &["thank you so much"],
        ),
        (
            "follow-up",
            "a follow up, a follow-up",
            &["follow up", "follow-up"],
        ),
        (
            r"/\border\s+#?\d+/",
            "see order 123 or order #55",
            &["order 123", "order #55"],
        ),
        ("[a (nice|good)] day", "have a good day", &["a good day"]),
        (
            "(the|a) [(big|small) [red]] ball",
            "a small red ball",
            &["a small red ball"],
        ),
        (
            "we (can|will) ... (call|ring [back]) you",
            "we will then ring back you",
            &["we will then ring back you"],
        ),
        ("<time>", "by 4 pm on Friday", &["4 pm", "Friday"]),
    ];
    for (pattern, text, expected) in cases {
        let mut expected = expected.to_vec();
        expected.sort_by_key(|words| text.find(words));
        assert_eq!(found(pattern, text), expected, "{pattern} in {text}");
    }
}

#[test]
fn patterns_of_common_words_are_refused() {
    let mut builder = MatcherBuilder::new();
    let pattern = parse("you", &mut Lists::default()).unwrap().remove(0);
    let error = builder.add(&pattern, 0, 0, Side::Both).unwrap_err();
    assert!(error.message.contains("so common"), "{error:?}");
}

#[test]
fn hostile_gaps_stay_cheap() {
    let text = "a ".repeat(20_000);
    assert!(found("zebra ... ... ... ... lion", &text).is_empty());
    assert!(found("(a b ... c ... d) zebra", &format!("{text}zebra")).is_empty());
}

proptest::proptest! {
    #[test]
    fn late_banks_find_the_same(text in "(you|can|calm|down|now|calmed|it's|\\.|\\?|,|\n| |3|days){0,40}") {
        let patterns = ["calm ... down", "[now] calm down", "calm <number>", "_ calm", "=it's calm", "<duration>", "(calm|down) now", r"/\bcalm\b +down/"];
        let compiled = |looked_for: &LookedFor| {
            let mut builder = MatcherBuilder::new();
            for (bank, pattern) in (0..).zip(patterns) {
                for part in parse(pattern, &mut Lists::default()).unwrap() {
                    builder.add(&part, bank, 0, Side::Agent).unwrap();
                }
            }
            builder.finish(looked_for)
        };
        let bytes = compiled(&LookedFor::default());
        let matcher = Matcher::new(&bytes);
        let prose = Prose::new(&text, &Mask::default(), matcher.lexicon());
        let hits = matcher.run(&prose, &text, Side::Agent, true, &Regexes::of(&matcher));
        // One bank stays, the others are late.
        let bytes = compiled(&LookedFor {
            late: (1..8).collect(),
            ..LookedFor::default()
        });
        let matcher = Matcher::new(&bytes);
        let regexes = Regexes::of(&matcher);
        let early = matcher.run(&prose, &text, Side::Agent, true, &regexes);
        proptest::prop_assert_eq!(early.all(), hits.of(0));
        proptest::prop_assert_eq!(matcher.late(0, Side::Agent), None);
        let concordance = matcher.concordance(&prose);
        for bank in 1..8 {
            let (number, is_here) = matcher.late(bank, Side::Agent).unwrap();
            proptest::prop_assert!(is_here);
            proptest::prop_assert_eq!(matcher.late(bank, Side::Customer), Some((number, false)));
            let found = matcher.run_late(number, &prose, &text, &concordance, &regexes);
            proptest::prop_assert_eq!(&found[..], hits.of(bank));
        }
        // The odd ones belong to conversations.
        let bytes = compiled(&LookedFor {
            in_conversation: [1, 3, 5, 7].into(),
            ..LookedFor::default()
        });
        let matcher = Matcher::new(&bytes);
        let regexes = Regexes::of(&matcher);
        let told = matcher.run(&prose, &text, Side::Agent, true, &regexes);
        proptest::prop_assert_eq!(told.all(), hits.all());
        let alone = matcher.run(&prose, &text, Side::Agent, false, &regexes);
        for bank in 0..8 {
            let expected = if bank % 2 == 0 { hits.of(bank) } else { &[] };
            proptest::prop_assert_eq!(alone.of(bank), expected);
        }
    }

    #[test]
    fn hits_lie_inside_one_sentence(text in "(you|can|calm|down|now|\\.|\\?|,|\n| |3|days){0,40}") {
        for pattern in ["calm ... down", "[now] calm down", "calm <number>", "_ calm", "calm _"] {
            let mut builder = MatcherBuilder::new();
            for part in parse(pattern, &mut Lists::default()).unwrap() {
                builder.add(&part, 0, 0, Side::Both).unwrap();
            }
            let bytes = builder.finish(&LookedFor::default());
            let matcher = Matcher::new(&bytes);
            let prose = Prose::new(&text, &Mask::default(), matcher.lexicon());
            let hits = matcher.run(&prose, &text, Side::Agent, true, &Regexes::of(&matcher));
            for hit in hits.all() {
                proptest::prop_assert!(hit.first <= hit.last);
                proptest::prop_assert_eq!(prose.sentence_of(hit.first), prose.sentence_of(hit.last));
            }
        }
    }
}
