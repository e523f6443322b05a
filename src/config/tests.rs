//! Project files and what they mean, as tables. Files live in a map: the room reads none itself.

use std::collections::BTreeMap;
use std::path::Path;

use super::*;
use crate::draft::{Channel, Stage};

struct Shelf<'f>(BTreeMap<&'f str, &'f str>);

impl Files for Shelf<'_> {
    fn read(&mut self, path: &Path) -> Result<String, crate::Error> {
        let path = path.to_str().unwrap();
        match self.0.get(path) {
            Some(text) => Ok((*text).to_owned()),
            None => Err(crate::Error::io("there is no such file").in_source(path)),
        }
    }
}

fn load_from(files: &[(&str, &str)]) -> Result<Project, crate::Error> {
    let mut shelf = Shelf(files.iter().copied().collect());
    load(Path::new("/team/tactful.toml"), &mut shelf)
}

fn load_one(text: &str) -> Result<Project, crate::Error> {
    load_from(&[("/team/tactful.toml", text)])
}

#[test]
fn mistakes_are_named_where_they_stand() {
    for (text, place, says) in [
        ("languag = 'en'", "1:1", "did you mean `language`"),
        ("\nlanguage = 'fr'", "2:12", "en-US"),
        ("fail-on = 1", "1:11", "a string in quotes"),
        ("fail-on = 'warn'", "1:11", "did you mean `warning`"),
        ("packs = [1]", "1:10", "string"),
        (
            "[levels]\n'tone/blame' = 'of'",
            "2:16",
            "did you mean `off`",
        ),
        ("levels = 3", "1:10", "[levels]"),
        ("[words]\naccpt = []", "2:1", "did you mean `accept`"),
        ("[company]\nids = ['[']", "2:8", "regular expression"),
        ("[company]\ndomain = []", "2:1", "did you mean `domains`"),
        ("[privacy]\nkey = ''", "2:1", "did you mean `key-file`"),
        (
            "[privacy]\nemployee-ids = ['(']",
            "2:17",
            "regular expression",
        ),
        (
            "[privacy]\ncountries = ['uk']",
            "2:14",
            "two capital letters",
        ),
        (
            "[privacy]\ncountries = ['GB', 'UK']",
            "2:20",
            "did you mean `GB`",
        ),
        ("[privacy]\ncountries = ['XX']", "2:14", "no country `XX`"),
        ("[channel.chatt]", "1:10", "did you mean `chat`"),
        ("[channel.chat]\nfiles = []", "2:1", "for a channel"),
        ("[[section]]\npacks = []", "1:1", "which files"),
        ("[[section]]\nfiles = ['a[']", "2:10", "file pattern"),
        ("[section]\nfiles = []", "1:1", "[[section]]"),
        ("[[allow]]\nrule = 'a/b'", "1:1", "no `reason`"),
        ("[[allow]]\nreason = 'x'", "1:1", "no `rule`"),
        (
            "[[allow]]\nrule='a/b'\nreason='x'\nexpires = 2026-11-31",
            "4:11",
            "",
        ),
        (
            "[[allow]]\nrule='a/b'\nreason='x'\nexpires = 'soon'",
            "4:11",
            "not a day",
        ),
        (
            "[phrases.list.deadline]\nadd = []",
            "1:15",
            "[phrases.\"list.deadline\"]",
        ),
        ("a = ", "1:5", ""),
        ("x = 1\nx = 2", "2:1", "duplicate"),
    ] {
        let error = load_one(text).unwrap_err().to_string();
        let wanted = format!("/team/tactful.toml:{place}: ");
        assert!(error.starts_with(&wanted), "{text}\n{error}");
        assert!(error.contains(says), "{text}\n{error}");
    }
}

#[test]
fn missing_files_say_who_named_them() {
    for text in [
        "rulesets = ['x.toml']",
        "extends = 'x.toml'",
        "[words]\nfile = 'x.toml'",
    ] {
        let error = load_one(text).unwrap_err().to_string();
        assert!(
            error.starts_with("/team/x.toml: there is no such file"),
            "{error}"
        );
        assert!(error.contains("named in /team/tactful.toml:"), "{error}");
    }
}

#[test]
fn privacy_names_ids_hosts_and_a_key() {
    let text = "[privacy]\nkey-file = 'k'\nemployee-ids = ['E-[0-9]{5}']\nticket-ids = ['OPS-[0-9]+']\ninternal-hosts = ['ops.acme.com']";
    let project = load_from(&[
        ("/team/tactful.toml", text),
        ("/team/k", "0123456789abcdef\n"),
    ])
    .unwrap();
    let draft = crate::Draft::new("E-12345 moved OPS-7 to db.ops.acme.com and 123-45-6789.");
    let linter = crate::Linter::new(&project.config).unwrap();
    let review = linter.check(&draft);
    let values: Vec<_> = review
        .findings
        .iter()
        .filter_map(|f| f.value.as_deref())
        .collect();
    let kinds: Vec<_> = values.iter().map(|value| value.kind).collect();
    assert_eq!(
        kinds,
        ["employee-id", "ticket-id", "internal-host", "us-ssn"]
    );
    let key = crate::fix::Key::new(*b"0123456789abcdef").unwrap();
    let expected = key.fingerprint(crate::detect::PrivateKind::UsSsn, "123456789");
    assert_eq!(values[3].fingerprint.as_ref(), Some(&expected));
    assert_eq!((values[3].length, values[3].tier), (11, "likely"));

    let error = load_from(&[("/team/tactful.toml", text), ("/team/k", "short")]).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("/team/k: a key needs at least 16 bytes"),
        "{error}"
    );
}

