//! The subcommands, one file each.

mod allowances;
mod audit;
mod check;
mod completions;
mod explain;
mod fix;
mod hook;
mod init;
mod man;
mod mcp;
#[cfg(feature = "milter")]
mod milter;
mod redact;
mod rules;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod test;
mod words;

use super::Subcommand;

/// All subcommands, in the order of the help. A test compares the list with the folder.
pub(crate) const LIST: &[&Subcommand] = &[
    &check::COMMAND,
    &fix::COMMAND,
    &audit::COMMAND,
    &explain::COMMAND,
    &rules::COMMAND,
    &test::COMMAND,
    &init::COMMAND,
    &words::COMMAND,
    &allowances::COMMAND,
    &redact::COMMAND,
    &hook::COMMAND,
    &mcp::COMMAND,
    #[cfg(feature = "milter")]
    &milter::COMMAND,
    #[cfg(feature = "serve")]
    &serve::COMMAND,
    &schema::COMMAND,
    &completions::COMMAND,
    &man::COMMAND,
];
