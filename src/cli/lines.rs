//! Which lines of which files count: `--only-lines` and `--changed-since`.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cli::inputs::{Piece, Pieces};
use crate::cli::projects::absolute;
use crate::error::{Error, nearest};
use crate::review::Review;
use crate::text::{Positions, Span};

/// Lines by file, from 1. Files that are not named have none.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    /// By the real path, so that `..` and links lead to the same file.
    files: BTreeMap<PathBuf, Vec<RangeInclusive<usize>>>,
    /// The folder whose changes git told.
    work_tree: Option<PathBuf>,
    /// The files of `--only-lines`, as they were typed.
    only: Vec<PathBuf>,
}

impl Lines {
    /// What the two options ask for; `None` when all lines count.
    pub(crate) fn asked(since: Option<&str>, only: &[String]) -> Result<Option<Self>, Error> {
        if since.is_none() && only.is_empty() {
            return Ok(None);
        }
        let mut lines = Self::default();
        if let Some(revision) = since {
            lines.add_changes(revision)?;
        }
        for written in only {
            let (path, range) = parse_only(written)?;
            lines.files.entry(real(&path)?).or_default().push(range);
            lines.only.push(path);
        }
        Ok(Some(lines))
    }

    /// Makes sure that what is to be checked has the lines that were asked for.
    ///
    /// # Errors
    /// A text that is no file, a file that git does not look after, and a file that is not among what is checked.
    pub(crate) fn suit(&self, pieces: &Pieces) -> Result<(), Error> {
        if let Some(work_tree) = &self.work_tree {
            if let Some(name) = pieces.nameless() {
                return Err(Error::config(format!(
                    "--changed-since needs files; git knows no changes of {name}"
                ))
                .help("name a file or a folder, or say with --stdin-name which file it is"));
            }
            for path in pieces.files() {
                if !real(path)?.starts_with(work_tree) {
                    return Err(Error::config(format!(
                        "git knows no changes of it: it lies outside of {}",
                        work_tree.display()
                    ))
                    .in_source(path.display().to_string())
                    .help("start tactful in the work tree of the file"));
                }
            }
        }
        if self.only.is_empty() {
            return Ok(());
        }
        let checked: BTreeSet<PathBuf> = pieces.files().map(real).collect::<Result<_, _>>()?;
        for path in &self.only {
            if !checked.contains(&real(path)?) {
                let path = path.display().to_string();
                let names: Vec<String> = pieces
                    .files()
                    .map(|path| path.display().to_string())
                    .collect();
                let near = nearest(&path, names.iter().map(String::as_str));
                let help = match near.first() {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => String::from("name the file, or its folder, among what is checked"),
                };
                return Err(Error::config(format!(
                    "--only-lines names `{path}`, which is not among what is checked"
                ))
                .help(help));
            }
        }
        Ok(())
    }

    /// Whether anything in a piece of work can count.
    pub(crate) fn touches(&self, piece: &Piece) -> bool {
        match piece {
            Piece::File { path, .. }
            | Piece::Whole {
                path: Some(path), ..
            }
            | Piece::Lines {
                path: Some(path), ..
            } => self.of(path).is_some(),
            Piece::Failed(_) => true,
            Piece::Whole { .. } | Piece::Lines { .. } => false,
        }
    }

    /// Takes out the findings that lie on other lines with all their places.
    pub(crate) fn keep(&self, review: &mut Review<'_>) {
        let ranges = self.of(Path::new(&*review.draft.origin.file));
        if ranges.is_none()
            && review
                .findings
                .iter()
                .all(|finding| finding.related.is_empty())
        {
            review.findings.clear();
            return;
        }
        let draft = review.draft;
        let positions = Positions::new(&draft.text);
        let line = |at: usize| match draft.origin.position(Span::empty(at)) {
            Some(place) => place.line,
            None => positions.at(&draft.text, at).line,
        };
        review.findings.retain(|finding| {
            let (first, last) = (line(finding.span.start), line(finding.span.end));
            let is_in = |ranges: &Vec<RangeInclusive<usize>>, first, last| {
                ranges
                    .iter()
                    .any(|range| *range.start() <= last && first <= *range.end())
            };
            ranges.is_some_and(|ranges| is_in(ranges, first, last))
                || finding.related.iter().any(|other| {
                    self.of(Path::new(&*other.file))
                        .is_some_and(|ranges| is_in(ranges, other.start.0, other.end.0))
                })
        });
    }

    fn of(&self, path: &Path) -> Option<&Vec<RangeInclusive<usize>>> {
        self.files.get(&real(path).ok()?)
    }

