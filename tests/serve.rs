//! `tactful serve`, asked as hosts ask it: the built binary on a free port, requests byte by byte.
//! What it answers is kept by insta; every status must stand in the service's own document.
#![cfg(all(feature = "serve", unix))]
#![allow(missing_docs)]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use serde_json::{Value, json};
use services::{RULESET, Service, tactful};

mod canaries;
mod services;

const TOKEN: &str = "a-token-for-the-tests";

/// The service with the rules of the tests.
fn start(arguments: &[&str]) -> Service {
    start_with(arguments, "")
}

/// With more lines of the configuration, which stand behind `[levels]`.
fn start_with(arguments: &[&str], more: &str) -> Service {
    Service::start("serve", arguments, &[("tokens", TOKEN)], more)
}

impl Service {
    fn ask(&self, head: &str, body: &str) -> (u16, String, String) {
        let mut stream = self.connect();
        stream.write_all(request(head, body).as_bytes()).unwrap();
        answer(&mut stream)
    }
}

/// `head` is the method, the path, and headers behind `|`.
fn request(head: &str, body: &str) -> String {
    let mut parts = head.split('|').map(str::trim);
    let mut text = format!(
        "{} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n",
        parts.next().unwrap()
    );
    for header in parts {
        write!(text, "{header}\r\n").unwrap();
    }
    if !body.is_empty() {
        write!(text, "content-length: {}\r\n", body.len()).unwrap();
    }
    text + "\r\n" + body
}

fn answer(stream: &mut impl Read) -> (u16, String, String) {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text
        .split_once("\r\n\r\n")
        .unwrap_or_else(|| panic!("no answer: {text:?}"));
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, head.to_ascii_lowercase(), body.to_owned())
}

fn document() -> Value {
    serde_json::from_str(include_str!("../src/serve/openapi.json")).unwrap()
}

