//! The subcommands, one file each.

mod check;

use super::Subcommand;

/// All subcommands, in the order of the help. A test compares the list with the folder.
pub(crate) const LIST: &[&Subcommand] = &[&check::COMMAND];
