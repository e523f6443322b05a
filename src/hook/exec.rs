//! Any program: text or a request on standard input; 0 send, 1 hold; reasons on standard error, JSON on standard output.

use super::{Answer, Decision, Verdict};

/// The decision as exit code, JSON and reasons.
pub fn answer(decision: &Decision) -> Answer {
    let mut stdout = decision.to_json(None);
    stdout.push('\n');
    Answer {
        code: u8::from(decision.verdict == Verdict::Hold),
        stdout,
        stderr: decision.reasons(),
    }
}
