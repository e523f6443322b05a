//! Command lines, run as people run them: the built binary, an empty environment, a folder of its own.
//! The cases stand in `fixtures/cli`; what the binary says is kept by insta.
#![cfg(feature = "cli")]
#![allow(missing_docs)]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// Files that every case finds in its folder.
    #[serde(default)]
    files: BTreeMap<String, String>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What the case shows.
    name: String,
    args: Vec<String>,
    #[serde(default)]
    stdin: Option<String>,
    /// More files; they win over those of the table.
    #[serde(default)]
    files: BTreeMap<String, String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    /// The exit code.
    code: i32,
    /// Files afterwards.
    #[serde(default)]
    after: BTreeMap<String, String>,
}

fn run(case: &Case, folder: &Path) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tactful"))
        .args(&case.args)
        .env_clear()
        // Cases with the same rules need not compile them each.
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .envs(&case.env)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("standard input is piped");
    let text = case.stdin.clone().unwrap_or_default();
    // A command that does not read is free to close its end.
    let _ = stdin.write_all(text.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("the binary ends")
}

fn check_table(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/cli/{name}.toml"));
    let text = std::fs::read_to_string(path).unwrap();
    let table: Table = toml::from_str(&text).unwrap();
    let mut said = String::new();
    for case in &table.case {
        let folder = tempfile::tempdir().unwrap();
        let files = table.files.iter().chain(&case.files);
        for (file, text) in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let output = run(case, folder.path());
        let stdout = String::from_utf8(output.stdout).unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            output.status.code(),
            Some(case.code),
            "{}\n{stdout}\n{stderr}",
            case.name
        );
        for (file, expected) in &case.after {
            let text = std::fs::read_to_string(folder.path().join(file)).unwrap();
            assert_eq!(&text, expected, "{}: {file}", case.name);
        }
        let leftover = std::fs::read_dir(folder.path()).unwrap().any(|entry| {
            entry
                .unwrap()
                .file_name()
                .to_string_lossy()
                .ends_with(".tactful")
        });
        assert!(!leftover, "{}: an unfinished file stays", case.name);
        let _ = write!(
            said,
            "## {}\n$ tactful {}\n{stdout}",
            case.name,
            case.args.join(" ")
        );
        if !stderr.is_empty() {
            let _ = write!(said, "-- stderr\n{stderr}");
        }
        said.push('\n');
    }
    insta::with_settings!({ snapshot_path => "../fixtures/cli", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, said);
    });
}

#[test]
fn every_table_is_tested() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/cli");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "accept", "audit", "check", "commands", "config", "fix", "mistakes", "propose",
            "redact"
        ]
    );
}

#[test]
fn check() {
    check_table("check");
}

#[test]
fn audit() {
    check_table("audit");
}

#[test]
fn mistakes() {
    check_table("mistakes");
}

#[test]
fn config() {
    check_table("config");
}

#[test]
fn accept() {
    check_table("accept");
}

#[test]
fn fix() {
    check_table("fix");
}

#[test]
fn propose() {
    check_table("propose");
}

#[test]
fn redact() {
    check_table("redact");
}

#[test]
fn commands() {
    check_table("commands");
}

/// Rows that fill several blocks of a stream although there is little to check in them.
fn padded_rows(count: usize) -> String {
    let padding = "x".repeat(400);
    let mut rows = String::new();
    for number in 0..count {
        let _ = writeln!(
            rows,
            "{{\"draft\": \"Number {number}: please calm down.\", \"meta\": {{\"pad\": \"{padding}\"}}}}"
        );
    }
    rows
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    let rows = padded_rows(4_000);
    std::fs::write(folder.path().join("rows.jsonl"), rows).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_tactful"))
        .args(["check", "rows.jsonl", "--no-config"])
        .env_clear()
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn many_threads_say_what_one_says() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rows.jsonl"), padded_rows(4_000)).unwrap();
    let run = |jobs: &str| {
        Command::new(env!("CARGO_BIN_EXE_tactful"))
            .args([
                "check",
                "rows.jsonl",
                "--no-config",
                "--format",
                "jsonl",
                "--jobs",
                jobs,
            ])
            .env_clear()
            .current_dir(folder.path())
            .output()
            .unwrap()
            .stdout
    };
    let one = run("1");
    assert!(one == run("4"));
    assert_eq!(one.iter().filter(|byte| **byte == b'\n').count(), 4_000);
}

