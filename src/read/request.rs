//! The request of tactful: a draft with everything that is known around it.

use crate::draft::{
    Action, Author, Channel, Company, Conversation, Customer, Draft, Fact, Mask, Role, Stage, Turn,
};
use crate::error::Error;

use super::content::{NOTATIONS, Notation};
use super::fields::Fields;
use super::node::{Node, Text, Value};
use super::source::Source;
use super::{Options, records};

/// The names of roles, ours first, then what hosts call them.
pub(super) const ROLES: [(&str, Role); 16] = [
    ("customer", Role::Customer),
    ("agent", Role::Agent),
    ("bot", Role::Bot),
    ("system", Role::System),
    ("user", Role::Customer),
    ("assistant", Role::Bot),
    ("developer", Role::System),
    ("tool", Role::System),
    ("function", Role::System),
    ("visitor", Role::Customer),
    ("contact", Role::Customer),
    ("end-user", Role::Customer),
    ("human", Role::Agent),
    ("admin", Role::Agent),
    ("operator", Role::Agent),
    ("ai", Role::Bot),
];

const CHANNELS: [(&str, Channel); 8] = [
    ("chat", Channel::Chat),
    ("email", Channel::Email),
    ("social", Channel::Social),
    ("sms", Channel::Sms),
    ("messenger", Channel::Chat),
    ("whatsapp", Channel::Chat),
    ("ticket", Channel::Email),
    ("public", Channel::Social),
];

const STAGES: [(&str, Stage); 3] = [
    ("template", Stage::Template),
    ("draft", Stage::Draft),
    ("final", Stage::Final),
];

/// Who can read the message.
#[derive(Clone, Copy)]
enum Visibility {
    Public,
    Private,
    Internal,
}

/// Whether the value is meant as a request, perhaps with a slip in its keys, or as bare strings.
pub(super) fn looks_like(root: &Node<'_>) -> bool {
    match &root.value {
        Value::Text(_) => true,
        Value::List(items) => items.first().is_some_and(|item| match &item.value {
            Value::Text(_) => true,
            Value::Table(_) => looks_like(item),
            _ => false,
        }),
        Value::Table(entries) => {
            let is_near = |name: &str, key: &str| strsim::damerau_levenshtein(name, key) < 2;
            let is_slip = |key: &str| {
                let all = [
                    "draft",
                    "conversation",
                    "facts",
                    "customer",
                    "company",
                    "stage",
                ];
                all.iter().any(|name| is_near(name, key))
            };
            let Some(first) = entries.first() else {
                return false;
            };
            // Many a file that is no request begins with its version.
            let is_versioned = is_near("version", &first.key)
                && (entries.len() == 1 || entries.iter().any(|entry| is_slip(&entry.key)));
            root.get("draft").is_some() || is_slip(&first.key) || is_versioned
        }
        _ => false,
    }
}

/// A request, a bare string, or a list of them.
pub(super) fn read_all(
    source: &Source<'_>,
    root: &Node<'_>,
    options: &Options,
) -> Result<Vec<Draft>, Error> {
    let Value::List(items) = &root.value else {
        return Ok(vec![read(source, root, options)?]);
    };
    let mut drafts = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let mut draft = read(source, item, options)?;
        draft.origin.record = Some(format!("[{index}]"));
        drafts.push(draft);
    }
    Ok(drafts)
}