/// Bodies that hold, pass, and cannot be read, in every dialect.
fn table() -> Vec<(&'static str, String)> {
    let bad = "Please calm down.";
    let good = "Thanks for waiting!";
    let matrix = |content: Value| {
        json!({"event": {"type": "m.room.message", "sender": "@ana:x.org", "content": content}})
            .to_string()
    };
    let html = "<b>calm</b> down";
    let quoted = "<mx-reply><blockquote>calm down</blockquote></mx-reply>Thanks!";
    vec![
        ("POST /v1/check", json!({"draft": {"text": bad}}).to_string()),
        ("POST /v1/check", json!({"draft": {"text": "😀 utilize"}, "meta": {"id": 7}}).to_string()),
        ("POST /v1/check", json!(good).to_string()),
        ("POST /v1/check", json!([bad, good]).to_string()),
        ("POST /v1/check", json!([{"role": "user", "content": "Hello?"}, {"role": "assistant", "content": bad}]).to_string()),
        ("POST /v1/check", json!({"draft": {"text": good, "subject": "Calm down", "format": "html"}}).to_string()),
        ("POST /v1/check", String::from(r#"{"draft": {"txt": "a"}}"#)),
        ("POST /v1/check", String::from("{")),
        ("GET /v1/check", String::new()),
        ("POST /v1/decide", json!([{"draft": {"text": good, "subject": "Calm down"}}, {"draft": {"text": "<b>calm</b> down", "format": "html"}}]).to_string()),
        ("POST /v1/decide", json!(good).to_string()),
        ("POST /v1/decide", String::from("{}")),
        ("POST /v1/redact", json!({"texts": ["Card 4111 1111 1111 1111", "again 4111111111111111"]}).to_string()),
        ("POST /v1/redact", json!({"texts": ["Card 4111 1111 1111 1111"], "method": "mask"}).to_string()),
        ("POST /v1/redact", json!({"texts": ["a"], "method": "hash"}).to_string()),
        ("GET /v1/rules/house/calm", String::new()),
        ("GET /v1/rules/house/clam", String::new()),
        ("GET /healthz", String::new()),
        ("GET /readyz", String::new()),
        ("POST /matrix/ping", json!({"id": "abc"}).to_string()),
        ("POST /matrix/check_event_for_spam", matrix(json!({"msgtype": "m.text", "body": bad}))),
        ("POST /matrix/check_event_for_spam", matrix(json!({"msgtype": "m.text", "body": good}))),
        ("POST /matrix/check_event_for_spam", matrix(json!({"msgtype": "m.text", "body": good, "format": "org.matrix.custom.html", "formatted_body": html}))),
        ("POST /matrix/check_event_for_spam", matrix(json!({"msgtype": "m.text", "body": good, "formatted_body": quoted}))),
        ("POST /matrix/check_event_for_spam", matrix(json!({"msgtype": "m.text", "body": "* edited", "m.new_content": {"msgtype": "m.text", "body": bad}}))),
        ("POST /matrix/check_event_for_spam", matrix(json!({"msgtype": "m.image", "body": "calm down.png"}))),
        ("POST /matrix/check_event_for_spam", json!({"event": {"type": "m.reaction", "content": {}}}).to_string()),
        ("POST /matrix/check_event_for_spam", String::from("[]")),
        ("POST /guardrails", json!({"value": "😀 Utilize it and calm down.", "metadata": {"other": 1, "channel": "chat"}}).to_string()),
        ("POST /guardrails", json!({"value": good}).to_string()),
        ("GET /nemo/v1/actions/list", String::new()),
        ("POST /nemo/v1/actions/run", json!({"action_name": "tactful_allows", "action_parameters": {"text": bad}}).to_string()),
        ("POST /nemo/v1/actions/run", json!({"action_name": "tactful_check", "action_parameters": {"bot_message": bad}}).to_string()),
        ("POST /nemo/v1/actions/run", json!({"action_name": "other"}).to_string()),
        ("POST /stream", json!({"message": {"id": "1", "text": bad, "html": "<p>x</p>"}, "user": {"id": "ana"}, "channel": {}}).to_string()),
        ("POST /stream", json!({"message": {"text": good}}).to_string()),
        ("POST /twilio", String::from("EventType=onMessageAdd&Author=ana&Body=Please+calm%20down")),
        ("POST /twilio", String::from("EventType=onMessageAdd&Author=ana&Body=Thanks%21")),
        ("POST /twilio", String::from("EventType=onConversationAdd")),
        ("POST /twilio", String::from("nothing")),
        ("GET /nowhere", String::new()),
    ]
}

#[test]
fn hosts_get_the_answers_of_their_contracts() {
    let service = start(&[]);
    let document = document();
    let mut said = String::new();
    for (head, body) in table() {
        let (status, _, answer) = service.ask(head, &body);
        let (method, path) = head.split_once(' ').unwrap();
        let documented = if path.starts_with("/v1/rules/") {
            "/v1/rules/{category}/{name}"
        } else {
            path
        };
        if !matches!(status, 404 | 405) || path.starts_with("/v1/rules/") {
            let operation = &document["paths"][documented][method.to_lowercase()];
            assert!(
                operation["responses"].get(status.to_string()).is_some(),
                "{head} {status} is not in the document"
            );
        }
        let mut shown: Value = serde_json::from_str(&answer).unwrap_or(Value::String(answer));
        shorten(&mut shown);
        let shown = serde_json::to_string_pretty(&shown).unwrap();
        write!(said, "{head}\n{body}\n=> {status}\n{shown}\n\n").unwrap();
    }
    insta::assert_snapshot!(said);
}

/// Leaves out what other tests hold, and what changes with the version.
fn shorten(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            for noise in [
                "skipped",
                "texts",
                "line",
                "column",
                "end_line",
                "end_column",
                "mood",
                "fingerprint",
                "code_points",
                "bytes",
            ] {
                if entries
                    .get(noise)
                    .is_some_and(|value| noise != "texts" || value.is_object())
                {
                    entries.remove(noise);
                }
            }
            if entries.contains_key("status") && entries.contains_key("version") {
                entries.insert(String::from("version"), "…".into());
            }
            entries.values_mut().for_each(shorten);
        }
        Value::Array(items) => items.iter_mut().for_each(shorten),
        _ => {}
    }
}

