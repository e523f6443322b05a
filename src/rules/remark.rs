//! A sentence about the world in general: “Machines get hungry.” It names nobody, no time and no thing of this conversation.
//!
//! The field calls such sentences generic (Carlson, “Reference to Kinds in English”, 1977): a bare plural, a mass noun or “a …” as
//! subject, a verb in the simple present, nothing that points at the situation. The test here is by exclusion, word by word.

use super::said::Said;
use super::sign::Place;
use crate::prose::{Ending, Sentence, flag, listed};

/// Fewer words are an exclamation, more are hardly a saying.
const LENGTH: std::ops::RangeInclusive<u32> = 3..=18;

/// Words that point at somebody, at a time or at this conversation, or belong to a service's own facts.
const POINTING: &str = "accepted account added adding afternoon allowed also am answer answers app applies apply april attached august \
     available bag because been before being below booked both browser button called case charge charged closed \
     closes coming confirmation contract corrected count covered day days december delivered detail details device \
     discount download easier eight email emails enclosed entitled evening february file files fine fit fits five \
     fixed four friday full generally had harmless hello helps her here hers hi him his hour hours hundred i included \
     invoice invoices issued january july june law legally let licence license link march mean means menu mine minute \
     minutes monday month months morning my nine noon normal november now october once one open opens order orders \
     our ours page password passwords payment payments phone please policy posted ready refund refunded refunds \
     regards required reset restored return returns safe saturday search seen september setting settings seven she \
     shipped ships short site six sold sorry stands step steps stock suit sunday support ten thank thanks there these \
     this thousand three thursday today tomorrow tonight tuesday twenty two type typically unless until update \
     updates us usually valid version voucher vouchers was we website wednesday week weeks welcome were working year \
     years yesterday you your yours yourself";

/// First words of requests, answers, questions and exclamations.
const OPENING: &str = "actually added after ah ahh all alright always and answer any anyone anything apologies as ask at avoid before \
     best bin book bring but by call can check choose clean clear click close collect come congrats congratulations \
     could dear delete did do does don't download drink drop dry eat either else enjoy enter everyone everything fair \
     fill fingers first follow for found from get give glad go good grab great ha haha happy have he head hey hit \
     hold hope hopefully how if in install it just keep kind last leave lift log look lots lovely make maybe more \
     most neither never next nice no nobody none not nothing of oh ok okay on only open or other others pay perhaps \
     pick plenty poor pop press print put quick quote remember reply restart right rinse rub run say scan second see \
     select send set shall should sign so someone something start stay stop such sure swap switch take tap tell that \
     the their then they to try turn understandable unplug use visit wait warm well what when where which while who \
     whoever why will with without won't would wow write yes";

/// Words that point at something named before; two of them are still a general sentence, not at its start.
const DEFINITE: &str = "it its that the their theirs them they those";

/// Verbs of general sentences that are never nouns in the plural; other present forms are told by their place.
const FINITE: &str = "always are aren't bark bite break breaks brush brushes can can't cannot change changes come comes cost costs \
     crack creak die dies differ differs do does doesn't don't dries dry end ends exaggerate fade forget get gets \
     give gives go goes grow happen happens hardly has hate hates have heal hum is isn't keep keeps know knows leak \
     learn learns like likes limp live lives lose loses love loves make makes matter matters melt melts might must \
     need needs never pass passes prefer protect rarely rattle reward rewards run runs seldom should shrink sit sits \
     sleep sleeps smell smells stay stays take takes talk talks tend tends vary want wants wear wears will won't work \
     works would";

/// The sentences that say something of the world in general.
pub(super) fn find(said: &Said<'_>) -> Vec<Place> {
    said.prose
        .sentences
        .iter()
        .filter(|sentence| general(sentence, said))
        .map(|sentence| Place::of(sentence.first, sentence.last - 1))
        .collect()
}

fn general(sentence: &Sentence, said: &Said<'_>) -> bool {
    if sentence.ending == Ending::Question || !LENGTH.contains(&(sentence.last - sentence.first)) {
        return false;
    }
    let pointed = said
        .prose
        .spans
        .iter()
        .any(|span| (sentence.first..sentence.last).contains(&span.first));
    if pointed {
        return false;
    }
    let mut definite = 0;
    let mut finite = false;
    for (at, word) in said.prose.words_of(sentence).iter().enumerate() {
        if word.has(flag::OPAQUE) || word.has(flag::DIGIT) || word.has(flag::QUOTED) {
            return false;
        }
        if 0 < at && (word.has(flag::CAPITALISED) || word.has(flag::UPPER)) {
            return false;
        }
        if word.has(flag::JOINED) {
            continue;
        }
        let text = word.span().of(&said.text).to_lowercase().replace('’', "'");
        let stem = text.split('\'').next().unwrap_or_default();
        let known = |list: &str| listed::holds(list, &text) || listed::holds(list, stem);
        if known(POINTING) || at == 0 && known(OPENING) {
            return false;
        }
        definite += usize::from(known(DEFINITE));
        finite |= 0 < at && at < 7 && known(FINITE) || 0 < at && text != stem;
    }
    finite && definite < 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_list_is_found() {
        for list in [POINTING, OPENING, DEFINITE, FINITE] {
            listed::assert_sorted(list);
        }
    }
}
