//! The word-pattern language: parsed, compiled with all other patterns into one table, and matched in one pass.
//!
//! | written | means |
//! |---|---|
//! | `calm down` | these words in a row, in any case, with any white space; `don't`, `dont` and `do not` are one |
//! | `(call\|phone)` | one of these |
//! | `[really]` | may be there or not |
//! | `refund~` | the word in every inflected form |
//! | `_` | exactly one word |
//! | `...` | up to five words of the same sentence |
//! | `<time>` | a word class: number, money, percent, date, clock, duration, time (any of the last three), name, placeholder, url, emoji, email |
//! | `@deadline` | any phrase of a shared list |
//! | `^`, `$` | start and end of a sentence |
//! | `?`, `!` at the end | the sentence ends with this mark |
//! | `=dont` | the word exactly as typed, in any case |
//! | `/…/` | a regular expression, in any case |

mod bits;
mod compile;
mod inflect;
mod matcher;
mod parse;
mod program;
mod regexes;

pub(crate) use bits::Bits;
pub use compile::{LookedFor, MatcherBuilder, Side};
pub use inflect::forms;
pub use matcher::{Concordance, Hit, Hits, Matcher, Regexes};
pub use parse::{Lists, Pattern, PatternError, parse};