    /// Asks git which lines are new, and which files it does not know yet.
    fn add_changes(&mut self, revision: &str) -> Result<(), Error> {
        if revision.starts_with('-') {
            return Err(Error::config(format!("`{revision}` is no revision")));
        }
        let top = git(["rev-parse", "--show-toplevel"])?;
        let top = real(Path::new(top.trim_end_matches(['\r', '\n'])))?;
        let diff = git([
            "-c",
            "core.quotepath=off",
            "diff",
            "--no-color",
            "--no-ext-diff",
            "--no-renames",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            "--unified=0",
            revision,
            "--",
        ])?;
        for (path, range) in parse_diff(&diff) {
            self.files.entry(top.join(path)).or_default().push(range);
        }
        let unknown = git([
            "-c",
            "core.quotepath=off",
            "ls-files",
            "--others",
            "--exclude-standard",
            "--full-name",
            "-z",
            "--",
            // The whole work tree, not only the working folder.
            ":/",
        ])?;
        for path in unknown.split('\0').filter(|path| !path.is_empty()) {
            self.files.insert(top.join(path), vec![1..=usize::MAX]);
        }
        self.work_tree = Some(top);
        Ok(())
    }
}

/// The path behind `..` and links; of what does not exist, the path that it would have.
fn real(path: &Path) -> Result<PathBuf, Error> {
    match fs::canonicalize(path) {
        Ok(path) => Ok(path),
        Err(_) => absolute(path),
    }
}

/// `FILE:FROM-TO` or `FILE:LINE`.
fn parse_only(written: &str) -> Result<(PathBuf, RangeInclusive<usize>), Error> {
    let wrong = || {
        Error::config(format!("`{written}` does not name lines"))
            .help("write it as FILE:FROM-TO, such as replies.yml:10-20")
    };
    let (path, lines) = written.rsplit_once(':').ok_or_else(wrong)?;
    let (from, to) = lines.split_once('-').unwrap_or((lines, lines));
    let from: usize = from.parse().map_err(|_| wrong())?;
    let to: usize = to.parse().map_err(|_| wrong())?;
    if path.is_empty() || from == 0 || to < from {
        return Err(wrong());
    }
    Ok((PathBuf::from(path), from..=to))
}

/// The new lines of a unified diff without context.
fn parse_diff(diff: &str) -> Vec<(&str, RangeInclusive<usize>)> {
    let mut changed = Vec::new();
    let mut file = None;
    // Lines of a hunk's body that are still to come; they may look like headers.
    let mut body = 0usize;
    for line in diff.lines() {
        if 0 < body && line.starts_with(['+', '-']) {
            body -= 1;
            continue;
        }
        if let Some(path) = line.strip_prefix("+++ ") {
            file = path.trim_end_matches('\t').strip_prefix("b/");
        } else if let Some(hunk) = line.strip_prefix("@@ ") {
            let mut parts = hunk.split(' ');
            let (Some(old), Some(new)) = (parts.next(), parts.next()) else {
                continue;
            };
            let (_, removed) = hunk_range(old);
            let (start, added) = hunk_range(new);
            body = removed + added;
            if let Some(file) = file
                && 0 < added
            {
                changed.push((file, start..=start + added - 1));
            }
        }
    }
    changed
}

/// `+12,3` or `-12`: first line and number of lines.
fn hunk_range(part: &str) -> (usize, usize) {
    let numbers = part.trim_start_matches(['+', '-']);
    let (start, count) = numbers.split_once(',').unwrap_or((numbers, "1"));
    (start.parse().unwrap_or(0), count.parse().unwrap_or(0))
}

fn git<const N: usize>(arguments: [&str; N]) -> Result<String, Error> {
    let output = Command::new("git")
        .args(arguments.map(OsStr::new))
        .output()
        .map_err(|error| Error::io(format!("git could not be started: {error}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let first = said.lines().next().unwrap_or("it gave no reason");
        return Err(Error::config(format!(
            "git does not say what was changed: {}",
            first.trim_start_matches("fatal: ")
        )));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_line_ranges() {
        for (written, reads) in [
            ("a.yml:10-20", Some(("a.yml", 10..=20))),
            ("a.yml:7", Some(("a.yml", 7..=7))),
            ("c:/a.yml:1-2", Some(("c:/a.yml", 1..=2))),
            ("a.yml", None),
            ("a.yml:0-2", None),
            ("a.yml:3-2", None),
            (":3-4", None),
        ] {
            let read = parse_only(written).ok();
            let wanted = reads.map(|(path, range)| (PathBuf::from(path), range));
            assert_eq!(read, wanted, "{written}");
        }
    }

    #[test]
    fn reads_diffs() {
        let diff = "\
diff --git a/x.md b/x.md
--- a/x.md
+++ b/x.md
@@ -3 +3,2 @@ title
-old
+++ b/not a header
+new
@@ -9,2 +10,0 @@
-gone
-gone
diff --git a/y z.md b/y z.md
--- /dev/null
+++ b/y z.md
@@ -0,0 +1,3 @@
+a
+b
+c
";
        assert_eq!(parse_diff(diff), [("x.md", 3..=4), ("y z.md", 1..=3)]);
    }
}
