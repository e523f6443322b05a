//! From rendered reviews to one document.

use serde_json::value::{RawValue, to_raw_value};

use crate::review::Review;

use super::format::{Format, Head, Layout, Seen};
use super::view::View;
use super::wire::WireReview;
use super::{Options, Summary, WIRE_VERSION};

/// One rendered review, with its share of the summary.
#[derive(Debug)]
pub struct Item {
    /// What the format writes for the review; may be empty.
    pub(crate) bytes: Vec<u8>,
    /// How much the review matters where the worst comes first.
    pub(crate) weight: u64,
    pub(crate) summary: Summary,
}

impl Item {
    /// What the format writes for the review; empty where it has nothing to say.
    /// In [`Format::Jsonl`] that is a whole document with a line break.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Renders reviews in one format.
#[derive(Debug, Clone, Copy)]
pub struct Reporter<'o> {
    format: Format,
    options: &'o Options<'o>,
}

impl<'o> Reporter<'o> {
    /// Chooses a format.
    pub const fn new(format: Format, options: &'o Options<'o>) -> Self {
        Self { format, options }
    }

    /// Renders one review. Pure: the same review gives the same bytes on any thread.
    pub fn item(&self, review: &Review<'_>) -> Item {
        let view = View::new(review, self.options);
        let mut bytes = Vec::new();
        (self.format.layout().item)(&view, &mut bytes);
        Item {
            bytes,
            weight: view.weight(),
            summary: view.summary(),
        }
    }

    /// Begins the document and writes what stands before the first item.
    pub fn begin(&self, out: &mut Vec<u8>) -> Assembly<'o> {
        let layout = self.format.layout();
        if let Head::Stream(write) | Head::Numbered { write, .. } = layout.head {
            write(self.options, out);
        }
        Assembly {
            layout,
            options: self.options,
            summary: Summary::default(),
            held_back: Vec::new(),
            seen: Seen::new(),
            is_first: true,
        }
    }
}

/// A document in the making: items go in, in reading order; bytes come out.
#[derive(Debug)]
pub struct Assembly<'o> {
    layout: &'static Layout,
    options: &'o Options<'o>,
    summary: Summary,
    /// Items that only the whole document can place.
    held_back: Vec<Item>,
    /// What earlier items wrote that may stand only once.
    seen: Seen,
    is_first: bool,
}

impl Assembly<'_> {
    /// Appends one item.
    pub fn push(&mut self, mut item: Item, out: &mut Vec<u8>) {
        self.summary.add(std::mem::take(&mut item.summary));
        if item.bytes.is_empty() {
            return;
        }
        match self.layout.head {
            Head::Stream(_) => self.write(&item.bytes, out),
            Head::Numbered { number, .. } => {
                let bytes = number(&item.bytes, &mut self.seen);
                self.write(&bytes, out);
            }
            Head::Whole { .. } => self.held_back.push(item),
        }
    }

    /// The counts so far.
    pub const fn summary(&self) -> &Summary {
        &self.summary
    }

    /// The counts so far, to add what only the caller knows, such as stale acceptances.
    pub const fn summary_mut(&mut self) -> &mut Summary {
        &mut self.summary
    }

    /// Writes what stands after the last item.
    pub fn finish(mut self, out: &mut Vec<u8>) -> Summary {
        if let Head::Whole { write, room } = self.layout.head {
            let mut items = std::mem::take(&mut self.held_back);
            // A stable sort: replies that matter alike stay in the order of their files.
            items.sort_by_key(|item| std::cmp::Reverse(item.weight));
            write(self.options, &self.summary, out);
            let mut left = room;
            for item in items {
                left = left.saturating_sub(item.bytes.len());
                if left == 0 {
                    self.summary.left_out += 1;
                } else {
                    self.write(&item.bytes, out);
                }
            }
        }
        (self.layout.tail)(self.options, &self.summary, out);
        self.summary
    }

    fn write(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        if !self.is_first {
            out.extend_from_slice(self.layout.separator);
        }
        self.is_first = false;
        out.extend_from_slice(bytes);
    }
}

/// Renders one review as [`Format::Jsonl`] does, without the line break, to stand inside other JSON.
pub fn object(review: &Review<'_>, options: &Options<'_>) -> Box<RawValue> {
    let view = View::new(review, options);
    let written = to_raw_value(&WireReview::new(&view, Some(WIRE_VERSION)));
    debug_assert!(written.is_ok(), "wire values have string keys");
    written.unwrap_or_else(|_| RawValue::NULL.to_owned())
}

/// Renders a few reviews at once.
pub fn render<'r, 'd: 'r>(
    format: Format,
    options: &Options<'_>,
    reviews: impl IntoIterator<Item = &'r Review<'d>>,
) -> (Vec<u8>, Summary) {
    let reporter = Reporter::new(format, options);
    let mut out = Vec::new();
    let mut assembly = reporter.begin(&mut out);
    for review in reviews {
        assembly.push(reporter.item(review), &mut out);
    }
    let summary = assembly.finish(&mut out);
    (out, summary)
}
