//! Measures the `detect` room on labelled data that is not part of the repository.
//!
//! `cargo run --release --example evaluate_privacy -- cases FILE` takes rows `{"entity", "text", "expected": [[start, end]]}` (code points), one recogniser
//! at a time and down to tier possible, as the rows test shapes and not messages.
//! `… -- messages FILE` takes rows `{"text", "spans": [[start, end, kind]], "benign", "cls", "ctx"}` with the default settings.
//! `… -- time FILE` scans the messages ten times and prints the CPU time of one pass.
//! `… -- spans FILE` prints a JSON list of `[start, end, kind, whose]` in code points for each row, for `benches/privacy_peers.py` and
//! `benches/canary.py`; `whose` is `published` for examples that standards and schemes publish.
//! `… -- reports FILE` takes requests, one a line, and prints a JSON object for each with all reports about it alone, for `benches/canary.py`.
//! Add `--show` to print the rows that miss (they contain the values: for eyes on your own machine only).
#![expect(clippy::print_stdout, reason = "an example reports on standard output")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::time::Instant;

use serde_json::Value;
use tactful::detect::{Detection, Owner, Ownership, PrivateKind, Settings, scan};
use tactful::draft::Draft;
use tactful::report::{Format, Options, render, texts};
use tactful::{Config, Linter, read};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mode, file, rest @ ..] = &arguments[..] else {
        return Err(
            "usage: evaluate_privacy cases|messages|time|spans|reports FILE [--show]".into(),
        );
    };
    let rows: Vec<Value> = std::fs::read_to_string(file)?
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let show = rest.iter().any(|flag| flag == "--show");
    match mode.as_str() {
        "cases" => cases(&rows, show),
        "messages" => messages(&rows, show),
        "time" => time(&rows),
        "spans" => spans(&rows)?,
        "reports" => reports(&rows)?,
        _ => return Err("the mode is cases, messages, time, spans or reports".into()),
    }
    Ok(())
}

