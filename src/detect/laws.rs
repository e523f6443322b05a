//! Laws that every scan keeps, whatever the text.

use proptest::prelude::*;

use super::{Settings, scan};

proptest! {
    #[test]
    fn spans_slice_sorted_and_apart(text in "(\\PC|[0-9 @:./+()#-]|card |ssn: |password is |https://|\\n){0,60}") {
        check(&text)?;
    }

    #[test]
    fn digits_and_marks_never_panic(text in "[0-9A-Fa-f :./@(+)'\\\\-]{0,80}") {
        check(&text)?;
    }
}

/// Each label with little or nothing behind it: whoever looks for its value must not look behind the text's end.
#[test]
fn labels_at_the_end_of_a_text_are_no_trouble() {
    let words = super::label_words::LABELS
        .iter()
        .flat_map(|(_, words)| *words);
    for word in words {
        for tail in [
            "", "\n", ".\n", ":", ": ", ",", ", ", " is", " is\n", " (", " \"", "<", "</td>",
            "'s ", " 1", ": 9", "é", ". It",
        ] {
            for text in [
                format!("{word}{tail}"),
                format!("1{tail}{word}"),
                format!("12 is your {word}{tail}"),
            ] {
                check(&text).unwrap();
            }
        }
    }
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let mut end = 0;
    for detection in scan(text, &Settings::everything()) {
        prop_assert!(end <= detection.span.start && detection.span.start < detection.span.end);
        prop_assert!(text.get(detection.span.start..detection.span.end).is_some());
        end = detection.span.end;
    }
    Ok(())
}

/// Hostile texts of one megabyte; a debug build needs well under the limit only when the scan is linear.
#[test]
fn hostile_texts_are_scanned_in_linear_time() {
    let started = std::time::Instant::now();
    for piece in [
        "1 ",
        "@",
        "a:",
        "1.",
        "::",
        "password is ",
        "-----BEGIN PRIVATE KEY",
        "(1",
        "1-",
        "card ",
        "https://",
        "1 Road ",
        "a.internal",
        "AA-",
        "x@",
        "\\\\a",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        scan(&text, &Settings::everything());
    }
    assert!(started.elapsed().as_secs() < 60, "a scan is not linear");
}
