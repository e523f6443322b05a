//! What each helpdesk fills in: its syntax, its names, its fallback, and what customers see when a value is missing.
//!
//! Sources: the products' documentation and, for the open-source ones, their code (FreeScout `app/Misc/Mail.php`, Zammad `NotificationFactory`, osTicket `VariableReplacer`, Chatwoot's Liquid drops). A list is `complete` only where it was read in the code or in a full reference.

use crate::draft::Syntax;
use crate::error::{Error, did_you_mean};

/// One helpdesk's placeholders.
#[derive(Debug, PartialEq, Eq)]
pub struct Profile {
    /// The name used by `--profile`, such as `chatwoot`.
    pub name: &'static str,
    /// The product's own name.
    pub product: &'static str,
    /// The ways of writing that the product fills in.
    pub syntaxes: &'static [Syntax],
    /// The names it knows, sorted.
    pub names: &'static [&'static str],
    /// Beginnings of names that a team defines itself, such as custom fields.
    pub own: &'static [&'static str],
    /// Whether `names` holds all names, so that another one is a mistake for sure.
    pub complete: bool,
    /// How a value for the missing case is written.
    pub fallback: Fallback,
    /// What customers see for a missing value.
    pub missing: Missing,
    /// Whether placeholders inside code are filled in.
    pub fills_code: bool,
}

/// How a product writes what to show for a missing value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fallback {
    /// There is no way.
    None,
    /// `{{name | default: "there"}}`
    Default,
    /// `{{name | fallback: "there"}}`
    Filter,
    /// `{{name || "there"}}`
    Pipes,
    /// `{{name | "there"}}`
    Bar,
    /// `{%name,fallback=there%}`
    Comma,
}

/// What customers see for a missing value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Nothing, as in `Hi ,`.
    Blank,
    /// A dash, as in `Hi -,`.
    Dash,
    /// The placeholder itself.
    Literal,
}

impl Fallback {
    /// The placeholder with a fallback, as the product understands it.
    pub fn example(self, name: &str) -> Option<String> {
        Some(match self {
            Self::None => return None,
            Self::Default => format!("{{{{{name} | default: \"there\"}}}}"),
            Self::Filter => format!("{{{{{name} | fallback: \"there\"}}}}"),
            Self::Pipes => format!("{{{{{name} || \"there\"}}}}"),
            Self::Bar => format!("{{{{{name} | \"there\"}}}}"),
            Self::Comma => format!("{{%{name},fallback=there%}}"),
        })
    }
}

/// The profile of that name.
pub fn profile(name: &str) -> Option<&'static Profile> {
    PROFILES.iter().find(|profile| profile.name == name)
}

/// All profiles, sorted by name.
pub const fn profiles() -> &'static [Profile] {
    PROFILES
}

/// The profile of that name, or an error with the nearest names.
pub fn known_profile(name: &str) -> Result<&'static Profile, Error> {
    profile(name).ok_or_else(|| {
        Error::config(format!("unknown profile `{name}`")).help(did_you_mean(
            name,
            PROFILES.iter().map(|profile| profile.name),
        ))
    })
}

const LIQUID: &[Syntax] = &[Syntax::DoubleBrace, Syntax::Tag];

