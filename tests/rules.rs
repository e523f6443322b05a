//! Every built-in rule keeps its promise: its bad examples fire, its good ones are silent, alone and with all others on.

use tactful::Linter;
use tactful::config::Config;
use tactful::ruleset::Source;

#[test]
fn examples_do_what_they_should() {
    let report = Linter::builtin().test();
    assert!(
        report.failures.is_empty(),
        "{} failures:\n{}",
        report.failures.len(),
        report.failures.join("\n")
    );
    assert!(
        report.crossed.is_empty(),
        "{} crossings:\n{}",
        report.crossed.len(),
        report.crossed.join("\n")
    );
}

/// One rule per excuse; the examples are the test.
const EXCUSES: &str = r#"
[[rule]]
id = "excuse/preceded-by"
level = "warning"
say = "…"
why = "…"
source = "…"
avoid = ["we are waiting"]
preceded_by = ["until <date>", "by tomorrow"]
bad = ["We are waiting.", "We are waiting by tomorrow.", "By tomorrow. It is so. We are waiting."]
good = ["By tomorrow we are waiting.", "You hear from us by tomorrow. We are waiting."]

[[rule]]
id = "excuse/sentence-has"
level = "warning"
say = "…"
why = "…"
source = "…"
avoid = ["divorce"]
sentence_has = ["he", "she", "<name>"]
bad = ["She told us about the divorce.", "The divorce was hard for him, he said."]
good = ["A divorce needs papers.", "She called. A divorce needs papers."]
"#;

#[test]
fn excuses_excuse() {
    let source = Source {
        name: "excuses.toml".into(),
        text: EXCUSES.into(),
        layer: 0,
    };
    let linter = Linter::from_sources(&[source], &Config::default()).unwrap();
    let report = linter.test();
    assert_eq!(report.failures, [] as [String; 0]);
    assert_eq!(report.examples, 9);
}
