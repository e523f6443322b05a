//! What to look for, and what a company adds.

use regex::{Regex, RegexBuilder};

use super::{Detection, PrivateKind, Tier};
use crate::error::Error;
use crate::text::Span;

/// Longest pattern accepted, in bytes: an id is short, and a long pattern is usually a pasted list.
const LONGEST_PATTERN: usize = 512;

/// What [`scan`](super::scan) looks for. The default looks for every kind and every country at tier likely or above.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The least sure tier that is reported.
    pub floor: Tier,
    /// Only these kinds; all when `None`.
    pub kinds: Option<Vec<PrivateKind>>,
    /// Countries (ISO 3166, upper case) whose national numbers are looked for; all when `None`.
    pub countries: Option<Vec<String>>,
    /// Hosts and domains that are internal although their name does not show it; a domain covers its subdomains.
    pub internal_hosts: Vec<String>,
    /// The company's own id patterns.
    patterns: Vec<(PrivateKind, Regex)>,
    /// Patterns of numbers that are never private, such as order ids.
    benign: Vec<Regex>,
}

impl Settings {
    /// Everything, down to tier possible.
    pub fn everything() -> Self {
        Self {
            floor: Tier::Possible,
            ..Self::default()
        }
    }

    /// Adds a pattern (crate `regex`, ASCII classes, matched in linear time) for ids of the company, such as employee or ticket ids.
    pub fn add_pattern(&mut self, kind: PrivateKind, pattern: &str) -> Result<(), Error> {
        self.patterns.push((kind, compile(pattern)?));
        Ok(())
    }

    /// Adds a pattern of numbers that are never private, such as the company's order ids; a value that it matches whole is not reported.
    pub fn add_benign(&mut self, pattern: &str) -> Result<(), Error> {
        self.benign.push(compile(&format!("^(?:{pattern})$"))?);
        Ok(())
    }

    /// Whether the kind is looked for.
    pub fn wants(&self, kind: PrivateKind) -> bool {
        self.kinds
            .as_ref()
            .is_none_or(|kinds| kinds.contains(&kind))
    }

    /// Whether the country's numbers are looked for.
    pub(super) fn wants_country(&self, country: &str) -> bool {
        self.countries
            .as_ref()
            .is_none_or(|countries| countries.iter().any(|wanted| wanted == country))
    }

    /// Adds what the company's own patterns match and drops what its benign patterns match.
    pub(super) fn add_patterns(&self, text: &str, found: &mut Vec<Detection>) {
        if !self.benign.is_empty() {
            found.retain(|detection| {
                !self
                    .benign
                    .iter()
                    .any(|regex| regex.is_match(detection.span.of(text)))
            });
        }
        for (kind, regex) in &self.patterns {
            for hit in regex.find_iter(text).filter(|hit| !hit.is_empty()) {
                let span = Span::new(hit.start(), hit.end());
                found.push(Detection::new(*kind, span, Tier::Certain));
            }
        }
    }
}

fn compile(pattern: &str) -> Result<Regex, Error> {
    if LONGEST_PATTERN < pattern.len() {
        return Err(Error::config(format!(
            "an id pattern may have at most {LONGEST_PATTERN} bytes, this one has {}",
            pattern.len()
        )));
    }
    RegexBuilder::new(pattern)
        .size_limit(1 << 20)
        .build()
        .map_err(|error| Error::config(format!("an id pattern cannot be read: {error}")))
}

#[cfg(test)]
mod tests {
    use super::super::scan;
    use super::*;

    #[test]
    fn a_company_adds_and_removes_ids() {
        let mut settings = Settings::default();
        settings
            .add_pattern(PrivateKind::EmployeeId, r"\bE\d{5}\b")
            .unwrap();
        settings.add_benign(r"\d{3}-\d{2}-\d{4}").unwrap();
        let found = scan("E12345 changed 123-45-6789", &settings);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].kind, PrivateKind::EmployeeId);
        assert!(
            settings
                .add_pattern(PrivateKind::TicketId, "(")
                .unwrap_err()
                .is_config()
        );
    }
}
