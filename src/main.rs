//! The `tactful` command.

use std::process::ExitCode;

use tactful::cli::{self, Exit, Stop};

fn main() -> ExitCode {
    match cli::parse(std::env::args_os()).and_then(cli::run) {
        Ok(exit) => exit.into(),
        // Whoever reads us has seen enough; that is no failure.
        Err(Stop::BrokenPipe) => ExitCode::SUCCESS,
        Err(Stop::Usage(error)) => cli::show_usage(&error, Exit::Unchecked),
        Err(Stop::HostUsage(error, code)) => cli::show_usage(&error, Exit::Host(code)),
        Err(Stop::Failed(error)) => cli::show_failure(&error),
    }
}
