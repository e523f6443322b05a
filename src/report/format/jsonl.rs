//! One review a line, each a JSON object with its own version; nothing else is written, so that lines match drafts.

use crate::report::view::View;
use crate::report::wire::{WIRE_VERSION, WireReview};
use crate::report::{Options, Summary};

use super::{Layout, NO_HEAD, write_json};

pub(super) const LAYOUT: Layout = Layout {
    head: NO_HEAD,
    item,
    separator: b"",
    tail,
};

fn item(view: &View<'_>, out: &mut Vec<u8>) {
    write_json(&WireReview::new(view, Some(WIRE_VERSION)), out);
    out.push(b'\n');
}

fn tail(_: &Options<'_>, _: &Summary, _: &mut Vec<u8>) {}
