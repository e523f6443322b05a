//! No four characters of a private value leave the command: not through a report, a hook, a baseline, a log, a redaction or a mistake.
#![cfg(feature = "cli")]
#![allow(missing_docs)]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::json;
use tactful::report::Format;

mod canaries;

use canaries::{Canary, Dice, assert_silent, canaries, without_prints};

/// Runs the command and returns all it says.
fn say(folder: &Path, args: &[&str], stdin: &str) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tactful"))
        .args(args)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("RUST_BACKTRACE", "1")
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let text = stdin.to_owned();
    // Written beside the reading, or a full pipe would stop both.
    let writer = std::thread::spawn(move || {
        let _ = pipe.write_all(text.as_bytes());
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.push_str(&String::from_utf8_lossy(&output.stderr));
    without_places(&without_prints(&said))
}

/// A text without the numbers of JSON, which are places and counts.
fn without_places(text: &str) -> String {
    // Colours of the page look like digits of a value.
    let text = match (text.find("<style>"), text.find("</style>")) {
        (Some(start), Some(end)) => &format!("{}{}", &text[..start], &text[end..]),
        _ => text,
    };
    let mut parts = text.split("\":");
    let mut kept = parts.next().unwrap_or("").to_owned();
    for part in parts {
        kept.push_str("\":");
        kept.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    kept
}

/// A folder with the canaries in files of many formats.
struct Cage {
    folder: tempfile::TempDir,
    canaries: Vec<Canary>,
}

impl Cage {
    fn new(seed: u64) -> Self {
        let cage = Self {
            folder: tempfile::tempdir().unwrap(),
            canaries: canaries(&mut Dice(seed)),
        };
        cage.put(
            "tactful.toml",
            "[privacy]\nemployee-ids = ['EMP-[0-9]{5}']\nkey-file = 'key'\n",
        );
        cage.put("key", "0123456789abcdef0123456789abcdef\n");
        let each = |write: &dyn Fn(&str) -> String| -> String {
            cage.canaries.iter().map(|c| write(&c.text)).collect()
        };
        cage.put(
            "drafts.jsonl",
            &each(&|text| {
                let draft = json!({
                    "draft": {"text": format!("Calm down, as I already said. {text}"), "subject": text},
                    "conversation": {"messages": [
                        {"role": "customer", "text": format!("I am furious, this is ridiculous!! {text}")},
                        {"role": "agent", "text": text},
                        {"role": "customer", "text": format!("I am furious about {text} you idiots")},
                    ]},
                    "facts": [{"id": "x", "text": text}],
                });
                format!("{draft}\n")
            }),
        );
        cage.put(
            "replies.md",
            &each(&|text| format!("# {}\n\nCalm down. {text}\n\n", text.replace('\n', " "))),
        );
        cage.put(
            "talk.txt",
            &each(&|text| {
                format!(
                    "Customer: I am furious! {0}\nAgent: Calm down. {0}\n",
                    text.replace('\n', " ")
                )
            }),
        );
        let rows = each(&|text| format!("\"{0}\",\"Calm down. {0}\"\n", text.replace('"', "\"\"")));
        cage.put("replies.csv", &format!("title,body\n{rows}"));
        let macros: Vec<_> = (cage.canaries.iter())
            .map(|c| json!({"title": c.text, "actions": [{"field": "comment_value_html", "value": format!("<p>Calm down. {}</p>", c.text)}]}))
            .collect();
        cage.put("zendesk.json", &json!({ "macros": macros }).to_string());
        cage.put(
            "reply.eml",
            &format!(
                "From: a@shop.test\nTo: b@c.test\nSubject: Hi\n\nCalm down.\n{}\n",
                each(&|text| format!("{text}\n\n"))
            ),
        );
        cage
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    /// Runs the command and holds that nothing of any canary is said.
    fn holds(&self, args: &[&str], stdin: &str) -> String {
        let said = say(self.folder.path(), args, stdin);
        // What a clock measured may be any number, and so look like a part of a value.
        let told: String = if args.contains(&"--timing") {
            let is_measured = |word: &&str| word.contains('.') && word.parse::<f64>().is_ok();
            let kept: Vec<&str> = said.split(' ').filter(|word| !is_measured(word)).collect();
            kept.join(" ")
        } else {
            said.clone()
        };
        self.is_silent(
            &told,
            &format!("`tactful {}`", args.join(" ").replace('\n', " ")),
        );
        said
    }

    /// Some canaries, as each costs a process. Names of files and hosts may be said, as complaints are about them; `@name` is a list in a pattern.
    fn typed(&self) -> impl Iterator<Item = &Canary> {
        let is_typed = |canary: &&Canary| {
            !["/home/", ".internal", "91.237", "18", "EMP-", "@", "Blvd"]
                .iter()
                .any(|start| canary.value.contains(start))
        };
        self.canaries.iter().filter(is_typed).step_by(6)
    }

    fn is_silent(&self, said: &str, what: &str) {
        for canary in &self.canaries {
            assert_silent(said, &canary.value, what);
        }
    }
}

/// Every format, with and without reasons, and what is accepted.
#[test]
fn reports_are_silent() {
    let cage = Cage::new(0x9E37_79B9_7F4A_7C15);
    for file in [
        "drafts.jsonl",
        "replies.md",
        "talk.txt",
        "replies.csv",
        "zendesk.json",
        "reply.eml",
    ] {
        let said = cage.holds(
            &["check", file, "--explain", "-f", "json", "--each-turn"],
            "",
        );
        assert!(
            said.contains("privacy/"),
            "{file} was not read: {said:.300}"
        );
    }
    for format in Format::ALL {
        let said = cage.holds(
            &["check", "drafts.jsonl", "--explain", "-f", format.as_str()],
            "",
        );
        assert!(
            said.contains("secret-in-draft"),
            "{format} says too little: {said:.300}"
        );
    }
    let said = cage.holds(&["check", "--text", "Hi", "--timing"], "");
    assert!(said.contains(" ms"), "{said}");
    for format in ["json", "jsonl", "sarif"] {
        let said = say(
            cage.folder.path(),
            &["check", "drafts.jsonl", "-f", format],
            "",
        );
        let count = |words: &str| said.matches(words).count();
        let name = if format == "sarif" {
            "privateValue"
        } else {
            "private_value"
        };
        assert!(
            30 < count(&format!("\"{name}\":{{\"kind\":")),
            "{format} carries no private values"
        );
        let said = say(
            cage.folder.path(),
            &["check", "drafts.jsonl", "-f", format, "--show-values"],
            "",
        );
        cage.is_silent(&said, "a refusal of --show-values");
        assert!(said.contains("--force-show-values"), "{said}");
    }
    cage.holds(
        &["check", "drafts.jsonl", "--write-baseline", "base.json"],
        "",
    );
    let base = fs::read_to_string(cage.folder.path().join("base.json")).unwrap();
    cage.is_silent(&without_prints(&base), "a baseline");
    let said = cage.holds(
        &[
            "check",
            "drafts.jsonl",
            "--baseline",
            "base.json",
            "--explain",
            "-f",
            "json",
        ],
        "",
    );
    assert!(said.contains("suppressed"));
    cage.holds(&["words", "drafts.jsonl", "--at-least", "1"], "");
    let library = ["replies.md", "replies.csv", "zendesk.json"];
    for format in ["human", "json", "sarif"] {
        let said = cage.holds(&[&["audit", "-f", format][..], &library].concat(), "");
        assert!(said.contains("near-duplicate"), "{said:.300}");
    }
    cage.holds(&["fix", "replies.md", "--diff", "--unsafe"], "");
    let said = say(
        cage.folder.path(),
        &["fix", "drafts.jsonl", "--diff", "--unsafe"],
        "",
    );
    for canary in &cage.canaries {
        // Around a draft, the project's own ids are not known, and a trace in JSON no longer looks like one.
        if !canary.value.contains(".java") && !canary.value.starts_with("EMP-") {
            assert_silent(&said, &canary.value, "a diff");
        }
    }
}

/// Each hook, its log, and the tools for models.
#[test]
fn hooks_are_silent() {
    let cage = Cage::new(0x2545_F491_4F6C_DD1D);
    let requests = fs::read_to_string(cage.folder.path().join("drafts.jsonl")).unwrap();
    cage.holds(&["hook", "jsonl"], &requests);
    let mail = fs::read_to_string(cage.folder.path().join("reply.eml")).unwrap();
    for canary in cage.typed() {
        let subject = canary.text.replace('\n', " ");
        let mail = mail.replace("Subject: Hi", &format!("Subject: {subject}"));
        let said = cage.holds(&["hook", "sendmail"], &mail);
        assert!(said.contains("privacy/"), "{said}");
        let broken = mail.replace("\n\nCalm", "\nContent-Type: multipart/mixed\n\nCalm");
        cage.holds(&["hook", "sendmail"], &broken);
    }
    let git = |args: &[&str]| {
        let mut git = Command::new("git");
        git.args(args)
            .current_dir(cage.folder.path())
            .env("HOME", cage.folder.path());
        assert!(git.output().unwrap().status.success());
    };
    git(&["init", "-q"]);
    git(&[
        "add",
        "replies.md",
        "replies.csv",
        "zendesk.json",
        "drafts.jsonl",
    ]);
    let said = cage.holds(&["hook", "git"], "");
    assert!(said.contains("privacy/"), "{said}");
    cage.holds(
        &[
            "hook",
            "pre-commit",
            "replies.md",
            "replies.csv",
            "zendesk.json",
        ],
        "",
    );
    for canary in cage.typed() {
        let text = format!("Calm down. {}", canary.text);
        let call = json!({"hook_event_name": "PreToolUse", "tool_name": "send_email", "tool_input": {"to": "x", "body": &text, "subject": &text}});
        let stop = json!({"hook_event_name": "Stop", "last_assistant_message": &text});
        let tool = |name: &str, arguments: serde_json::Value| {
            json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": arguments}}).to_string()
        };
        let calls = [
            tool(
                "check_reply",
                json!({"reply": &text, "customer": &canary.text}),
            ),
            tool("redact_reply", json!({"text": &text})),
            tool(
                "check_reply",
                json!({"reply": &text, "stage": &canary.text}),
            ),
            tool("explain_rule", json!({"rule": &canary.text})),
            tool(&canary.text, json!({})),
            tool("check_reply", json!({&canary.text: 1})),
        ];
        for (args, stdin) in [
            (
                &["hook", "exec", "--customer", &canary.text][..],
                text.as_str(),
            ),
            (
                &[
                    "hook",
                    "exec",
                    "--override",
                    "privacy=known",
                    "--log",
                    "log",
                ],
                &text,
            ),
            (&["hook", "claude-code"], &call.to_string()),
            (&["hook", "claude-code"], &stop.to_string()),
            (&["hook", "claude-code"], &call.to_string()[..80]),
            (&["mcp"], &format!("{}\n", calls.join("\n"))),
        ] {
            let said = say(cage.folder.path(), args, stdin);
            assert_silent(
                &said,
                &canary.value,
                &format!("`tactful {}`", args[..2.min(args.len())].join(" ")),
            );
        }
    }
    let log = fs::read_to_string(cage.folder.path().join("log")).unwrap();
    cage.is_silent(&without_prints(&without_times(&log)), "a hook's log");
}

/// A log without its times, whose digits may be those of any value.
fn without_times(log: &str) -> String {
    let mut parts = log.split("\"at\":");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| {
        kept + part.trim_start_matches(|c: char| c.is_ascii_digit())
    })
}

/// Redacted files, and broken ones.
#[test]
fn redactions_are_silent() {
    let cage = Cage::new(0xD1B5_4A32_D192_ED03);
    for (file, structure) in [
        ("drafts.jsonl", "jsonl"),
        ("zendesk.json", "json"),
        ("replies.csv", "csv"),
        ("talk.txt", "text"),
        ("replies.md", "text"),
    ] {
        for mode in ["replace", "hash", "remove"] {
            cage.holds(
                &["redact", file, "--mode", mode, "--as", structure, "--count"],
                "",
            );
        }
        // Half a file is a broken one for every structure.
        let text = fs::read_to_string(cage.folder.path().join(file)).unwrap();
        let mut half = text.len() / 2;
        while !text.is_char_boundary(half) {
            half += 1;
        }
        cage.holds(&["redact", "--as", "json"], &text[..half]);
        cage.holds(&["redact", "--as", "jsonl"], &text[..half]);
        if structure == "csv" {
            cage.holds(&["redact", "--as", "csv"], &text[..half]);
        }
        cage.holds(&["check", "-", "--as", "request"], &text[..half]);
        cage.holds(&["check", "-", "--as", "zendesk"], &text[..half]);
        cage.holds(&["check", "-", "--as", "jsonl"], &text[half..]);
    }
}

/// What is typed in the wrong place comes back in a complaint: covered.
#[test]
fn mistakes_are_silent() {
    let cage = Cage::new(0x94D0_49BB_1331_11EB);
    for canary in cage.typed() {
        let line = canary.text.replace('\n', " ");
        let quoted = toml::Value::String(line.clone()).to_string();
        for (index, wrong) in [
            format!("fail-on = {quoted}\n"),
            format!("{quoted} = 1\n"),
            format!("packs = [{quoted}]\n"),
            format!("[levels]\n{quoted} = \"error\"\n"),
            format!("[levels]\n\"tone/blame\" = {quoted}\n"),
            format!(
                "[company]\nids = [{}]\n",
                toml::Value::String(format!("({line}"))
            ),
            format!(
                "[phrases.\"tone/blame\"]\nadd = [{}]\n",
                toml::Value::String(format!("({line}"))
            ),
            format!("rulesets = [{quoted}]\n"),
            format!("{line}\n"),
        ]
        .into_iter()
        .enumerate()
        {
            cage.put("wrong.toml", &wrong);
            let said = say(
                cage.folder.path(),
                &["check", "--text", "Hi", "--config", "wrong.toml"],
                "",
            );
            assert_silent(
                &said,
                &canary.value,
                &format!("a mistake {index} in the configuration"),
            );
        }
        for args in [
            &["check", &line][..],
            &["check", "--text", "Hi", &line],
            &["check", "--text", "Hi", "--channel", &line],
            &["check", "--text", "Hi", "--only", &line],
            &["check", "--text", "Hi", "--format", &line],
            &["explain", &line],
            &["redact", &line],
            &["redact", "--mode", &line],
            &["hook", &line],
            &[&line],
        ] {
            let said = say(cage.folder.path(), args, "");
            assert_silent(
                &said,
                &canary.value,
                &format!(
                    "a mistake in `tactful {}`",
                    args[0].split(' ').next().unwrap_or("")
                ),
            );
        }
    }
}
