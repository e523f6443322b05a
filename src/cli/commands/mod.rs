//! The subcommands, one file each.

mod check;
mod completions;
mod explain;
mod fix;
mod hook;
mod init;
mod man;
mod mcp;
mod rules;
mod schema;
mod test;

use super::Subcommand;

/// All subcommands, in the order of the help. A test compares the list with the folder.
pub(crate) const LIST: &[&Subcommand] = &[
    &check::COMMAND,
    &fix::COMMAND,
    &explain::COMMAND,
    &rules::COMMAND,
    &test::COMMAND,
    &init::COMMAND,
    &hook::COMMAND,
    &mcp::COMMAND,
    &schema::COMMAND,
    &completions::COMMAND,
    &man::COMMAND,
];