/// Presidio's entity names and what they are here.
const ENTITIES: &[(&str, PrivateKind, Option<&str>)] = &[
    ("ABA_ROUTING_NUMBER", PrivateKind::BankRouting, None),
    ("AU_ABN", PrivateKind::BusinessId, Some("au-abn")),
    ("AU_ACN", PrivateKind::BusinessId, Some("au-acn")),
    ("AU_MEDICARE", PrivateKind::NationalId, Some("au-medicare")),
    ("AU_TFN", PrivateKind::NationalId, Some("au-tfn")),
    ("CA_SIN", PrivateKind::NationalId, Some("ca-sin")),
    ("CREDIT_CARD", PrivateKind::CardNumber, None),
    ("CRYPTO", PrivateKind::CryptoWallet, None),
    (
        "DE_HEALTH_INSURANCE",
        PrivateKind::NationalId,
        Some("de-kvnr"),
    ),
    ("DE_ID_CARD", PrivateKind::NationalId, Some("de-ausweis")),
    ("DE_LANR", PrivateKind::BusinessId, Some("de-lanr")),
    (
        "DE_SOCIAL_SECURITY",
        PrivateKind::NationalId,
        Some("de-rvnr"),
    ),
    ("DE_TAX_ID", PrivateKind::NationalId, Some("de-idnr")),
    ("DE_TAX_NUMBER", PrivateKind::NationalId, Some("de-stnr")),
    ("DE_VAT_ID", PrivateKind::BusinessId, Some("de-vat")),
    ("EMAIL_ADDRESS", PrivateKind::EmailAddress, None),
    ("ES_NIE", PrivateKind::NationalId, Some("es-nie")),
    ("ES_NIF", PrivateKind::NationalId, Some("es-dni")),
    (
        "FI_PERSONAL_IDENTITY_CODE",
        PrivateKind::NationalId,
        Some("fi-hetu"),
    ),
    ("IBAN_CODE", PrivateKind::Iban, None),
    ("IN_AADHAAR", PrivateKind::NationalId, Some("in-aadhaar")),
    ("IN_GSTIN", PrivateKind::BusinessId, Some("in-gstin")),
    ("IN_PAN", PrivateKind::NationalId, Some("in-pan")),
    ("IN_PASSPORT", PrivateKind::Passport, None),
    ("IN_VOTER", PrivateKind::NationalId, Some("in-epic")),
    ("IP_ADDRESS", PrivateKind::IpAddress, None),
    (
        "IT_DRIVER_LICENSE",
        PrivateKind::DriverLicence,
        Some("it-licence"),
    ),
    (
        "IT_FISCAL_CODE",
        PrivateKind::NationalId,
        Some("it-codice-fiscale"),
    ),
    ("IT_VAT_CODE", PrivateKind::BusinessId, Some("it-iva")),
    ("KR_BRN", PrivateKind::BusinessId, Some("kr-brn")),
    ("KR_PASSPORT", PrivateKind::Passport, None),
    ("KR_FRN", PrivateKind::NationalId, Some("kr-frn")),
    ("KR_RRN", PrivateKind::NationalId, Some("kr-rrn")),
    ("MAC_ADDRESS", PrivateKind::MacAddress, None),
    ("NG_NIN", PrivateKind::NationalId, Some("ng-nin")),
    ("PHONE_NUMBER", PrivateKind::Phone, None),
    ("PH_MOBILE_NUMBER", PrivateKind::Phone, None),
    ("PH_TIN", PrivateKind::NationalId, Some("ph-tin")),
    ("PL_PESEL", PrivateKind::NationalId, Some("pl-pesel")),
    (
        "SE_ORGANISATIONSNUMMER",
        PrivateKind::BusinessId,
        Some("se-orgnr"),
    ),
    (
        "SE_PERSONNUMMER",
        PrivateKind::NationalId,
        Some("se-personnummer"),
    ),
    ("SG_NRIC_FIN", PrivateKind::NationalId, Some("sg-nric")),
    ("TH_TNIN", PrivateKind::NationalId, Some("th-tnin")),
    ("TR_NATIONAL_ID", PrivateKind::NationalId, Some("tr-tckn")),
    ("TR_PHONE_NUMBER", PrivateKind::Phone, None),
    (
        "UK_DRIVING_LICENCE",
        PrivateKind::DriverLicence,
        Some("gb-driving-licence"),
    ),
    ("UK_NHS", PrivateKind::NationalId, Some("gb-nhs")),
    ("UK_NINO", PrivateKind::NationalId, Some("gb-nino")),
    ("UK_POSTCODE", PrivateKind::Postcode, None),
    (
        "UK_VEHICLE_REGISTRATION",
        PrivateKind::VehicleRegistration,
        Some("gb-vehicle"),
    ),
    ("US_BANK_NUMBER", PrivateKind::BankAccount, None),
    ("US_DRIVER_LICENSE", PrivateKind::DriverLicence, None),
    ("US_ITIN", PrivateKind::UsItin, None),
    ("US_MBI", PrivateKind::NationalId, Some("us-mbi")),
    ("US_NPI", PrivateKind::BusinessId, Some("us-npi")),
    ("US_PASSPORT", PrivateKind::Passport, None),
    ("US_SSN", PrivateKind::UsSsn, None),
    ("UK_PASSPORT", PrivateKind::Passport, None),
    ("ZA_ID_NUMBER", PrivateKind::NationalId, Some("za-id")),
];

fn cases(rows: &[Value], show: bool) {
    let (mut positives, mut found_exactly, mut negatives, mut silent) = (0, 0, 0, 0);
    let mut table: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    let mut left_out: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let (entity, text) = (
            row["entity"].as_str().unwrap_or(""),
            row["text"].as_str().unwrap_or(""),
        );
        let Some((_, kind, variant)) = ENTITIES.iter().find(|known| known.0 == entity) else {
            *left_out.entry(entity).or_default() += 1;
            continue;
        };
        let mut settings = Settings::everything();
        settings.kinds = Some(match kind {
            PrivateKind::IpAddress => vec![*kind, PrivateKind::PrivateAddress],
            _ => vec![*kind],
        });
        settings.countries = Some(
            entity
                .split('_')
                .next()
                .map(|country| if country == "UK" { "GB" } else { country }.to_owned())
                .into_iter()
                .collect(),
        );
        let found: BTreeSet<(usize, usize)> = scan(text, &settings)
            .into_iter()
            .filter(|d| {
                variant
                    .is_none_or(|variant| d.variant.is_some_and(|found| found.starts_with(variant)))
            })
            .map(|d| {
                (
                    text[..d.span.start].chars().count(),
                    text[..d.span.end].chars().count(),
                )
            })
            .collect();
        let expected: BTreeSet<(usize, usize)> = row["expected"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(pair)
            .collect();
        let cell = table.entry(entity).or_default();
        let fits = if expected.is_empty() {
            found.is_empty()
        } else {
            expected.is_subset(&found)
        };
        if expected.is_empty() {
            negatives += 1;
            silent += usize::from(fits);
            cell[2] += 1;
            cell[3] += usize::from(fits);
        } else {
            positives += 1;
            found_exactly += usize::from(fits);
            cell[0] += 1;
            cell[1] += usize::from(fits);
        }
        if show && !fits {
            println!("{entity}: {text:?} expected {expected:?} found {found:?}");
        }
    }
    println!("{:28} positives exact  negatives silent", "entity");
    for (entity, [p, pf, n, ns]) in &table {
        println!("{entity:28} {pf:4}/{p:<4}        {ns:4}/{n:<4}");
    }
    println!(
        "{:28} {found_exactly:4}/{positives:<4} {:.1} % {silent:4}/{negatives:<4} {:.1} %",
        "all",
        percent(found_exactly, positives),
        percent(silent, negatives)
    );
    println!("not shipped: {left_out:?}");
}

