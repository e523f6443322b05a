//! One JSON document: `{"version", "tool", "reviews": […], "summary"}`.

use crate::report::view::View;
use crate::report::wire::{WIRE_VERSION, WireReview, WireSummary};
use crate::report::{Options, Summary};

use super::{Head, Layout, write_json};

pub(super) const LAYOUT: Layout = Layout {
    head: Head::Stream(head),
    item,
    separator: b",\n",
    tail,
};

fn head(_: &Options<'_>, out: &mut Vec<u8>) {
    let head = format!(
        "{{\"version\":{WIRE_VERSION},\"tool\":{{\"name\":\"tactful\",\"version\":\"{}\"}},\"reviews\":[\n",
        env!("CARGO_PKG_VERSION")
    );
    out.extend_from_slice(head.as_bytes());
}

fn item(view: &View<'_>, out: &mut Vec<u8>) {
    write_json(&WireReview::new(view, None), out);
}

fn tail(_: &Options<'_>, summary: &Summary, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\n],\"summary\":");
    write_json(&WireSummary::new(summary), out);
    out.extend_from_slice(b"}\n");
}
