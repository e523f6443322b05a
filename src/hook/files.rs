//! Git and pre-commit: files of canned replies; 0 commit, 1 do not, with `file:line:column: reason` for people and editors.

use super::{Answer, Decision, Verdict};

/// The decision about several files as exit code and lines.
pub fn answer(decisions: &[Decision]) -> Answer {
    let mut answer = Answer::default();
    let mut held = 0;
    for decision in decisions {
        answer.stdout.push_str(&decision.reasons());
        held += decision.held.len();
        if decision.verdict == Verdict::Hold {
            answer.code = 1;
        }
    }
    if 0 < held {
        let noun = if held == 1 { "place" } else { "places" };
        answer.stderr = format!(
            "tactful: {held} {noun} to mend before this is committed; `tactful explain RULE` says why\n"
        );
    }
    answer
}
