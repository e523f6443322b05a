//! The policy as tables: what is flagged, and what never is.

use super::*;
use crate::draft::{Mask, MaskKind, Masked};
use crate::text::Span;

/// The flagged words of a text, with what is wrong.
fn flagged(
    text: &str,
    settings: Settings,
    accepted: &[&AcceptList],
) -> Vec<(String, MisspellingKind)> {
    let dictionary = Dictionary::builtin();
    let spelling = check_words(text, &Mask::default(), &dictionary, accepted, settings);
    spelling
        .misspellings
        .iter()
        .map(|slip| (slip.span.of(text).to_owned(), slip.kind))
        .collect()
}

fn words(text: &str) -> Vec<String> {
    flagged(text, Settings::default(), &[])
        .into_iter()
        .map(|(word, _)| word)
        .collect()
}

#[test]
fn flags_misspellings() {
    for (text, slips) in [
        (
            "We have recieved your parcel and will send a replacment.",
            &["recieved", "replacment"][..],
        ),
        ("Your (adress) is wrong.", &["adress"]),
        (
            "I've checked; it's a \u{201c}temporery\u{201d} hold",
            &["temporery"],
        ),
        ("Thnaks for waiting.", &["Thnaks"]),
        ("Our customer-servise team will help", &["servise"]),
        ("It is avaliable/refundible.", &["avaliable", "refundible"]),
        ("We did'nt see it", &["did'nt"]),
        ("Is it the *langauge* setting?", &["langauge"]),
    ] {
        assert_eq!(words(text), slips, "{text}");
    }
}

#[test]
fn leaves_alone_what_is_no_slip() {
    for text in [
        "",
        "Hi Shreyansh, your Kvikkjokk order leaves from Wrocław on Monday.",
        "See https://exmaple.com/recieve or mail suport@exmaple.com, cc @hepldesk #folowup",
        "Open setings.json, then /etc/hsots, then exmaple.co.uk.",
        "Code AXQZ-12b and SKU XKCDQ, 24hrs, 5kgs, 3rd, 1970s, v2.10rc1",
        "Dear {{custmer_name}}, hello {frist}, <NAEM>, [ORDRE], %fnam%",
        "That's sooo good, yesss, hmmm, hahaha, awww :D ;-) xD",
        "It'll, we'd've, customers' orders, the boss's, y'all, o'clock, who're",
        "a re-scheduled non-refundable pre-authorised multi-city follow-up",
        "`recieve` stays code",
        "Thanks! ^JR",
        "We can reschedule, rebook and reship; it's trackable and unclickable.",
        "Our barcode scanner needs ethernet, wifi or a hotspot, ok?",
        "understand.We'll send it",
        "Café, naïve, jalapeño and Zoë are fine",
    ] {
        assert_eq!(words(text), [""; 0], "{text}");
    }
}

#[test]
fn corrects_what_resembles_a_word_and_leaves_terms_alone() {
    let dictionary = Dictionary::builtin();
    let corrected = |text: &str| -> Vec<String> {
        let (corrections, _) = correct_words(
            text,
            &Mask::default(),
            &dictionary,
            &[],
            Settings::default(),
            |slip| slip.suggestions(text, &dictionary, &[]),
        );
        corrections
            .iter()
            .map(|found| {
                format!(
                    "{} {}",
                    found.misspelling.span.of(text),
                    found.suggestions[0].word
                )
            })
            .collect()
    };
    for (text, corrections) in [
        (
            "We recieved your quesstions about the delivary",
            &[
                "recieved received",
                "quesstions questions",
                "delivary delivery",
            ][..],
        ),
        ("Take tirzebactin with water", &[]),
        ("The parcelbox, the cloudstore and the stockroombox", &[]),
        (
            "Restart the flurper, wipe the flurper, then fill the flurper",
            &[],
        ),
        ("Set zapMode and the machineB flag", &[]),
        ("It is waiting forthe courier", &["forthe for the"]),
    ] {
        assert_eq!(corrected(text), corrections, "{text}");
    }
}

#[test]
fn leaves_other_languages_alone() {
    let dictionary = Dictionary::builtin();
    for (text, most) in [
        (
            "Hola, gracias por contactarnos. Su pedido llegará mañana por la tarde.",
            true,
        ),
        (
            "Guten Tag, vielen Dank für Ihre Nachricht. Wir haben die Bestellung geprüft.",
            true,
        ),
        (
            "Bonjour, merci de nous avoir contactés. Votre commande est expédiée.",
            true,
        ),
        (
            "Terima kasih telah menghubungi kami, pesanan anda sedang diproses.",
            true,
        ),
        (
            "Aapka order kal tak pahunch jayega, kripya intezaar karein.",
            true,
        ),
        (
            "Thank you for writing to us about your order, it will arrive soon. Que tengas un buen día hoy.",
            false,
        ),
    ] {
        let spelling = check_words(
            text,
            &Mask::default(),
            &dictionary,
            &[],
            Settings::default(),
        );
        assert_eq!(spelling.misspellings, [], "{text}");
        assert_eq!(
            spelling.language.map(|note| note.most),
            Some(most),
            "{text}"
        );
    }
    assert_eq!(
        words("Plese wait, we are chekcing your oder now"),
        ["Plese", "chekcing", "oder"]
    );
}

