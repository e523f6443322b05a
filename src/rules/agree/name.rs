//! The name in the greeting must be the customer's.

use crate::prose::flag;
use crate::rules::Match;
use crate::rules::scene::Scene;

const GREETINGS: &[&str] = &[
    "hi",
    "hello",
    "hey",
    "dear",
    "morning",
    "afternoon",
    "evening",
];
const NOBODY: &[&str] = &[
    "sir", "madam", "team", "all", "there", "customer", "everyone", "folks", "mr", "mrs", "ms",
    "dr", "and", "valued", "again", "friend", "guest", "member", "both",
];

/// Short and long forms of one name, one family a row.
const SAME: &[&str] = &[
    "elizabeth liz lizzie beth betty eliza lisa",
    "william will bill billy liam",
    "robert rob bob bobby robbie",
    "richard rick dick ricky rich",
    "margaret maggie meg peggy",
    "katherine kate katie kathy cathy catherine kathryn",
    "alexander alex sandy sasha",
    "alexandra alex sandra sasha",
    "michael mike mick mikey",
    "thomas tom tommy",
    "james jim jimmy jamie",
    "john jack johnny jon jonathan",
    "joseph joe joey",
    "daniel dan danny",
    "samuel sam sammy",
    "samantha sam",
    "benjamin ben benny",
    "matthew matt",
    "anthony tony",
    "andrew andy drew",
    "christopher chris",
    "christina chris tina christine",
    "jennifer jen jenny",
    "jessica jess jessie",
    "nicholas nick nicky",
    "nicole nicky",
    "patrick pat paddy",
    "patricia pat trish patty",
    "stephen steve steven",
    "susan sue susie",
    "victoria vicky tori",
    "edward ed eddie ted",
    "charles charlie chuck",
    "david dave",
    "gregory greg",
    "peter pete",
    "rebecca becky becca",
    "deborah debbie deb",
    "frederick fred freddie",
    "henry harry hank",
    "theodore theo ted",
    "timothy tim",
    "zachary zach zack",
    "isabella bella izzy isabel",
    "abigail abby",
    "anna ann annie anne hannah",
    "antonio tony toni",
    "francisco paco",
    "jose pepe",
];

pub(super) fn search(scene: &Scene<'_>) -> Vec<Match> {
    let Some(customer) = scene
        .draft
        .customer
        .name
        .as_deref()
        .filter(|name| !name.trim().is_empty())
    else {
        return Vec::new();
    };
    let Some((word, name)) = greeted(scene) else {
        return Vec::new();
    };
    let known: Vec<String> = customer
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|part| !part.is_empty())
        .map(fold)
        .collect();
    let used = fold(&name);
    let fits = known.iter().any(|part| {
        *part == used || part.starts_with(&used) && 3 <= used.len() || same_person(part, &used)
    });
    let said_so = scene.customer_said(&name);
    if fits || said_so || NOBODY.contains(&used.as_str()) {
        return Vec::new();
    }
    vec![
        Match::at(scene.said.span((word, word)))
            .with("draft_name", name)
            .with("customer_name", customer),
    ]
}

/// The first name after a greeting in the first sentence.
pub(super) fn greeted(scene: &Scene<'_>) -> Option<(u32, String)> {
    let words = &scene.said.prose.words;
    let text = &*scene.said.text;
    let lower = |index: usize| {
        words
            .get(index)
            .map_or_else(String::new, |word| word.span().of(text).to_lowercase())
    };
    let mut at = (0..3).find(|index| GREETINGS.contains(&lower(*index).as_str()))? + 1;
    while ["mr", "mrs", "ms", "dr", "miss", "mx"].contains(&lower(at).as_str()) {
        at += 1;
    }
    let word = words.get(at)?;
    let named = word.has(flag::CAPITALISED)
        && !word.has(flag::JOINED)
        && 1 < word.end - word.start
        && !word.has(flag::SENTENCE_START);
    named.then(|| (at as u32, word.span().of(text).to_owned()))
}

/// Lower case without accents, as far as Latin names need it.
fn fold(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .map(|c| match c {
            'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' => 'i',
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ñ' => 'n',
            'ç' => 'c',
            'ś' | 'š' => 's',
            'ł' => 'l',
            other => other,
        })
        .collect()
}

fn same_person(a: &str, b: &str) -> bool {
    SAME.iter().any(|row| {
        let names: Vec<&str> = row.split(' ').collect();
        names.contains(&a) && names.contains(&b)
    }) || strsim::damerau_levenshtein(a, b) <= 1 && 5 <= a.len()
}
