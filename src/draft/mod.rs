//! One message about to be sent: its text, what of it is not the agent's own prose, where it came from, and the conversation before it.

mod conversation;
mod debug;
mod fill_in;
mod mask;
mod masking;
mod origin;
mod placeholder;

pub use conversation::{Conversation, Mood, Role, Turn};
#[cfg(feature = "formats")]
pub(crate) use fill_in::is_html_tag;
pub use mask::{Mask, MaskKind, Masked};
pub use origin::{FilePosition, Ignore, Origin, Segment, SourceMap};
pub use placeholder::{Placeholder, Syntax, placeholder_at, placeholders};

/// How far the message is from leaving.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Stage {
    /// A canned reply: placeholders are expected.
    Template,
    /// In the composer: placeholders may still be rendered.
    #[default]
    Draft,
    /// About to leave: nothing may be left unfilled.
    Final,
}

impl Stage {
    /// The word used in files and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Template => "template",
            Self::Draft => "draft",
            Self::Final => "final",
        }
    }

    /// All stages, earliest first.
    pub const ALL: [Self; 3] = [Self::Template, Self::Draft, Self::Final];
}

/// The medium a message travels by; decides lengths, greeting and closing duties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// Live chat or messenger.
    Chat,
    /// E-mail or a ticket answered by e-mail.
    Email,
    /// A public or semi-public post.
    Social,
    /// A text message.
    Sms,
}

impl Channel {
    /// The word used in files and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::Email => "email",
            Self::Social => "social",
            Self::Sms => "sms",
        }
    }

    /// All channels.
    pub const ALL: [Self; 4] = [Self::Chat, Self::Email, Self::Social, Self::Sms];
}

/// Who wrote the draft.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Author {
    /// `true` for a bot or an AI agent, `false` for a person, `None` when unknown.
    pub is_bot: Option<bool>,
    /// The name shown to the customer.
    pub name: Option<String>,
}

/// What the host knows about the customer. Values are private: they are compared, never shown.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Customer {
    /// Full name.
    pub name: Option<String>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Phone numbers.
    pub phones: Vec<String>,
    /// Locale such as `es-ES`.
    pub locale: Option<String>,
}

/// What belongs to the company and may be named freely.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Company {
    /// Domains of its addresses and links.
    pub domains: Vec<String>,
    /// Its phone numbers.
    pub phones: Vec<String>,
    /// Its e-mail addresses on other domains.
    pub emails: Vec<String>,
    /// Names of its agents.
    pub agents: Vec<String>,
    /// Names of its products and brands.
    pub products: Vec<String>,
    /// Names it no longer uses, each alone or with the one that took its place: `Old` or `Old = New`.
    pub retired: Vec<String>,
    /// Names of its public hosts, such as `status.example.com`.
    pub hosts: Vec<String>,
    /// Regular expressions of numbers that may be told to anybody, such as article numbers.
    pub ids: Vec<String>,
}

impl Company {
    /// Adds what another source knows of the company.
    pub fn extend(&mut self, more: &Self) {
        let Self {
            domains,
            phones,
            emails,
            agents,
            products,
            retired,
            hosts,
            ids,
        } = more;
        self.domains.extend_from_slice(domains);
        self.phones.extend_from_slice(phones);
        self.emails.extend_from_slice(emails);
        self.agents.extend_from_slice(agents);
        self.products.extend_from_slice(products);
        self.retired.extend_from_slice(retired);
        self.hosts.extend_from_slice(hosts);
        self.ids.extend_from_slice(ids);
    }
}

/// A fact that the draft may state, such as the refund window.
#[derive(Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its name, such as `refund_window`.
    pub id: String,
    /// Its wording, such as `30 days`.
    pub text: String,
}

/// Something the system did or tried for the customer, such as a refund.
#[derive(Clone, PartialEq, Eq)]
pub struct Action {
    /// Its name, such as `refund`.
    pub name: String,
    /// `succeeded`, `failed`, `pending` or the host's own word.
    pub status: String,
}

/// One message about to be sent, with all that is known around it.
#[derive(Clone, PartialEq, Default)]
pub struct Draft {
    /// The message as people read it: entities decoded, markup left out.
    pub text: String,
    /// The subject line, when the channel has one.
    pub subject: Option<String>,
    /// How far it is from leaving.
    pub stage: Stage,
    /// The medium, when known.
    pub channel: Option<Channel>,
    /// The helpdesk profile, such as `chatwoot`.
    pub profile: Option<String>,
    /// Language tag such as `en-GB`, when known.
    pub language: Option<String>,
    /// Whether it is posted where others than the customer can read it.
    pub public: bool,
    /// Whether it is a note that the customer will not see.
    pub internal: bool,
    /// Who wrote it.
    pub author: Author,
    /// Names of attached files; `None` when the host does not say.
    pub attachments: Option<Vec<String>>,
    /// Which spans are not the agent's own prose.
    pub mask: Mask,
    /// Where the text stands in the user's file.
    pub origin: Origin,
    /// The turns before it; `None` when no context was given.
    pub conversation: Option<Conversation>,
    /// What is known about the customer.
    pub customer: Customer,
    /// What belongs to the company.
    pub company: Company,
    /// Facts the draft may state.
    pub facts: Vec<Fact>,
    /// What was done for the customer.
    pub actions: Vec<Action>,
    /// Ticket facts of the host such as `kind = "invite"`, as plain words.
    pub ticket: Vec<(String, String)>,
    /// The moment of sending in seconds since 1970, when known.
    pub now: Option<i64>,
    /// The host's own data as JSON text, echoed and never looked at.
    pub meta: Option<String>,
}

impl Draft {
    /// A bare message, in the composer, without context. What its text shows not to be prose is masked.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            mask: Mask::of(&text),
            text,
            ..Self::default()
        }
    }

    /// The same message with what the customer wrote before it.
    #[must_use]
    pub fn with_customer(mut self, said: impl Into<String>) -> Self {
        self.conversation
            .get_or_insert_default()
            .turns
            .push(Turn::new(Role::Customer, said));
        self
    }

    /// A ticket fact by name; the well-known ones are also answered from the typed fields.
    pub fn fact(&self, name: &str) -> Option<&str> {
        if let Some((_, value)) = self.ticket.iter().find(|(key, _)| key == name) {
            return Some(value);
        }
        match name {
            "customer_name" => self.customer.name.as_deref(),
            "agent_name" => self.author.name.as_deref(),
            "author" => self
                .author
                .is_bot
                .map(|bot| if bot { "bot" } else { "human" }),
            "stage" => Some(self.stage.as_str()),
            "channel" => self.channel.map(Channel::as_str),
            "language" => self.language.as_deref(),
            "visibility" => Some(if self.public { "public" } else { "private" }),
            "attachments" => self
                .attachments
                .as_ref()
                .map(|names| if names.is_empty() { "none" } else { "some" }),
            _ => self
                .facts
                .iter()
                .find(|fact| fact.id == name)
                .map(|fact| fact.text.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attachments_are_a_fact_only_when_the_host_lists_them() {
        let mut draft = Draft::new("The form is attached.");
        assert_eq!(draft.fact("attachments"), None);
        draft.attachments = Some(Vec::new());
        assert_eq!(draft.fact("attachments"), Some("none"));
        draft.attachments = Some(vec!["form.pdf".to_owned()]);
        assert_eq!(draft.fact("attachments"), Some("some"));
    }
}
