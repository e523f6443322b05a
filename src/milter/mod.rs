//! A mail filter for Postfix and Sendmail: a mail that should not leave is refused in the middle of SMTP, or tagged.
//!
//! The milter protocol, version 6. Subject and every text of a mail are checked, quoted history is left out; what comes is kept until the answer and no longer,
//! and nothing of it is logged. The protocol has no passwords: who reaches the socket may ask.

mod answer;
mod listen;
mod packet;
mod session;

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use globset::GlobMatcher;

pub use crate::daemon::{Listen, Notice};
pub use listen::run;

/// What becomes of a mail that should not leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// It is refused with `550 5.7.1` and a reason.
    #[default]
    Hold,
    /// It leaves with a header that says so.
    Tag,
}

impl Mode {
    /// All modes.
    pub const ALL: [Self; 2] = [Self::Hold, Self::Tag];

    /// The word used in options.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Tag => "tag",
        }
    }
}

/// All choices of one milter beside its rules.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where it listens.
    pub listen: Listen,
    /// Who may use a socket in the file system, as the bits of `chmod`.
    pub socket_mode: u32,
    /// Whether other machines may ask.
    pub is_public: bool,
    /// What becomes of a mail that should not leave.
    pub mode: Mode,
    /// Whether mails that could not be checked are tagged.
    pub tags_unchecked: bool,
    /// Envelope senders whose mails are checked, in lower case; empty checks everybody's.
    pub senders: Vec<GlobMatcher>,
    /// Most bytes of a mail; a longer one counts as not checked.
    pub longest: usize,
    /// Longest time of one check.
    pub time: Option<Duration>,
    /// Most connections at once; more wait.
    pub connections: usize,
    /// Longest wait for mails that are under way after the signal to stop.
    pub grace: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: Listen::Tcp(SocketAddr::from((Ipv4Addr::LOCALHOST, 8788))),
            socket_mode: 0o660,
            is_public: false,
            mode: Mode::default(),
            tags_unchecked: false,
            senders: Vec::new(),
            // What Postfix takes unless told otherwise is a little less.
            longest: 10 << 20,
            time: None,
            connections: 256,
            grace: Duration::from_secs(10),
        }
    }
}

impl Settings {
    /// Whether headers are added.
    fn tags(&self) -> bool {
        self.mode == Mode::Tag || self.tags_unchecked
    }

    fn is_checked(&self, sender: &[u8]) -> bool {
        if self.senders.is_empty() {
            return true;
        }
        let sender = String::from_utf8_lossy(sender).to_lowercase();
        self.senders.iter().any(|glob| glob.is_match(&*sender))
    }
}
