//! Packets of the milter protocol, version 6: four bytes of length, a letter, data.
//!
//! The letters and bits are those of libmilter's `mfdef.h` (Sendmail 8.14 and later), which Postfix speaks, too.

/// The version that is spoken.
pub(super) const VERSION: u32 = 6;
/// The oldest version that is understood (Sendmail 8.12).
const OLDEST: u32 = 2;
/// Longest packet in bytes. Postfix cuts headers at 100 KiB and sends bodies in pieces of 64 KiB.
pub(super) const LONGEST: u32 = 1 << 20;

/// What a filter may ask of the server: `SMFIF_ADDHDRS`, add headers.
pub(super) const ADD_HEADERS: u32 = 0x01;
/// `SMFIF_CHGHDRS`: change and remove headers.
pub(super) const CHANGE_HEADERS: u32 = 0x10;

/// Steps that a server leaves out when asked: `SMFIP_NOHELO`, `SMFIP_NOUNKNOWN`, `SMFIP_NODATA`.
const LEFT_OUT: u32 = 0x02 | 0x100 | 0x200;
/// `SMFIP_SKIP`: the filter may say that it has seen enough of a body.
const SKIP: u32 = 0x400;

/// What a server says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command<'p> {
    /// What both sides can do.
    Negotiate {
        version: u32,
        actions: u32,
        steps: u32,
    },
    /// Macros of the server, which nobody needs here; not answered.
    Macros,
    /// A step that is answered and no more: a client, a greeting, a receiver, an unknown word.
    Step,
    /// A message begins, from this address.
    Mail(&'p [u8]),
    Header {
        name: &'p [u8],
        value: &'p [u8],
    },
    EndOfHeaders,
    Body(&'p [u8]),
    /// The message is complete; some servers send its last piece along.
    End(&'p [u8]),
    /// The message is given up; not answered.
    Abort,
    /// The connection ends; not answered.
    Quit,
    /// Another client comes over the same connection; not answered.
    NextClient,
}

/// A packet that no server sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Malformed;

impl<'p> Command<'p> {
    /// Understands a packet.
    pub(super) fn read(letter: u8, data: &'p [u8]) -> Result<Self, Malformed> {
        Ok(match letter {
            b'O' => Self::Negotiate {
                version: number(data, 0)?,
                actions: number(data, 4)?,
                steps: number(data, 8)?,
            },
            b'D' => Self::Macros,
            b'C' | b'H' | b'R' | b'T' | b'U' => Self::Step,
            b'M' => Self::Mail(address(word(data)?.0)),
            b'L' => {
                let (name, rest) = word(data)?;
                Self::Header {
                    name,
                    value: word(rest)?.0,
                }
            }
            b'N' => Self::EndOfHeaders,
            b'B' => Self::Body(data),
            b'E' => Self::End(data),
            b'A' => Self::Abort,
            b'Q' => Self::Quit,
            b'K' => Self::NextClient,
            _ => return Err(Malformed),
        })
    }
}

/// Four bytes, highest first.
fn number(data: &[u8], at: usize) -> Result<u32, Malformed> {
    data.get(at..at + 4)
        .and_then(|bytes| bytes.try_into().ok())
        .map(u32::from_be_bytes)
        .ok_or(Malformed)
}

/// The bytes before the next zero, and those behind it.
fn word(data: &[u8]) -> Result<(&[u8], &[u8]), Malformed> {
    let end = data.iter().position(|byte| *byte == 0).ok_or(Malformed)?;
    Ok((&data[..end], &data[end + 1..]))
}

/// An address without the angle brackets of SMTP.
fn address(written: &[u8]) -> &[u8] {
    let inner = written.strip_prefix(b"<").unwrap_or(written);
    inner.strip_suffix(b">").unwrap_or(inner)
}

/// What both sides do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Agreed {
    version: u32,
    pub(super) actions: u32,
    steps: u32,
}

impl Agreed {
    /// Takes what is needed of what a server offers; `None` when it is too old.
    pub(super) fn of(version: u32, actions: u32, steps: u32) -> Option<Self> {
        (OLDEST <= version).then_some(Self {
            version: version.min(VERSION),
            actions: actions & (ADD_HEADERS | CHANGE_HEADERS),
            steps: steps & (LEFT_OUT | SKIP),
        })
    }

    /// Whether the server stops sending a body when told.
    pub(super) fn may_skip(self) -> bool {
        self.steps & SKIP != 0
    }
}

/// What goes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reply {
    Agree(Agreed),
    /// Go on; at the end of a message: it passes.
    Continue,
    /// Nothing more of this message is wanted, it passes.
    Accept,
    /// Nothing more of this body is wanted.
    Skip,
    AddHeader {
        name: &'static str,
        value: String,
    },
    /// Removes the header of a name, counted from one.
    RemoveHeader {
        name: &'static str,
        index: u32,
    },
    /// Refuses with a reply of SMTP: code, enhanced code, words; one line of ASCII.
    Refuse(String),
}

