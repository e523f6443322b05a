//! Every inflected form of an English word, for `word~`.

/// Base, past, participle and other forms of irregular verbs and nouns that support messages use.
const IRREGULAR: &[&str] = &[
    "be am is are was were been being 's",
    "have has had having 've 'd",
    "do does did done doing",
    "go goes went gone going",
    "get gets got gotten getting",
    "make makes made making",
    "take takes took taken taking",
    "give gives gave given giving",
    "come comes came coming",
    "see sees saw seen seeing",
    "know knows knew known knowing",
    "think thinks thought thinking",
    "tell tells told telling",
    "find finds found finding",
    "feel feels felt feeling",
    "leave leaves left leaving",
    "put puts putting",
    "mean means meant meaning",
    "keep keeps kept keeping",
    "let lets letting",
    "begin begins began begun beginning",
    "write writes wrote written writing",
    "send sends sent sending",
    "pay pays paid paying",
    "lose loses lost losing",
    "buy buys bought buying",
    "break breaks broke broken breaking",
    "speak speaks spoke spoken speaking",
    "choose chooses chose chosen choosing",
    "understand understands understood understanding",
    "run runs ran running",
    "say says said saying",
    "hold holds held holding",
    "bring brings brought bringing",
    "forget forgets forgot forgotten forgetting",
    "drive drives drove driven driving",
    "show shows showed shown showing",
    "read reads reading",
    "set sets setting",
    "cut cuts cutting",
    "hit hits hitting",
    "shut shuts shutting",
    "cost costs costing",
    "hurt hurts hurting",
    "spend spends spent spending",
    "build builds built building",
    "stand stands stood standing",
    "withdraw withdraws withdrew withdrawn withdrawing",
    "steal steals stole stolen stealing",
    "throw throws threw thrown throwing",
    "sell sells sold selling",
    "hear hears heard hearing",
    "meet meets met meeting",
    "lead leads led leading",
    "catch catches caught catching",
    "teach teaches taught teaching",
    "fall falls fell fallen falling",
    "eat eats ate eaten eating",
    "sit sits sat sitting",
    "win wins won winning",
    "ring rings rang rung ringing",
    "sleep sleeps slept sleeping",
    "swear swears swore sworn swearing",
    "tear tears tore torn tearing",
    "wear wears wore worn wearing",
    "freeze freezes froze frozen freezing",
    "hide hides hid hidden hiding",
    "bite bites bit bitten biting",
    "blow blows blew blown blowing",
    "draw draws drew drawn drawing",
    "fly flies flew flown flying",
    "grow grows grew grown growing",
    "shake shakes shook shaken shaking",
    "shrink shrinks shrank shrunk shrinking",
    "deal deals dealt dealing",
    "lend lends lent lending",
    "burn burns burned burnt burning",
    "learn learns learned learnt learning",
    "lie lies lied lying",
    "die dies died dying",
    "tie ties tied tying",
    "mislead misleads misled misleading",
    "refer refers referred referring",
    "cancel cancels canceled cancelled canceling cancelling",
    "travel travels traveled travelled traveling travelling",
    "label labels labeled labelled labeling labelling",
    "transfer transfers transferred transferring",
    "submit submits submitted submitting",
    "permit permits permitted permitting",
    "commit commits committed committing",
    "admit admits admitted admitting",
    "occur occurs occurred occurring",
    "prefer prefers preferred preferring",
    "regret regrets regretted regretting",
    "panic panics panicked panicking",
    "quit quits quitting",
    "bet bets betting",
    "split splits splitting",
    "offer offers offered offering",
    "order orders ordered ordering",
    "answer answers answered answering",
    "enter enters entered entering",
    "deliver delivers delivered delivering",
    "open opens opened opening",
    "happen happens happened happening",
    "visit visits visited visiting",
    "edit edits edited editing",
    "reset resets resetting",
    "upset upsets upsetting",
    "credit credits credited crediting",
    "benefit benefits benefited benefiting",
    "listen listens listened listening",
    "wait waits waited waiting",
    "man men",
    "woman women",
    "child children",
    "person people",
    "foot feet",
    "life lives",
    "wife wives",
    "half halves",
    "shelf shelves",
];

/// All forms of a word given in its base form, the base first; the -ise and -ize spellings count as one word.
pub fn forms(word: &str) -> Vec<String> {
    let word = word.to_lowercase();
    let mut all = vec![word.clone()];
    if let Some(row) = IRREGULAR
        .iter()
        .find(|row| row.split(' ').next() == Some(&word))
    {
        all.extend(row.split(' ').skip(1).map(str::to_owned));
    } else {
        all.extend(regular(&word));
        for (from, to) in [
            ("ise", "ize"),
            ("ize", "ise"),
            ("yse", "yze"),
            ("yze", "yse"),
        ] {
            if let Some(stem) = word.strip_suffix(from).filter(|stem| 2 < stem.len()) {
                let other = format!("{stem}{to}");
                all.extend(regular(&other));
                all.push(other);
            }
        }
    }
    all.sort_unstable_by_key(|form| (form != &word, form.clone()));
    all.dedup();
    all
}

fn regular(word: &str) -> Vec<String> {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let letters: Vec<char> = word.chars().collect();
    let last = letters.last().copied().unwrap_or(' ');
    let before = letters.len().checked_sub(2).map_or(' ', |i| letters[i]);
    let third = letters.len().checked_sub(3).map_or(' ', |i| letters[i]);
    let stem = &word[..word.len() - last.len_utf8()];
    if last == 'y' && !vowel(before) {
        return vec![
            format!("{stem}ies"),
            format!("{stem}ied"),
            format!("{word}ing"),
        ];
    }
    if last == 'e' {
        let ing = if before == 'e' || before == 'o' {
            format!("{word}ing")
        } else {
            format!("{stem}ing")
        };
        return vec![format!("{word}s"), format!("{word}d"), ing];
    }
    let s = if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") {
        format!("{word}es")
    } else {
        format!("{word}s")
    };
    let syllables = letters
        .windows(2)
        .filter(|pair| vowel(pair[0]) && !vowel(pair[1]))
        .count();
    let doubles = !vowel(last)
        && !matches!(last, 'w' | 'x' | 'y')
        && vowel(before)
        && !vowel(third)
        && syllables == 1;
    if doubles {
        return vec![s, format!("{word}{last}ed"), format!("{word}{last}ing")];
    }
    vec![s, format!("{word}ed"), format!("{word}ing")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflects() {
        let cases = [
            ("refund", "refund refunded refunding refunds"),
            (
                "apologise",
                "apologise apologised apologises apologising apologize apologized apologizes apologizing",
            ),
            ("try", "try tried tries trying"),
            ("stop", "stop stopped stopping stops"),
            ("fix", "fix fixed fixes fixing"),
            ("check", "check checked checking checks"),
            ("go", "go goes going gone went"),
            ("agree", "agree agreed agreeing agrees"),
            ("play", "play played playing plays"),
        ];
        for (word, expected) in cases {
            assert_eq!(forms(word).join(" "), expected);
        }
    }
}
