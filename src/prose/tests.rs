use super::*;
use crate::draft::Mask;

fn parsed(text: &str) -> Prose {
    let bytes = LexiconBuilder::new().finish();
    Prose::new(text, &Mask::default(), &Lexicon::new(&bytes))
}

fn sentences(text: &str) -> Vec<&str> {
    parsed(text)
        .sentences
        .iter()
        .map(|sentence| sentence.span.of(text))
        .collect()
}

#[test]
fn sentences_survive_chat() {
    let cases: &[(&str, &[&str])] = &[
        ("Hi Anna. It's done.", &["Hi Anna.", "It's done."]),
        (
            "We open at 9 a.m. and close at 5 p.m. on Friday",
            &["We open at 9 a.m. and close at 5 p.m. on Friday"],
        ),
        ("It costs 3.50 today. Ok?", &["It costs 3.50 today.", "Ok?"]),
        (
            "hi there\nplease send the number\nthanks",
            &["hi there", "please send the number", "thanks"],
        ),
        ("Great 😀 Let me look", &["Great 😀", "Let me look"]),
        (
            "Steps:\n- Open it\n- Close it",
            &["Steps", "Open it", "Close it"],
        ),
        (
            "1. Open the app\n2. Tap Help",
            &["1. Open the app", "2. Tap Help"],
        ),
        (
            "Dr. Lee called, e.g. about Inc. names",
            &["Dr. Lee called, e.g. about Inc. names"],
        ),
        ("£4. It leaves today.", &["4.", "It leaves today."]),
        (
            "The shelf is 60 cm. Send it",
            &["The shelf is 60 cm.", "Send it"],
        ),
        (
            "Wait at platform B. The bus comes at 9. Ask J. Smith",
            &["Wait at platform B.", "The bus comes at 9.", "Ask J. Smith"],
        ),
        (
            "Call ext. 401 or approx. 5 of us",
            &["Call ext. 401 or approx. 5 of us"],
        ),
        ("wait... what", &["wait... what"]),
        ("Really?! Yes", &["Really?!", "Yes"]),
        ("It's done.Thanks", &["It's done.", "Thanks"]),
        ("Contact us. We help.", &["Contact us.", "We help."]),
        ("No. We can't.", &["No.", "We can't."]),
        ("See www.acme.com. Thanks", &["See www.acme.com.", "Thanks"]),
    ];
    for (text, expected) in cases {
        assert_eq!(&sentences(text), expected, "{text}");
    }
}

#[test]
fn sentences_breathe_at_colons_and_semicolons() {
    let text = "We do this: the desk opens at 10:30; ask there.";
    let prose = parsed(text);
    let parts: Vec<usize> = prose
        .parts_of(&prose.sentences[0], text)
        .map(<[_]>::len)
        .collect();
    assert_eq!(parts.len(), 3);
    assert_eq!(parts[0], 3);
    assert_eq!(parts[2], 2);
}

#[test]
fn classes_are_recognised() {
    let cases: &[(&str, Class, &str)] = &[
        ("only 3 left", Class::Number, "3"),
        ("it is $40.50 now", Class::Money, "40.50"),
        ("it is 40 euros now", Class::Money, "40 euros"),
        ("it is 20€ now", Class::Money, "20"),
        ("it is 1,299.00 € now", Class::Money, "1,299.00"),
        ("it is 20\u{A0}€ now", Class::Money, "20"),
        ("it is EUR 20 now", Class::Money, "EUR 20"),
        ("CHF 20-30 a day", Class::Money, "CHF 20-30"),
        ("20% off", Class::Percent, "20"),
        ("20 % off", Class::Percent, "20"),
        ("by 4 March", Class::Date, "4 March"),
        ("by March 4", Class::Date, "March 4"),
        ("on Friday afternoon", Class::Date, "Friday afternoon"),
        ("see you tomorrow", Class::Date, "tomorrow"),
        ("next week then", Class::Date, "next week"),
        ("at 4 pm", Class::Clock, "4 pm"),
        ("at 16:30", Class::Clock, "16:30"),
        ("at 10am", Class::Clock, "10am"),
        (
            "within 3-5 business days",
            Class::Duration,
            "3-5 business days",
        ),
        ("two to three weeks", Class::Duration, "two to three weeks"),
        ("a couple of days", Class::Duration, "a couple of days"),
        ("half an hour", Class::Duration, "half an hour"),
        ("in 24h", Class::Duration, "24h"),
        ("mail to ana@acme.com now", Class::Email, "ana@acme.com"),
        (
            "at https://acme.com/a?b=1, ok",
            Class::Url,
            "https://acme.com/a?b=1",
        ),
        ("ask Maria Silva now", Class::Name, "Maria Silva"),
    ];
    for (text, class, expected) in cases {
        let prose = parsed(text);
        let found: Vec<&str> = prose
            .spans
            .iter()
            .filter(|s| s.class == *class)
            .map(|s| prose.span(s.first, s.last).of(text))
            .collect();
        assert!(found.contains(expected), "{text}: {found:?}");
    }
}

#[test]
fn contractions_unfold_and_keep_their_span() {
    let bytes = LexiconBuilder::new().finish();
    let lexicon = Lexicon::new(&bytes);
    for text in ["don't", "dont", "don’t", "DON'T"] {
        let prose = Prose::new(text, &Mask::default(), &lexicon);
        let ids: Vec<WordId> = prose.words.iter().map(|w| w.id).collect();
        assert_eq!(
            ids,
            [
                lexicon.find_word("do").unwrap().id,
                lexicon.find_word("not").unwrap().id
            ],
            "{text}"
        );
        assert!(
            prose
                .words
                .iter()
                .all(|w| w.span() == Span::new(0, text.len()))
        );
    }
    let prose = Prose::new("the courier's van", &Mask::default(), &lexicon);
    assert_eq!(prose.words[2].id, lexicon.find_word("'s+").unwrap().id);
}

#[test]
fn a_possessive_known_as_typed_is_still_two_words() {
    let mut builder = LexiconBuilder::new();
    for word in ["'s+", "courier", "courier's"] {
        builder.id(word);
    }
    let bytes = builder.finish();
    let lexicon = Lexicon::new(&bytes);
    let prose = Prose::new("the courier's van", &Mask::default(), &lexicon);
    assert_eq!(prose.words[1].id, lexicon.find_word("courier").unwrap().id);
    assert_eq!(
        prose.words[1].surface,
        lexicon.find_word("courier's").unwrap().id
    );
    assert_eq!(prose.words[2].id, lexicon.find_word("'s+").unwrap().id);
}

#[test]
fn masked_parts_are_opaque_quoted_or_gone() {
    use crate::draft::{MaskKind, Masked};
    let text = "Hi {{name}} he said \"calm down\" ok";
    let mask = Mask::new(vec![
        Masked {
            span: Span::new(3, 11),
            kind: MaskKind::Placeholder,
        },
        Masked {
            span: Span::new(20, 31),
            kind: MaskKind::Quote,
        },
    ]);
    let bytes = LexiconBuilder::new().finish();
    let prose = Prose::new(text, &mask, &Lexicon::new(&bytes));
    assert!(
        prose.words[1].has(flag::OPAQUE) && prose.words[1].begins & Class::Placeholder.bit() != 0
    );
    let quoted: Vec<&str> = prose
        .words
        .iter()
        .filter(|w| w.has(flag::QUOTED))
        .map(|w| w.span().of(text))
        .collect();
    assert_eq!(quoted, ["calm", "down"]);
}
