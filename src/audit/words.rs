//! Which words carry the topic of a sentence that states a fact, and which do not.

/// Words that say nothing about what a figure is about: function words, politeness, the actions around every figure, and what every shop sells.
/// “They” is none: what others do in 20 days is not what we do in 10.
const SOFT: &[&str] = &[
    "apply",
    "a",
    "able",
    "about",
    "accept",
    "accordance",
    "actual",
    "additional",
    "after",
    "again",
    "all",
    "allow",
    "also",
    "always",
    "am",
    "an",
    "and",
    "any",
    "anything",
    "appreciate",
    "approximately",
    "are",
    "around",
    "article",
    "as",
    "ask",
    "assist",
    "at",
    "available",
    "average",
    "back",
    "be",
    "because",
    "been",
    "before",
    "between",
    "both",
    "but",
    "by",
    "calendar",
    "can",
    "care",
    "come",
    "contact",
    "course",
    "current",
    "currently",
    "customer",
    "date",
    "day",
    "dear",
    "did",
    "do",
    "does",
    "due",
    "during",
    "each",
    "eligible",
    "either",
    "else",
    "entitled",
    "even",
    "every",
    "everything",
    "expect",
    "feel",
    "few",
    "find",
    "first",
    "following",
    "for",
    "forward",
    "free",
    "from",
    "full",
    "further",
    "generally",
    "get",
    "give",
    "given",
    "glad",
    "go",
    "good",
    "great",
    "had",
    "happy",
    "hard",
    "has",
    "have",
    "hear",
    "hello",
    "help",
    "here",
    "hi",
    "hope",
    "hour",
    "how",
    "however",
    "i",
    "if",
    "immediately",
    "in",
    "include",
    "information",
    "into",
    "is",
    "issue",
    "it",
    "item",
    "its",
    "just",
    "kind",
    "kindly",
    "know",
    "last",
    "later",
    "latest",
    "least",
    "less",
    "let",
    "like",
    "likely",
    "long",
    "look",
    "made",
    "make",
    "many",
    "matter",
    "may",
    "maximum",
    "me",
    "mean",
    "might",
    "minimum",
    "minute",
    "month",
    "more",
    "most",
    "much",
    "must",
    "my",
    "need",
    "new",
    "next",
    "no",
    "normal",
    "normally",
    "note",
    "now",
    "of",
    "offer",
    "ok",
    "on",
    "once",
    "one",
    "only",
    "or",
    "order",
    "other",
    "our",
    "out",
    "over",
    "patience",
    "per",
    "period",
    "please",
    "policy",
    "possible",
    "problem",
    "product",
    "provide",
    "purchase",
    "question",
    "quickly",
    "reach",
    "read",
    "receive",
    "regard",
    "right",
    "s",
    "see",
    "set",
    "shall",
    "shop",
    "should",
    "simply",
    "since",
    "so",
    "some",
    "soon",
    "sorry",
    "still",
    "store",
    "such",
    "sure",
    "take",
    "team",
    "tell",
    "than",
    "thank",
    "thanks",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "thing",
    "this",
    "those",
    "through",
    "time",
    "timeframe",
    "to",
    "today",
    "too",
    "total",
    "understand",
    "unfortunately",
    "until",
    "up",
    "upon",
    "us",
    "use",
    "usually",
    "typically",
    "valid",
    "very",
    "via",
    "wait",
    "want",
    "was",
    "way",
    "we",
    "week",
    "weekday",
    "welcome",
    "well",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "will",
    "window",
    "wish",
    "with",
    "within",
    "without",
    "work",
    "working",
    "would",
    "year",
    "yes",
    "yet",
    "you",
    "your",
    "yours",
    "arrive",
    "complete",
    "ll",
    "ve",
    "re",
    "d",
    "t",
    "m",
    "business",
    "gladly",
    "thereafter",
    "afterwards",
    "often",
    "sometimes",
    "usual",
    "mind",
    "aware",
    "inform",
    "confirm",
    "worry",
    "rest",
    "assure",
    "maybe",
    "appear",
    "show",
    "happen",
    "process",
];

