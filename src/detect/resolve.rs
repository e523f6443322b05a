//! Overlaps: of two detections that share bytes the surer, then the graver, then the longer one stays.

use std::collections::BTreeMap;

use super::Detection;

/// Sorts by place and resolves overlaps in `n log n`.
pub(super) fn resolve(mut found: Vec<Detection>) -> Vec<Detection> {
    if found.len() < 2 {
        return found;
    }
    found.sort_by(|a, b| {
        b.tier
            .cmp(&a.tier)
            .then(a.kind.cmp(&b.kind))
            .then(b.span.len().cmp(&a.span.len()))
            .then(a.span.start.cmp(&b.span.start))
            .then(b.labelled.cmp(&a.labelled))
    });
    let mut kept: BTreeMap<usize, Detection> = BTreeMap::new();
    for detection in found {
        let neighbour = kept
            .range(..detection.span.end)
            .next_back()
            .map(|(_, other)| *other);
        match neighbour {
            Some(other) if other.span.overlaps(detection.span) => {}
            _ => {
                kept.insert(detection.span.start, detection);
            }
        }
    }
    kept.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::super::{PrivateKind, Tier};
    use super::*;
    use crate::text::Span;

    #[test]
    fn the_surer_then_the_graver_then_the_longer_stays() {
        let make = |kind, start, end, tier| Detection::new(kind, Span::new(start, end), tier);
        let found = vec![
            make(PrivateKind::EmailAddress, 10, 20, Tier::Likely),
            make(PrivateKind::UrlWithToken, 0, 40, Tier::Certain),
            make(PrivateKind::Phone, 50, 60, Tier::Likely),
            make(PrivateKind::UsSsn, 50, 60, Tier::Likely),
            make(PrivateKind::Phone, 70, 75, Tier::Likely),
            make(PrivateKind::Phone, 70, 80, Tier::Likely),
        ];
        let kept: Vec<_> = resolve(found)
            .iter()
            .map(|d| (d.kind, d.span.start, d.span.end))
            .collect();
        assert_eq!(
            kept,
            [
                (PrivateKind::UrlWithToken, 0, 40),
                (PrivateKind::UsSsn, 50, 60),
                (PrivateKind::Phone, 70, 80)
            ]
        );
    }
}
