//! `tactful milter`, spoken to as a mail server does: the built binary on a free port, packets byte by byte.
#![cfg(all(feature = "milter", unix))]
#![allow(missing_docs)]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;

use services::{RULESET, Service, tactful};

mod services;

const OFFER: (u8, &[u8]) = (b'O', b"\0\0\0\x06\0\0\x01\xff\0\x1f\xff\xff");
const REFUSED: &[u8] =
    b"y550 5.7.1 Not sent: \"calm down\" tells the customer what to feel (house/calm)\0";

/// The milter with the rules of the tests.
fn start(arguments: &[&str]) -> Service {
    Service::start("milter", arguments, &[], "")
}

fn say(stream: &mut impl Write, letter: u8, data: &[u8]) {
    let mut packet = u32::try_from(data.len() + 1)
        .unwrap()
        .to_be_bytes()
        .to_vec();
    packet.push(letter);
    packet.extend_from_slice(data);
    stream.write_all(&packet).unwrap();
}

fn hear(stream: &mut impl Read) -> Vec<u8> {
    let mut length = [0; 4];
    stream.read_exact(&mut length).unwrap();
    let mut packet = vec![0; u32::from_be_bytes(length) as usize];
    stream.read_exact(&mut packet).unwrap();
    packet
}

/// Says something and hears its answer.
fn ask(stream: &mut (impl Read + Write), letter: u8, data: &[u8]) -> Vec<u8> {
    say(stream, letter, data);
    hear(stream)
}

/// Sends a mail; answers every packet up to the one that ends it.
fn send(stream: &mut (impl Read + Write), header: &[u8], body: &[u8]) -> Vec<Vec<u8>> {
    for (letter, data) in [
        (b'M', &b"<ana@shop.example>\0"[..]),
        (b'R', b"<maria@mail.example>\0"),
        (b'L', header),
        (b'N', b""),
    ] {
        assert_eq!(ask(stream, letter, data), b"c");
    }
    let answer = ask(stream, b'B', body);
    assert!(answer == b"c" || answer == b"s", "{answer:?}");
    say(stream, b'E', b"");
    let mut answers = vec![hear(stream)];
    while !matches!(answers.last().unwrap()[0], b'c' | b'y') {
        answers.push(hear(stream));
    }
    answers
}

