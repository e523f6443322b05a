//! Awkward places: findings that share words, lines that are cut, wide characters, blank lines, empty drafts.

use crate::draft::Draft;
use crate::finding::Severity::{self, Error, Suggestion, Warning};
use crate::report::samples::finding;
use crate::report::{Format, Options, render};
use crate::review::Review;

#[test]
fn awkward_places_are_shown() {
    let words = "word ".repeat(40);
    let one_line = format!("Start {words} end. Calm");
    let japanese =
        "これは日本語の長い文章です。".repeat(12) + "落ち着いて" + &"ください。".repeat(20);
    let many: Vec<(Severity, &str)> = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]
        .into_iter()
        .map(|letter| (Warning, letter))
        .collect();
    let cases: [(&str, &[(Severity, &str)]); 9] = [
        (
            "You really should have known that better, sir.",
            &[
                (Warning, "You really should have known"),
                (Error, "should have"),
                (Suggestion, "known that"),
            ],
        ),
        ("", &[(Warning, "missing")]),
        (
            "Hi,\r\n\r\n\tplease\tcalm down\r\nBye",
            &[(Warning, "calm down"), (Suggestion, "Bye")],
        ),
        (&one_line, &[(Suggestion, words.trim()), (Error, "Calm")]),
        (&japanese, &[(Warning, "落ち着いて")]),
        (
            "one two\nthree four\nfive",
            &[(Error, "two\nthree"), (Warning, "four\nfive")],
        ),
        ("Hello there\n\nGood bye.   \n\n", &[(Warning, "missing")]),
        ("a b c d e f g h i j k", &many),
        (
            "wide \u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467} and e\u{301} then this",
            &[(Error, "this")],
        ),
    ];
    let drafts: Vec<Draft> = cases.iter().map(|(text, _)| Draft::new(*text)).collect();
    let reviews: Vec<Review<'_>> = drafts
        .iter()
        .zip(cases)
        .map(|(draft, (_, places))| {
            let mut review = Review::new(draft);
            let made = places
                .iter()
                .map(|(severity, words)| finding(draft, "tone/x", *severity, words, "not so", &[]));
            review.findings = made.collect();
            review
        })
        .collect();
    let (report, _) = render(Format::Human, &Options::default(), &reviews);
    insta::assert_snapshot!(String::from_utf8(report).unwrap());
}
