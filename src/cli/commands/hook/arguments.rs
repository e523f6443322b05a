//! What may be typed after `tactful hook KIND`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::cli::arguments::{InputArgs, RuleArgs};
use crate::config::Threshold;
use crate::draft::{Channel, Stage};
use crate::hook::{OnError, Override};

// What is known about the message. No doc comment: clap would show it.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Message")]
pub(crate) struct MessageArgs {
    /// What the customer wrote before; repeat it for several messages
    #[arg(long, value_name = "TEXT")]
    pub(crate) customer: Vec<String>,
    /// The conversation before: a transcript or a JSON list of messages
    #[arg(long, value_name = "FILE")]
    pub(crate) context: Option<PathBuf>,
    /// How far a message is from leaving, where it does not say so itself [default: final]
    #[arg(long, value_name = "STAGE", value_parser = PossibleValuesParser::new(Stage::ALL.map(Stage::as_str)))]
    pub(crate) stage: Option<String>,
    /// The medium of messages that do not name one
    #[arg(long, value_name = "CHANNEL", value_parser = PossibleValuesParser::new(Channel::ALL.map(Channel::as_str)))]
    pub(crate) channel: Option<String>,
    /// The helpdesk whose placeholders and limits hold, such as zendesk
    #[arg(long, value_name = "NAME")]
    pub(crate) profile: Option<String>,
}

impl MessageArgs {
    /// The same in the words of the other commands.
    pub(crate) fn input(&self) -> InputArgs {
        InputArgs {
            customer: self.customer.clone(),
            context: self.context.clone(),
            stage: self.stage.clone(),
            channel: self.channel.clone(),
            profile: self.profile.clone(),
            ..InputArgs::default()
        }
    }
}

// How it is decided. No doc comment: clap would show it.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Decision")]
pub(crate) struct DecisionArgs {
    /// The mildest severity that holds the message [default: warning]
    #[arg(long, value_name = "LEVEL", value_parser = PossibleValuesParser::new(Threshold::WORDS))]
    fail_on: Option<String>,
    /// What happens when tactful itself fails or takes too long [default: hold]
    #[arg(long, value_name = "WHAT", value_parser = PossibleValuesParser::new(OnError::ALL.map(OnError::as_str)))]
    on_error: Option<String>,
    /// How long it may take, such as 800ms or 2s [default: as long as it takes]
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub(crate) timeout: Option<Duration>,
    /// Do not hold because of this rule, for this reason; logged
    #[arg(long = "override", value_name = "RULE=REASON")]
    pub(crate) overrides: Vec<Override>,
    /// Append what was overridden to this file instead of standard error, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub(crate) log: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
}

impl DecisionArgs {
    /// What other commands take of it.
    pub(crate) fn new(fail_on: Option<&str>, rules: &RuleArgs) -> Self {
        Self {
            fail_on: fail_on.map(str::to_owned),
            rules: rules.clone(),
            ..Self::default()
        }
    }

    pub(crate) fn on_error(&self) -> OnError {
        OnError::ALL
            .into_iter()
            .find(|choice| self.on_error.as_deref() == Some(choice.as_str()))
            .unwrap_or_default()
    }

    pub(crate) fn threshold(&self) -> Option<Threshold> {
        self.fail_on.as_deref().and_then(Threshold::from_word)
    }
}

/// A time as people write it: `800ms`, `2s`, `1.5s`.
fn duration(written: &str) -> Result<Duration, String> {
    let wrong = || String::from("write it as 800ms or 2s");
    let (number, unit) = match written.strip_suffix("ms") {
        Some(number) => (number, 1e-3),
        None => (written.strip_suffix('s').ok_or_else(wrong)?, 1.0),
    };
    let number: f64 = number.trim().parse().map_err(|_| wrong())?;
    let time = Duration::try_from_secs_f64(number * unit).map_err(|_| wrong())?;
    if time.is_zero() {
        Err(wrong())
    } else {
        Ok(time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read() {
        for (written, milliseconds) in [
            ("800ms", Some(800)),
            ("2s", Some(2000)),
            ("1.5s", Some(1500)),
            ("0s", None),
            ("2", None),
            ("-1s", None),
            ("xs", None),
            ("NaNs", None),
        ] {
            assert_eq!(
                duration(written).ok().map(|time| time.as_millis()),
                milliseconds,
                "{written}"
            );
        }
    }
}
