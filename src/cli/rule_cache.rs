//! Keeps what the team's own rules compile to: a hook starts anew for each reply, and compiling takes most of a second.
//!
//! The files hold rules and nothing that people wrote; any of them may be deleted at any time. Whatever goes wrong here, the rules are compiled again.

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use crate::config::Config;
use crate::error::Error;
use crate::linter::Linter;

/// Compiled rulesets that are kept; a team changes its rules now and then, and has a few sets of them.
const KEPT: usize = 8;
/// What the names of the files end with.
const SUFFIX: &str = "rules";

/// The linter of a configuration, from the compiled rules of an earlier run where there are any.
pub(crate) fn linter(config: &Config) -> Result<Linter, Error> {
    linter_from(folder().as_deref(), config)
}

fn linter_from(folder: Option<&Path>, config: &Config) -> Result<Linter, Error> {
    let Some(folder) = folder.filter(|_| Linter::must_compile(config)) else {
        return Linter::new(config);
    };
    let file = folder.join(name(config)).with_extension(SUFFIX);
    let kept = read(&file).and_then(|bytes| Linter::from_compiled(bytes, config).ok());
    if let Some(linter) = kept {
        touch(&file);
        return Ok(linter);
    }
    let bytes = Linter::compile(config)?;
    keep(&file, &bytes);
    Linter::from_compiled(bytes, config)
}

/// The folder of the user's caches, as the XDG Base Directory Specification names it.
fn folder() -> Option<PathBuf> {
    let named = |name: &str| {
        env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let caches = named("XDG_CACHE_HOME").or_else(|| Some(named("HOME")?.join(".cache")))?;
    Some(caches.join("tactful"))
}

/// A name for all that decides what the rules compile to.
fn name(config: &Config) -> String {
    let mut hash = Sha256::new();
    let mut add = |words: &str| {
        // With its length, so that words cannot move from one to the next.
        hash.update(words.len().to_le_bytes());
        hash.update(words);
    };
    add(Linter::BUILD);
    for source in &config.rulesets {
        add(&source.name);
        add(&source.text);
    }
    for change in &config.phrases {
        add("change");
        add(&change.target);
        add(&change.origin);
        for list in [&change.add, &change.remove, &change.add_except] {
            add("list");
            list.iter().for_each(|pattern| add(pattern));
        }
    }
    let mut name = String::new();
    for byte in hash.finalize().iter().take(16) {
        name.push_str(&format!("{byte:02x}"));
    }
    name
}

/// The bytes behind their checksum; nothing when they are not whole.
fn read(file: &Path) -> Option<Vec<u8>> {
    let mut bytes = fs::read(file).ok()?;
    let at = bytes.len().checked_sub(8)?;
    let end: [u8; 8] = bytes[at..].try_into().ok()?;
    bytes.truncate(at);
    (checksum(&bytes) == u64::from_le_bytes(end)).then_some(bytes)
}

/// Says that the file was needed just now; those that nobody needs go first.
fn touch(file: &Path) {
    let opened = fs::File::options().append(true).open(file);
    let _ = opened.and_then(|file| file.set_modified(SystemTime::now()));
}

/// Writes the file at once, so that nobody reads half of it, and makes room for it.
fn keep(file: &Path, bytes: &[u8]) {
    let Some(folder) = file.parent() else { return };
    let fresh = file.with_extension(format!("{}.tmp", std::process::id()));
    let written = make(folder).and_then(|()| {
        let mut out = create(&fresh)?;
        out.write_all(bytes)?;
        out.write_all(&checksum(bytes).to_le_bytes())?;
        fs::rename(&fresh, file)
    });
    if written.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut all: Vec<_> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let is_ours = path.extension().is_some_and(|end| end == SUFFIX);
            let changed = fs::metadata(&path)
                .and_then(|facts| facts.modified())
                .ok()?;
            is_ours.then_some((changed, path))
        })
        .collect();
    all.sort();
    let old = all.len().saturating_sub(KEPT);
    for (_, path) in &all[..old] {
        let _ = fs::remove_file(path);
    }
}

/// For the user alone.
fn make(folder: &Path) -> std::io::Result<()> {
    let mut maker = fs::DirBuilder::new();
    maker.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
    maker.create(folder)
}

