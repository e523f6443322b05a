//! The names of what other rooms find and rules only word. Rulesets are compiled without those rooms, so that the names stand here; the linter's tests compare them.

/// What `private` may name: kinds and groups of private values, sorted.
pub const PRIVATE_KINDS: &[&str] = &[
    "bank-account",
    "bank-routing",
    "business-id",
    "card-expiry",
    "card-number",
    "card-security-code",
    "connection-string",
    "contact",
    "coordinates",
    "credential",
    "crypto-wallet",
    "date-of-birth",
    "driver-licence",
    "email-address",
    "employee-id",
    "file-path",
    "iban",
    "identity",
    "internal",
    "internal-host",
    "internal-note",
    "ip-address",
    "mac-address",
    "national-id",
    "one-time-code",
    "passport",
    "password",
    "payment",
    "phone",
    "pin",
    "postal-address",
    "postcode",
    "private-address",
    "private-key",
    "reset-link",
    "secret-key",
    "stack-trace",
    "swift-code",
    "ticket-id",
    "url-with-credentials",
    "url-with-token",
    "us-itin",
    "us-ssn",
    "user-name",
    "vehicle-registration",
];

/// Whose a private value may be, for `owner`.
pub const OWNERS: &[&str] = &[
    "companys",
    "customers-own",
    "said-here",
    "third-party",
    "unknown",
];

/// How sure a private value is, for `tier`.
pub const TIERS: &[&str] = &["certain", "likely", "possible"];

/// What `placeholder` may name, sorted.
pub const PLACEHOLDER_KINDS: &[&str] = &[
    "broken-fallback",
    "fill-in",
    "implausible-name",
    "in-code",
    "in-reply",
    "missing-fallback",
    "near-miss-name",
    "rendered-blank",
    "unbalanced",
    "unknown-name",
    "unrendered",
    "wrong-syntax",
];

/// What `spell` may name, sorted.
pub const SPELLINGS: &[&str] = &["case", "dialect", "words"];

/// The parts that a message may have in braces, sorted.
pub const PARTS: &[&str] = &[
    "customer_match",
    "customer_name",
    "draft_match",
    "draft_name",
    "instead",
    "match",
    "minutes",
    "question",
    "value",
    "what",
];
