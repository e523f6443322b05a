//! The turns before the draft.

/// Who wrote a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The customer.
    Customer,
    /// A person of the company.
    Agent,
    /// A bot of the company.
    Bot,
    /// The system: events, not words.
    System,
}

/// One message already sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Turn {
    /// Who wrote it.
    pub role: Role,
    /// What it says.
    pub text: String,
    /// When, in seconds since 1970, when known.
    pub at: Option<i64>,
    /// Whether it is a note the customer did not see.
    pub internal: bool,
    /// The writer's name, when known.
    pub name: Option<String>,
}

impl Turn {
    /// A turn without time and name.
    pub fn new(role: Role, text: impl Into<String>) -> Self {
        Self {
            role,
            text: text.into(),
            at: None,
            internal: false,
            name: None,
        }
    }
}

/// The turns before a draft, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Conversation {
    /// The host's id of the conversation.
    pub id: Option<String>,
    /// The turns, oldest first.
    pub turns: Vec<Turn>,
}

impl Conversation {
    /// The customer's turns since the company last spoke, oldest first.
    pub fn unanswered(&self) -> impl Iterator<Item = &Turn> {
        let start = self
            .turns
            .iter()
            .rposition(|turn| turn.is_ours())
            .map_or(0, |index| index + 1);
        self.turns[start..]
            .iter()
            .filter(|turn| turn.role == Role::Customer)
    }

    /// All turns of the customer, oldest first.
    pub fn customer(&self) -> impl Iterator<Item = &Turn> {
        self.turns.iter().filter(|turn| turn.role == Role::Customer)
    }

    /// All turns of the company that the customer saw, oldest first.
    pub fn ours(&self) -> impl Iterator<Item = &Turn> {
        self.turns.iter().filter(|turn| turn.is_ours())
    }
}

impl Turn {
    /// Whether the company wrote it and the customer saw it.
    pub fn is_ours(&self) -> bool {
        matches!(self.role, Role::Agent | Role::Bot) && !self.internal
    }
}

/// How upset the customer is, estimated from their words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mood {
    /// 0 neutral or positive, 1 inconvenienced or mildly annoyed, 2 clearly upset or hurt by a real loss.
    pub level: u8,
    /// The words that led to the level; masked.
    pub reasons: Vec<String>,
}
