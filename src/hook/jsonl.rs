//! A process that stays: one request a line in, one answer a line out, in order, ids echoed. A bad line is answered, not died of.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::Error;
use crate::read;

use super::{Checker, Decision, Overridden, Told, decide_drafts, leaving};

/// The id of a request, read without reading the rest.
#[derive(Deserialize)]
struct Head<'l> {
    #[serde(borrow)]
    id: Option<&'l RawValue>,
}

/// Answers one line without its line break into `out`; blank lines are answered by nothing.
///
/// A line is a request, a bare string or a list of messages, as `tactful check --as jsonl` reads them; a request may have an `id`, any JSON value.
/// What was overridden goes to `log`. Answers the line for people about a message that passes unchecked, where the policy wants it told.
pub fn answer(
    line: &[u8],
    options: &read::Options,
    checker: &(impl Checker + ?Sized),
    out: &mut Vec<u8>,
    log: &mut Vec<Overridden>,
) -> Option<String> {
    if line.iter().all(u8::is_ascii_whitespace) {
        return None;
    }
    let decision = decide(line, options, checker)
        .unwrap_or_else(|error| Decision::failed(&error, checker.policy()));
    write(line, &decision, out);
    let warning = decision.warning();
    log.extend(decision.overridden);
    warning
}

/// Answers a line with a decision that was made elsewhere, such as about a line that took too long.
pub fn write(line: &[u8], decision: &Decision, out: &mut Vec<u8>) {
    let id = id(line);
    out.extend_from_slice(decision.to_json(id).as_bytes());
    out.push(b'\n');
}

fn decide(
    line: &[u8],
    options: &read::Options,
    checker: &(impl Checker + ?Sized),
) -> Result<Decision, Error> {
    let mut drafts = Vec::new();
    let mut wrong = None;
    read::read_block("<line>", line, (0, 0), options, |row| match row {
        Ok(draft) => drafts.push(draft),
        Err(error) => wrong = Some(error),
    });
    match wrong {
        Some(error) => Err(error),
        None => {
            let drafts = leaving(drafts, checker.context());
            decide_drafts(&drafts, checker, Told::Reviews)
        }
    }
}

fn id(line: &[u8]) -> Option<&RawValue> {
    // Most streams that are batches have no ids; looking for the word is cheaper than reading the line twice.
    if !line.windows(4).any(|window| window == b"\"id\"") {
        return None;
    }
    serde_json::from_slice::<Head<'_>>(line).ok()?.id
}