impl Reply {
    /// Appends the packet.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let start = out.len();
        out.extend_from_slice(&[0; 4]);
        match self {
            Self::Agree(agreed) => {
                out.push(b'O');
                for number in [agreed.version, agreed.actions, agreed.steps] {
                    out.extend_from_slice(&number.to_be_bytes());
                }
            }
            Self::Continue => out.push(b'c'),
            Self::Accept => out.push(b'a'),
            Self::Skip => out.push(b's'),
            Self::AddHeader { name, value } => {
                out.push(b'h');
                words(out, &[name, value]);
            }
            Self::RemoveHeader { name, index } => {
                out.push(b'm');
                out.extend_from_slice(&index.to_be_bytes());
                // A header without a value is removed.
                words(out, &[name, ""]);
            }
            Self::Refuse(line) => {
                out.push(b'y');
                words(out, &[line]);
            }
        }
        // Replies are a few hundred bytes.
        let length = u32::try_from(out.len() - start - 4).unwrap_or(u32::MAX);
        out[start..start + 4].copy_from_slice(&length.to_be_bytes());
    }
}

fn words(out: &mut Vec<u8>, words: &[&str]) {
    for word in words {
        out.extend_from_slice(word.as_bytes());
        out.push(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn commands_are_understood() {
        // Most as Postfix 3.7.11 sent them.
        for (letter, data, expected) in [
            (
                b'O',
                &b"\0\0\0\x06\0\0\x01\xff\0\x1f\xff\xff"[..],
                Ok(Command::Negotiate {
                    version: 6,
                    actions: 0x1ff,
                    steps: 0x1f_ffff,
                }),
            ),
            (b'D', b"Cj\0mail.example\0", Ok(Command::Macros)),
            (
                b'C',
                b"localhost\x004\x80\x10127.0.0.1\0",
                Ok(Command::Step),
            ),
            (
                b'M',
                b"<ana@shop.example>\0size=203\0",
                Ok(Command::Mail(b"ana@shop.example")),
            ),
            (b'M', b"<>\0", Ok(Command::Mail(b""))),
            (b'R', b"<maria@mail.example>\0", Ok(Command::Step)),
            (
                b'L',
                b"Subject\0Your parcel\0",
                Ok(Command::Header {
                    name: b"Subject",
                    value: b"Your parcel",
                }),
            ),
            (b'N', b"", Ok(Command::EndOfHeaders)),
            (
                b'B',
                b"Please calm down.\r\n",
                Ok(Command::Body(b"Please calm down.\r\n")),
            ),
            (b'E', b"", Ok(Command::End(b""))),
            (b'A', b"", Ok(Command::Abort)),
            (b'K', b"", Ok(Command::NextClient)),
            (b'Q', b"", Ok(Command::Quit)),
            (b'O', b"\0\0\0\x06", Err(Malformed)),
            (b'L', b"Subject\0no end", Err(Malformed)),
            (b'!', b"", Err(Malformed)),
        ] {
            assert_eq!(Command::read(letter, data), expected);
        }
    }

    #[test]
    fn replies_are_written() {
        let agreed = Agreed::of(6, 0x1ff, 0x1f_ffff).unwrap();
        for (reply, expected) in [
            (
                Reply::Agree(agreed),
                &b"\0\0\0\x0dO\0\0\0\x06\0\0\0\x11\0\0\x07\x02"[..],
            ),
            (Reply::Continue, b"\0\0\0\x01c"),
            (Reply::Accept, b"\0\0\0\x01a"),
            (Reply::Skip, b"\0\0\0\x01s"),
            (
                Reply::AddHeader {
                    name: "X-A",
                    value: "b".into(),
                },
                b"\0\0\0\x07hX-A\0b\0",
            ),
            (
                Reply::RemoveHeader {
                    name: "X-A",
                    index: 2,
                },
                b"\0\0\0\x0am\0\0\0\x02X-A\0\0",
            ),
            (
                Reply::Refuse("550 5.7.1 no".into()),
                b"\0\0\0\x0ey550 5.7.1 no\0",
            ),
        ] {
            let mut out = b"before".to_vec();
            reply.write(&mut out);
            assert_eq!(&out[6..], expected, "{reply:?}");
        }
    }

    #[test]
    fn only_what_is_offered_is_taken() {
        let agreed = Agreed::of(2, 0x01, 0x7f).unwrap();
        assert_eq!(
            (agreed.version, agreed.actions, agreed.steps),
            (2, 0x01, 0x02)
        );
        assert!(!agreed.may_skip());
        assert_eq!(Agreed::of(1, 0xff, 0xff), None);
    }

    proptest! {
        #[test]
        fn never_panics(letter: u8, data: Vec<u8>) {
            let _ = Command::read(letter, &data);
        }
    }
}
