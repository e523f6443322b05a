//! What git is about to commit: the staged bytes, not those of the working folder.

use std::path::PathBuf;
use std::process::Command;

use crate::error::Error;

use super::contents::Contents;

/// The staged files that were added or changed, with their staged bytes; below these paths when there are any.
pub(super) fn staged(paths: &[PathBuf]) -> Result<Contents, Error> {
    let top = git(&["rev-parse", "--show-toplevel"])?;
    let top = PathBuf::from(String::from_utf8_lossy(&top).trim_end());
    let mut asked = vec![
        "diff",
        "--cached",
        "--name-only",
        "--diff-filter=ACMR",
        "-z",
        "--",
    ];
    let paths: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    asked.extend(paths.iter().map(String::as_str));
    let names = git(&asked)?;
    let prefix = std::env::current_dir().unwrap_or_default();
    Ok(names
        .split(|byte| *byte == 0)
        .filter(|name| !name.is_empty())
        .map(|name| {
            let name = String::from_utf8_lossy(name);
            let bytes = git(&["cat-file", "blob", &format!(":{name}")])?;
            let path = top.join(&*name);
            // People see names as they type them.
            let path = path
                .strip_prefix(&prefix)
                .map(PathBuf::from)
                .unwrap_or(path);
            Ok((path, bytes))
        })
        .collect())
}

fn git(arguments: &[&str]) -> Result<Vec<u8>, Error> {
    let output = Command::new("git")
        .args(arguments)
        .output()
        .map_err(|error| Error::io(format!("git cannot be started: {error}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or("it did not say why");
        return Err(Error::io(format!("git {} failed: {said}", arguments[0])));
    }
    Ok(output.stdout)
}