fn pair(value: &Value) -> Option<(usize, usize)> {
    Some((
        usize::try_from(value[0].as_u64()?).ok()?,
        usize::try_from(value[1].as_u64()?).ok()?,
    ))
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

fn messages(rows: &[Value], show: bool) {
    let settings = Settings::default();
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut wrong: BTreeMap<(String, PrivateKind), usize> = BTreeMap::new();
    let (mut harmless, mut flagged_with, mut flagged_without) = (0, 0, 0);
    let (phones, domains) = company(rows);
    for row in rows {
        let text = row["text"].as_str().unwrap_or("");
        let found = scan(text, &settings);
        let places: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        let bytes = |value: &Value| pair(value).map(|(start, end)| (places[start], places[end]));
        for gold in row["spans"].as_array().into_iter().flatten() {
            let Some((start, end)) = bytes(gold) else {
                continue;
            };
            let cell = kinds
                .entry(gold[2].as_str().unwrap_or("").to_owned())
                .or_default();
            cell.0 += 1;
            let hit = found
                .iter()
                .any(|d| d.span.start < end && start < d.span.end);
            cell.1 += usize::from(hit);
            if show && !hit && gold[2] != "PERSON" {
                println!(
                    "missed {}: {:?}",
                    gold[2],
                    &text[start.saturating_sub(0)..end]
                );
            }
        }
        if !matches!(row["cls"].as_str(), Some("clean" | "own")) {
            continue;
        }
        harmless += 1;
        let mut draft = Draft::new(text);
        draft
            .customer
            .emails
            .extend(row["ctx"]["own_email"].as_str().map(str::to_owned));
        draft
            .customer
            .phones
            .extend(row["ctx"]["own_phone"].as_str().map(str::to_owned));
        draft.company.phones.clone_from(&phones);
        draft.company.domains.clone_from(&domains);
        let ownership = Ownership::of(&draft);
        let is_silent = |d: &Detection| {
            matches!(
                ownership.owner(d.span.of(text), d.kind),
                Owner::CustomersOwn | Owner::Companys
            ) && !d.kind.is_never_echoed()
        };
        let with: Vec<&Detection> = found.iter().filter(|d| !is_silent(d)).collect();
        flagged_with += usize::from(!with.is_empty());
        flagged_without += usize::from(
            found
                .iter()
                .any(|d| !matches!(d.kind, PrivateKind::EmailAddress | PrivateKind::Phone)),
        );
        for d in with {
            let benign = row["benign"].as_array().into_iter().flatten().find(|gold| {
                bytes(gold).is_some_and(|(start, end)| d.span.start < end && start < d.span.end)
            });
            let what = benign
                .and_then(|gold| gold[2].as_str())
                .unwrap_or("?")
                .to_owned();
            if show {
                println!(
                    "false {what} as {}: {:?}",
                    d.kind,
                    &text[d.span.start..d.span.end]
                );
            }
            *wrong.entry((what, d.kind)).or_default() += 1;
        }
    }
    println!("recall by gold kind:");
    for (kind, (gold, hit)) in &kinds {
        println!(
            "  {kind:20} {hit:5}/{gold:<5} {:.1} %",
            percent(*hit, *gold)
        );
    }
    println!("clean and own-data messages: {harmless}");
    println!(
        "  flagged with context:                       {flagged_with} = {:.2} %",
        percent(flagged_with, harmless)
    );
    println!(
        "  flagged without context, besides contacts:  {flagged_without} = {:.2} %",
        percent(flagged_without, harmless)
    );
    println!("false alarms with context: {wrong:?}");
}

/// The company's phone numbers and mail domains as the rows themselves name them.
fn company(rows: &[Value]) -> (Vec<String>, Vec<String>) {
    let (mut phones, mut domains) = (BTreeSet::new(), BTreeSet::new());
    for row in rows {
        let text: Vec<char> = row["text"].as_str().unwrap_or("").chars().collect();
        for gold in row["benign"].as_array().into_iter().flatten() {
            let Some((start, end)) = pair(gold) else {
                continue;
            };
            let value: String = text[start..end].iter().collect();
            match gold[2].as_str() {
                Some("COPHONE") => {
                    phones.insert(value);
                }
                Some("COEMAIL") => {
                    domains.extend(value.rsplit_once('@').map(|(_, domain)| domain.to_owned()))
                }
                _ => {}
            }
        }
    }
    (phones.into_iter().collect(), domains.into_iter().collect())
}

/// Seconds that this thread has computed, where the system says so (Linux, `/proc/self/schedstat`), else seconds since `began`.
fn cpu(began: Instant) -> f64 {
    let written = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = written
        .split(' ')
        .next()
        .and_then(|first| first.parse::<f64>().ok());
    nanoseconds.map_or_else(|| began.elapsed().as_secs_f64(), |spent| spent / 1e9)
}

fn time(rows: &[Value]) {
    let settings = Settings::default();
    let texts: Vec<&str> = rows.iter().filter_map(|row| row["text"].as_str()).collect();
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    let began = Instant::now();
    let mut best = f64::MAX;
    for _ in 0..10 {
        let started = cpu(began);
        let found: usize = texts.iter().map(|text| scan(text, &settings).len()).sum();
        best = best.min(cpu(began) - started);
        std::hint::black_box(found);
    }
    println!(
        "{} messages, {bytes} bytes: best of ten {:.4} s, {:.0} MB/s",
        texts.len(),
        best,
        bytes as f64 / best / 1e6
    );
}

fn spans(rows: &[Value]) -> Result<(), Box<dyn Error>> {
    let settings = Settings::default();
    for row in rows {
        let text = row["text"].as_str().unwrap_or("");
        let place = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
        let draft = Draft::new(text);
        let ownership = Ownership::of(&draft);
        let found: Vec<_> = scan(text, &settings)
            .iter()
            .map(|d| {
                let whose = match ownership.owner(d.span.of(text), d.kind) {
                    _ if d.reserved => "published",
                    _ if d.is_organisations() => Owner::Companys.as_str(),
                    owner => owner.as_str(),
                };
                (
                    place(d.span.start),
                    place(d.span.end),
                    d.kind.as_str(),
                    whose,
                )
            })
            .collect();
        println!("{}", serde_json::to_string(&found)?);
    }
    Ok(())
}

/// Each row alone, so that four characters of a value in a report cannot come from another row.
fn reports(rows: &[Value]) -> Result<(), Box<dyn Error>> {
    let linter = Linter::new(&Config::default())?;
    let options = Options {
        explain: true,
        ..Options::default()
    };
    let request = read::Options {
        as_format: Some(read::Format::Request),
        ..read::Options::default()
    };
    for row in rows {
        let mut shown: BTreeMap<&str, String> = BTreeMap::new();
        let drafts = read::read("row", row.to_string().as_bytes(), &request)?;
        for draft in &drafts {
            let review = linter.check(draft);
            for format in Format::ALL {
                let (report, _) = render(*format, &options, [&review]);
                shown
                    .entry(format.as_str())
                    .or_default()
                    .push_str(&String::from_utf8_lossy(&report));
            }
            let told = shown.entry("texts").or_default();
            for finding in &review.findings {
                let told_of = texts(&review, finding, &options);
                told.push_str(&told_of.short);
                told.push_str(&told_of.agent);
                told.push_str(&told_of.model);
            }
            let debug = format!("{draft:?}{review:?}");
            shown.entry("debug").or_default().push_str(&debug);
        }
        println!("{}", serde_json::to_string(&shown)?);
    }
    Ok(())
}
