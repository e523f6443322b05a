//! Whether and how wide to paint.

use std::env;
use std::io::{self, IsTerminal};

/// What `--color` asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless NO_COLOR is set; also elsewhere when CLICOLOR_FORCE is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Colour {
    /// Decides for standard output. <https://no-color.org>, <https://bixense.com/clicolors>.
    pub(crate) fn for_stdout(self) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => {
                let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
                let is =
                    |name, wanted: &str| env::var_os(name).is_some_and(|value| value == wanted);
                if is_set("NO_COLOR") {
                    false
                } else if is_set("CLICOLOR_FORCE") && !is("CLICOLOR_FORCE", "0") {
                    true
                } else {
                    !is("CLICOLOR", "0") && !is("TERM", "dumb") && io::stdout().is_terminal()
                }
            }
        }
    }
}

/// The columns of the reader's terminal; 80 when there is none.
pub(crate) fn width() -> usize {
    if let Some(columns) = env::var("COLUMNS").ok().and_then(|text| text.parse().ok()) {
        return columns;
    }
    if !io::stdout().is_terminal() {
        return 80;
    }
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0))
}
