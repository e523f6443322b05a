//! Applies edits: to a draft's text, and through its origin to the bytes of the user's file. Redacts private values.

mod apply;
mod redact;
mod stream;
mod write;

pub use apply::{Applied, Boldness, apply, edited, fixes};
pub use redact::{Key, Method, Redaction};
pub use stream::{Scope, redact_csv, redact_json, redact_jsonl, redact_text};
pub use write::{Encoding, Patch, is_writable, patch};

#[cfg(test)]
mod laws;
