//! What is special about a message that is about to leave: its subject line is read, too, and nothing written in it silences a rule.

use crate::draft::{Conversation, Draft, Mask, Origin};
use crate::review::Review;

/// What the record of a subject line is called.
const SUBJECT: &str = "subject";

/// The drafts as messages about to leave: each distinct subject is one more draft behind them, and directives such as a comment in HTML
/// count for nothing, as the customer would receive them. `context` is the conversation of drafts that bring none.
pub fn leaving(mut drafts: Vec<Draft>, context: Option<&Conversation>) -> Vec<Draft> {
    for draft in &mut drafts {
        draft.origin.ignores.clear();
        if let Some(context) = context {
            draft.conversation.get_or_insert_with(|| context.clone());
        }
    }
    let mut subjects: Vec<Draft> = Vec::new();
    for subject in drafts.iter().filter_map(subject) {
        if subjects.iter().all(|other| other.text != subject.text) {
            subjects.push(subject);
        }
    }
    drafts.append(&mut subjects);
    drafts
}

/// The subject line as a draft of its own, when there is one: customers read it first.
pub fn subject(draft: &Draft) -> Option<Draft> {
    let subject = draft.subject.as_deref().map(str::trim)?;
    (!subject.is_empty()).then(|| Draft {
        text: subject.to_owned(),
        subject: None,
        meta: None,
        mask: Mask::of(subject),
        // Where the subject stands in the file is not known; its own text is the file then.
        origin: Origin {
            file: draft.origin.file.clone(),
            record: Some(SUBJECT.to_owned()),
            ..Origin::default()
        },
        ..draft.clone()
    })
}

/// Takes out what a subject line lacks, as the message below it may have that: only what is there counts.
pub fn keep_present(review: &mut Review<'_>) {
    if review.draft.origin.record.as_deref() == Some(SUBJECT)
        && review.draft.origin.map.segments().is_empty()
    {
        review.findings.retain(|finding| !finding.span.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_subject_is_checked_once() {
        let mut plain = Draft::new("Hello.");
        plain.subject = Some("Calm down".into());
        let html = plain.clone();
        let drafts = leaving(vec![plain, html, Draft::new("Bye.")], None);
        let texts: Vec<&str> = drafts.iter().map(|draft| &*draft.text).collect();
        assert_eq!(texts, ["Hello.", "Hello.", "Bye.", "Calm down"]);
        assert_eq!(drafts[3].subject, None);
    }
}