/// Topics that every support library states figures about; one of them alone makes a topic.
const TOPICS: &[&str] = &[
    "cancel",
    "charge",
    "claim",
    "code",
    "cost",
    "deliver",
    "deposit",
    "dispatch",
    "document",
    "exchange",
    "expire",
    "fee",
    "guarantee",
    "hold",
    "install",
    "invoice",
    "licence",
    "license",
    "link",
    "membership",
    "notice",
    "parcel",
    "pay",
    "payment",
    "plan",
    "postage",
    "price",
    "refund",
    "renew",
    "repair",
    "replacement",
    "reply",
    "reservation",
    "respond",
    "restock",
    "return",
    "ship",
    "shipping",
    "storage",
    "subscription",
    "transfer",
    "trial",
    "upgrade",
    "verification",
    "voucher",
    "warranty",
    "withdraw",
    "withdrawal",
];

/// Words that limit whom or what a figure holds for. In a title or the sentence before they count as if the sentence said them.
const SCOPES: &[&str] = &[
    "annual",
    "annually",
    "asia",
    "australia",
    "austria",
    "basic",
    "belgium",
    "brazil",
    "bronze",
    "canada",
    "china",
    "clearance",
    "custom",
    "digital",
    "domestic",
    "economy",
    "enterprise",
    "eu",
    "europe",
    "european",
    "express",
    "faulty",
    "damaged",
    "defective",
    "france",
    "germany",
    "gift",
    "gold",
    "india",
    "international",
    "internationally",
    "ireland",
    "italy",
    "japan",
    "mexico",
    "monthly",
    "netherlands",
    "norway",
    "overnight",
    "overseas",
    "personal",
    "personalised",
    "personalized",
    "platinum",
    "plus",
    "poland",
    "portugal",
    "premium",
    "prepaid",
    "pro",
    "priority",
    "sale",
    "silver",
    "spain",
    "standard",
    "starter",
    "student",
    "subscription",
    "sweden",
    "switzerland",
    "trial",
    "uk",
    "us",
    "usa",
    "vip",
    "weekly",
    "wholesale",
    "yearly",
    "holiday",
    "holidays",
    "christmas",
    "weekend",
    "weekends",
    "store",
    "online",
    "phone",
    "chat",
    "email",
    "member",
    "members",
];

/// Words of one meaning where a figure is concerned; the first of each row stands for the others.
const SAME: &[(&str, &[&str])] = &[
    (
        "deliver",
        &[
            "delivery",
            "delivers",
            "delivered",
            "deliveries",
            "delivering",
        ],
    ),
    (
        "ship",
        &[
            "dispatch",
            "dispatched",
            "dispatches",
            "ships",
            "shipped",
            "dispatching",
        ],
    ),
    ("shipping", &["shipment", "postage"]),
    (
        "refund",
        &[
            "refunds",
            "refunded",
            "refunding",
            "reimburse",
            "reimbursed",
            "reimbursement",
        ],
    ),
    ("return", &["returns", "returned", "returning"]),
    (
        "reply",
        &[
            "replies",
            "respond",
            "responds",
            "response",
            "responses",
            "answer",
            "answers",
            "replying",
        ],
    ),
    (
        "cancel",
        &[
            "cancellation",
            "cancellations",
            "cancelled",
            "canceled",
            "cancelling",
            "cancels",
        ],
    ),
    ("expire", &["expires", "expired", "expiry", "expiring"]),
    ("warranty", &["warranties", "guarantee", "guaranteed"]),
    ("restock", &["restocking"]),
    ("renew", &["renews", "renewed", "renewal"]),
    ("pay", &["payment", "payments", "pays", "paid"]),
    ("cost", &["costs", "price", "priced", "prices"]),
    ("phone", &["telephone", "phoneline"]),
    ("parcel", &["package", "parcels", "packages"]),
];