#[test]
fn circles_are_refused() {
    let error = load_from(&[
        ("/team/tactful.toml", "extends = 'a.toml'"),
        ("/team/a.toml", "extends = './tactful.toml'"),
    ])
    .unwrap_err();
    assert!(error.to_string().contains("circle"), "{error}");
}

#[test]
fn layers_merge_key_by_key() {
    let project = load_from(&[
        (
            "/team/tactful.toml",
            r#"
extends = "../house/tactful.toml"
fail-on = "error"
packs = ["retail"]
rulesets = ["ours.toml"]
[levels]
"tone/blame" = "error"
"*" = "suggestion"
"tone/*" = "off"
[drafts]
stage = "template"
[words]
accept = ["Foozle"]
file = "words.txt"
[channel.chat.levels]
"empathy/*" = "off"
[[section]]
files = ["legal/**"]
packs = ["eu"]
channel = "email"
levels = { "tone/*" = "warning" }
[[allow]]
rule = "tone/blame"
where = "legal/old.md"
reason = "quoted by law"
expires = 2027-01-31
"#,
        ),
        (
            "/house/tactful.toml",
            "fail-on = 'warning'\nmin-severity = 'warning'\npacks = ['house']\n[company]\ndomains = ['example.com']\n",
        ),
        ("/team/ours.toml", "# rules"),
        ("/team/words.txt", "Barzle # our product\n\n# a note\nquux\n"),
    ])
    .unwrap();
    assert_eq!(
        project.defaults,
        Defaults {
            fail_on: Some(Threshold::At(Severity::Error)),
            min_severity: Some(Severity::Warning),
        }
    );
    assert_eq!(project.config.packs, ["house", "retail"]);
    assert_eq!(project.config.accept, ["Foozle", "Barzle", "quux"]);
    assert_eq!(project.config.company.domains, ["example.com"]);
    assert_eq!(project.config.rulesets[0].name, "/team/ours.toml");
    assert_eq!(project.stage, Some(Stage::Template));
    assert_eq!(project.allowances.len(), 1);

    let level =
        |config: &Config, rule: &str| config.choice(&RuleId::new(rule)).map(|choice| choice.level);
    let plain = project.config(&Vec::new());
    assert_eq!(
        level(&plain, "tone/blame"),
        Some(Level::At(Severity::Error))
    );
    assert_eq!(level(&plain, "tone/threat"), Some(Level::Off));
    assert_eq!(
        level(&plain, "clarity/jargon"),
        Some(Level::At(Severity::Suggestion))
    );

    let file = project.sections_of(Path::new("/team/legal/a/b.md"));
    assert_eq!(file.len(), 1);
    assert_eq!(project.sections[file[0]].channel, Some(Channel::Email));
    let legal = project.config(&file);
    assert_eq!(legal.packs, ["house", "retail", "eu"]);
    assert_eq!(
        level(&legal, "tone/threat"),
        Some(Level::At(Severity::Warning))
    );
    assert!(
        project
            .sections_of(Path::new("/team/replies/a.md"))
            .is_empty()
    );
    assert!(
        project
            .sections_of(Path::new("/elsewhere/legal/a.md"))
            .is_empty()
    );

    let chat = project.config(&project.with_channel(&file, Some(Channel::Chat)));
    assert_eq!(level(&chat, "empathy/thanks"), Some(Level::Off));
    assert_eq!(
        level(&legal, "empathy/thanks"),
        Some(Level::At(Severity::Suggestion))
    );
    assert_eq!(
        project.relative(Path::new("/team/legal/a.md")),
        "legal/a.md"
    );
}

#[test]
fn looks_upward() {
    let found: Vec<_> = candidates(Path::new("/a/b")).collect();
    assert_eq!(
        found,
        [
            Path::new("/a/b/tactful.toml"),
            Path::new("/a/tactful.toml"),
            Path::new("/tactful.toml")
        ]
    );
}

#[test]
fn the_template_is_sound_commented_and_not() {
    assert_eq!(load_one(TEMPLATE).unwrap().config, Config::default());
    // A setting begins with a key or a table; everything else in the file is prose.
    let is_setting = |line: &str| {
        let key = line.split([' ', '=']).next().unwrap_or("");
        let named = !key.is_empty() && line[key.len()..].starts_with(" = ");
        line.starts_with('[') && line.ends_with(']') || named
    };
    let bare: Vec<&str> = TEMPLATE
        .lines()
        .map(|line| line.strip_prefix("# ").unwrap_or(line))
        .filter(|line| is_setting(line))
        .collect();
    let text = bare.join("\n");
    let project = load_from(&[
        ("/team/tactful.toml", &text),
        ("/tactful.toml", ""),
        ("/team/rules/ours.toml", ""),
        ("/team/privacy.key", "0123456789abcdef"),
        ("/team/words.txt", ""),
    ])
    .unwrap();
    assert_eq!(project.allowances.len(), 1);
    assert_eq!(project.sections.len(), 2);
    for key in super::parse::KEYS {
        let is_there = |line: &&str| line.trim_start_matches('[').starts_with(key);
        assert!(bare.iter().any(is_there), "{key} is not in the template");
    }
}
