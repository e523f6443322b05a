//! What `Debug` shows of drafts and conversations: structure and lengths, never words, names or addresses.

use std::fmt;

use super::{Action, Customer, Draft, Fact, Turn};
use crate::text::{Covered, covered, covered_if};

impl fmt::Debug for Draft {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            text,
            subject,
            stage,
            channel,
            profile,
            language,
            public,
            internal,
            author,
            attachments,
            mask,
            origin,
            conversation,
            customer,
            company,
            facts,
            actions,
            ticket,
            now,
            meta,
        } = self;
        let ticket: Vec<_> = (ticket.iter())
            .map(|(name, value)| (name, Covered(value)))
            .collect();
        out.debug_struct("Draft")
            .field("text", &Covered(text))
            .field("subject", &covered_if(subject.as_ref()))
            .field("stage", stage)
            .field("channel", channel)
            .field("profile", profile)
            .field("language", language)
            .field("public", public)
            .field("internal", internal)
            .field("author", author)
            .field("attachments", &attachments.as_deref().map(covered))
            .field("mask", mask)
            .field("origin", origin)
            .field("conversation", conversation)
            .field("customer", customer)
            .field("company", company)
            .field("facts", facts)
            .field("actions", actions)
            .field("ticket", &ticket)
            .field("now", now)
            .field("meta", &covered_if(meta.as_ref()))
            .finish()
    }
}

impl fmt::Debug for Customer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Customer")
            .field("name", &covered_if(self.name.as_ref()))
            .field("emails", &covered(&self.emails))
            .field("phones", &covered(&self.phones))
            .field("locale", &self.locale)
            .finish()
    }
}

impl fmt::Debug for Turn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Turn")
            .field("role", &self.role)
            .field("text", &Covered(&self.text))
            .field("at", &self.at)
            .field("internal", &self.internal)
            .field("name", &covered_if(self.name.as_ref()))
            .finish()
    }
}

impl fmt::Debug for Fact {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Fact")
            .field("id", &self.id)
            .field("text", &Covered(&self.text))
            .finish()
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Action")
            .field("name", &self.name)
            .field("status", &Covered(&self.status))
            .finish()
    }
}
