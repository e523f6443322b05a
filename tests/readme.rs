//! What the README shows is what the command prints. `TACTFUL_UPDATE=1 cargo test --test readme` writes the outputs anew.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn outputs_are_real() {
    let readme = fs::read_to_string("README.md").unwrap();
    let wanted = with_outputs(&readme);
    if std::env::var_os("TACTFUL_UPDATE").is_some() {
        fs::write("README.md", &wanted).unwrap();
    } else {
        assert!(
            readme == wanted,
            "README.md shows other outputs than the command prints; it should read:\n{wanted}"
        );
    }
}

#[test]
fn linked_files_exist() {
    let readme = fs::read_to_string("README.md").unwrap();
    for part in readme.split("](").skip(1) {
        let target = part.split(')').next().unwrap();
        if !target.starts_with("http") {
            assert!(
                Path::new(target).exists(),
                "README.md links to {target}, which is not there"
            );
        }
    }
}

/// The README with every `console` block holding what its command prints.
fn with_outputs(readme: &str) -> String {
    let mut out = String::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if line != "```console" {
            continue;
        }
        let command = lines.next().unwrap();
        out.push_str(command);
        out.push('\n');
        out.push_str(&output_of(command.strip_prefix("$ ").unwrap()));
        out.push_str("```\n");
        lines.by_ref().find(|line| *line == "```");
    }
    out
}

fn output_of(command: &str) -> String {
    let folder = Path::new(env!("CARGO_BIN_EXE_tactful")).parent().unwrap();
    let path = format!(
        "{}:{}",
        folder.display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let output = Command::new("sh")
        .args(["-c", command])
        .env_clear()
        .env("PATH", path)
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    let text =
        String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    let mut text = text.trim_end().to_owned();
    text.push('\n');
    text
}
