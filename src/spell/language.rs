//! Whether a sentence is English, by its own words. Precise on support messages because the dictionary has already
//! said which words are strange; no model, no table of languages.

/// Common words of other languages in Latin letters that no English sentence has many of.
const FOREIGN: &[&str] = &[
    // Spanish and Portuguese
    "que", "por", "para", "con", "una", "los", "las", "del", "su", "sus", "muy", "pero", "como",
    "esta", "este", "tu", "gracias", "hola", "usted", "nos", "se", "el", "puede", "tiene",
    "pedido", "você", "não", "uma", "obrigado", "obrigada", "seu", "sua", "com", "dos", "da", "ao",
    "pelo", "lo", "le", "te", "mi", "favor", "estamos", "ayudar", "cuenta", // French
    "le", "les", "des", "une", "est", "vous", "nous", "pour", "avec", "dans", "votre", "vos",
    "merci", "bonjour", "sur", "pas", "ne", "je", "et", "du", "au", "aux", "ce", "cette", "sont",
    "être", // German and Dutch
    "und", "der", "die", "das", "nicht", "ist", "sie", "ihr", "ihre", "ihren", "mit", "für", "wir",
    "ein", "eine", "auf", "danke", "bitte", "haben", "uns", "zu", "het", "een", "van", "niet",
    "voor", "uw", "wij", "zijn", "bedankt", "ik", "dat", "op", "je", // Italian
    "il", "di", "che", "per", "grazie", "ciao", "sono", "della", "questo", "suo", "ordine", "gli",
    "non", // Nordic and Polish
    "och", "att", "det", "som", "på", "är", "og", "jeg", "ikke", "til", "vi", "tack", "nie",
    "jest", "się", "dzień",
    "proszę", // Hindi, Malay and Indonesian, Tagalog, Turkish in Latin letters
    "hai", "aap", "aapka", "aapke", "kya", "ke", "ki", "ka", "nahi", "hum", "mein", "kar", "anda",
    "yang", "dan", "ini", "untuk", "tidak", "terima", "kasih", "po", "ang", "ng", "mga", "sa",
    "salamat", "bir", "ve", "bu", "için",
];

/// Words that only English has, and nearly every English sentence of some length.
const ENGLISH: &[&str] = &[
    "the", "you", "your", "and", "for", "with", "have", "please", "thank", "thanks", "this",
    "that", "our", "my", "will", "we", "it", "of", "to", "is", "are", "i'm", "we'll", "can", "be",
    "sorry", "not", "at", "from", "i",
];

/// Whether a sentence of `words` words, `strange` of them no English, is written in another language.
pub(super) fn is_foreign(sentence: &str, words: usize, strange: usize) -> bool {
    if strange == 0 {
        return false;
    }
    let (mut foreign, mut english) = (0, 0);
    for word in sentence.split(|character: char| !character.is_alphabetic() && character != '\'') {
        let lower = word.to_lowercase();
        foreign += usize::from(FOREIGN.contains(&lower.as_str()));
        english += usize::from(ENGLISH.contains(&lower.as_str()));
    }
    if english < foreign {
        return words <= 4 * (strange + foreign);
    }
    if strange < 2 {
        return false;
    }
    // Slips cluster in hasty English; only an overwhelming share says that it is another language.
    if english == 0 {
        2 * words <= 5 * strange
    } else {
        2 * words <= 3 * strange
    }
}
