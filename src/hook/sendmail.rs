//! Mail on its way out: the codes of `sysexits.h` (4.3BSD), which mail programs understand.

use super::{Answer, Decision, Verdict};

/// `EX_USAGE`: the command line does not fit, so that nobody looked.
pub const USAGE: u8 = 64;
/// `EX_DATAERR`: the message itself must change; sending it again does not help.
pub const DATA_ERROR: u8 = 65;
/// `EX_UNAVAILABLE`: the program that should send the mail cannot be started.
pub const UNAVAILABLE: u8 = 69;
/// `EX_TEMPFAIL`: tactful could not look; trying again later may help.
pub const TEMPORARY_FAILURE: u8 = 75;

/// The decision as a code of `sysexits.h` and reasons. Standard output stays empty: mail programs show it to nobody.
pub fn answer(decision: &Decision) -> Answer {
    let code = match (decision.verdict, &decision.failure) {
        (Verdict::Send, _) => 0,
        (Verdict::Hold, None) => DATA_ERROR,
        (Verdict::Hold, Some(_)) => TEMPORARY_FAILURE,
    };
    Answer {
        code,
        stdout: String::new(),
        stderr: decision.reasons(),
    }
}