fn read(source: &Source<'_>, root: &Node<'_>, options: &Options) -> Result<Draft, Error> {
    if let Value::Text(text) = &root.value {
        return bare(source, text, options);
    }
    let known = [
        "version",
        "stage",
        "channel",
        "profile",
        "draft",
        "conversation",
        "customer",
        "company",
        "facts",
        "actions",
        "ticket",
        "now",
        "meta",
        // The host's own number of the request; hooks echo it.
        "id",
    ];
    let fields = Fields::new(source, root, "", &known)?;
    if let Some(node) = fields.node("version")
        && !matches!(&node.value, Value::Number(number) if number == "1")
    {
        return Err(source.error(
            node.span.start,
            "unknown `version`: this tactful reads version 1",
        ));
    }
    let Some(node) = fields.node("draft") else {
        return Err(source
            .error(root.span.start, "the request has no `draft`")
            .help("write {\"draft\": {\"text\": \"…\"}}"));
    };
    let channel = fields.choice("channel", &CHANNELS)?.or(options.channel);
    let mut draft = match &node.value {
        Value::Text(text) => bare(source, text, options)?,
        _ => message(source, node, channel)?,
    };
    draft.channel = channel;
    draft.stage = fields
        .choice("stage", &STAGES)?
        .or(options.stage)
        .unwrap_or_default();
    draft.profile = fields.profile("profile")?;
    draft.conversation = fields
        .node("conversation")
        .map(|node| conversation(source, node))
        .transpose()?;
    if let Some(node) = fields.node("customer") {
        draft.customer = customer(source, node)?;
    }
    if let Some(node) = fields.node("company") {
        draft.company = company(source, node)?;
    }
    for item in fields.list("facts")?.unwrap_or_default() {
        let fact = Fields::new(source, item, "facts[]", &["id", "text"])?;
        draft.facts.push(Fact {
            id: needed(source, item, &fact, "id")?,
            text: needed(source, item, &fact, "text")?,
        });
    }
    for item in fields.list("actions")?.unwrap_or_default() {
        let action = Fields::new(source, item, "actions[]", &["name", "status", "amount"])?;
        draft.actions.push(Action {
            name: needed(source, item, &action, "name")?,
            status: action
                .string("status")?
                .unwrap_or_else(|| "succeeded".to_owned()),
        });
    }
    if let Some(node) = fields.node("ticket") {
        draft.ticket = ticket(source, node)?;
    }
    draft.now = fields.time("now")?;
    draft.meta = fields
        .node("meta")
        .map(|node| node.span.of(&source.text).to_owned());
    Ok(draft)
}

/// A draft that is nothing but its text.
fn bare(source: &Source<'_>, text: &Text<'_>, options: &Options) -> Result<Draft, Error> {
    if text.text.trim().is_empty() {
        return Err(source.error(text.at, "the draft is empty"));
    }
    let mut draft = source.draft(
        text.text.to_string(),
        &text.segments(),
        Mask::of(&text.text),
    );
    draft.stage = options.stage.unwrap_or_default();
    Ok(draft)
}

/// The object `draft`.
fn message(source: &Source<'_>, node: &Node<'_>, channel: Option<Channel>) -> Result<Draft, Error> {
    let known = [
        "text",
        "format",
        "subject",
        "visibility",
        "language",
        "author",
        "attachments",
    ];
    let fields = Fields::new(source, node, "draft", &known)?;
    let Some(text) = fields.text("text")? else {
        return Err(source.error(node.span.start, "`draft` has no `text`"));
    };
    if text.text.trim().is_empty() {
        return Err(source.error(text.at, "the draft is empty"));
    }
    let notation = fields
        .choice("format", &NOTATIONS)?
        .unwrap_or(Notation::Plain);
    let mut draft = records::field(source, text, notation)?;
    draft.subject = fields.string("subject")?;
    draft.language = fields.string("language")?;
    let visibility = fields.choice(
        "visibility",
        &[
            ("public", Visibility::Public),
            ("private", Visibility::Private),
            ("internal", Visibility::Internal),
        ],
    )?;
    // Helpdesks call every reply to the customer public; only a social channel, or none named, lets others read it.
    let others_read = matches!(channel, None | Some(Channel::Social));
    draft.public = match visibility {
        Some(Visibility::Public) => others_read,
        Some(_) => false,
        None => channel == Some(Channel::Social),
    };
    draft.internal = matches!(visibility, Some(Visibility::Internal));
    if let Some(node) = fields.node("author") {
        let author = Fields::new(source, node, "draft.author", &["kind", "name"])?;
        let kinds = [
            ("human", false),
            ("bot", true),
            ("ai", true),
            ("ai-assisted", false),
        ];
        draft.author = Author {
            is_bot: author.choice("kind", &kinds)?,
            name: author.string("name")?,
        };
    }
    if let Some(items) = fields.list("attachments")? {
        let names = items
            .iter()
            .map(|item| attachment(source, item))
            .collect::<Result<_, _>>()?;
        draft.attachments = Some(names);
    }
    Ok(draft)
}

fn attachment(source: &Source<'_>, item: &Node<'_>) -> Result<String, Error> {
    if let Some(name) = item.as_str() {
        return Ok(name.to_owned());
    }
    let fields = Fields::new(
        source,
        item,
        "attachments[]",
        &["name", "type", "size", "url"],
    )?;
    Ok(fields.string("name")?.unwrap_or_default())
}

