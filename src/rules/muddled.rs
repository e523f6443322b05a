//! A sentence that nobody can follow: “The one before is fine unless it was the other, which then counts as the first if it had not been.”
//!
//! Almost all its words are small ones, it turns more than once, and it points at things without naming them. The bounds were found on
//! muddled replies in many trades and on 1,270 good ones, of which 5 have such a sentence.

use super::inversion::lower;
use super::said::Said;
use super::sign::Place;
use crate::prose::{Ending, Sentence, flag, lex, listed};

/// Words of a sentence that can be muddled.
const LENGTH: usize = 12;

/// Words that name nothing.
const SMALL: &str = "a about after again all already also although am an and another any apart are aren't around as at be because \
     been before being between both but by can can't cannot could couldn't did didn't do does doesn't doing don't \
     done down each either even every except few first for former from get gets go goes going gone got had has \
     hasn't have haven't having he he's her here him his how i i'll i'm i've if in instead into is isn't it it'll \
     it's its just keep kind last latter least less many may me might mine more most much must my need needs \
     neither never next no none nor not of off on one ones only onto or other others otherwise our out over part \
     put rather same second shall she she's should shouldn't since so some sort still such take than that that's \
     the their them then there there's these they they'll they're they've thing things this those though through \
     till to too under unless until up us very was wasn't way we we'll we're we've were weren't what what's \
     whatever when where whereas which which's whichever while who who's whom whose why will with within without \
     won't would wouldn't yes you you'd you'll you're you've your yours";

/// Words at which a sentence turns, beside those that deny.
const TURNS: &str = "although but cannot depending either except if otherwise though unless which";

/// Words that point at something without naming it.
const POINTERS: &str =
    "first former it latter one ones other others second that them they thing this those";

/// First words of sentences that are easy to follow however many small words they have: “If it does, …”.
const CONDITIONS: [&str; 3] = ["if", "once", "when"];

/// What must come together: small words of a hundred, turns and pointers, at least.
const BOUNDS: [(usize, usize, usize); 3] = [(72, 1, 4), (75, 3, 2), (68, 2, 4)];

/// The sentences that nobody can follow.
pub(super) fn find(said: &Said<'_>) -> Vec<Place> {
    said.prose
        .sentences
        .iter()
        .filter(|sentence| sentence.ending != Ending::Question && is_muddled(sentence, said))
        .map(|sentence| Place::of(sentence.first, sentence.last - 1))
        .collect()
}

fn is_muddled(sentence: &Sentence, said: &Said<'_>) -> bool {
    let words = said.prose.words_of(sentence);
    let count = words.iter().filter(|word| !word.has(flag::JOINED)).count();
    let opens = words.first().map(|word| lower(word.span().of(&said.text)));
    if count < LENGTH || opens.is_some_and(|word| CONDITIONS.contains(&&*word)) {
        return false;
    }
    // Most sentences name enough things early on, and need not be read to the end.
    let least = BOUNDS.map(|(small, ..)| small).into_iter().min();
    let most_others = count - (count * least.unwrap_or(0)).div_ceil(100);
    let (mut others, mut turns, mut pointers) = (0, 0, 0);
    for word in words {
        let typed = lower(word.span().of(&said.text));
        turns += usize::from(
            word.classes & lex::NEGATION != 0
                || !word.has(flag::JOINED) && listed::holds(TURNS, &typed),
        );
        if word.has(flag::JOINED) {
            continue;
        }
        let head = typed.split('\'').next().unwrap_or(&typed);
        pointers += usize::from(listed::holds(POINTERS, head));
        if !listed::holds(SMALL, &typed) {
            others += 1;
            if most_others < others {
                return false;
            }
        }
    }
    let small = (count - others) * 100;
    BOUNDS.iter().any(|(share, turned, pointed)| {
        share * count <= small && *turned <= turns && *pointed <= pointers
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [SMALL, TURNS, POINTERS] {
            listed::assert_sorted(list);
        }
    }
}
