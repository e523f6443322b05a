//! The words prose itself must know: contractions, and the small closed classes that times, amounts and sentences are made of.

use super::{lex, lists};

const PRONOUNS: &[&str] = &[
    "i", "you", "he", "she", "it", "we", "they", "that", "there", "this", "what", "who", "where",
    "how", "when", "why", "here",
];
const NOT_VERBS: &[(&str, &str)] = &[
    ("aren", "are"),
    ("can", "can"),
    ("couldn", "could"),
    ("didn", "did"),
    ("doesn", "does"),
    ("don", "do"),
    ("hadn", "had"),
    ("hasn", "has"),
    ("haven", "have"),
    ("isn", "is"),
    ("mightn", "might"),
    ("mustn", "must"),
    ("needn", "need"),
    ("shan", "shall"),
    ("shouldn", "should"),
    ("wasn", "was"),
    ("weren", "were"),
    ("won", "will"),
    ("wouldn", "would"),
    ("ain", "is"),
];
/// Contractions without their apostrophe that are no other word.
const BARE: &[(&str, &str, &str)] = &[
    ("arent", "are", "not"),
    ("cant", "can", "not"),
    ("couldnt", "could", "not"),
    ("didnt", "did", "not"),
    ("doesnt", "does", "not"),
    ("dont", "do", "not"),
    ("hadnt", "had", "not"),
    ("hasnt", "has", "not"),
    ("havent", "have", "not"),
    ("isnt", "is", "not"),
    ("shouldnt", "should", "not"),
    ("wasnt", "was", "not"),
    ("werent", "were", "not"),
    ("wont", "will", "not"),
    ("wouldnt", "would", "not"),
    ("im", "i", "am"),
    ("ive", "i", "have"),
    ("youre", "you", "are"),
    ("youve", "you", "have"),
    ("youll", "you", "will"),
    ("theyre", "they", "are"),
    ("theyve", "they", "have"),
    ("theyll", "they", "will"),
    ("weve", "we", "have"),
    ("thats", "that", "'s"),
    ("whats", "what", "'s"),
    ("theres", "there", "'s"),
    ("heres", "here", "'s"),
    ("hes", "he", "'s"),
    ("shes", "she", "'s"),
    ("cannot", "can", "not"),
    ("itll", "it", "will"),
];

/// Every contraction as typed, with the two words it stands for. `'s` and `'d` stay open: they may be is, has, would or had.
pub(crate) fn contractions() -> Vec<(String, String, String)> {
    let mut all: Vec<(String, String, String)> = Vec::new();
    let mut add = |short: String, first: &str, second: &str| {
        all.push((short, first.to_owned(), second.to_owned()))
    };
    for word in PRONOUNS.iter().chain(&[
        "everything",
        "nothing",
        "something",
        "someone",
        "everyone",
        "anyone",
        "one",
        "nobody",
    ]) {
        add(format!("{word}'s"), word, "'s");
        add(format!("{word}'ll"), word, "will");
        add(format!("{word}'d"), word, "'d");
    }
    for word in [
        "you", "we", "they", "there", "these", "those", "what", "who", "how", "where",
    ] {
        add(format!("{word}'re"), word, "are");
    }
    for word in [
        "i", "you", "we", "they", "could", "should", "would", "might", "must", "who",
    ] {
        add(format!("{word}'ve"), word, "have");
    }
    add("i'm".into(), "i", "am");
    add("let's".into(), "let", "us");
    add("y'all".into(), "you", "all");
    for (stem, verb) in NOT_VERBS {
        let short = if *stem == "can" {
            "can't".to_owned()
        } else {
            format!("{stem}'t")
        };
        add(short, verb, "not");
    }
    for (short, first, second) in BARE {
        add((*short).to_owned(), first, second);
    }
    all
}

/// The words of the closed classes.
pub(crate) fn classified() -> Vec<(&'static str, u32)> {
    let tables: &[(u32, &str)] = &[
        (
            lex::NUMBER,
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen",
        ),
        (lex::VAGUE_NUMBER, "couple few several many some"),
        (lex::ARTICLE, "a an the"),
        (lex::ONE, "a an one another half each every per"),
        (
            lex::MONTH,
            "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec",
        ),
        (
            lex::WEEKDAY,
            "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri mondays tuesdays wednesdays thursdays fridays saturdays sundays",
        ),
        (lex::DAY, "today tomorrow tonight yesterday tmrw tomorow"),
        (
            lex::PART_OF_DAY,
            "morning afternoon evening night noon midnight midday lunchtime weekend week month year quarter fortnight eod cob eow",
        ),
        (lex::WHEN, "this next last coming following"),
        (
            lex::UNIT,
            "second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks wk wks month months year years yr yrs night nights weekend weekends fortnight fortnights",
        ),
        (
            lex::UNIT_ADJECTIVE,
            "business working calendar more full whole other long solid entire",
        ),
        (
            lex::CURRENCY,
            "dollar dollars usd euro euros eur pound pounds gbp pence cents cent quid bucks rupees inr aud cad yen jpy chf francs nzd sgd hkd zar sek nok dkk kroner kronor pln zloty czk huf",
        ),
        (lex::PERCENT, "percent pct"),
        (lex::MERIDIEM, "am pm"),
        (
            lex::ABBREVIATION,
            "mr mrs ms mx dr prof sr st vs eg ie dept est tel nr",
        ),
        (
            lex::CLOSING_ABBREVIATION,
            "am pm etc inc ltd us uk co corp approx ext jr vol",
        ),
        (0, "'s 's+ 'd"),
        (
            lex::NEGATION,
            "not never no without nor neither cannot hardly none nobody nothing",
        ),
        (lex::WH, "what when where which who whom whose why how"),
        (
            lex::AUXILIARY,
            "am is are was were do does did have has had can could will would shall should may might must",
        ),
        (
            lex::SUBJECT,
            "i you he she it we they this that these those there",
        ),
    ];
    tables
        .iter()
        .chain(&lists::ALL)
        .flat_map(|(class, words)| words.split(' ').map(move |word| (word, *class)))
        .collect()
}

/// The two words a contraction stands for, when it is one; the word must be lower case with a straight apostrophe.
pub fn contraction(word: &str) -> Option<(String, String)> {
    static TABLE: std::sync::LazyLock<std::collections::HashMap<String, (String, String)>> =
        std::sync::LazyLock::new(|| {
            contractions()
                .into_iter()
                .map(|(short, first, second)| (short, (first, second)))
                .collect()
        });
    TABLE.get(word).cloned()
}