/// The object `conversation`.
pub(super) fn conversation(source: &Source<'_>, node: &Node<'_>) -> Result<Conversation, Error> {
    let fields = Fields::new(source, node, "conversation", &["id", "status", "messages"])?;
    let mut turns = Vec::new();
    for item in fields.list("messages")?.unwrap_or_default() {
        let known = [
            "role",
            "text",
            "format",
            "at",
            "internal",
            "name",
            "id",
            "language",
            "attachments",
        ];
        let turn = Fields::new(source, item, "conversation.messages[]", &known)?;
        let Some(role) = turn.choice("role", &ROLES)? else {
            return Err(source.error(item.span.start, "this message has no `role`"));
        };
        turns.push(Turn {
            role,
            text: turn.string("text")?.unwrap_or_default(),
            at: turn.time("at")?,
            internal: turn.flag("internal")?,
            name: turn.string("name")?,
        });
    }
    let id = match fields.node("id").map(|node| &node.value) {
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => fields.string("id")?,
    };
    Ok(Conversation { id, turns })
}

fn customer(source: &Source<'_>, node: &Node<'_>) -> Result<Customer, Error> {
    let known = [
        "name",
        "first_name",
        "emails",
        "phones",
        "locale",
        "timezone",
        "tags",
    ];
    let fields = Fields::new(source, node, "customer", &known)?;
    fields.strings("tags")?;
    fields.string("timezone")?;
    Ok(Customer {
        name: fields.string("name")?.or(fields.string("first_name")?),
        emails: fields.strings("emails")?,
        phones: fields.strings("phones")?,
        locale: fields.string("locale")?,
    })
}

fn company(source: &Source<'_>, node: &Node<'_>) -> Result<Company, Error> {
    let fields = Fields::new(
        source,
        node,
        "company",
        &[
            "domains", "phones", "emails", "agents", "products", "hosts", "ids",
        ],
    )?;
    Ok(Company {
        domains: fields.strings("domains")?,
        phones: fields.strings("phones")?,
        emails: fields.strings("emails")?,
        agents: fields.strings("agents")?,
        products: fields.strings("products")?,
        retired: Vec::new(),
        hosts: fields.strings("hosts")?,
        ids: fields.strings("ids")?,
    })
}

/// Ticket facts: plain words by name; numbers and booleans are taken as written, `true` being `yes`.
fn ticket(source: &Source<'_>, node: &Node<'_>) -> Result<Vec<(String, String)>, Error> {
    let Some(entries) = node.entries() else {
        return Err(source.error(
            node.span.start,
            format!("`ticket` must be an object, but is {}", node.kind()),
        ));
    };
    let mut facts = Vec::with_capacity(entries.len());
    for entry in entries {
        let value = match &entry.node.value {
            Value::Text(text) => text.text.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Value::Null => continue,
            _ => {
                let message = format!("a ticket fact must be a word, but is {}", entry.node.kind());
                return Err(source.error(entry.node.span.start, message));
            }
        };
        facts.push((entry.key.to_string(), value));
    }
    Ok(facts)
}

fn needed(
    source: &Source<'_>,
    node: &Node<'_>,
    fields: &Fields<'_, '_>,
    key: &str,
) -> Result<String, Error> {
    fields
        .string(key)?
        .ok_or_else(|| source.error(node.span.start, format!("this entry has no `{key}`")))
}

#[cfg(test)]
mod tests {
    use super::super::{json, read as read_file};
    use super::*;
    use crate::text::Span;

