//! One connection of a mail server, step by step: packets in, what to do out. No socket, no clock.

use super::Settings;
use super::packet::{ADD_HEADERS, Agreed, CHANGE_HEADERS, Command, Malformed, Reply};

/// The header that tells what was decided.
pub(super) const TAG: &str = "X-Tactful";

/// What to do next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Wait for more.
    Wait,
    /// Send this back.
    Answer(Reply),
    /// Check this message, then send back what was decided.
    Check(Mail),
    /// Close the connection.
    Close,
}

/// A message as far as it has come.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Mail {
    /// Headers and body, as a file of a mail has them.
    pub(super) bytes: Vec<u8>,
    /// Whether more came than is read.
    pub(super) is_too_long: bool,
    /// How many headers it has already that only we should write.
    pub(super) tags: u32,
}

impl Mail {
    /// Takes as much as there is room for.
    fn take(&mut self, bytes: &[u8], longest: usize) {
        let room = longest.saturating_sub(self.bytes.len());
        if room < bytes.len() {
            self.is_too_long = true;
        }
        self.bytes
            .extend_from_slice(&bytes[..bytes.len().min(room)]);
    }
}

/// A connection.
#[derive(Debug)]
pub(super) struct Session<'s> {
    settings: &'s Settings,
    agreed: Agreed,
    mail: Option<Mail>,
}

impl<'s> Session<'s> {
    pub(super) fn new(settings: &'s Settings) -> Self {
        Self {
            settings,
            agreed: Agreed::default(),
            mail: None,
        }
    }

    /// Whether no message is under way, so that nothing is lost when the connection ends.
    pub(super) fn is_idle(&self) -> bool {
        self.mail.is_none()
    }

    /// Whether headers of a message may be removed.
    pub(super) fn may_remove(&self) -> bool {
        self.agreed.actions & CHANGE_HEADERS != 0
    }