#[test]
fn keeps_to_the_dialect() {
    use MisspellingKind::{MixedDialect, WrongDialect};
    let text = "Your favourite colour was canceled. We apologise for the color.";
    let found = |dialect| {
        flagged(
            text,
            Settings {
                dialect,
                ..Settings::default()
            },
            &[],
        )
    };
    let pairs = |words: &[&str], kind| {
        words
            .iter()
            .map(|word| ((*word).to_owned(), kind))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        found(Dialect::Us),
        pairs(&["favourite", "colour", "apologise"], WrongDialect)
    );
    assert_eq!(
        found(Dialect::Gb),
        pairs(&["canceled", "color"], WrongDialect)
    );
    assert_eq!(
        found(Dialect::Both),
        pairs(&["canceled", "color"], MixedDialect)
    );
    let dictionary = Dictionary::builtin();
    for (word, other) in [
        ("colour", "color"),
        ("apologise", "apologize"),
        ("center", "centre"),
        ("Favourite", "Favorite"),
        ("traveler", "traveller"),
    ] {
        assert_eq!(
            dictionary
                .counterpart(word)
                .map(|suggestion| suggestion.word)
                .as_deref(),
            Some(other),
            "{word}"
        );
    }
}

#[test]
fn wants_capitals_of_names() {
    assert_eq!(
        flagged("We open on monday", Settings::default(), &[]),
        [("monday".to_owned(), MisspellingKind::Case)]
    );
}

#[test]
fn accepts_the_words_of_the_house() {
    let mut list = AcceptList::new(["zaplink", "BrewPod"]);
    list.learn(
        "My zorbulator and the Frumble are broken, i recieved it brokn",
        &Dictionary::builtin(),
    );
    let slips: Vec<String> = flagged(
        "The zaplink, zorbulator, frumble and brewpod: recieve brokn",
        Settings::default(),
        &[&list],
    )
    .into_iter()
    .map(|(word, _)| word)
    .collect();
    assert_eq!(slips, ["brewpod", "recieve", "brokn"]);
}

#[test]
fn passes_over_masked_spans() {
    let text = "Your recieve code: recieve";
    let mask = Mask::new(vec![Masked {
        span: Span::new(5, 12),
        kind: MaskKind::Code,
    }]);
    let spelling = check_words(
        text,
        &mask,
        &Dictionary::builtin(),
        &[],
        Settings::default(),
    );
    assert_eq!(
        spelling
            .misspellings
            .iter()
            .map(|slip| slip.span.start)
            .collect::<Vec<_>>(),
        [19]
    );
}

#[test]
fn suggests_the_likely_word() {
    let dictionary = Dictionary::builtin();
    for (slip, first) in [
        ("recieve", "receive"),
        ("Adress", "Address"),
        ("TEMPORERY", "TEMPORARY"),
        ("definately", "definitely"),
        ("seperate", "separate"),
        ("langauge", "language"),
        ("did'nt", "didn't"),
        ("accomodation", "accommodation"),
        ("alot", "a lot"),
        ("refnud", "refund"),
        ("custumer's", "customer's"),
        ("wendesday", "Wednesday"),
    ] {
        let suggestions = dictionary.suggest(slip, &[]);
        assert_eq!(
            suggestions
                .first()
                .map(|suggestion| suggestion.word.as_str()),
            Some(first),
            "{slip}: {suggestions:?}"
        );
        assert!(suggestions.len() <= MOST_SUGGESTIONS);
        assert!(
            suggestions
                .iter()
                .skip(1)
                .all(|suggestion| !suggestion.safe)
        );
    }
    let house = AcceptList::new(["Zaplink"]);
    assert_eq!(dictionary.suggest("zapilnk", &[&house])[0].word, "Zaplink");
    assert_eq!(dictionary.suggest("", &[]), []);
    assert!(
        dictionary
            .suggest("shti", &[])
            .iter()
            .all(|suggestion| suggestion.word != "shit")
    );
}

mod laws {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn spans_slice_and_are_in_order(text in "(recieve|the|[a-zA-Z'’.,!? \n-]{0,6}|\\PC{0,4}|é|😀| ){0,20}", from in 0usize..60, length in 0usize..20) {
            let dictionary = Dictionary::builtin();
            let boundary = |mut at: usize| { at = at.min(text.len()); while !text.is_char_boundary(at) { at -= 1; } at };
            let mask = Mask::new(vec![Masked { span: Span::new(boundary(from), boundary(from + length)), kind: MaskKind::Url }]);
            let spelling = check_words(&text, &mask, &dictionary, &[], Settings::default());
            for slip in &spelling.misspellings {
                prop_assert!(text.get(slip.span.start..slip.span.end).is_some_and(|word| !word.is_empty()));
                prop_assert!(mask.covering(slip.span).is_none());
            }
            prop_assert!(spelling.misspellings.windows(2).all(|two| two[0].span.end <= two[1].span.start));
        }

        #[test]
        fn suggestions_never_panic_and_are_few(word in "\\PC{0,20}|[a-z']{0,30}") {
            prop_assert!(Dictionary::builtin().suggest(&word, &[]).len() <= MOST_SUGGESTIONS);
        }
    }
}