#[test]
fn mails_are_held_tagged_or_passed() {
    let bad = b"Please calm down.\r\n";
    let good = b"Thanks for waiting.\r\n";
    let unchecked = b"y451 4.7.1 Not sent yet: tactful could not check this message\0";
    for (arguments, header, body, expected) in [
        (
            &[][..],
            &b"Subject\0Yours\0"[..],
            &good[..],
            &[&b"c"[..]][..],
        ),
        (&[], b"Subject\0Yours\0", bad, &[REFUSED]),
        (&[], b"Subject\0calm down\0", good, &[REFUSED]),
        (
            &[],
            b"Subject\0Yours\0",
            b"Fine.\r\n\r\n> calm down\r\n",
            &[b"c"],
        ),
        // Nor does what is private in it: the attribution with its address, the customer's own card.
        (
            &["--only", "privacy", "--only", "house"],
            b"Subject\0Yours\0",
            b"Fine.\r\n\r\nOn Thu, 19 Nov 2026 at 10:31, Ann Kern <ann.kern@web.de> wrote:\r\n> My card is 4539 1488 0343 6467.\r\n",
            &[b"c"],
        ),
        // A mail that only carries a file.
        (&[], b"Content-Type\0image/png; name=a.png\0", b"x", &[b"c"]),
        (
            &[],
            b"Content-Type\0application/pkcs7-mime\0",
            b"x",
            &[unchecked],
        ),
        (
            &["--max-body", "9"],
            b"Subject\0Yours\0",
            good,
            &[unchecked],
        ),
        (
            &["--max-body", "9", "--on-error", "allow"],
            b"Subject\0Yours\0",
            bad,
            &[b"c"],
        ),
        (
            &["--max-body", "9", "--on-error", "warn"],
            b"X-Tactful\0send\0",
            bad,
            &[
                b"m\0\0\0\x01X-Tactful\0\0",
                b"hX-Tactful\0unchecked\0",
                b"c",
            ],
        ),
        (
            &["--mode", "tag"],
            b"Subject\0Yours\0",
            bad,
            &[b"hX-Tactful\0hold; house/calm\0", b"c"],
        ),
        (
            &["--mode", "tag"],
            b"Subject\0Yours\0",
            good,
            &[b"hX-Tactful\0send\0", b"c"],
        ),
        (&["--fail-on", "never"], b"Subject\0Yours\0", bad, &[b"c"]),
        (
            &["--override", "house=asked for", "--log", "log"],
            b"Subject\0Yours\0",
            bad,
            &[b"c"],
        ),
        // What cannot be written down is not overridden.
        (
            &["--override", "house=asked for", "--log", "/"],
            b"Subject\0Yours\0",
            bad,
            &[unchecked],
        ),
    ] {
        let mut milter = start(arguments);
        let mut stream = milter.connect();
        assert_eq!(ask(&mut stream, OFFER.0, OFFER.1)[0], b'O');
        let answers = send(&mut stream, header, body);
        assert_eq!(answers, expected, "{arguments:?}");
        milter.signal("-TERM");
        assert_eq!(milter.ends(), Some(0));
        let mut said = String::new();
        milter.notices.read_to_string(&mut said).unwrap();
        assert!(
            !said.contains("alm down") && !said.contains("Thanks"),
            "{said}"
        );
        if let Ok(log) = std::fs::read_to_string(milter.folder.path().join("log")) {
            assert!(
                log.contains(r#""hook":"milter","rule":"house/calm""#),
                "{log}"
            );
            assert!(!log.contains("alm down"), "{log}");
        }
    }
}

#[test]
fn only_some_senders_are_checked() {
    let milter = start(&["--sender", "*@Support.example"]);
    let mut stream = milter.connect();
    assert_eq!(ask(&mut stream, b'M', b"<ana@support.EXAMPLE>\0"), b"c");
    assert_eq!(ask(&mut stream, b'M', b"<maria@mail.example>\0"), b"a");
}

#[test]
fn what_no_server_says_ends_the_connection() {
    let milter = start(&[]);
    for bytes in [
        &b"\0\0\0\0"[..],
        b"\xff\xff\xff\xff",
        b"\0\0\0\x01!",
        b"\0\0\0\x02Lx",
        b"GET / HTTP/1.1\r\n\r\n",
    ] {
        let mut stream = milter.connect();
        stream.write_all(bytes).unwrap();
        let mut rest = Vec::new();
        // The end may come as a reset, as not everything was read.
        let _ = stream.read_to_end(&mut rest);
        assert_eq!(rest, b"");
    }
    let mut stream = milter.connect();
    assert_eq!(
        send(&mut stream, b"Subject\0Yours\0", b"calm down\r\n"),
        [REFUSED]
    );
}

#[test]
fn a_mail_under_way_is_answered_before_the_end() {
    let mut milter = start(&[]);
    let mut idle = milter.connect();
    ask(&mut idle, OFFER.0, OFFER.1);
    let mut busy = milter.connect();
    assert_eq!(ask(&mut busy, b'M', b"<ana@shop.example>\0"), b"c");
    milter.signal("-TERM");
    assert!(milter.notice().contains("stopping"));
    let mut rest = Vec::new();
    idle.read_to_end(&mut rest).unwrap();
    assert!(
        TcpStream::connect(&milter.address).is_err(),
        "nobody new is let in"
    );
    assert_eq!(ask(&mut busy, b'B', b"\r\ncalm down\r\n"), b"c");
    assert_eq!(ask(&mut busy, b'E', b""), REFUSED);
    assert_eq!(milter.ends(), Some(0));
}

#[test]
fn broken_rules_leave_the_old_ones() {
    let mut milter = start(&[]);
    let path = milter.folder.path().join("house.toml");
    std::fs::write(&path, "[[rule]]\nid = 3\n").unwrap();
    milter.signal("-HUP");
    let notice = milter.notice();
    assert!(
        notice.starts_with("tactful: the old rules stay: house.toml:"),
        "{notice}"
    );
    // A connection that is open has the new rules with its next mail.
    let mut stream = milter.connect();
    assert_eq!(
        send(&mut stream, b"Subject\0Yours\0", b"calm down\r\n"),
        [REFUSED]
    );
    let other = RULESET
        .replace("calm down", "cheer up")
        .replace("Calm down.", "Cheer up.");
    std::fs::write(&path, other).unwrap();
    milter.signal("-HUP");
    while milter.notice() != "tactful: loaded the rules again\n" {}
    assert_eq!(
        send(&mut stream, b"Subject\0Yours\0", b"calm down\r\n"),
        [b"c"]
    );
}

#[test]
fn sockets_in_the_file_system_have_their_mode() {
    use std::os::unix::fs::PermissionsExt;
    let mut milter = start(&["--unix", "tactful.sock", "--socket-mode", "600"]);
    let path = milter.folder.path().join("tactful.sock");
    assert_eq!(
        std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let mut stream = UnixStream::connect(&path).unwrap();
    assert_eq!(
        send(&mut stream, b"Subject\0Yours\0", b"calm down\r\n"),
        [REFUSED]
    );
    milter.signal("-TERM");
    assert_eq!(milter.ends(), Some(0));
    assert!(!path.exists());
}

#[test]
fn a_public_address_must_be_meant() {
    let folder = tempfile::tempdir().unwrap();
    let output = tactful(folder.path(), "milter")
        .args(["--no-config", "--listen", "0.0.0.0:0"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--public"));
}
