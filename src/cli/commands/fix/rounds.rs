//! Mends one file in rounds: check, edit, write, read again, until nothing changes.

use std::collections::BTreeMap;

use crate::cli::inputs::Piece;
use crate::cli::session::{Opened, Session, today};
use crate::draft::Draft;
use crate::error::Error;
use crate::finding::{Edit, Fix, Severity};
use crate::fix::{Boldness, Encoding, apply, edited, fixes, is_writable, patch};
use crate::review::Review;
use crate::suppress::{self, Policy, Usage};

/// One fix may make way for another; rules that undo each other must not run for ever.
const ROUNDS: usize = 10;

/// Fixes that are tried one by one when they cannot be written together.
const ONE_BY_ONE: usize = 200;

/// One file and what became of it.
#[derive(Debug)]
pub(super) struct Mended {
    /// The file as it would be now.
    pub(super) opened: Opened,
    /// The bytes as they were.
    pub(super) original: Vec<u8>,
    /// The bytes as they are now, when they differ.
    pub(super) changed: Option<Vec<u8>>,
    /// Fixes applied.
    pub(super) fixes: usize,
    /// Fixes that the file's format does not let us write.
    pub(super) unwritable: usize,
    /// Findings that are left.
    pub(super) left: usize,
    /// The gravest of them.
    pub(super) worst_left: Option<Severity>,
    /// Private places in the file before and after, so that no diff shows them.
    pub(super) private: [Vec<crate::text::Span>; 2],
}

impl Mended {
    /// The bytes as they are now.
    pub(super) fn bytes(&self) -> &[u8] {
        self.changed.as_deref().unwrap_or(&self.original)
    }
}

/// Mends what a piece of work holds. `None` for a file met on a walk that holds no drafts.
pub(super) fn mend(
    session: &Session,
    piece: Piece,
    boldness: Boldness,
) -> Result<Option<Mended>, Error> {
    let Some(opened) = session.open(piece)? else {
        return Ok(None);
    };
    let mut mended = Mended {
        original: opened.bytes.clone(),
        opened,
        changed: None,
        fixes: 0,
        unwritable: 0,
        left: 0,
        worst_left: None,
        private: Default::default(),
    };
    for round in 0..=ROUNDS {
        let reviews = reviews(session, &mended.opened)?;
        let private = private(&reviews);
        if round == 0 {
            mended.private[0].clone_from(&private);
        }
        let edits = chosen(&reviews, boldness);
        let written = if round == ROUNDS {
            None
        } else {
            write(session, &mended.opened, &edits)
        };
        match written {
            Some(written) => {
                mended.fixes += written.fixes;
                mended.opened.bytes = written.bytes;
                mended.opened.drafts = written.drafts;
            }
            None => {
                mended.private[1] = private;
                mended.unwritable = edits.unwritable;
                if round < ROUNDS {
                    mended.unwritable += edits.alone.len();
                }
                mended.left = reviews.iter().map(|review| review.findings.len()).sum();
                mended.worst_left = reviews.iter().filter_map(Review::worst).max();
                break;
            }
        }
    }
    if mended.opened.bytes != mended.original {
        mended.changed = Some(mended.opened.bytes.clone());
    }
    Ok(Some(mended))
}

fn reviews<'o>(session: &Session, opened: &'o Opened) -> Result<Vec<Review<'o>>, Error> {
    let project = &opened.place.compiled.project;
    let policy = Policy {
        allowances: &project.allowances,
        today: today(),
        ..Policy::default()
    };
    let mut usage = Usage::default();
    opened
        .drafts
        .iter()
        .map(|draft| {
            let mut review = session.review(&opened.place, draft)?;
            suppress::apply(&mut review, &opened.place.path, &policy, &mut usage);
            Ok(review)
        })
        .collect()
}