#[test]
fn the_page_and_the_lists_are_served() {
    let service = start(&[]);
    let (status, head, page) = service.ask("GET /", "");
    assert_eq!(status, 200);
    assert!(
        head.contains("content-security-policy: default-src 'none'; style-src 'sha256-"),
        "{head}"
    );
    assert!(head.contains("x-content-type-options: nosniff"), "{head}");
    assert!(page.contains("<option value=\"chatwoot\">"));
    let (status, head, rules) = service.ask("GET /v1/rules", "");
    assert_eq!(status, 200);
    assert!(head.contains("cache-control: no-store"), "{head}");
    let rules: Value = serde_json::from_str(&rules).unwrap();
    let on = rules["rules"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|rule| rule["level"] != "off")
        .count();
    assert_eq!(on, 2);
    let (status, _, text) = service.ask("GET /openapi.json", "");
    assert_eq!(
        (status, serde_json::from_str::<Value>(&text).unwrap()),
        (200, document())
    );
}

#[test]
fn counts_tell_no_words() {
    let service = start(&[]);
    service.ask("POST /v1/check", r#""Calm down, Wilhelmina.""#);
    service.ask("POST /v1/check", r#""Thank you.""#);
    service.ask("GET /Wilhelmina?name=Wilhelmina", "");
    let (status, _, text) = service.ask("GET /metrics", "");
    assert_eq!(status, 200);
    for line in [
        "tactful_requests_total{route=\"/v1/check\",status=\"200\"} 2",
        "tactful_requests_total{route=\"other\",status=\"404\"} 1",
        "tactful_messages_total{decision=\"send\"} 1",
        "tactful_messages_total{decision=\"hold\"} 1",
        "tactful_findings_total{severity=\"error\"} 1",
        "tactful_rule_findings_total{rule=\"house/calm\"} 1",
        "tactful_request_seconds_count 3",
        "tactful_requests_at_work 1",
    ] {
        assert!(text.lines().any(|shown| shown == line), "{line}\n{text}");
    }
    assert!(!text.contains("Wilhelmina"));
}

/// Requests about a text in every dialect, and mistakes with it in their place.
fn requests_about(text: &str) -> Vec<(&'static str, String)> {
    let matrix = json!({"event": {"type": "m.room.message", "sender": "@ana:x.org", "content": {"msgtype": "m.text", "body": text, "formatted_body": text}}});
    let draft = json!({
        "draft": {"text": text, "subject": text},
        "conversation": {"messages": [{"role": "customer", "text": format!("I am furious! {text}")}]},
    });
    let quoted = json!(text).to_string();
    vec![
        ("POST /v1/check", draft.to_string()),
        (
            "POST /v1/check",
            json!([text, {"draft": {"text": format!("<p>{text}</p>"), "format": "html"}}])
                .to_string(),
        ),
        ("POST /v1/decide", json!([draft]).to_string()),
        ("POST /v1/redact", json!({"texts": [text]}).to_string()),
        (
            "POST /v1/redact",
            json!({"texts": [text], "method": "remove"}).to_string(),
        ),
        ("POST /matrix/check_event_for_spam", matrix.to_string()),
        (
            "POST /guardrails",
            json!({"value": format!("{text} Please utilize it.")}).to_string(),
        ),
        (
            "POST /nemo/v1/actions/run",
            json!({"action_name": "tactful_check", "action_parameters": {"bot_message": text}})
                .to_string(),
        ),
        (
            "POST /nemo/v1/actions/run",
            json!({"action_name": text, "action_parameters": {}}).to_string(),
        ),
        (
            "POST /stream",
            json!({"message": {"id": "1", "text": text}}).to_string(),
        ),
        (
            "POST /v1/check",
            format!("{{\"draft\": {{\"text\": {quoted}"),
        ),
        (
            "POST /v1/check",
            format!("{{\"draft\": {{\"text\": \"a\"}}, {quoted}: 1}}"),
        ),
        (
            "POST /v1/check",
            json!({"draft": {"text": "a"}, "channel": text}).to_string(),
        ),
        (
            "POST /v1/redact",
            json!({"texts": ["a"], "method": text}).to_string(),
        ),
        (
            "POST /guardrails",
            json!({"value": "a", "metadata": {"stage": text}}).to_string(),
        ),
        ("GET /metrics", String::new()),
    ]
}

#[test]
fn no_answer_repeats_a_private_value() {
    let rules = "\"privacy/*\" = \"on\"\n[privacy]\nemployee-ids = ['EMP-[0-9]{5}']\n";
    let mut service = start_with(&[], rules);
    let mut dice = canaries::Dice(0xA076_1D64_78BD_642F);
    let mut minded = 0;
    for canary in canaries::canaries(&mut dice) {
        let mut is_minded = false;
        for (head, body) in requests_about(&format!("Calm down. {}", canary.text)) {
            let (_, _, answer) = service.ask(head, &body);
            let answer = canaries::without_prints(&answer);
            let mut kept = String::new();
            for part in answer.split("\":") {
                kept.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
                kept.push_str("\":");
            }
            // What a clock measured may be any number; and what no rule minds, such as a user name, may stay in a mended text.
            is_minded |= answer.contains("private_value");
            let may_stay = head == "POST /guardrails" && !is_minded;
            if head != "GET /metrics" && !may_stay {
                canaries::assert_silent(&kept, &canary.value, &format!("{head} {body}"));
            }
        }
        minded += usize::from(is_minded);
    }
    assert!(30 < minded, "only {minded} values were found");
    service.signal("-TERM");
    assert_eq!(service.ends(), Some(0));
    let mut log = String::new();
    service.notices.read_to_string(&mut log).unwrap();
    for canary in canaries::canaries(&mut canaries::Dice(0xA076_1D64_78BD_642F)) {
        canaries::assert_silent(&log, &canary.value, "the service's log");
    }
}

/// A guard that sends the mended text must not send what held it.
#[test]
fn a_mended_text_holds_no_private_value() {
    let service = start_with(&[], "\"privacy/*\" = \"on\"\n");
    let body = json!({"value": "Please utilize card 4539 1488 0343 6467."}).to_string();
    let (status, _, answer) = service.ask("POST /guardrails", &body);
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(status, 200);
    assert_eq!(answer["fix_value"], "Please use card [CARD_1].", "{answer}");
    let text = "Your parcel was left with Mrs. Ada Novak at 4821 Birch Falls Apt. 12, Maplewood, OH 45501. Please utilize it.";
    let (_, _, answer) = service.ask("POST /guardrails", &json!({"value": text}).to_string());
    assert!(
        answer.contains("[ADDRESS_1]") && !answer.contains("4821"),
        "{answer}"
    );
}

#[test]
fn only_a_token_opens_the_door() {
    let service = start(&["--token-file", "tokens"]);
    // The user `tactful` with the token as password.
    let basic = "POST /v1/check | authorization: Basic dGFjdGZ1bDphLXRva2VuLWZvci10aGUtdGVzdHM=";
    let bearer = format!("POST /v1/check | authorization: Bearer {TOKEN}");
    let wrong = format!("POST /v1/check | authorization: Bearer {TOKEN}x");
    for (head, expected) in [
        ("POST /v1/check", 401),
        (&*wrong, 401),
        (&*bearer, 200),
        (basic, 200),
        ("GET /metrics", 401),
        ("GET /nowhere", 401),
        ("GET /healthz", 200),
        ("GET /", 200),
    ] {
        let (status, _, answer) = service.ask(head, r#""Calm down""#);
        assert_eq!(status, expected, "{head}: {answer}");
        assert!(!answer.contains(TOKEN));
    }
}

#[test]
fn a_public_address_needs_tokens() {
    let folder = tempfile::tempdir().unwrap();
    let output = tactful(folder.path(), "serve")
        .args(["--listen", "0.0.0.0:0", "--no-config"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--token-file"));
}

#[test]
fn too_much_is_refused() {
    let service = start(&[
        "--max-body",
        "1000",
        "--concurrency",
        "1",
        "--timeout",
        "700",
    ]);
    let long = format!("\"{}\"", "a ".repeat(600));
    assert_eq!(service.ask("POST /v1/check", &long).0, 413);
    // What is announced is refused before it comes.
    let mut announced = service.connect();
    let begun = std::time::Instant::now();
    announced
        .write_all(b"POST /v1/check HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 9999\r\n\r\n")
        .unwrap();
    assert_eq!(answer(&mut announced).0, 413);
    assert!(begun.elapsed() < Duration::from_millis(600));
    // A body that never comes holds the one place, until the time is over.
    let mut slow = service.connect();
    slow.write_all(
        b"POST /v1/check HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 9\r\n\r\n",
    )
    .unwrap();
    std::thread::sleep(Duration::from_millis(250));
    let (status, head, _) = service.ask("POST /v1/check", r#""Hello""#);
    assert_eq!(status, 503);
    assert!(head.contains("retry-after: 1"), "{head}");
    for path in ["/healthz", "/metrics"] {
        let status = service.ask(&format!("GET {path}"), "").0;
        assert_eq!(status, 200, "who is busy still answers {path}");
    }
    assert_eq!(answer(&mut slow).0, 504);
    assert_eq!(service.ask("POST /v1/check", r#""Hello""#).0, 200);
}

#[test]
fn who_says_nothing_is_not_waited_for() {
    let mut service = start(&["--timeout", "300"]);
    let mut silent = service.connect();
    let mut half = service.connect();
    half.write_all(b"POST /v1/check HTTP/1.1\r\nhost:").unwrap();
    // One byte now and then is no head either.
    let mut slow = service.connect();
    let begun = std::time::Instant::now();
    while slow.write_all(b"G").is_ok() && begun.elapsed() < Duration::from_secs(5) {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(begun.elapsed() < Duration::from_secs(5));
    for stream in [&mut silent, &mut half] {
        assert!(matches!(stream.read(&mut [0; 512]), Ok(0) | Err(_)));
    }
    // Who was answered may take time for the next question.
    let mut kept = service.connect();
    for _ in 0..2 {
        kept.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
            .unwrap();
        let length = kept.read(&mut [0; 1024]).unwrap();
        assert!(0 < length);
        std::thread::sleep(Duration::from_millis(500));
    }
    let _silent = service.connect();
    service.signal("-TERM");
    assert_eq!(service.ends(), Some(0));
}

#[test]
fn a_list_has_an_end() {
    let service = start(&[]);
    for (count, status) in [(1000, 200), (1001, 413)] {
        let list = json!(vec!["a"; count]).to_string();
        for path in ["/v1/check", "/v1/decide"] {
            let (got, _, answer) = service.ask(&format!("POST {path}"), &list);
            assert_eq!(got, status, "{path}");
            assert!(
                status == 200 || answer.contains("at most 1000 drafts"),
                "{answer}"
            );
        }
    }
}

#[test]
fn nothing_at_all_is_no_limit() {
    for option in ["--concurrency", "--max-body"] {
        let folder = tempfile::tempdir().unwrap();
        let ended = tactful(folder.path(), "serve").args([option, "0"]).output();
        assert_eq!(ended.unwrap().status.code(), Some(2), "{option}");
    }
}

#[test]
fn tokens_are_read_again() {
    let mut service = start(&["--token-file", "tokens"]);
    let path = service.folder.path().join("tokens");
    let asked = |service: &Service, token: &str| {
        let head = format!("POST /v1/check|authorization: Bearer {token}");
        service.ask(&head, r#""Hello""#).0
    };
    let new = "another-token-for-the-tests";
    assert_eq!((asked(&service, TOKEN), asked(&service, new)), (200, 401));
    std::fs::write(&path, new).unwrap();
    service.signal("-HUP");
    assert_eq!(service.notice(), "tactful: loaded the rules again\n");
    assert_eq!((asked(&service, TOKEN), asked(&service, new)), (401, 200));
    std::fs::write(&path, "short").unwrap();
    service.signal("-HUP");
    assert!(service.notice().contains("the old rules stay: tokens: "));
    assert_eq!(asked(&service, new), 200);
}

#[test]
fn every_rendering_of_a_chat_message_counts() {
    let service = start(&[]);
    let message = json!({"message": {"text": "", "html": "<p>Calm <b>down</b>.</p>"}});
    let (status, _, answer) = service.ask("POST /stream", &message.to_string());
    assert_eq!(status, 200);
    assert!(answer.contains("\"type\":\"error\""), "{answer}");
}

#[test]
fn an_unknown_helpdesk_is_refused() {
    let service = start(&[]);
    let request = json!({"draft": {"text": "Hello"}, "profile": "zendsk"});
    for path in ["/v1/check", "/v1/decide"] {
        let (status, _, answer) = service.ask(&format!("POST {path}"), &request.to_string());
        assert_eq!(status, 400, "{path}");
        assert!(answer.contains("zendesk"), "{answer}");
    }
}

#[test]
fn long_texts_are_checked_on_a_thread_of_their_own() {
    let service = start(&[]);
    let long = json!(format!("{}Calm down.", "All is well here. ".repeat(2000))).to_string();
    let (status, _, answer) = service.ask("POST /v1/check", &long);
    let review: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!((status, &review["verdict"]), (200, &json!("hold")));
}

#[test]
fn only_some_senders_are_checked() {
    let service = start(&["--sender", "@*:support.org"]);
    for (sender, expected) in [("@ana:support.org", 403), ("@maria:home.org", 200)] {
        let event = json!({"event": {"type": "m.room.message", "sender": sender, "content": {"msgtype": "m.text", "body": "Calm down"}}});
        let (status, _, _) = service.ask("POST /matrix/check_event_for_spam", &event.to_string());
        assert_eq!(status, expected, "{sender}");
    }
}

#[test]
fn broken_rules_leave_the_old_ones() {
    let mut service = start(&[]);
    let path = service.folder.path().join("house.toml");
    std::fs::write(&path, "[[rule]]\nid = 3\n").unwrap();
    service.signal("-HUP");
    let notice = service.notice();
    assert!(
        notice.starts_with("tactful: the old rules stay: house.toml:"),
        "{notice}"
    );
    assert!(
        service
            .ask("POST /v1/check", r#""Calm down""#)
            .2
            .contains("house/calm")
    );
    std::fs::write(
        &path,
        RULESET
            .replace("calm down", "cheer up")
            .replace("Calm down.", "Cheer up."),
    )
    .unwrap();
    service.signal("-HUP");
    while service.notice() != "tactful: loaded the rules again\n" {}
    assert!(
        !service
            .ask("POST /v1/check", r#""Calm down""#)
            .2
            .contains("house/calm")
    );
    assert!(
        service
            .ask("POST /v1/check", r#""Cheer up""#)
            .2
            .contains("house/calm")
    );
}

#[test]
fn what_was_accepted_is_answered_before_the_end() {
    for signal in ["-TERM", "-INT"] {
        let mut service = start(&[]);
        let mut begun = service.connect();
        begun.write_all(b"POST /v1/check HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 11\r\n\r\n").unwrap();
        std::thread::sleep(Duration::from_millis(250));
        service.signal(signal);
        assert!(service.notice().contains("stopping"));
        std::thread::sleep(Duration::from_millis(100));
        assert!(
            TcpStream::connect(&service.address).is_err(),
            "nobody new is let in"
        );
        begun.write_all(b"\"Calm down\"").unwrap();
        let (status, _, answer) = answer(&mut begun);
        assert_eq!(status, 200);
        assert!(answer.contains("house/calm"));
        assert_eq!(service.ends(), Some(0));
    }
}

#[test]
fn sockets_in_the_file_system_are_for_their_owner() {
    use std::os::unix::fs::PermissionsExt;
    let mut service = start(&["--unix", "tactful.sock"]);
    let path = service.folder.path().join("tactful.sock");
    assert_eq!(
        std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let mut stream = UnixStream::connect(&path).unwrap();
    stream
        .write_all(request("POST /v1/check", r#""Calm down""#).as_bytes())
        .unwrap();
    assert_eq!(answer(&mut stream).0, 200);
    service.signal("-TERM");
    assert_eq!(service.ends(), Some(0));
    assert!(!path.exists());
}
