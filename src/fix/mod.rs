//! Applies edits: to a draft's text, and through its origin to the bytes of the user's file.

mod apply;
mod write;

pub use apply::{Applied, Boldness, apply, edited, fixes};
pub use write::{Encoding, Patch, is_writable, patch};
