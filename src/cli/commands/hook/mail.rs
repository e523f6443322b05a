//! `tactful hook sendmail`: reads a mail, decides, passes it on.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::{Arc, OnceLock};

use crate::cli::{Exit, Stop};
use crate::hook::{self, sendmail};
use crate::read::{self, Format};

use super::desk::Desk;
use super::log::Log;
use super::{SendmailArgs, give, limit, standard_input};

pub(super) fn run(arguments: SendmailArgs) -> Result<Exit, Stop> {
    let (log, on_error, limit) = (
        Log::new(&arguments.decision, "sendmail"),
        arguments.decision.on_error(),
        arguments.decision.timeout,
    );
    let command = arguments.command;
    let (message, rules) = (arguments.message, arguments.decision);
    // The mail is needed after the check, whatever becomes of it.
    let mail = Arc::new(OnceLock::new());
    let read_mail = Arc::clone(&mail);
    let decision = limit::within(limit, on_error, move || {
        let bytes = standard_input()?;
        let bytes: &Vec<u8> = read_mail.get_or_init(|| bytes);
        let desk = Desk::open(&message, &rules)?;
        let options = read::Options {
            as_format: Some(Format::Email),
            ..hook::Checker::options(&desk)
        };
        let told = hook::Told::Reasons;
        Ok(hook::decide("<mail>", bytes, &options, &desk, told))
    });
    let decision = log.write(decision, on_error);
    let mut answer = sendmail::answer(&decision);
    if answer.code == 0 && !command.is_empty() {
        match mail.get() {
            Some(bytes) => answer.code = pass_on(&command, bytes, &mut answer.stderr),
            None => {
                answer.code = sendmail::TEMPORARY_FAILURE;
                answer.stderr.push_str(
                    "tactful: the mail could not be read, so there is nothing to pass on\n",
                );
            }
        }
    }
    give(&answer)
}

/// Gives the mail, every byte as it came, to the program that sends it.
fn pass_on(command: &[std::ffi::OsString], mail: &[u8], stderr: &mut String) -> u8 {
    let started = Command::new(&command[0])
        .args(&command[1..])
        .stdin(Stdio::piped())
        .spawn();
    let ended = started.and_then(|mut child| {
        if let Some(mut stdin) = child.stdin.take() {
            // A program that has read enough closes its end; its own code says how it went.
            let _ = stdin.write_all(mail);
        }
        child.wait()
    });
    match ended {
        Ok(status) => status
            .code()
            .and_then(|code| u8::try_from(code).ok())
            .unwrap_or(sendmail::TEMPORARY_FAILURE),
        Err(error) => {
            stderr.push_str(&format!(
                "tactful: `{}` cannot be started: {error}\n",
                command[0].to_string_lossy()
            ));
            sendmail::UNAVAILABLE
        }
    }
}