    /// Takes one packet.
    pub(super) fn take(&mut self, command: Command<'_>) -> Result<Step, Malformed> {
        let longest = self.settings.longest;
        Ok(match command {
            Command::Negotiate {
                version,
                actions,
                steps,
            } => {
                let agreed = Agreed::of(version, actions, steps).ok_or(Malformed)?;
                if self.settings.tags() && agreed.actions & ADD_HEADERS == 0 {
                    return Err(Malformed);
                }
                self.agreed = agreed;
                Step::Answer(Reply::Agree(agreed))
            }
            Command::Macros => Step::Wait,
            Command::Step => Step::Answer(Reply::Continue),
            Command::Mail(sender) => {
                if !self.settings.is_checked(sender) {
                    self.mail = None;
                    return Ok(Step::Answer(Reply::Accept));
                }
                self.mail = Some(Mail::default());
                Step::Answer(Reply::Continue)
            }
            Command::Header { name, value } => {
                let mail = self.mail.get_or_insert_default();
                if name.eq_ignore_ascii_case(TAG.as_bytes()) {
                    mail.tags += 1;
                }
                for bytes in [name, b": ", value, b"\r\n"] {
                    mail.take(bytes, longest);
                }
                Step::Answer(Reply::Continue)
            }
            Command::EndOfHeaders => {
                let mail = self.mail.get_or_insert_default();
                mail.take(b"\r\n", longest);
                Step::Answer(Reply::Continue)
            }
            Command::Body(bytes) => {
                let mail = self.mail.get_or_insert_default();
                mail.take(bytes, longest);
                Step::Answer(if mail.is_too_long && self.agreed.may_skip() {
                    Reply::Skip
                } else {
                    Reply::Continue
                })
            }
            Command::End(bytes) => {
                let mut mail = self.mail.take().unwrap_or_default();
                mail.take(bytes, longest);
                Step::Check(mail)
            }
            Command::Abort | Command::NextClient => {
                self.mail = None;
                Step::Wait
            }
            Command::Quit => Step::Close,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::milter::Mode;
    use globset::Glob;

    /// One message as Postfix 3.7.11 sent it, packet by packet without the lengths; some headers left out.
    const MESSAGE: &[(u8, &[u8])] = &[
        (b'O', b"\0\0\0\x06\0\0\x01\xff\0\x1f\xff\xff"),
        (
            b'D',
            b"Cj\0mail.shop.example\0{daemon_name}\0mail.shop.example\0{daemon_addr}\x00127.0.0.1\0v\0Postfix 3.7.11\0_\0localhost [127.0.0.1]\0",
        ),
        (b'C', b"localhost\x004\xda\x88127.0.0.1\0"),
        (b'D', b"H"),
        (
            b'D',
            b"M{mail_addr}\0ana@shop.example\0{mail_host}\0[127.0.0.1]:60621\0{mail_mailer}\0smtp\0",
        ),
        (b'M', b"<ana@shop.example>\0size=203\0"),
        (
            b'D',
            b"R{rcpt_addr}\0maria@mail.example\0{rcpt_host}\0[127.0.0.1]:60621\0{rcpt_mailer}\0smtp\0",
        ),
        (b'R', b"<maria@mail.example>\0"),
        (b'D', b"Ti\0B49C89EA3E2\0"),
        (b'D', b"Li\0B49C89EA3E2\0"),
        (b'L', b"From\0Ana <ana@shop.example>\0"),
        (b'D', b"Li\0B49C89EA3E2\0"),
        (b'L', b"Subject\0Your parcel\0"),
        (b'D', b"Ni\0B49C89EA3E2\0"),
        (b'N', b""),
        (b'D', b"Bi\0B49C89EA3E2\0"),
        (b'B', b"Please calm down.\r\n"),
        (b'D', b"Ei\0B49C89EA3E2\0"),
        (b'E', b""),
    ];
    /// Where its envelope begins, and where its headers end.
    const ENVELOPE: usize = 5;
    const END_OF_HEADERS: usize = 14;

    fn run(session: &mut Session<'_>, packets: &[(u8, &[u8])]) -> Vec<Step> {
        let steps = packets.iter().map(|(letter, data)| {
            session
                .take(Command::read(*letter, data).unwrap())
                .unwrap_or(Step::Close)
        });
        steps.filter(|step| *step != Step::Wait).collect()
    }

    fn checked(steps: &[Step]) -> &Mail {
        let Some(Step::Check(mail)) = steps.last() else {
            panic!("nothing to check: {steps:?}");
        };
        mail
    }

    #[test]
    fn a_message_is_put_together() {
        let settings = Settings::default();
        let mut session = Session::new(&settings);
        let steps = run(&mut session, MESSAGE);
        let mail = checked(&steps);
        assert_eq!(
            String::from_utf8_lossy(&mail.bytes),
            "From: Ana <ana@shop.example>\r\nSubject: Your parcel\r\n\r\nPlease calm down.\r\n"
        );
        assert!(!mail.is_too_long && mail.tags == 0);
        assert!(session.is_idle() && session.may_remove());
        let answers = steps.iter().filter(|step| {
            !matches!(
                step,
                Step::Answer(Reply::Continue | Reply::Agree(_)) | Step::Check(_)
            )
        });
        assert_eq!(answers.count(), 0);
    }

    #[test]
    fn the_next_message_begins_afresh() {
        let settings = Settings::default();
        let mut session = Session::new(&settings);
        run(&mut session, MESSAGE);
        run(&mut session, &MESSAGE[ENVELOPE..END_OF_HEADERS]);
        assert!(!session.is_idle());
        assert_eq!(run(&mut session, &[(b'A', b"")]), []);
        assert!(session.is_idle());
        let steps = run(&mut session, &MESSAGE[ENVELOPE..]);
        let first = String::from_utf8_lossy(&checked(&steps).bytes).into_owned();
        assert_eq!(first.matches("Subject").count(), 1);
        assert_eq!(
            run(&mut session, &[(b'K', b""), (b'Q', b"")]),
            [Step::Close]
        );
    }

    #[test]
    fn only_senders_that_match_are_checked() {
        let settings = Settings {
            senders: vec![Glob::new("*@shop.example").unwrap().compile_matcher()],
            ..Settings::default()
        };
        for (sender, is_checked) in [
            (&b"<ana@shop.example>\0"[..], true),
            (b"<ANA@Shop.Example>\0", true),
            (b"<maria@mail.example>\0", false),
            (b"<>\0", false),
        ] {
            let mut session = Session::new(&settings);
            let expected = if is_checked {
                Reply::Continue
            } else {
                Reply::Accept
            };
            assert_eq!(
                run(&mut session, &[(b'M', sender)]),
                [Step::Answer(expected)]
            );
        }
    }

    #[test]
    fn long_bodies_are_cut_and_said_to_be() {
        let settings = Settings {
            longest: 100,
            ..Settings::default()
        };
        let mut session = Session::new(&settings);
        run(&mut session, &MESSAGE[..ENVELOPE]);
        let long = [b'x'; 101];
        let steps = run(&mut session, &[(b'N', b""), (b'B', &long), (b'E', b"")]);
        assert_eq!(steps[1], Step::Answer(Reply::Skip));
        let mail = checked(&steps);
        assert!(mail.is_too_long && mail.bytes.len() == 100);
    }

    #[test]
    fn forged_tags_are_counted() {
        let settings = Settings::default();
        let mut session = Session::new(&settings);
        let steps = run(
            &mut session,
            &[
                (b'L', b"x-tactful\0send\0"),
                (b'L', b"X-Tactful\0send\0"),
                (b'E', b"x"),
            ],
        );
        assert_eq!(checked(&steps).tags, 2);
    }

    #[test]
    fn who_cannot_tag_must_not_seem_to() {
        let settings = Settings {
            mode: Mode::Tag,
            ..Settings::default()
        };
        let offer = Command::Negotiate {
            version: 6,
            actions: CHANGE_HEADERS,
            steps: 0,
        };
        assert_eq!(Session::new(&settings).take(offer), Err(Malformed));
    }
}
