//! The tables of a project file that stand on their own: levels, phrases, company, allowances.

use toml::de::{DeTable, DeValue};

use super::project::severity;
use super::source::{Key, Source, Value};
use super::{Level, LevelChoice, PhraseChange};
use crate::draft::Company;
use crate::error::Error;
use crate::suppress::{Allowance, Date, Place};

/// What `[levels]` may say.
const LEVELS: [&str; 5] = ["off", "on", "suggestion", "warning", "error"];

/// One `[[allow]]`.
pub(super) fn allowance<'t>(
    source: Source<'t>,
    at: usize,
    table: DeTable<'t>,
) -> Result<Allowance, Error> {
    const KEYS: [&str; 4] = ["expires", "reason", "rule", "where"];
    let (mut rule, mut place, mut reason, mut expires) = (None, None, None, None);
    for (key, value) in source.entries(table) {
        let here = value.span().start;
        match &*key.name {
            "rule" => rule = Some(source.string(&key, &value)?),
            "where" => {
                let written = source.string(&key, &value)?;
                place = Some(Place::new(&written).map_err(|error| source.locate(here, error))?);
            }
            "reason" => reason = Some(source.string(&key, &value)?),
            "expires" => expires = Some(day(source, &key, &value)?),
            _ => return Err(source.unknown(&key, "in an [[allow]]", &KEYS)),
        }
    }
    let missing = |key: &str, such_as: &str| {
        source
            .error(at, format!("this [[allow]] has no `{key}`"))
            .help(format!("add `{key} = \"{such_as}\"`"))
    };
    let reason = reason
        .filter(|reason| !reason.trim().is_empty())
        .ok_or_else(|| missing("reason", "our customers say it themselves"))?;
    Ok(Allowance {
        rule: rule.ok_or_else(|| missing("rule", "tone/blame"))?,
        place,
        reason,
        expires,
        file: source.name.to_owned(),
        line: source.line(at),
    })
}

/// `[levels]`, the narrowest selector last.
pub(super) fn levels<'t>(
    source: Source<'t>,
    table: DeTable<'t>,
) -> Result<Vec<LevelChoice>, Error> {
    let mut choices = Vec::with_capacity(table.len());
    for (key, value) in source.entries(table) {
        // TOML lets people write 0 and false for off; we do not guess what 1 and 2 would be.
        let level = match source.choice(&key, &value, &LEVELS)?.as_str() {
            "off" => Level::Off,
            "on" => Level::On,
            word => match severity(word) {
                Some(severity) => Level::At(severity),
                None => continue,
            },
        };
        choices.push(LevelChoice {
            selector: key.name.to_string(),
            level,
            origin: source.origin(key.at),
        });
    }
    choices.sort_by_key(|choice| breadth(&choice.selector));
    Ok(choices)
}

/// 0 for `*`, 1 for a category, 2 for a rule.
fn breadth(selector: &str) -> u8 {
    match selector {
        "*" => 0,
        _ if selector.ends_with("/*") || !selector.contains('/') => 1,
        _ => 2,
    }
}

/// `[phrases."list.deadline"]` and the like.
pub(super) fn phrases<'t>(
    source: Source<'t>,
    table: DeTable<'t>,
) -> Result<Vec<PhraseChange>, Error> {
    const KEYS: [&str; 3] = ["add", "except", "remove"];
    let mut changes = Vec::with_capacity(table.len());
    for (target, value) in source.entries(table) {
        let mut change = PhraseChange {
            target: target.name.to_string(),
            origin: source.origin(target.at),
            ..PhraseChange::default()
        };
        let table = source.table(&target, value)?;
        for (key, value) in source.entries(table) {
            match &*key.name {
                "add" => change.add = plain(source.strings(&key, &value)?),
                "remove" => change.remove = plain(source.strings(&key, &value)?),
                "except" => change.add_except = plain(source.strings(&key, &value)?),
                _ => {
                    let error = source.unknown(&key, "in [phrases]", &KEYS);
                    // `[phrases.list.deadline]` without quotes is the natural slip.
                    return Err(if matches!(&*target.name, "list" | "cue") {
                        source.error(
                            key.at,
                            format!(
                                "put the name in quotes: [phrases.\"{}.{}\"]",
                                target.name, key.name
                            ),
                        )
                    } else {
                        error
                    });
                }
            }
        }
        changes.push(change);
    }
    Ok(changes)
}

pub(super) fn company<'t>(source: Source<'t>, table: DeTable<'t>) -> Result<Company, Error> {
    const KEYS: [&str; 8] = [
        "agents", "domains", "emails", "hosts", "ids", "phones", "products", "retired",
    ];
    let mut company = Company::default();
    for (key, value) in source.entries(table) {
        let list = match &*key.name {
            "agents" => &mut company.agents,
            "domains" => &mut company.domains,
            "emails" => &mut company.emails,
            "hosts" => &mut company.hosts,
            "ids" => &mut company.ids,
            "phones" => &mut company.phones,
            "products" => &mut company.products,
            "retired" => &mut company.retired,
            _ => return Err(source.unknown(&key, "in [company]", &KEYS)),
        };
        *list = if key.name == "ids" {
            patterns(source, &key, &value)?
        } else if key.name == "phones" {
            phones(source, &key, &value)?
        } else {
            plain(source.strings(&key, &value)?)
        };
    }
    Ok(company)
}

/// Phone numbers as people write them; the shortest that anybody calls have three digits.
fn phones<'t>(source: Source<'t>, key: &Key<'_>, value: &Value<'t>) -> Result<Vec<String>, Error> {
    let values = source.strings(key, value)?;
    for (phone, at) in &values {
        if phone.chars().filter(char::is_ascii_digit).count() < 3 {
            return Err(source
                .error(*at, format!("`{phone}` is no phone number"))
                .help("write it with its digits, as people dial it"));
        }
    }
    Ok(plain(values))
}

/// Regular expressions, each tried out.
pub(super) fn patterns<'t>(
    source: Source<'t>,
    key: &Key<'_>,
    value: &Value<'t>,
) -> Result<Vec<String>, Error> {
    let values = source.strings(key, value)?;
    for (pattern, at) in &values {
        if let Err(error) = regex::Regex::new(pattern) {
            let text = error.to_string();
            let last = text
                .lines()
                .last()
                .unwrap_or("")
                .trim_start_matches("error: ");
            return Err(source.error(
                *at,
                format!("`{pattern}` is not a regular expression: {last}"),
            ));
        }
    }
    Ok(plain(values))
}

/// A day, as TOML date or as a string.
fn day<'t>(source: Source<'t>, key: &Key<'_>, value: &Value<'t>) -> Result<Date, Error> {
    let written = match value.get_ref() {
        DeValue::Datetime(moment) => moment
            .date
            .map_or_else(|| moment.to_string(), |date| date.to_string()),
        _ => source.string(key, value)?,
    };
    written
        .parse()
        .map_err(|error| source.locate(value.span().start, error))
}

/// The strings without their places.
pub(super) fn plain(strings: Vec<(String, usize)>) -> Vec<String> {
    strings.into_iter().map(|(text, _)| text).collect()
}
