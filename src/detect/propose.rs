//! Contacts that the company itself gives out again and again, for a team to look through and allow.

use std::collections::{BTreeMap, BTreeSet};

use super::{PrivateKind, Settings, normalise, scan};
use crate::draft::{Draft, Role};

/// A contact that our side named in several conversations and no customer called their own.
///
/// It holds a value that may still be private, and therefore has no `Debug`.
pub struct ProposedContact {
    /// An e-mail address or a phone number.
    pub kind: PrivateKind,
    /// As most often written.
    pub value: String,
    /// In how many conversations our side named it.
    pub conversations: usize,
}

/// How often one contact was written in which way, and where.
#[derive(Default)]
struct Tally {
    written: BTreeMap<String, usize>,
    conversations: BTreeSet<String>,
}

/// The e-mail addresses and phone numbers that our side named in at least `least` conversations, most frequent first.
/// What any customer wrote, or what the host says is a customer's, is left out. Drafts without a conversation's id count one by one.
pub fn propose_contacts<'d>(
    drafts: impl IntoIterator<Item = &'d Draft>,
    settings: &Settings,
    least: usize,
) -> Vec<ProposedContact> {
    let mut tallies: BTreeMap<(PrivateKind, String), Tally> = BTreeMap::new();
    let mut customers: BTreeSet<(PrivateKind, String)> = BTreeSet::new();
    for (index, draft) in drafts.into_iter().enumerate() {
        let conversation = draft.conversation.as_ref();
        let id = conversation.and_then(|conversation| conversation.id.as_deref());
        let id = id.map_or_else(|| format!("#{index}"), |id| format!("={id}"));
        let listed = [
            (PrivateKind::EmailAddress, &draft.customer.emails),
            (PrivateKind::Phone, &draft.customer.phones),
        ];
        for (kind, values) in listed {
            customers.extend(values.iter().map(|value| (kind, normalise(kind, value))));
        }
        let turns = conversation
            .into_iter()
            .flat_map(|conversation| &conversation.turns);
        let ours = turns
            .clone()
            .filter(|turn| turn.is_ours())
            .map(|turn| &*turn.text);
        for text in ours.chain([&*draft.text]) {
            for (kind, written) in contacts(text, settings) {
                let tally = tallies.entry((kind, normalise(kind, written))).or_default();
                *tally.written.entry(written.to_owned()).or_default() += 1;
                tally.conversations.insert(id.clone());
            }
        }
        for turn in turns.filter(|turn| turn.role == Role::Customer) {
            customers.extend(
                contacts(&turn.text, settings)
                    .map(|(kind, written)| (kind, normalise(kind, written))),
            );
        }
    }
    let mut proposed: Vec<ProposedContact> = tallies
        .into_iter()
        .filter(|(key, tally)| {
            least.max(1) <= tally.conversations.len() && !customers.contains(key)
        })
        .filter_map(|((kind, _), tally)| {
            let conversations = tally.conversations.len();
            let (value, _) = tally.written.into_iter().max_by_key(|(_, count)| *count)?;
            Some(ProposedContact {
                kind,
                value,
                conversations,
            })
        })
        .collect();
    proposed.sort_by(|a, b| {
        b.conversations
            .cmp(&a.conversations)
            .then_with(|| a.value.cmp(&b.value))
    });
    proposed
}

/// The addresses and phone numbers of a text.
fn contacts<'t>(
    text: &'t str,
    settings: &Settings,
) -> impl Iterator<Item = (PrivateKind, &'t str)> {
    scan(text, settings)
        .into_iter()
        .filter(|found| matches!(found.kind, PrivateKind::EmailAddress | PrivateKind::Phone))
        .map(move |found| (found.kind, found.span.of(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Conversation, Turn};

    fn draft(id: Option<&str>, turns: &[(Role, &str)], text: &str) -> Draft {
        let mut draft = Draft::new(text);
        draft.conversation = Some(Conversation {
            id: id.map(str::to_owned),
            turns: turns
                .iter()
                .map(|(role, text)| Turn::new(*role, *text))
                .collect(),
        });
        draft
    }

    #[test]
    fn only_contacts_of_the_house_are_proposed() {
        let mut known = draft(Some("4"), &[], "I wrote to jo@home.es for you.");
        known.customer.emails.push("jo@home.es".into());
        let drafts = [
            draft(
                Some("1"),
                &[(Role::Agent, "Call (888) 227-4400")],
                "Or write to help@acme.com",
            ),
            draft(
                Some("2"),
                &[(Role::Customer, "I am maria@home.es")],
                "Thanks maria@home.es, call +1 888 227 4400",
            ),
            draft(
                Some("3"),
                &[(Role::Agent, "maria@home.es?")],
                "Call 1-888-227-4400 or jo@home.es",
            ),
            // One conversation told twice.
            draft(Some("1"), &[], "Write to help@acme.com"),
            known,
            Draft::new("Write to shop@acme.com"),
            Draft::new("Write to shop@acme.com"),
        ];
        let proposed = propose_contacts(&drafts, &Settings::default(), 2);
        let rows: Vec<_> = proposed
            .iter()
            .map(|row| (row.kind, &*row.value, row.conversations))
            .collect();
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert_eq!((rows[0].0, rows[0].2), (PrivateKind::Phone, 3));
        assert_eq!(rows[1], (PrivateKind::EmailAddress, "shop@acme.com", 2));
    }
}