fn create(file: &Path) -> std::io::Result<fs::File> {
    let mut options = fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

/// FNV-1a (Fowler, Noll, Vo) over words, four sums side by side as each multiplication would wait for the last: it is reckoned over
/// megabytes at each start. It finds damage, not malice.
fn checksum(bytes: &[u8]) -> u64 {
    let step = |sum: u64, word: u64| {
        (sum ^ word)
            .wrapping_mul(0x0000_0100_0000_01B3)
            .rotate_left(23)
    };
    let mut sums = [0xCBF2_9CE4_8422_2325_u64; 4];
    let (blocks, rest) = bytes.as_chunks::<32>();
    for block in blocks {
        for (sum, word) in sums.iter_mut().zip(block.as_chunks::<8>().0) {
            *sum = step(*sum, u64::from_le_bytes(*word));
        }
    }
    let rest = rest.iter().map(|byte| u64::from(*byte));
    sums.into_iter().chain(rest).fold(bytes.len() as u64, step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::RulesetSource;
    use crate::draft::Draft;

    fn config(word: &str) -> Config {
        let text = include_str!("../../tests/services/house.toml").replace("calm down", word);
        Config {
            rulesets: vec![RulesetSource {
                name: String::from("house.toml"),
                text,
            }],
            ..Config::default()
        }
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    #[test]
    fn rules_are_compiled_once() {
        let caches = tempfile::tempdir().unwrap();
        let folder = caches.path().join("tactful");
        // Words that no built-in rule minds.
        let config = config("blue parcel");
        let finds = || {
            let linter = linter_from(Some(&folder), &config).unwrap();
            let draft = Draft::new("It is a blue parcel.");
            let review = linter.check(&draft);
            review
                .findings
                .iter()
                .any(|found| found.rule.as_str() == "house/calm")
        };
        assert!(finds());
        let [file] = &files(&folder)[..] else {
            panic!("one file");
        };
        let written = fs::read(file).unwrap();
        // The file is what the next run goes by.
        keep(
            file,
            &Linter::compile(&self::config("green parcel")).unwrap(),
        );
        assert!(!finds());
        // What is damaged is written anew.
        let mut damaged = written.clone();
        damaged[written.len() / 2] ^= 1;
        fs::write(file, &damaged).unwrap();
        assert!(finds());
        assert_eq!(fs::read(file).unwrap(), written);
        // A folder that cannot be made is none.
        assert!(linter_from(Some(&file.join("no")), &config).is_ok());
    }

    #[test]
    fn only_whole_files_are_read_and_few_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name).with_extension(SUFFIX);
        for bytes in [
            &b""[..],
            b"a",
            b"eight by",
            b"thirty-two bytes and a few more ones",
        ] {
            keep(&file("a"), bytes);
            assert_eq!(read(&file("a")).as_deref(), Some(bytes));
            for length in 0..bytes.len() + 8 {
                let whole = fs::read(file("a")).unwrap();
                fs::write(file("b"), &whole[..length]).unwrap();
                assert_eq!(read(&file("b")), None, "{length} of {bytes:?}");
            }
        }
        for name in 'c'..'z' {
            keep(&file(&name.to_string()), b"x");
        }
        assert_eq!(files(folder.path()).len(), KEPT);
        assert_eq!(read(&file("nosuch")), None);
    }

    #[test]
    fn everything_that_decides_is_in_the_name() {
        let plain = config("calm down");
        let mut renamed = plain.clone();
        renamed.rulesets[0].name.push('x');
        let mut changed = plain.clone();
        changed.phrases.push(crate::config::PhraseChange {
            target: String::from("house/calm"),
            add: vec![String::from("cheer up")],
            remove: Vec::new(),
            add_except: Vec::new(),
            origin: String::new(),
        });
        let mut moved = changed.clone();
        moved.phrases[0].remove = std::mem::take(&mut moved.phrases[0].add);
        let all = [&plain, &config("cheer up"), &renamed, &changed, &moved].map(name);
        for (index, one) in all.iter().enumerate() {
            assert!(!all[..index].contains(one), "{index}");
        }
        assert_eq!(name(&plain), name(&plain.clone()));
    }
}
