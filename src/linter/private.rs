//! Private values in the draft: found by `detect`, judged by whose they are.

use std::borrow::Cow;

use super::Linter;
use crate::detect::{Detection, Owner, Ownership, Tier, covered, scan};
use crate::draft::Company;
use crate::finding::PrivateValue;
use crate::review::Review;
use crate::rules::{Match, Scene, Verb};
use crate::text::Span;

impl Linter {
    /// Finds private values; their spans are hidden in every report, whether a rule minds them or not.
    pub(super) fn find_private(&self, scene: &Scene<'_>, review: &mut Review<'_>) {
        let found = scan(&scene.draft.text, &self.private);
        if found.is_empty() {
            return;
        }
        let mut draft = Cow::Borrowed(scene.draft);
        if self.company != Company::default() {
            draft.to_mut().company.extend(&self.company);
        }
        let ownership = Ownership::of(&draft);
        let rules = self.special(2, scene, review);
        let owned: Vec<(Detection, Owner)> = found
            .into_iter()
            .map(|detection| {
                let value = detection.span.of(&scene.draft.text);
                let owner = match ownership.owner(value, detection.kind) {
                    // Freephone numbers and `support@` are an organisation's and public.
                    Owner::ThirdParty | Owner::Unknown if detection.is_organisations() => {
                        Owner::Companys
                    }
                    owner => owner,
                };
                (detection, owner)
            })
            .collect();
        review.private = owned
            .iter()
            .filter(|(_, owner)| *owner != Owner::Companys)
            .map(|(detection, _)| detection.span)
            .collect();
        // What the customer wrote goes back to whom it came from. It stays hidden in reports.
        let quoted = scene.draft.mask.quoted_blocks(&scene.draft.text);
        let is_quoted = |span: Span| {
            let block = quoted.partition_point(|block| block.end < span.end);
            (quoted.get(block)).is_some_and(|block| block.start <= span.start)
        };
        for (detection, owner) in owned
            .into_iter()
            .filter(|(detection, _)| !detection.reserved && !is_quoted(detection.span))
        {
            let rule = rules
                .iter()
                .find(|index| self.minds(**index, &detection, owner));
            if let Some(rule) = rule {
                let mut found = Match::at(detection.span).with("what", detection.kind.label());
                found.reasons.push(format!(
                    "{}, {}, whose: {}",
                    detection.kind.as_str(),
                    detection.tier.as_str(),
                    owner.as_str()
                ));
                let words = detection.span.of(&scene.draft.text);
                let value = PrivateValue {
                    kind: detection.kind.as_str(),
                    tier: detection.tier.as_str(),
                    owner: owner.as_str(),
                    length: words.chars().count(),
                    fingerprint: (self.key.as_ref())
                        .map(|key| key.fingerprint(detection.kind, words)),
                };
                if let Some(finding) = self.push(*rule, found, review) {
                    finding.value = Some(Box::new(value));
                }
            }
        }
    }

    /// Covers private values in the record's title, which reports show beside the draft.
    pub(super) fn cover_title(&self, review: &mut Review<'_>) {
        let Some(title) = review.draft.origin.title.as_deref() else {
            return;
        };
        if let Cow::Owned(title) = covered(title, &self.private) {
            review.title = Some(title);
        }
    }

    fn minds(&self, rule: usize, detection: &Detection, owner: Owner) -> bool {
        let Some(Verb::Private {
            kinds,
            owners,
            tier,
        }) = self.tables.rule(rule).map(|rule| &rule.verb)
        else {
            return false;
        };
        let least = match tier.as_str() {
            "certain" => Tier::Certain,
            "possible" => Tier::Possible,
            _ => Tier::Likely,
        };
        let kind = kinds
            .iter()
            .any(|kind| kind == detection.kind.as_str() || kind == detection.kind.group().as_str());
        kind && least <= detection.tier
            && (owners.is_empty() || owners.iter().any(|name| name == owner.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::{Group, Owner, PrivateKind, Tier};
    use crate::read::PlaceholderProblemKind;
    use crate::rules::{OWNERS, PLACEHOLDER_KINDS, PRIVATE_KINDS, TIERS};

    /// Rulesets are compiled without the rooms that find these.
    #[test]
    fn rulesets_know_the_names_of_what_is_found() {
        let kinds = PrivateKind::ALL.iter().map(|kind| kind.as_str());
        let mut names: Vec<&str> = kinds.chain(Group::ALL.map(Group::as_str)).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(PRIVATE_KINDS, names);
        let mut names = PlaceholderProblemKind::ALL.map(PlaceholderProblemKind::as_str);
        names.sort_unstable();
        assert_eq!(PLACEHOLDER_KINDS, names);
        let mut names = [
            Owner::CustomersOwn,
            Owner::Companys,
            Owner::SaidHere,
            Owner::ThirdParty,
            Owner::Unknown,
        ]
        .map(Owner::as_str);
        names.sort_unstable();
        assert_eq!(OWNERS, names);
        let mut names = [Tier::Certain, Tier::Likely, Tier::Possible].map(Tier::as_str);
        names.sort_unstable();
        assert_eq!(TIERS, names);
    }
}