    const WHOLE: &str = r#"{"version": 1, "stage": "final", "channel": "chat", "profile": "chatwoot",
 "draft": {"text": "Hi Maria,\nyou\u2019re right \"again\".", "format": "plain", "subject": null, "visibility": "public",
           "language": "en-GB", "author": {"kind": "human", "name": "Ana"}, "attachments": [{"name": "label.pdf"}]},
 "conversation": {"id": "8812", "messages": [
   {"role": "customer", "text": "Where is it?", "at": "2026-11-20T10:31:00Z", "internal": false, "name": "Maria Silva"}]},
 "customer": {"name": "Maria Silva", "emails": ["m@example.com"], "phones": [], "locale": "es-ES"},
 "company": {"domains": ["example.com"], "phones": [], "agents": ["Ana"]},
 "facts": [{"id": "refund_window", "text": "30 days"}],
 "actions": [{"name": "refund", "status": "succeeded"}],
 "ticket": {"kind": "invite", "declined": true, "transfers": 2},
 "now": "2026-11-20T10:32:00Z",
 "meta": {"template_id": "x", "anything": [1]}}"#;

    #[test]
    fn reads_every_field() {
        let drafts = read_file("r.json", WHOLE.as_bytes(), &Options::default()).unwrap();
        let draft = &drafts[0];
        assert_eq!(draft.text, "Hi Maria,\nyou’re right \"again\".");
        assert_eq!(
            (draft.stage, draft.channel),
            (Stage::Final, Some(Channel::Chat))
        );
        assert_eq!(draft.profile.as_deref(), Some("chatwoot"));
        assert_eq!(draft.language.as_deref(), Some("en-GB"));
        assert!(!draft.public && !draft.internal);
        assert_eq!(
            draft.author,
            Author {
                is_bot: Some(false),
                name: Some("Ana".into())
            }
        );
        assert_eq!(draft.attachments, Some(vec!["label.pdf".to_owned()]));
        let conversation = draft.conversation.as_ref().unwrap();
        assert_eq!(conversation.id.as_deref(), Some("8812"));
        assert_eq!(conversation.turns[0].at, Some(1_795_170_660));
        assert_eq!(conversation.turns[0].name.as_deref(), Some("Maria Silva"));
        assert_eq!(draft.customer.emails, ["m@example.com"]);
        assert_eq!(draft.company.agents, ["Ana"]);
        assert_eq!(draft.facts[0].text, "30 days");
        assert_eq!(draft.actions[0].status, "succeeded");
        assert_eq!(draft.fact("kind"), Some("invite"));
        assert_eq!(draft.fact("declined"), Some("yes"));
        assert_eq!(draft.fact("transfers"), Some("2"));
        assert_eq!(draft.now, Some(1_795_170_720));
        assert_eq!(
            draft.meta.as_deref(),
            Some(r#"{"template_id": "x", "anything": [1]}"#)
        );
        let at = draft.text.find("again").unwrap();
        let span = Span::new(at, at + 5);
        assert_eq!(draft.origin.bytes(span).of(WHOLE), "again");
        let position = draft.origin.position(span).unwrap();
        assert_eq!((position.line, position.column), (2, 52));
    }

    #[test]
    fn mistakes_name_the_place_and_the_nearest_name() {
        for (request, expected) in [
            (
                r#"{"draft": {"txt": "a"}}"#,
                "r.json:1:12: unknown key `txt` in `draft`\n  help: did you mean `text`?",
            ),
            (
                r#"{"draf": "a"}"#,
                "r.json:1:2: unknown key `draf`\n  help: did you mean `draft`?",
            ),
            (
                r#"{"draft": "a", "stage": "finl"}"#,
                "1:26: unknown `stage`: `finl`\n  help: did you mean `final`?",
            ),
            (
                r#"{"draft": {"text": 3}}"#,
                "1:20: `draft.text` must be a string, but is a number",
            ),
            (r#"{"draft": {"text": " "}}"#, "the draft is empty"),
            (
                r#"{"draft": "a", "draft": "b"}"#,
                "the key `draft` stands here twice",
            ),
            (r#"{"stage": "final"}"#, "the request has no `draft`"),
            (
                r#"{"version": 2, "draft": "a"}"#,
                "this tactful reads version 1",
            ),
            (
                r#"{"draft": "a", "now": "soon"}"#,
                "1:23: `now` must be a time",
            ),
            (
                r#"{"draft": "a", "facts": [{"id": "x"}]}"#,
                "1:26: this entry has no `text`",
            ),
            (
                r#"{"draft": "a", "conversation": {"messages": [{"role": "custmer"}]}}"#,
                "did you mean `customer`",
            ),
            (
                r#"{"draft": "a", "company": {"domain": []}}"#,
                "did you mean `domains`",
            ),
            ("3", "expected a draft, a request or a list of messages"),
        ] {
            let error = read_file("r.json", request.as_bytes(), &Options::default())
                .unwrap_err()
                .to_string();
            assert!(error.contains(expected), "{request}: {error}");
        }
    }

    #[test]
    fn options_fill_what_is_open() {
        let options = Options {
            stage: Some(Stage::Template),
            channel: Some(Channel::Social),
            customer: Some("Hello?".into()),
            ..Options::default()
        };
        let source = Source::new(
            "r.json",
            br#"["Hi Ana", {"draft": {"text": "b"}, "stage": "final"}]"#,
        )
        .unwrap();
        let root = json::parse(&source).unwrap();
        let drafts = read_all(&source, &root, &options).unwrap();
        assert_eq!(
            (drafts[0].stage, drafts[1].stage),
            (Stage::Template, Stage::Final)
        );
        assert!(drafts[1].public);
        assert_eq!(drafts[1].origin.record.as_deref(), Some("[1]"));
        let drafts = read_file("a.txt", b"Hi", &options).unwrap();
        assert_eq!(
            (drafts[0].stage, drafts[0].channel),
            (Stage::Template, Some(Channel::Social))
        );
        assert_eq!(
            drafts[0].conversation.as_ref().unwrap().turns[0].text,
            "Hello?"
        );
    }
}
