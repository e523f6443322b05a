//! Plain text: the whole file is one draft.

use crate::draft::Draft;
use crate::error::Error;

use super::Options;
use super::source::Source;

/// The file as one draft.
pub(super) fn read(source: &Source<'_>, options: &Options) -> Result<Draft, Error> {
    if let Some(at) = source.text.find('\0') {
        return Err(source
            .error(at, "this is not text: there is a NUL byte")
            .help("give a text file, or name the format with --as"));
    }
    if source.text.trim().is_empty() {
        return Err(Error::input("the draft is empty").in_source(&*source.name));
    }
    let mut draft = source.whole();
    draft.stage = options.stage.unwrap_or_default();
    Ok(draft)
}
