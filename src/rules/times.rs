//! What the times of earlier turns tell: how long we have been silent, and whether a promised time is over.

use super::rule::Test;
use super::scene::{BETWEEN_TURNS, Scene};
use crate::prose::Class;

/// One of our earlier turns: its words in [`Scene::ours`], the last not included, and when it was sent.
struct OurTurn {
    first: u32,
    last: u32,
    at: Option<i64>,
}

impl Scene<'_> {
    /// Seconds since our last turn, when both times are known.
    pub(super) fn silent(&self) -> Option<u32> {
        let last = self.our_turns().pop()?;
        u32::try_from(self.draft.now? - last.at?).ok()
    }

    /// Whether our last turn passes a test.
    pub(super) fn last_reply_has(&self, tests: &[Test]) -> bool {
        let last = self.our_turns().pop();
        last.is_some_and(|turn| {
            let within = |test: &Test| self.ours.within(*test, self.cues, turn.first, turn.last);
            tests.iter().any(within)
        })
    }

    /// The time, as we worded it, that one of our turns promised in a sentence that passes a test, when it is over by now.
    pub(super) fn overdue(&self, tests: &[Test]) -> Option<&str> {
        let now = self.draft.now?;
        let prose = &self.ours.prose;
        self.our_turns().iter().rev().find_map(|turn| {
            let elapsed = now - turn.at?;
            let spans = prose.spans.iter().filter(|span| {
                span.class == Class::Duration && turn.first <= span.first && span.last < turn.last
            });
            let mut over = spans.filter_map(|span| {
                let sentence = prose.sentences.get(prose.sentence_of(span.first))?;
                let promised = tests.iter().any(|test| {
                    let (first, last) = (sentence.first, sentence.last);
                    self.ours.within(*test, self.cues, first, last)
                });
                let words = self.ours.span((span.first, span.last)).of(&self.ours.text);
                (promised && seconds(words)? + GRACE < elapsed).then_some(words)
            });
            over.next()
        })
    }

    fn our_turns(&self) -> Vec<OurTurn> {
        let turns = self.draft.conversation.iter().flat_map(|all| all.ours());
        let words = &self.ours.prose.words;
        let mut start = 0;
        turns
            .map(|turn| {
                let end = start + turn.text.len();
                let word_at =
                    |byte| words.partition_point(|word| (word.start as usize) < byte) as u32;
                let (first, last) = (word_at(start), word_at(end));
                start = end + BETWEEN_TURNS.len();
                OurTurn {
                    first,
                    last,
                    at: turn.at,
                }
            })
            .collect()
    }
}

/// So many seconds late is still in time.
const GRACE: i64 = 60;

/// The seconds of a duration in words or digits, generously: of a range its end, of “a few” five, of working days the weekends too.
fn seconds(words: &str) -> Option<i64> {
    let lower = words.to_lowercase();
    let digits = |word: &str| {
        let end = word.find(|c: char| !c.is_ascii_digit());
        word[..end.unwrap_or(word.len())].parse::<i64>().ok()
    };
    let parts = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty());
    let (mut number, mut halves, mut unit, mut working) = (None, false, None, false);
    for part in parts {
        let name = part.trim_start_matches(|c: char| c.is_ascii_digit());
        number = digits(part).or_else(|| spelled(part)).max(number);
        halves |= part == "half";
        working |= matches!(part, "working" | "business" | "weekdays");
        unit = unit.or(match name.trim_end_matches('s') {
            "sec" | "second" => Some(1),
            "min" | "minute" => Some(60),
            "h" | "hr" | "hour" => Some(3_600),
            "d" | "day" | "weekday" => Some(86_400),
            "wk" | "week" | "fortnight" => Some(7 * 86_400),
            "month" => Some(31 * 86_400),
            _ => None,
        });
    }
    let number = number.unwrap_or(1).min(1_000);
    let seconds = if halves {
        unit? * number / 2
    } else {
        unit? * number
    };
    Some(if working {
        seconds * 7 / 5 + 2 * 86_400
    } else {
        seconds
    })
}

/// Numbers in words; vague ones as high as they are meant.
fn spelled(word: &str) -> Option<i64> {
    const NUMBERS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    match word {
        "couple" => Some(3),
        "few" => Some(5),
        "several" => Some(7),
        "fifteen" => Some(15),
        "twenty" => Some(20),
        "thirty" => Some(30),
        _ => {
            let index = NUMBERS.iter().position(|number| *number == word)?;
            Some(index as i64 + 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn durations_are_read_generously() {
        let cases = [
            ("10 minutes", Some(600)),
            ("an hour", Some(3_600)),
            ("half an hour", Some(1_800)),
            ("two to three hours", Some(10_800)),
            ("24h", Some(86_400)),
            ("a couple of days", Some(3 * 86_400)),
            ("5 working days", Some(9 * 86_400)),
            ("30-40 mins", Some(2_400)),
            ("soon", None),
        ];
        for (words, expected) in cases {
            assert_eq!(seconds(words), expected, "{words}");
        }
    }
}
