//! Cases of acceptance, as a table.

use std::sync::Arc;

use super::*;
use crate::draft::{Draft, Ignore};
use crate::finding::{Confidence, Finding, Severity};
use crate::text::Span;

fn finding(rule: &str, draft: &Draft, words: &str) -> Finding {
    let start = draft.text.find(words).unwrap();
    Finding {
        rule: RuleId::new(rule),
        severity: Severity::Warning,
        confidence: Confidence::High,
        message: String::new(),
        why: Arc::from(""),
        span: Span::new(start, start + words.len()),
        private: false,
        value: None,
        fixes: Vec::new(),
        reasons: Vec::new(),
        related: Vec::new(),
    }
}

fn draft() -> Draft {
    let mut draft = Draft::new("Calm down and relax, as I said.");
    draft.origin.file = Arc::from("replies/a.md");
    draft.origin.record = Some(String::from("greeting"));
    draft
}

fn review(draft: &Draft) -> Review<'_> {
    let mut review = Review::new(draft);
    review.findings = vec![
        finding("tone/calm-down", draft, "Calm down"),
        finding("tone/calm-down", draft, "relax"),
        finding("empathy/as-i-said", draft, "as I said"),
    ];
    review
}

fn allowance(rule: &str, place: Option<&str>, expires: Option<&str>) -> Allowance {
    Allowance {
        rule: rule.to_owned(),
        place: place.map(|place| Place::new(place).unwrap()),
        reason: String::from("gamers"),
        expires: expires.map(|day| day.parse().unwrap()),
        file: String::from("tactful.toml"),
        line: 7,
    }
}

#[test]
fn allowances_accept() {
    for (rule, place, expires, kept, complaint) in [
        ("tone/*", None, None, 1, None),
        ("tone/calm-down", Some("replies/**"), None, 1, None),
        ("tone/calm-down", Some("other/**"), None, 3, None),
        ("*", Some("#greeting"), None, 0, None),
        ("tone", None, Some("2026-11-21"), 1, None),
        (
            "tone",
            None,
            Some("2026-11-20"),
            3,
            Some("ran out on 2026-11-20"),
        ),
        (
            "tone/other",
            Some("replies/**"),
            None,
            3,
            Some("accepts nothing"),
        ),
        ("tone/other", None, None, 3, None),
    ] {
        let draft = draft();
        let mut review = review(&draft);
        let allowances = [allowance(rule, place, expires)];
        let policy = Policy {
            allowances: &allowances,
            today: "2026-11-21".parse().ok(),
            ..Policy::default()
        };
        let mut usage = Usage::default();
        apply(&mut review, "replies/a.md", &policy, &mut usage);
        assert_eq!(review.findings.len(), kept, "{rule} {place:?} {expires:?}");
        assert_eq!(review.suppressed.len(), 3 - kept);
        let complaints = usage.complaints(policy.allowances, policy.today);
        assert_eq!(
            complaints.len(),
            usize::from(complaint.is_some()),
            "{complaints:?}"
        );
        for (said, wanted) in complaints.iter().zip(complaint) {
            assert!(said.message.contains(wanted), "{said:?}");
        }
    }
}

#[test]
fn directives_accept() {
    for (rule, reason, unexplained, kept, complaints, fatal) in [
        ("tone/*", Some("fine"), Unexplained::Refused, 1, 0, false),
        ("tone/*", None, Unexplained::Honoured, 1, 0, false),
        ("tone/*", None, Unexplained::Refused, 3, 1, true),
        (
            "clarity/*",
            Some("fine"),
            Unexplained::Honoured,
            3,
            1,
            false,
        ),
    ] {
        let mut draft = draft();
        draft.origin.ignores.push(Ignore {
            rule: rule.to_owned(),
            reason: reason.map(str::to_owned),
            line: 3,
        });
        let mut review = review(&draft);
        let policy = Policy {
            unexplained,
            ..Policy::default()
        };
        let mut usage = Usage::default();
        apply(&mut review, "replies/a.md", &policy, &mut usage);
        assert_eq!(review.findings.len(), kept, "{rule} {reason:?}");
        assert_eq!(
            usage.complaints(policy.allowances, policy.today).len(),
            complaints,
            "{rule} {reason:?}"
        );
        assert_eq!(usage.is_fatal(), fatal);
    }
}

#[test]
fn a_baseline_accepts_what_it_saw_and_nothing_else() {
    let draft = draft();
    let recording = Policy {
        is_recording: true,
        ..Policy::default()
    };
    let mut usage = Usage::default();
    apply(&mut review(&draft), "replies/a.md", &recording, &mut usage);
    let baseline = usage.baseline();
    assert_eq!(baseline.entries().count(), 3);
    let policy = Policy {
        baseline: Some(&baseline),
        ..Policy::default()
    };

    let mut again = review(&draft);
    let mut usage = Usage::default();
    apply(&mut again, "moved/b.md", &policy, &mut usage);
    assert!(again.findings.is_empty());
    assert_eq!(usage.stale_in(&baseline, Scope::Check), 0);

    // A copy is one more than was seen.
    let mut copy = review(&draft);
    apply(&mut copy, "replies/c.md", &policy, &mut usage);
    assert_eq!(copy.findings.len(), 3);

    let mut edited = self::draft();
    edited.text = String::from("Calm down, as I said. Calm down.");
    let mut review = Review::new(&edited);
    review.findings = vec![finding("tone/threat", &edited, "Calm down")];
    let mut usage = Usage::default();
    apply(&mut review, "replies/a.md", &policy, &mut usage);
    assert_eq!(review.findings.len(), 1);
    assert_eq!(usage.stale_in(&baseline, Scope::Check), 3);
}
