//! `tactful hook jsonl`: answers lines as they come, in order, on all processors; a slow writer gets each answer at once.

use std::io::Write;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use crate::cli::inputs::{Cut, Piece, pieces};
use crate::cli::sink::Sink;
use crate::cli::{Exit, Stop, complain, pool};
use crate::error::Error;
use crate::hook::{Checker, Decision, OnError, jsonl};
use crate::read;

use super::JsonlArgs;
use super::desk::Desk;
use super::limit;
use super::log::Log;

pub(super) fn run(arguments: JsonlArgs) -> Result<Exit, Stop> {
    let log = Log::new(&arguments.decision, "jsonl");
    let input = crate::cli::arguments::InputArgs {
        paths: vec!["-".into()],
        as_format: Some(String::from("jsonl")),
        ..crate::cli::arguments::InputArgs::default()
    };
    let pieces = pieces(&input, Cut::Blocks)?;
    let clerk = Arc::new(Clerk::new(&arguments, log));
    let mut sink = Sink::open(None)?;
    match arguments.decision.timeout {
        Some(limit) => patient(pieces, &clerk, limit, &mut sink)?,
        None => pool::in_order(
            pieces,
            arguments.jobs,
            |piece| match piece {
                Piece::Lines { bytes, .. } => Ok(clerk.answer_all(&bytes)),
                Piece::Failed(error) => Err(error),
                Piece::Whole { .. } | Piece::File { .. } => Ok(Vec::new()),
            },
            |answers: Result<Vec<u8>, Error>| -> Result<(), Stop> {
                sink.write(&answers?)?;
                sink.flush()
            },
        )?,
    }
    sink.finish()?;
    Ok(Exit::Clean)
}

/// Who answers lines.
struct Clerk {
    /// Rules that do not load are told in every answer; the process stays.
    desk: Result<(Desk, read::Options), String>,
    on_error: OnError,
    log: Log,
}

impl Clerk {
    fn new(arguments: &JsonlArgs, log: Log) -> Self {
        let desk = Desk::open(&arguments.message, &arguments.decision).and_then(|desk| {
            // Compiled now, not while the first message waits.
            desk.prepare(None)?;
            let options = desk.options();
            Ok((desk, options))
        });
        let desk = desk.map_err(|error| {
            complain(&error);
            error.to_string()
        });
        Self {
            desk,
            on_error: arguments.decision.on_error(),
            log,
        }
    }

    /// Answers one line.
    fn answer(&self, line: &[u8], out: &mut Vec<u8>) {
        let (desk, options) = match &self.desk {
            Ok(desk) => desk,
            Err(reason) => return self.fail(line, reason, out),
        };
        let before = out.len();
        let mut overridden = Vec::new();
        let warning = jsonl::answer(line, options, desk, out, &mut overridden);
        if let Err(error) = self.log.append(&overridden) {
            out.truncate(before);
            return self.fail(line, &error.to_string(), out);
        }
        warn(warning);
    }

    /// Answers a line that nobody could look at.
    fn fail(&self, line: &[u8], reason: &str, out: &mut Vec<u8>) {
        if !line.iter().all(u8::is_ascii_whitespace) {
            let decision = Decision::failed_because(reason, self.on_error);
            warn(decision.warning());
            jsonl::write(line, &decision, out);
        }
    }

    fn answer_all(&self, lines: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(lines.len() * 4);
        for line in lines.split(|byte| *byte == b'\n') {
            self.answer(line, &mut out);
        }
        out
    }
}

/// Tells people that a message passes unchecked.
fn warn(warning: Option<String>) {
    if let Some(warning) = warning {
        // Nothing is left to tell anybody when standard error is gone.
        let _ = std::io::stderr().lock().write_all(warning.as_bytes());
    }
}

/// Answers with a time limit on each line. A line that takes longer is answered by the policy, and a fresh thread goes on with the next.
fn patient(
    pieces: impl Iterator<Item = Piece>,
    clerk: &Arc<Clerk>,
    limit: Duration,
    sink: &mut Sink,
) -> Result<(), Stop> {
    for piece in pieces {
        let bytes = match piece {
            Piece::Lines { bytes, .. } => Arc::new(bytes),
            Piece::Failed(error) => return Err(error.into()),
            Piece::Whole { .. } | Piece::File { .. } => continue,
        };
        let lines: Arc<Vec<(usize, usize)>> = Arc::new(ranges(&bytes));
        let mut next = 0;
        while next < lines.len() {
            let answers = begin(clerk, &bytes, &lines, next);
            while next < lines.len() {
                let (start, end) = lines[next];
                next += 1;
                match answers.recv_timeout(limit) {
                    Ok(answer) => sink.write(&answer)?,
                    Err(error) => {
                        let mut out = Vec::new();
                        clerk.fail(
                            &bytes[start..end],
                            &limit::gave_up(error, limit).to_string(),
                            &mut out,
                        );
                        sink.write(&out)?;
                        break;
                    }
                }
            }
        }
        sink.flush()?;
    }
    Ok(())
}

/// Answers the lines from one on, on a thread of its own that ends when nobody listens.
fn begin(
    clerk: &Arc<Clerk>,
    bytes: &Arc<Vec<u8>>,
    lines: &Arc<Vec<(usize, usize)>>,
    from: usize,
) -> mpsc::Receiver<Vec<u8>> {
    let (hand_in, answers) = mpsc::sync_channel(64);
    let (clerk, bytes, lines) = (Arc::clone(clerk), Arc::clone(bytes), Arc::clone(lines));
    thread::spawn(move || {
        for (start, end) in &lines[from..] {
            let mut out = Vec::new();
            clerk.answer(&bytes[*start..*end], &mut out);
            if hand_in.send(out).is_err() {
                break;
            }
        }
    });
    answers
}

/// Where the lines stand that are not blank.
fn ranges(bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut start = 0;
    let mut ranges = Vec::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        if !line.iter().all(u8::is_ascii_whitespace) {
            ranges.push((start, start + line.len()));
        }
        start += line.len() + 1;
    }
    ranges
}