/// What a word counts as where topics are compared: `None` for words that carry none. `word` is in lower case.
pub(super) fn topic_of(word: &str) -> Option<String> {
    if let Some((first, _)) = SAME
        .iter()
        .find(|(first, others)| *first == word || others.contains(&word))
    {
        return Some((*first).to_owned());
    }
    let is_empty = is_soft(word)
        || ENDINGS.iter().any(|ending| {
            word.strip_suffix(ending)
                .is_some_and(|rest| is_soft(rest) || is_soft(&format!("{rest}e")))
        })
        || word
            .strip_suffix("ies")
            .is_some_and(|rest| is_soft(&format!("{rest}y")));
    (!is_empty).then(|| stem(word))
}

/// Endings behind which a soft word is still soft: “receives”, “processing”, “usually”.
const ENDINGS: [&str; 6] = ["s", "es", "d", "ed", "ing", "'s"];

/// Whether a word only says how to reach somebody; soft where contacts are compared.
pub(super) fn is_way(word: &str) -> bool {
    const WAYS: [&str; 16] = [
        "call", "calling", "dial", "drop", "email", "e-mail", "line", "mail", "message", "number",
        "phone", "ring", "send", "visit", "write", "click",
    ];
    WAYS.contains(&word)
}

/// Whether a topic word stands for itself.
pub(super) fn is_topic(topic: &str) -> bool {
    TOPICS
        .iter()
        .any(|word| *word == topic || stem(word) == topic)
}

/// Whether a topic is only that something is paid, which goes without saying beside an amount for something.
pub(super) fn is_price(topic: &str) -> bool {
    ["charge", "cost", "fee", "pay", "rate"]
        .iter()
        .any(|word| *word == topic || stem(word) == topic)
}

/// Whether a word limits whom or what a figure holds for.
pub(super) fn is_scope(word: &str) -> bool {
    SCOPES.contains(&word)
}

fn is_soft(word: &str) -> bool {
    use std::collections::HashSet;
    use std::sync::OnceLock;
    static SET: OnceLock<HashSet<&str>> = OnceLock::new();
    let set = SET.get_or_init(|| SOFT.iter().copied().collect());
    word.len() < 2 || set.contains(word)
}

/// Plural and past endings off. Lighter than the stem of rules: “shipping” takes days and “shipped” happens in a day, so they must not meet.
fn stem(word: &str) -> String {
    let word = word
        .strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word);
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| 2 < stem.len()) {
        return format!("{stem}y");
    }
    if let Some(stem) = word.strip_suffix("ed").filter(|stem| 3 < stem.len()) {
        let doubled = stem
            .as_bytes()
            .windows(2)
            .last()
            .is_some_and(|two| two[0] == two[1] && !b"sl".contains(&two[0]));
        return stem[..stem.len() - usize::from(doubled)]
            .trim_end_matches('e')
            .to_owned();
    }
    let bare = word
        .strip_suffix("ss")
        .map_or_else(|| word.strip_suffix('s').unwrap_or(word), |_| word);
    bare.strip_suffix('e')
        .filter(|stem| 3 < stem.len())
        .unwrap_or(bare)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_meet_or_stay_apart() {
        for (one, other, meet) in [
            ("delivery", "delivered", true),
            ("invoices", "invoice", true),
            ("activated", "activate", true),
            ("policies", "policy", true),
            ("shipping", "shipped", false),
            ("refund", "return", false),
            ("replies", "response", true),
        ] {
            assert_eq!(topic_of(one) == topic_of(other), meet, "{one} {other}");
        }
        for soft in ["receives", "the", "usually", "items", "your", "orders"] {
            assert_eq!(topic_of(soft), None, "{soft}");
        }
    }
}
