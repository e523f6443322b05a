//! Whose a value is, as far as the draft tells.

use std::collections::HashSet;

use super::{PrivateKind, Settings, normalise, scan};
use crate::draft::{Draft, Role};

/// Whose a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// The customer's own, by the host's record or in the customer's own words.
    CustomersOwn,
    /// The company's.
    Companys,
    /// Said by the company earlier in this conversation.
    SaidHere,
    /// Somebody else's: the host says who the customer is, and it is not theirs.
    ThirdParty,
    /// The draft brings no context to tell.
    Unknown,
}

impl Owner {
    /// The word used on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CustomersOwn => "customers-own",
            Self::Companys => "companys",
            Self::SaidHere => "said-here",
            Self::ThirdParty => "third-party",
            Self::Unknown => "unknown",
        }
    }
}

/// What a draft's context knows, read once and asked for each value.
///
/// It holds private values and therefore has no `Debug`.
pub struct Ownership {
    customers: HashSet<(PrivateKind, String)>,
    companys: HashSet<(PrivateKind, String)>,
    said: HashSet<(PrivateKind, String)>,
    domains: Vec<String>,
    knows_customer: bool,
}

impl Ownership {
    /// Reads a draft's customer, company and conversation.
    pub fn of(draft: &Draft) -> Self {
        let listed = |kind: PrivateKind, values: &[String]| -> HashSet<(PrivateKind, String)> {
            values
                .iter()
                .map(|value| (kind, normalise(kind, value)))
                .collect()
        };
        let mut ownership = Self {
            customers: listed(PrivateKind::EmailAddress, &draft.customer.emails),
            companys: listed(PrivateKind::EmailAddress, &draft.company.emails),
            said: HashSet::new(),
            domains: draft
                .company
                .domains
                .iter()
                .map(|domain| domain.trim_start_matches('@').to_lowercase())
                .collect(),
            knows_customer: !draft.customer.emails.is_empty()
                || !draft.customer.phones.is_empty()
                || draft.conversation.is_some(),
        };
        ownership
            .customers
            .extend(listed(PrivateKind::Phone, &draft.customer.phones));
        ownership
            .companys
            .extend(listed(PrivateKind::Phone, &draft.company.phones));
        let settings = Settings::everything();
        for turn in draft
            .conversation
            .iter()
            .flat_map(|conversation| &conversation.turns)
        {
            let values = scan(&turn.text, &settings).into_iter().map(|detection| {
                (
                    detection.kind,
                    normalise(detection.kind, detection.span.of(&turn.text)),
                )
            });
            match turn.role {
                Role::Customer => ownership.customers.extend(values),
                _ if turn.is_ours() => ownership.said.extend(values),
                _ => {}
            }
        }
        ownership
    }

    /// Whose a value of a kind is.
    pub fn owner(&self, value: &str, kind: PrivateKind) -> Owner {
        let key = (kind, normalise(kind, value));
        if self.customers.contains(&key) {
            return Owner::CustomersOwn;
        }
        let is_domain = match kind {
            PrivateKind::EmailAddress => key
                .1
                .rsplit_once('@')
                .is_some_and(|(_, domain)| self.is_company_domain(domain)),
            PrivateKind::InternalHost => self.is_company_domain(&key.1),
            _ => false,
        };
        if is_domain || self.companys.contains(&key) {
            return Owner::Companys;
        }
        if self.said.contains(&key) {
            return Owner::SaidHere;
        }
        if self.knows_customer {
            Owner::ThirdParty
        } else {
            Owner::Unknown
        }
    }

    fn is_company_domain(&self, domain: &str) -> bool {
        self.domains.iter().any(|own| {
            domain
                .strip_suffix(own.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }
}

/// Whose a value is; for several values of one draft, make an [`Ownership`] once.
pub fn owner(value: &str, kind: PrivateKind, draft: &Draft) -> Owner {
    Ownership::of(draft).owner(value, kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Conversation, Turn};

    #[test]
    fn values_are_told_apart_by_context() {
        let mut draft = Draft::new("");
        assert_eq!(
            owner("a@b.de", PrivateKind::EmailAddress, &draft),
            Owner::Unknown
        );
        draft.customer.emails.push("Maria@Home.es".into());
        draft.company.domains.push("acme.com".into());
        draft.company.phones.push("+1 888 227 4400".into());
        draft.conversation = Some(Conversation {
            id: None,
            turns: vec![
                Turn::new(Role::Customer, "call 303-394-0181"),
                Turn::new(Role::Agent, "Write to jo@partner.com"),
            ],
        });
        for (value, kind, expected) in [
            (
                "maria@home.es",
                PrivateKind::EmailAddress,
                Owner::CustomersOwn,
            ),
            ("+1 303 394 0181", PrivateKind::Phone, Owner::CustomersOwn),
            (
                "help@mail.acme.com",
                PrivateKind::EmailAddress,
                Owner::Companys,
            ),
            (
                "help@notacme.com",
                PrivateKind::EmailAddress,
                Owner::ThirdParty,
            ),
            ("(888) 227-4400", PrivateKind::Phone, Owner::Companys),
            ("jo@partner.com", PrivateKind::EmailAddress, Owner::SaidHere),
            ("x@y.org", PrivateKind::EmailAddress, Owner::ThirdParty),
        ] {
            assert_eq!(owner(value, kind, &draft), expected);
        }
    }
}
