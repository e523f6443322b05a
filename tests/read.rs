//! Every format: what is read from the files of `fixtures/read`, and where it stands in them.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fmt::Write;

use tactful::read::{Options, detect, read};
use tactful::text::Span;

/// Reads every fixture; the snapshot shows each draft with what is known about it.
#[test]
fn every_format_is_read_with_its_places() {
    let mut shown = String::new();
    for path in fixtures() {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let bytes = std::fs::read(&path).unwrap();
        let as_format = (name == "freescout.json").then(|| "freescout".parse().unwrap());
        let options = Options {
            as_format,
            ..Options::default()
        };
        let drafts = read(&name, &bytes, &options).unwrap();
        writeln!(shown, "=== {name}, detected as {:?}", detect(&name, &bytes)).unwrap();
        let file = String::from_utf8(bytes).unwrap();
        for draft in drafts {
            let origin = &draft.origin;
            let record = origin.record.as_deref().unwrap_or("-");
            writeln!(shown, "--- {record}, {}", draft.stage.as_str()).unwrap();
            for (label, value) in [
                ("title", origin.title.clone()),
                ("profile", draft.profile.clone()),
                ("language", draft.language.clone()),
                (
                    "channel",
                    draft.channel.map(|channel| channel.as_str().to_owned()),
                ),
                ("usage", origin.usage.map(|usage| usage.to_string())),
                ("subject", draft.subject.clone()),
            ] {
                if let Some(value) = value {
                    writeln!(shown, "{label}: {value}").unwrap();
                }
            }
            for ignore in &origin.ignores {
                let reason = ignore.reason.as_deref().unwrap_or("-");
                writeln!(
                    shown,
                    "ignore on line {}: {} ({reason})",
                    ignore.line, ignore.rule
                )
                .unwrap();
            }
            for masked in draft.mask.spans() {
                writeln!(
                    shown,
                    "{:?}: {:?}",
                    masked.kind,
                    masked.span.of(&draft.text)
                )
                .unwrap();
            }
            let at = draft.text.to_lowercase().find("sorry");
            if let Some(at) = at {
                let span = Span::new(at, at + 5);
                let place = origin.bytes(span).of(&file);
                assert_eq!(place, span.of(&draft.text), "{name} {record}");
                let line = file[..origin.bytes(span).start].matches('\n').count() + 1;
                let position = origin.position(span).unwrap();
                assert_eq!(position.line, line, "{name} {record}");
                writeln!(shown, "“{place}” at {}:{}", position.line, position.column).unwrap();
            }
            writeln!(shown, "| {}", draft.text.replace('\n', "\n| ")).unwrap();
        }
    }
    insta::assert_snapshot!("formats", shown);
}

/// A file that is cut off anywhere, or whose bytes are broken, is read or refused, never a panic, and all places stay inside it.
#[test]
fn broken_files_are_read_or_refused() {
    for path in fixtures() {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let whole = std::fs::read(&path).unwrap();
        for cut in 0..whole.len() {
            let mut broken = whole[..cut].to_vec();
            check(&name, &broken);
            broken.extend(&whole[cut..]);
            broken[cut] = 0xE9;
            check(&name, &broken);
        }
    }
}

fn check(name: &str, bytes: &[u8]) {
    let options = Options {
        each_turn: true,
        ..Options::default()
    };
    match read(name, bytes, &options) {
        Ok(drafts) => {
            for draft in drafts {
                for segment in draft.origin.map.segments() {
                    let words = draft
                        .text
                        .as_bytes()
                        .get(segment.text..segment.text + segment.text_len);
                    let file = bytes.get(segment.file..segment.file + segment.file_len);
                    assert!(words.is_some() && file.is_some(), "{name}: {segment:?}");
                    assert!(!segment.same || words == file, "{name}: {segment:?}");
                }
                let covered = draft
                    .origin
                    .map
                    .segments()
                    .last()
                    .map(|last| last.text + last.text_len);
                assert!(
                    covered.is_none_or(|covered| covered == draft.text.len()),
                    "{name}: {covered:?}"
                );
                for masked in draft.mask.spans() {
                    assert!(
                        draft.text.get(masked.span.start..masked.span.end).is_some(),
                        "{name}"
                    );
                }
            }
        }
        Err(error) => assert!(error.to_string().starts_with(name), "{error}"),
    }
}

fn fixtures() -> Vec<std::path::PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/read");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(15 < paths.len(), "{}", paths.len());
    paths
}
