//! Generated private values, one sentence for each kind, whose windows of four characters cannot stand in an output by chance:
//! letters are consonants that no English word puts together, digits are compared where no count or place is that long.

use tactful::detect::validate;

/// A small generator (xorshift, Marsaglia 2003), so that the values differ and yet are the same in each run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    /// So many characters of an alphabet.
    pub(crate) fn text(&mut self, length: usize, alphabet: &str) -> String {
        (0..length)
            .map(|_| char::from(alphabet.as_bytes()[self.below(alphabet.len())]))
            .collect()
    }

    /// A value in the shape of a pattern: `#` any digit, `^` and `~` any of our letters, `*` either; the rest stands for itself.
    fn shaped(&mut self, pattern: &str) -> String {
        pattern
            .chars()
            .map(|c| match c {
                '#' => self.text(1, DIGITS),
                '^' => self.text(1, CAPITALS),
                '~' => self.text(1, SMALL),
                '*' => self.text(1, MIXED),
                c => c.to_string(),
            })
            .collect()
    }

    /// A value in a shape that satisfies a rule, found by trial.
    fn valid(&mut self, rule: &str, pattern: &str) -> String {
        loop {
            let value = self.shaped(pattern);
            if validate::is_valid(rule, &value) == Some(true) {
                return value;
            }
        }
    }
}

const DIGITS: &str = "0123456789";
const SMALL: &str = "qwzxvkjyptgbmnhd";
const CAPITALS: &str = "QWZXVKJYPTGBMNHD";
const MIXED: &str = "QWZXVKJYPTGBqwzxvkjyptgbmnhd23456789";

/// The public parts of values: words that an output may hold for reasons of its own.
pub(crate) const OURS: &str = "https://.com.net/reset?token= postgres://app: ghp_ +4930 -----BEGIN PRIVATE KEY----- -----END Blvd, TX 787 at com.acme.Shop( Shop.java:12) .internal /home/ /invoice.csv AKIA SG. glpat- xoxb- (303) 39 10.20.";

/// What stands before the value, the value in a shape, the rule that it must satisfy if any, and what stands behind it.
const SENTENCES: &[(&str, &str, &str, &str)] = &[
    ("Your card ", "4### #### #### ####", "card", " was charged"),
    ("card number ", "22#3############", "card", " expired"),
    ("The PIN is ", "#74#", "", " now"),
    ("IBAN ", "DE## #### #### #### #### ##", "iban", " got it"),
    ("account number ", "#837461#52", "", ", thanks"),
    ("routing number ", "06#######", "aba", ", thanks"),
    ("SSN ", "5##-##-####", "us-ssn", " is on file"),
    ("SSN ", "5## ## ####", "us-ssn", " is on file"),
    ("BSN ", "1########", "nl-bsn", " staat vast"),
    ("NHS number ", "### ### ####", "gb-nhs", " is yours"),
    ("NINO ", "^^######B", "gb-nino", " fits"),
    ("aadhaar number ", "#### #### ####", "in-aadhaar", " fits"),
    ("PESEL ", "###########", "pl-pesel", " fits"),
    ("tax file number ", "### ### ###", "au-tfn", " fits"),
    ("DNI ", "########^", "es-dni", " fits"),
    ("CPF ", "###.###.###-##", "br-cpf", " fits"),
    ("SIN ", "### ### ###", "ca-sin", " fits"),
    ("passport number ", "C########", "", " expired"),
    ("driver's license ", "G########", "", " expired"),
    ("date of birth ", "1#/11/197#", "", " is wrong"),
    ("Your password is ", "*****7!~~~", "", " now"),
    ("your username is ", "~~~~~~~##", "", " there"),
    ("Your verification code is ", "######", "", "; enter it"),
    ("Write to ", "~~~~~~~~~@~~~~~~~.net", "", " please"),
    ("phone ", "+4930########", "", " rings"),
    ("call (303) 39", "4-79##", "", " today"),
    ("from IP ", "91.237.18#.14#", "", " today"),
    ("from IP 10.20.", "18#.14#", "", " today"),
    ("MAC ", "#b:7d:##:#e:##:#f", "", " is blocked"),
    ("near ", "52.5#####, 13.3#####", "", " now"),
    (
        "sent to ",
        "#372 ^~~~~~~ Blvd, ^~~~~~, TX 787##",
        "",
        " today",
    ),
    (
        "our key ",
        "ghp_************************************",
        "",
        " is new",
    ),
    ("our key ", "glpat-********************", "", " is new"),
    (
        "API key: ",
        "******************************472",
        "",
        " works",
    ),
    (
        "log in: ",
        "https://~~~~~~.com/reset?token=******************************",
        "",
        " now",
    ),
    (
        "DB at ",
        "postgres://app:********#x@~~~~~.net/~~~~~",
        "",
        " is down",
    ),
    ("see ", "~~~~-~~~~-##.internal", "", " first"),
    ("in ", "/home/~~~~~~~/invoice.csv", "", " today"),
    (
        "it failed ",
        "at com.acme.Shop.~~~~~~~~(Shop.java:12)",
        "",
        " again",
    ),
    ("moved by ", "EMP-#7###", "", " today"),
    (
        "key ",
        "-----BEGIN PRIVATE KEY-----\n****************************************************************\n-----END PRIVATE KEY-----",
        "",
        "\nis ours",
    ),
];

/// A sentence with a private value, and the value.
#[derive(Clone)]
pub(crate) struct Canary {
    /// The sentence.
    pub(crate) text: String,
    /// The value in it.
    pub(crate) value: String,
}

/// One sentence for each kind of value.
pub(crate) fn canaries(dice: &mut Dice) -> Vec<Canary> {
    SENTENCES
        .iter()
        .map(|(before, pattern, rule, after)| {
            let value = if rule.is_empty() {
                dice.shaped(pattern)
            } else {
                dice.valid(rule, pattern)
            };
            Canary {
                text: format!("{before}{value}{after}"),
                value,
            }
        })
        .collect()
}

/// A text without its hashes, whose digits may spell four digits of a value by chance: runs of 16 hexadecimal digits or more.
pub(crate) fn without_prints(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().chain(['.']) {
        if c.is_ascii_digit() || ('a'..='f').contains(&c) {
            run.push(c);
            continue;
        }
        if run.len() < 16 {
            kept.push_str(&run);
        }
        run.clear();
        kept.push(c);
    }
    kept
}

/// Fails when an output holds four characters of a value that are no public part of values.
pub(crate) fn assert_silent(output: &str, value: &str, what: &str) {
    let characters: Vec<char> = value.chars().collect();
    for window in characters.windows(4) {
        let window: String = window.iter().collect();
        // Three letters or digits at least: “1, 2” stands in any text about places.
        if window.chars().filter(|c| c.is_alphanumeric()).count() < 3 {
            continue;
        }
        let is_ours = OURS.contains(&window);
        // In the clear only where the test fails, and then the value is a generated one.
        assert!(
            is_ours || !output.contains(&window),
            "four characters of a value, `{window}` of `{value}`, in {what}:\n{}",
            around(output, &window)
        );
    }
}

fn around(output: &str, window: &str) -> String {
    let at = output.find(window).unwrap_or(0);
    output
        .lines()
        .find(|line| line.contains(window))
        .unwrap_or(&output[at..])
        .chars()
        .take(400)
        .collect()
}
