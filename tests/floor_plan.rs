//! Rooms look down: a room of `src/` uses rooms on lower floors only.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every room and its floor. A room may use rooms of lower floors.
const FLOORS: &[(&str, u8)] = &[
    ("error", 0),
    ("text", 0),
    ("daemon", 1),
    ("draft", 1),
    ("finding", 1),
    ("detect", 2),
    ("prose", 2),
    ("read", 2),
    ("review", 2),
    ("spell", 2),
    ("fix", 3),
    ("pattern", 3),
    ("report", 3),
    ("suppress", 3),
    ("rules", 4),
    ("ruleset", 5),
    ("config", 6),
    ("linter", 7),
    ("audit", 8),
    ("hook", 8),
    ("milter", 9),
    ("serve", 9),
    ("cli", 10),
];

#[test]
fn rooms_look_down() {
    let mut upward = Vec::new();
    for (room, floor) in FLOORS {
        for file in files(&Path::new("src").join(room)) {
            for used in used_rooms(&fs::read_to_string(&file).unwrap()) {
                let other = FLOORS.iter().find(|(name, _)| *name == used);
                if let Some((name, its_floor)) = other
                    && name != room
                    && floor <= its_floor
                {
                    upward.push(format!(
                        "{} (floor {floor}) uses {name} (floor {its_floor})",
                        file.display()
                    ));
                }
            }
        }
    }
    assert!(
        upward.is_empty(),
        "rooms that look up or sideways:\n{}",
        upward.join("\n")
    );
}

#[test]
fn every_room_is_on_the_plan() {
    let known: BTreeSet<String> = FLOORS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let rooms: BTreeSet<String> = fs::read_dir("src")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    let missing: Vec<_> = rooms.difference(&known).collect();
    assert!(missing.is_empty(), "rooms without a floor: {missing:?}");
}

/// The rooms named after `crate::` outside of comments and test modules.
fn used_rooms(source: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for line in source.lines() {
        let line = line.trim_start();
        if line.starts_with("#[cfg(test)]") {
            break;
        }
        if line.starts_with("//") {
            continue;
        }
        for part in line.split("crate::").skip(1) {
            let name: String = part
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                .collect();
            rooms.insert(name);
        }
    }
    rooms
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return all;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path
                .file_stem()
                .is_some_and(|stem| stem == "tests" || stem == "laws")
        {
            all.push(path);
        }
    }
    all
}