#[rustfmt::skip]
const PROFILES: &[Profile] = &[
    Profile {
        name: "chatwoot", product: "Chatwoot", syntaxes: LIQUID,
        names: &["account.name", "agent.email", "agent.first_name", "agent.last_name", "agent.name",
            "contact.email", "contact.first_name", "contact.id", "contact.last_name", "contact.name", "contact.phone", "contact.phone_number",
            "conversation.code", "conversation.display_id", "conversation.id", "inbox.id", "inbox.name"],
        own: &["contact.custom_attribute.", "conversation.custom_attribute."],
        complete: true, fallback: Fallback::Default, missing: Missing::Blank, fills_code: false,
    },
    Profile {
        name: "freescout", product: "FreeScout", syntaxes: &[Syntax::PercentBrace],
        names: &["conversation.number", "customer.company", "customer.email", "customer.firstName", "customer.fullName", "customer.lastName",
            "mailbox.email", "mailbox.fromName", "mailbox.name", "subject",
            "user.email", "user.firstName", "user.fullName", "user.jobTitle", "user.lastName", "user.phone", "user.photoUrl"],
        own: &["conversation."],
        complete: true, fallback: Fallback::Comma, missing: Missing::Literal, fills_code: true,
    },
    Profile {
        name: "freshdesk", product: "Freshdesk", syntaxes: LIQUID,
        names: &["ticket.agent.email", "ticket.agent.name", "ticket.description", "ticket.due_by_time", "ticket.group.name", "ticket.id",
            "ticket.portal_name", "ticket.portal_url", "ticket.priority", "ticket.public_url", "ticket.requester.company_name", "ticket.requester.email",
            "ticket.requester.firstname", "ticket.requester.lastname", "ticket.requester.name", "ticket.requester.phone",
            "ticket.source", "ticket.status", "ticket.subject", "ticket.tags", "ticket.ticket_type", "ticket.url"],
        own: &["ticket.cf_", "ticket.custom_field.", "helpdesk_name"],
        complete: false, fallback: Fallback::Default, missing: Missing::Blank, fills_code: true,
    },
    Profile {
        name: "front", product: "Front", syntaxes: &[Syntax::DoubleBrace],
        names: &["account.name", "conversation.id", "conversation.subject", "conversation.ticket_id",
            "recipient.email", "recipient.first_name", "recipient.handle", "recipient.last_name", "recipient.name",
            "survey", "user.email", "user.first_name", "user.last_name", "user.name", "user.signature"],
        own: &["account.", "recipient.", "teammate."],
        complete: false, fallback: Fallback::None, missing: Missing::Blank, fills_code: true,
    },
    Profile {
        name: "gorgias", product: "Gorgias", syntaxes: LIQUID,
        names: &["current_user.bio", "current_user.email", "current_user.firstname", "current_user.lastname", "current_user.name",
            "ticket.account.domain", "ticket.assignee_user.email", "ticket.assignee_user.firstname", "ticket.assignee_user.lastname", "ticket.assignee_user.name",
            "ticket.created_datetime", "ticket.customer.email", "ticket.customer.firstname", "ticket.customer.lastname", "ticket.customer.name",
            "ticket.id", "ticket.subject"],
        own: &["ticket.customer.integrations", "ticket.messages", "ticket.custom_fields"],
        complete: false, fallback: Fallback::None, missing: Missing::Blank, fills_code: true,
    },
    Profile {
        name: "helpscout", product: "Help Scout", syntaxes: &[Syntax::PercentBrace],
        names: &["conversation.id", "conversation.number", "customer.company", "customer.email", "customer.firstName", "customer.fullName", "customer.jobTitle", "customer.lastName",
            "mailbox.email", "mailbox.name", "subject", "user.email", "user.firstName", "user.fullName", "user.jobTitle", "user.lastName", "user.phone"],
        own: &["conversation.", "customer.property."],
        complete: false, fallback: Fallback::Comma, missing: Missing::Blank, fills_code: true,
    },
    Profile {
        name: "intercom", product: "Intercom", syntaxes: &[Syntax::DoubleBrace, Syntax::Attribute],
        names: &["author.first_name", "author.name", "company.name", "teammate.first_name", "teammate.name",
            "user.email", "user.first_name", "user.last_name", "user.name", "user.phone"],
        own: &["user.", "company.", "conversation.", "app."],
        complete: false, fallback: Fallback::Filter, missing: Missing::Blank, fills_code: true,
    },
    Profile {
        name: "osticket", product: "osTicket", syntaxes: &[Syntax::Percent],
        names: &["company.name", "recipient.email", "recipient.name", "recipient.name.first", "recipient.name.full", "recipient.ticket_link", "response", "signature", "staff.name", "staff.name.first",
            "ticket.assigned", "ticket.auth_token", "ticket.client_link", "ticket.close_date", "ticket.create_date", "ticket.dept", "ticket.dept.name", "ticket.due_date",
            "ticket.email", "ticket.id", "ticket.last_update", "ticket.name", "ticket.name.first", "ticket.name.full", "ticket.name.last", "ticket.number", "ticket.phone", "ticket.priority",
            "ticket.staff.name", "ticket.staff_link", "ticket.status", "ticket.subject", "ticket.team.name", "ticket.topic", "ticket.topic.name", "ticket.user.name", "ticket.user.name.first", "url"],
        own: &["ticket.", "company.", "staff.", "recipient."],
        complete: false, fallback: Fallback::None, missing: Missing::Blank, fills_code: true,
    },
    Profile {
        name: "zammad", product: "Zammad", syntaxes: &[Syntax::Hash],
        names: &["article.body", "article.from", "article.subject", "config.fqdn", "config.http_type", "config.organization", "config.product_name",
            "ticket.created_at", "ticket.customer.email", "ticket.customer.firstname", "ticket.customer.fullname", "ticket.customer.lastname", "ticket.customer.organization.name", "ticket.customer.phone",
            "ticket.group.name", "ticket.id", "ticket.number", "ticket.organization.name", "ticket.owner.email", "ticket.owner.firstname", "ticket.owner.fullname", "ticket.owner.lastname",
            "ticket.pending_time", "ticket.priority.name", "ticket.state.name", "ticket.title",
            "user.email", "user.firstname", "user.fullname", "user.lastname", "user.phone"],
        own: &["ticket.", "user.", "config.", "article."],
        complete: false, fallback: Fallback::None, missing: Missing::Dash, fills_code: true,
    },
    Profile {
        name: "zendesk", product: "Zendesk", syntaxes: LIQUID,
        names: &["current_user.details", "current_user.email", "current_user.external_id", "current_user.first_name", "current_user.id", "current_user.language", "current_user.last_name", "current_user.name", "current_user.notes", "current_user.organization.name", "current_user.phone", "current_user.signature",
            "satisfaction.current_comment", "satisfaction.current_rating", "satisfaction.rating_section", "satisfaction.rating_url",
            "ticket.account", "ticket.assignee.email", "ticket.assignee.first_name", "ticket.assignee.last_name", "ticket.assignee.name", "ticket.brand.name", "ticket.brand.subdomain", "ticket.cc_names", "ticket.ccs", "ticket.comments_formatted", "ticket.created_at",
            "ticket.description", "ticket.due_date", "ticket.encoded_id", "ticket.external_id", "ticket.group.name", "ticket.id", "ticket.in_business_hours", "ticket.latest_comment", "ticket.latest_public_comment", "ticket.link", "ticket.organization.name", "ticket.priority",
            "ticket.requester.details", "ticket.requester.email", "ticket.requester.external_id", "ticket.requester.first_name", "ticket.requester.language", "ticket.requester.last_name", "ticket.requester.name", "ticket.requester.notes", "ticket.requester.organization.name", "ticket.requester.phone", "ticket.requester.signature",
            "ticket.status", "ticket.submitter.name", "ticket.tags", "ticket.ticket_form", "ticket.ticket_type", "ticket.title", "ticket.updated_at", "ticket.url", "ticket.url_with_protocol", "ticket.verbatim_description", "ticket.via"],
        own: &["dc.", "ticket.ticket_field_", "ticket.ticket_field_option_title_", "ticket.requester.custom_fields.", "ticket.organization.custom_fields.", "current_user.custom_fields.", "ticket.assignee.custom_fields."],
        complete: false, fallback: Fallback::Default, missing: Missing::Blank, fills_code: false,
    },
    Profile {
        name: "zendesk-contact-center", product: "Zendesk Contact Center", syntaxes: &[Syntax::DoubleBrace],
        names: &["contact.first_name", "customer.FirstName", "customer.LastName"],
        own: &["contact.", "customer.", "agent."],
        complete: false, fallback: Fallback::Pipes, missing: Missing::Literal, fills_code: true,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_and_names_are_sorted() {
        assert!(PROFILES.is_sorted_by(|a, b| a.name < b.name));
        for profile in PROFILES {
            assert!(profile.names.is_sorted(), "{}", profile.name);
        }
        assert!(
            known_profile("zendsk")
                .unwrap_err()
                .to_string()
                .contains("did you mean `zendesk`")
        );
    }
}
