//! Small lists that single words are told by. Each is a class of the lexicon, so that asking for one is a look at a bit.
//! A contraction has the classes of its first part.

use super::lex;

/// Words that name nothing.
pub(super) const SMALL: &str = "a about after again all already also although am an and another any apart are around as at be because been \
     before being between both but by can could did do does doing done down each either even every except few first \
     for former from get gets go goes going gone got had has have having he her here him his how i if in instead \
     into is it its just keep kind last latter least less many may me might mine more most much must my need needs \
     neither never next no none nor not of off on one ones only onto or other others otherwise our out over part \
     put rather same second shall she should since so some sort still such take than that the their them then there \
     these they thing things this those though through till to too under unless until up us very was way we were \
     what whatever when where whereas which whichever while who whom whose why will with within without would yes \
     you your yours";

/// Words at which a sentence turns, beside those that deny.
pub(super) const TURNS: &str =
    "although but depending either except if otherwise though unless which";

/// Words that point at something without naming it.
pub(super) const POINTERS: &str =
    "first former it latter one ones other others second that them they thing this those";

/// Words of four letters or more that carry no topic.
pub(super) const EMPTY: &str = "able about absolutely actually afraid after afternoon again already also although always another anything \
     apparently appreciate around back because been before being best both chat come contact contacting could \
     customer days does doing done down each else even evening ever every everything feel find first free from \
     further getting give glad going good great happy have having hello help here honestly hope hours into issue \
     just keep kind know last least leave less like literally long look made make many maybe message minute minutes \
     moment month months more morning most much must need never next nice nothing once only other over people \
     perhaps person place please point problem quite reach reaching really regards reply replying ridiculous right \
     said same service should since some someone something soon sorry still such support supposed sure take team \
     tell than thank thanks that their them then there these they thing think this those though through till time \
     today told tomorrow understand until upon used very want week weeks well went were what when where which while \
     whole will wishes with without work working would year years yesterday your yours";

/// Words that point at somebody, at a time or at this conversation, or belong to a service's own facts.
pub(super) const SITUATED: &str = "accepted account added adding afternoon allowed also am answer answers app applies apply april attached august \
     available bag because been before being below booked both browser button called case charge charged closed \
     closes coming confirmation contract corrected count covered day days december delivered detail details device \
     discount download easier eight email emails enclosed entitled evening february file files fine fit fits five \
     fixed four friday full generally had harmless hello helps her here hers hi him his hour hours hundred i \
     included invoice invoices issued january july june law legally let licence license link march mean means menu \
     mine minute minutes monday month months morning my nine noon normal november now october once one open opens \
     order orders our ours page password passwords payment payments phone please policy posted ready refund \
     refunded refunds regards required reset restored return returns safe saturday search seen september setting \
     settings seven she shipped ships short site six sold sorry stands step steps stock suit sunday support ten \
     thank thanks there these this thousand three thursday today tomorrow tonight tuesday twenty two type typically \
     unless until update updates us usually valid version voucher vouchers was we website wednesday week weeks \
     welcome were working year years yesterday you your yours yourself";

/// First words of requests, answers, questions and exclamations.
pub(super) const OPENERS: &str = "actually added after ah ahh all alright always and answer any anyone anything apologies as ask at avoid before \
     best bin book bring but by call can check choose clean clear click close collect come congrats congratulations \
     could dear delete did do does download drink drop dry eat either else enjoy enter everyone everything fair \
     fill fingers first follow for found from get give glad go good grab great ha haha happy have he head hey hit \
     hold hope hopefully how if in install it just keep kind last leave lift log look lots lovely make maybe more \
     most neither never next nice no nobody none not nothing of oh ok okay on only open or other others pay perhaps \
     pick plenty poor pop press print put quick quote remember reply restart right rinse rub run say scan second \
     see select send set shall should sign so someone something start stay stop such sure swap switch take tap tell \
     that the their then they to try turn understandable unplug use visit wait warm well what when where which \
     while who whoever why will with without would wow write yes";

/// Words that point at something named before; two of them are still a general sentence, not at its start.
pub(super) const DEFINITE: &str = "it its that the their theirs them they those";

/// Verbs of general sentences that are never nouns in the plural; other present forms are told by their place.
pub(super) const FINITE: &str = "always are bark bite break breaks brush brushes can change changes come comes cost costs crack creak die dies \
     differ differs do does dries dry end ends exaggerate fade forget get gets give gives go goes grow happen \
     happens hardly has hate hates have heal hum is keep keeps know knows leak learn learns like likes limp live \
     lives lose loses love loves make makes matter matters melt melts might must need needs never pass passes \
     prefer protect rarely rattle reward rewards run runs seldom should shrink sit sits sleep sleeps smell smells \
     stay stays take takes talk talks tend tends vary want wants wear wears will work works would";

/// Each list with the class of its words.
pub(super) const ALL: [(u32, &str); 8] = [
    (lex::SMALL, SMALL),
    (lex::TURN, TURNS),
    (lex::POINTER, POINTERS),
    (lex::EMPTY, EMPTY),
    (lex::SITUATED, SITUATED),
    (lex::OPENER, OPENERS),
    (lex::DEFINITE, DEFINITE),
    (lex::FINITE, FINITE),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Mask;
    use crate::prose::{Lexicon, LexiconBuilder, Prose};

    #[test]
    fn each_word_of_a_list_is_read_with_its_class() {
        let bytes = LexiconBuilder::new().finish();
        for (class, list) in ALL {
            for word in list.split(' ') {
                let prose = Prose::new(word, &Mask::default(), &Lexicon::new(&bytes));
                assert!(prose.words[0].classes & class != 0, "{word}");
            }
        }
    }
}
