//! `[privacy]`: ids and hosts of the company's own, countries, and the key of fingerprints.

use toml::de::DeTable;

use super::Config;
use super::parse::Reference;
use super::parts::{patterns, plain};
use super::source::Source;
use crate::detect::{PrivateKind, Settings};
use crate::error::Error;
use crate::fix::Key;

/// What is private here beside what everybody takes for private.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Privacy {
    /// The key of fingerprints; without one, findings carry none.
    pub key: Option<Key>,
    /// Regular expressions of employees' ids.
    pub employee_ids: Vec<String>,
    /// Regular expressions of internal tickets' ids.
    pub ticket_ids: Vec<String>,
    /// Hosts and domains that are internal although their name does not show it; a domain covers its subdomains.
    pub internal_hosts: Vec<String>,
    /// Countries (ISO 3166, upper case) whose national numbers are looked for; all when it is empty.
    pub countries: Vec<String>,
}

impl Privacy {
    /// Adds the choices of a stronger layer: lists grow, the key is replaced.
    pub(super) fn merge(&mut self, stronger: &Self) {
        let Self {
            key,
            employee_ids,
            ticket_ids,
            internal_hosts,
            countries,
        } = stronger;
        if key.is_some() {
            self.key.clone_from(key);
        }
        self.employee_ids.extend_from_slice(employee_ids);
        self.ticket_ids.extend_from_slice(ticket_ids);
        self.internal_hosts.extend_from_slice(internal_hosts);
        self.countries.extend_from_slice(countries);
    }
}

impl Config {
    /// What is looked for in drafts: every kind, and the company's own ids and hosts.
    ///
    /// # Errors
    /// A pattern that is no regular expression, or too long.
    pub fn private_settings(&self) -> Result<Settings, Error> {
        let mut settings = Settings::default();
        let privacy = &self.privacy;
        settings.internal_hosts.clone_from(&privacy.internal_hosts);
        if !privacy.countries.is_empty() {
            settings.countries = Some(privacy.countries.clone());
        }
        for pattern in &self.company.ids {
            settings.add_benign(pattern)?;
        }
        for pattern in &privacy.employee_ids {
            settings.add_pattern(PrivateKind::EmployeeId, pattern)?;
        }
        for pattern in &privacy.ticket_ids {
            settings.add_pattern(PrivateKind::TicketId, pattern)?;
        }
        Ok(settings)
    }
}

/// Country codes of ISO 3166-1.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG \
CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT \
GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME \
MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO \
RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE \
VG VI VN VU WF WS YE YT ZA ZM ZW";

/// Reads the table; the file with the key is only named.
pub(super) fn privacy<'t>(
    source: Source<'t>,
    table: DeTable<'t>,
) -> Result<(Privacy, Option<Reference>), Error> {
    const KEYS: [&str; 5] = [
        "countries",
        "employee-ids",
        "internal-hosts",
        "key-file",
        "ticket-ids",
    ];
    let mut privacy = Privacy::default();
    let mut key_file = None;
    for (key, value) in source.entries(table) {
        match &*key.name {
            "countries" => {
                for (country, at) in source.strings(&key, &value)? {
                    if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_uppercase())
                    {
                        return Err(source
                            .error(at, "a country is two capital letters")
                            .help("write it as ISO 3166 does, such as \"GB\""));
                    }
                    if !CODES.split(' ').any(|code| code == country) {
                        let help = match &*country {
                            "UK" => String::from("did you mean `GB`?"),
                            "EL" => String::from("did you mean `GR`?"),
                            "EU" => String::from("name its countries, such as \"DE\" and \"FR\""),
                            _ => String::from("write it as ISO 3166 does, such as \"GB\""),
                        };
                        return Err(source
                            .error(at, format!("there is no country `{country}`"))
                            .help(help));
                    }
                    privacy.countries.push(country);
                }
            }
            "employee-ids" => privacy.employee_ids = patterns(source, &key, &value)?,
            "internal-hosts" => privacy.internal_hosts = plain(source.strings(&key, &value)?),
            "key-file" => key_file = super::parse::references(source, &key, &value)?.pop(),
            "ticket-ids" => privacy.ticket_ids = patterns(source, &key, &value)?,
            _ => return Err(source.unknown(&key, "in [privacy]", &KEYS)),
        }
    }
    Ok((privacy, key_file))
}

/// The key in a file's text: all of it but the line end.
pub(super) fn key(text: &str) -> Result<Key, Error> {
    Key::new(text.trim_end_matches(['\n', '\r']))
}