fn private(reviews: &[Review<'_>]) -> Vec<crate::text::Span> {
    reviews
        .iter()
        .flat_map(|review| {
            let origin = &review.draft.origin;
            review.private.iter().map(|span| origin.bytes(*span))
        })
        .collect()
}

/// Edits of one draft that are written together or not at all.
#[derive(Debug)]
struct Unit {
    /// The draft's place in the file.
    draft: usize,
    edits: Vec<Edit>,
    /// The number of fixes they belong to.
    fixes: usize,
}

/// What the fixes of all drafts of a file ask for.
#[derive(Debug, Default)]
struct Edits {
    /// The edits of each draft, all together.
    together: Vec<Unit>,
    /// The edits of each fix, alone.
    alone: Vec<Unit>,
    /// Fixes across markup.
    unwritable: usize,
}

fn chosen(reviews: &[Review<'_>], boldness: Boldness) -> Edits {
    let mut edits = Edits::default();
    for (index, review) in reviews.iter().enumerate() {
        let draft = review.draft;
        let can_be_written = |fix: &&Fix| {
            fix.edits
                .iter()
                .all(|edit| is_writable(&draft.origin, edit))
        };
        let (writable, unwritable): (Vec<&Fix>, Vec<&Fix>) =
            fixes(review, boldness).partition(can_be_written);
        edits.unwritable += unwritable.len();
        let unit = |fixes: &[&Fix]| {
            let applied = apply(&draft.text, fixes.iter().copied());
            let unit = Unit {
                draft: index,
                edits: applied.edits,
                fixes: applied.fixes,
            };
            (0 < unit.fixes).then_some(unit)
        };
        edits.together.extend(unit(&writable));
        edits
            .alone
            .extend(writable.iter().filter_map(|fix| unit(&[*fix])));
    }
    edits
}

/// A file with edits in it, read again.
struct Written {
    bytes: Vec<u8>,
    drafts: Vec<Draft>,
    fixes: usize,
}

/// Writes all edits at once when one way of writing suits them all. Else each fix looks for its own way, and what found one is written together.
fn write(session: &Session, opened: &Opened, edits: &Edits) -> Option<Written> {
    if edits.together.is_empty() {
        return None;
    }
    for encoding in Encoding::ALL {
        let units: Vec<_> = edits.together.iter().map(|unit| (unit, encoding)).collect();
        if let Some(written) = try_write(session, opened, &units) {
            return Some(written);
        }
    }
    // One stubborn fix must not keep the others out.
    let mut ways = Encoding::ALL;
    let mut found: Vec<(&Unit, Encoding)> = Vec::new();
    for unit in edits.alone.iter().take(ONE_BY_ONE) {
        let way = ways
            .iter()
            .position(|way| try_write(session, opened, &[(unit, *way)]).is_some());
        if let Some(at) = way {
            found.push((unit, ways[at]));
            // The next fix probably stands in the same kind of string.
            ways[..=at].rotate_right(1);
        }
    }
    let found = without_clashes(found);
    try_write(session, opened, &found).or_else(|| {
        // Written together they read differently, as when two share an anchor: one a round.
        found
            .iter()
            .find_map(|single| try_write(session, opened, std::slice::from_ref(single)))
    })
}

/// Fixes of one draft that do not meet each other; those that do wait for the next round.
fn without_clashes(units: Vec<(&Unit, Encoding)>) -> Vec<(&Unit, Encoding)> {
    let mut kept: Vec<(&Unit, Encoding)> = Vec::new();
    for (unit, way) in units {
        let meets = |other: &Unit| {
            other.draft == unit.draft
                && other.edits.iter().any(|theirs| {
                    unit.edits.iter().any(|ours| {
                        ours.span.start <= theirs.span.end && theirs.span.start <= ours.span.end
                    })
                })
        };
        if !kept.iter().any(|(other, _)| meets(other)) {
            kept.push((unit, way));
        }
    }
    kept
}

/// Writes edits and reads the file again; `None` when it does not read as meant.
fn try_write(session: &Session, opened: &Opened, units: &[(&Unit, Encoding)]) -> Option<Written> {
    let edits = units.iter().flat_map(|(unit, encoding)| {
        let origin = &opened.drafts[unit.draft].origin;
        unit.edits.iter().map(move |edit| (origin, edit, *encoding))
    });
    let bytes = patch(&opened.bytes, edits);
    let drafts = session.drafts(&opened.name, &bytes, &opened.place).ok()?;
    if !reads_as_meant(&opened.drafts, &drafts, units) {
        return None;
    }
    Some(Written {
        bytes,
        drafts,
        fixes: units.iter().map(|(unit, _)| unit.fixes).sum(),
    })
}

/// Whether a file read again gives the same drafts with the edits in them and nothing else changed.
fn reads_as_meant(before: &[Draft], after: &[Draft], units: &[(&Unit, Encoding)]) -> bool {
    if before.len() != after.len() {
        return false;
    }
    let mut edits: BTreeMap<usize, Vec<Edit>> = BTreeMap::new();
    for (unit, _) in units {
        let of_draft = edits.entry(unit.draft).or_default();
        of_draft.extend_from_slice(&unit.edits);
        of_draft.sort_by_key(|edit| edit.span);
    }
    before
        .iter()
        .zip(after)
        .enumerate()
        .all(|(index, (old, new))| {
            let is_same_record = old.subject == new.subject
                && old.conversation == new.conversation
                && old.origin.record == new.origin.record
                && old.origin.title == new.origin.title;
            let is_same_text = match edits.get(&index) {
                Some(edits) => edited(&old.text, edits) == new.text,
                None => old.text == new.text && old.mask == new.mask,
            };
            is_same_record && is_same_text
        })
}