/// The numbers differ from run to run, so that no snapshot can hold them.
#[test]
fn timing_names_the_dearest_parts() {
    let case = Case {
        name: String::from("timing"),
        args: ["check", "--no-config", "--timing", "-"]
            .map(str::to_owned)
            .to_vec(),
        stdin: Some(String::from("Calm down. As I already said, act now!!!")),
        files: BTreeMap::new(),
        env: BTreeMap::new(),
        code: 1,
        after: BTreeMap::new(),
    };
    let folder = tempfile::tempdir().unwrap();
    let said = String::from_utf8(run(&case, folder.path()).stderr).unwrap();
    let mut lines = said.lines();
    assert!(lines.next().unwrap().contains("1 draft in "), "{said}");
    let shares: Vec<f64> = lines
        .map(|line| {
            let (share, rest) = line.split_once(" % ").unwrap();
            assert!(rest.contains(" µs a draft "), "{line}");
            share.rsplit(' ').next().unwrap().parse().unwrap()
        })
        .collect();
    assert!(
        1 < shares.len() && shares.is_sorted_by(|a, b| b <= a),
        "{said}"
    );
    assert!(shares.iter().sum::<f64>() < 101.0, "{said}");
    assert!(said.contains("(spelling)"), "{said}");
}

#[test]
fn changes_since_a_revision_are_asked_of_git() {
    let folder = tempfile::tempdir().unwrap();
    let git = |args: &[&str]| {
        let done = Command::new("git")
            .args(["-c", "user.name=t", "-c", "user.email=t@example.com"])
            .args(args)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
    };
    let write = |file: &str, text: &str| std::fs::write(folder.path().join(file), text).unwrap();
    git(&["init", "--quiet"]);
    write("old.txt", "Please calm down.\nThank you.\n");
    write("same.txt", "Please calm down.\n");
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "first"]);
    write("old.txt", "Please calm down.\nThank you.\nNow calm down.\n");
    write("new.txt", "Calm down.\n");
    let ruleset = "[category]\ntitle = 'House'\n[[rule]]\nid = 'house/calm'\nlevel = 'error'\navoid = ['calm down']\nsay = 'no'\nwhy = 'no'\nsource = 'no'\nbad = ['Calm down.']\ngood = ['It was calm.']\n";
    let rules = tempfile::tempdir().unwrap();
    std::fs::write(rules.path().join("house.toml"), ruleset).unwrap();
    std::fs::create_dir(folder.path().join("sub")).unwrap();
    let changed = |working: &Path, args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_tactful"))
            .args(["check", "--changed-since", "HEAD", "--format", "csv"])
            .args(["--no-config", "--only", "house", "--ruleset"])
            .arg(rules.path().join("house.toml"))
            .args(args)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .current_dir(working)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let places: Vec<String> = said
            .lines()
            .skip(1)
            .map(|line| line.split(",error").next().unwrap().to_owned())
            .collect();
        let complaint = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), places, complaint)
    };
    let sub = folder.path().join("sub");
    for (working, path, wanted) in [
        (folder.path(), ".", ["new.txt,,,1,1", "old.txt,,,3,5"]),
        (&sub, "..", ["../new.txt,,,1,1", "../old.txt,,,3,5"]),
        (
            folder.path(),
            "sub/..",
            ["sub/../new.txt,,,1,1", "sub/../old.txt,,,3,5"],
        ),
    ] {
        let (code, places, complaint) = changed(working, &[path]);
        assert_eq!((code, complaint.as_str()), (Some(1), ""), "{path}");
        assert_eq!(places, wanted, "{path}");
    }
    #[cfg(unix)]
    {
        let other = tempfile::tempdir().unwrap();
        let link = other.path().join("link");
        std::os::unix::fs::symlink(folder.path(), &link).unwrap();
        let file = link.join("old.txt").display().to_string();
        let (code, places, _) = changed(folder.path(), &[&file]);
        assert_eq!((code, places.len()), (Some(1), 1));
    }
    for (args, says) in [
        (&["-"][..], "needs files"),
        (&["--text", "Calm down."], "needs files"),
        (&["../elsewhere.txt"], "outside of"),
    ] {
        let (code, _, complaint) = changed(folder.path(), args);
        assert_eq!(code, Some(2), "{args:?}");
        assert!(complaint.contains(says), "{complaint}");
    }
}
