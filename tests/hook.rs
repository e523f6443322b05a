//! The contracts of hosts, run as hosts run them: the built binary, an empty environment, a folder of its own.
//! The cases stand in `fixtures/hook`; what the binary says is kept by insta.
#![cfg(feature = "cli")]
#![allow(missing_docs)]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    files: BTreeMap<String, String>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    args: Vec<String>,
    #[serde(default)]
    stdin: String,
    code: i32,
    /// A file that is shown afterwards.
    shows: Option<String>,
}

fn tactful(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tactful"));
    command
        .env_clear()
        // Programs that mail is passed on to are found here.
        .env("PATH", "/usr/bin:/bin")
        // The rules of the table are compiled once for all cases.
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs a hook with the rules of the table alone.
fn hook(folder: &Path, args: &[String], stdin: &str) -> Output {
    let mut command = tactful(folder);
    command.arg("hook").arg(&args[0]).args(["--only", "house"]);
    if !args.iter().any(|arg| arg == "--ruleset") {
        command.args(["--ruleset", "house.toml"]);
    }
    let mut child = command.args(&args[1..]).spawn().unwrap();
    // A hook that does not read is free to close its end.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    child.wait_with_output().unwrap()
}

fn table() -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/hook/hooks.toml");
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn folder(files: &BTreeMap<String, String>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in files {
        std::fs::write(folder.path().join(file), text).unwrap();
    }
    folder
}

/// The moment is the only thing that differs between two runs.
fn without_moment(text: &str) -> String {
    let Some((before, after)) = text.split_once("\"at\":") else {
        return text.to_owned();
    };
    let after = after.trim_start_matches(|c: char| c.is_ascii_digit());
    format!("{before}\"at\":0{after}")
}

#[test]
fn hosts_get_what_they_expect() {
    let Table { files, case } = table();
    let mut said = String::new();
    for case in case {
        let folder = folder(&files);
        let output = hook(folder.path(), &case.args, &case.stdin);
        let stdout = String::from_utf8(output.stdout).unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            output.status.code(),
            Some(case.code),
            "{}\n{stdout}\n{stderr}",
            case.name
        );
        for line in stderr.lines().filter(|line| line.contains("(house/")) {
            assert!(line.len() <= 3_000, "{}: {line}", case.name);
        }
        let _ = write!(
            said,
            "## {}\n$ tactful hook {}   → {}\n{stdout}",
            case.name,
            case.args.join(" "),
            case.code
        );
        if !stderr.is_empty() {
            let _ = write!(said, "-- stderr\n{stderr}");
        }
        if let Some(file) = case.shows {
            let text = std::fs::read_to_string(folder.path().join(&file)).unwrap();
            assert!(
                !text.contains("4111") && !text.contains("alm down"),
                "{text}"
            );
            let _ = write!(said, "-- {file}\n{}", without_moment(&text));
        }
        said.push('\n');
    }
    insta::with_settings!({ snapshot_path => "../fixtures/hook", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("hooks", said);
    });
}

#[test]
fn a_host_that_never_closes_its_end_is_answered() {
    let folder = folder(&table().files);
    for (kind, on_error, code) in [
        ("exec", "hold", 1),
        ("exec", "allow", 0),
        ("claude-code", "hold", 2),
        ("sendmail", "hold", 75),
    ] {
        let begun = Instant::now();
        let mut child = tactful(folder.path())
            .args(["hook", kind, "--timeout", "100ms", "--on-error", on_error])
            .spawn()
            .unwrap();
        // Waiting closes our end, unless somebody else holds it.
        let _open = child.stdin.take();
        let status = child.wait().unwrap();
        assert_eq!(status.code(), Some(code), "{kind} {on_error}");
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
}

/// A process that stays answers each line before the next one comes.
#[test]
fn lines_are_answered_at_once() {
    let files = table().files;
    for more in [&[][..], &["--timeout", "60s"], &["--jobs", "1"]] {
        let folder = folder(&files);
        let mut child = tactful(folder.path())
            .args([
                "hook",
                "jsonl",
                "--only",
                "house",
                "--ruleset",
                "house.toml",
            ])
            .args(more)
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
        for number in 0..5 {
            let text = if number % 2 == 0 {
                "Please calm down."
            } else {
                "Your parcel is here."
            };
            writeln!(stdin, "{{\"id\": {number}, \"draft\": \"{text}\"}}").unwrap();
            stdin.flush().unwrap();
            let answer: serde_json::Value =
                serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
            assert_eq!(answer["id"], number);
            assert_eq!(
                answer["decision"],
                if number % 2 == 0 { "hold" } else { "send" }
            );
        }
        drop(stdin);
        assert!(answers.next().is_none());
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn batches_come_back_in_order() {
    let folder = folder(&table().files);
    let lines: String = (0..5_000)
        .map(|number| format!("{{\"id\": {number}, \"draft\": \"Number {number} is here.\"}}\n"))
        .collect();
    let mut child = tactful(folder.path())
        .args([
            "hook",
            "jsonl",
            "--only",
            "house",
            "--ruleset",
            "house.toml",
        ])
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    for (number, line) in text.lines().enumerate() {
        assert!(line.starts_with(&format!(
            "{{\"version\":1,\"id\":{number},\"decision\":\"send\""
        )));
    }
    assert_eq!(text.lines().count(), 5_000);
}

/// The staged bytes count, not those of the working folder, also from a folder below.
#[test]
fn git_is_asked_what_is_staged() {
    let folder = folder(&table().files);
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
    git(&["init", "--quiet"]);
    std::fs::create_dir(folder.path().join("replies")).unwrap();
    std::fs::write(folder.path().join("replies/late.md"), "Please calm down.\n").unwrap();
    std::fs::write(folder.path().join("unstaged.md"), "Please calm down.\n").unwrap();
    git(&["add", "replies", "good.md"]);
    std::fs::write(
        folder.path().join("replies/late.md"),
        "Your parcel is here.\n",
    )
    .unwrap();
    let rules = folder.path().join("house.toml").display().to_string();
    for (sub, name) in [("", "replies/late.md:1:8"), ("replies", "late.md:1:8")] {
        let output = tactful(&folder.path().join(sub))
            .args(["hook", "git", "--only", "house", "--ruleset", &rules])
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(
            said.starts_with(name) && said.lines().count() == 1,
            "{said}"
        );
    }
    git(&["add", "replies"]);
    std::fs::write(folder.path().join("package.json"), "{\"name\": \"x\"}").unwrap();
    git(&["add", "package.json"]);
    for (path, code) in [("replies", 0), ("package.json", 1)] {
        let output = tactful(folder.path())
            .args(["hook", "git", path, "--only", "house", "--ruleset", &rules])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(code), "{output:?}");
    }
    let output = tactful(folder.path())
        .args(["hook", "git", "--only", "house", "--ruleset", &rules])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}
