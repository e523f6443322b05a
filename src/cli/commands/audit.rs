//! `tactful audit`: what only a whole library of replies shows.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, FromArgMatches};

use crate::audit::{self, Check, Reader, Reading, audit_read, chosen};
use crate::cli::arguments::{InputArgs, RuleArgs};
use crate::cli::colour::width;
use crate::cli::inputs::{Cut, Pieces, pieces};
use crate::cli::progress::Progress;
use crate::cli::projects::Place;
use crate::cli::reporting::{AcceptArgs, ReportArgs};
use crate::cli::session::{Opened, Session, today};
use crate::cli::sink::Sink;
use crate::cli::{Exit, Stop, Subcommand, complain, pool, told};
use crate::config::{Config, Threshold};
use crate::detect::Settings;
use crate::draft::{Company, Draft, Stage};
use crate::error::Error;
use crate::finding::Severity;
use crate::read;
use crate::report::{Format, Options, Reporter, RuleHelp};
use crate::suppress::{self, Baseline, ComplaintKind, Date, Policy, Scope, Usage};

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "audit",
    about: "Look at a whole library of replies: duplicates, contradictions, drift, stale dates",
    arguments: |command| AuditArgs::augment_args(command).after_help(checks_help()),
    run: |matches| run(AuditArgs::from_arg_matches(matches)?),
};

// What was typed. No doc comment: clap would show it.
#[derive(Debug, Args)]
struct AuditArgs {
    #[command(flatten)]
    input: LibraryArgs,
    #[command(flatten)]
    checks: CheckArgs,
    #[command(flatten)]
    output: ReportArgs,
    #[command(flatten)]
    accept: AcceptArgs,
}

// The library. No doc comment: clap would show it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
struct LibraryArgs {
    /// Files or folders of one library; `-` is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The helpdesk whose placeholders hold, such as zendesk
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// The format of the input, instead of looking at its name and content
    #[arg(long = "as", value_name = "FORMAT", value_parser = PossibleValuesParser::new(read::formats().iter().map(|(name, _)| *name)))]
    as_format: Option<String>,
    /// Where a file of records keeps its replies, such as `macros[].body:html, title=name`
    #[arg(long, value_name = "PATHS")]
    select: Option<String>,
    /// The name of what comes on standard input: decides the configuration and its sections
    #[arg(long, value_name = "PATH")]
    stdin_name: Option<PathBuf>,
    /// Use this configuration instead of looking for tactful.toml
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    no_config: bool,
}

// What is looked for. No doc comment: clap would show it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Checks")]
struct CheckArgs {
    /// Run these checks alone, such as contradiction
    #[arg(long, value_name = "CHECK", value_delimiter = ',')]
    only: Vec<String>,
    /// Leave these checks out
    #[arg(long, value_name = "CHECK", value_delimiter = ',')]
    skip: Vec<String>,
    /// The day on which dates are judged [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<String>,
    /// A name that is no longer used, and the new one; repeat it for several
    #[arg(long, value_name = "OLD[=NEW]")]
    retired: Vec<String>,
}

/// Drafts that one thread reads before it asks for more.
const SHARE: usize = 512;

fn run(arguments: AuditArgs) -> Result<Exit, Stop> {
    let begun = std::time::Instant::now();
    let AuditArgs {
        input,
        checks,
        output,
        accept,
    } = arguments;
    let format = output.format()?;
    output.suit(None)?;
    let chosen = chosen(&checks.only, &checks.skip)?;
    let today = match &checks.today {
        Some(day) => Some(day.parse::<Date>()?),
        None => today(),
    };
    let lines = accept.lines()?;
    let baseline = accept.baseline()?;
    let (mut session, input) = session(&input)?;
    session
        .projects
        .set_apart(accept.files().chain(&output.output));
    let pieces = pieces(&input, Cut::Blocks)?;
    if let Some(lines) = &lines {
        lines.suit(&pieces)?;
    }
    let mut sink = Sink::open(output.output.as_deref())?;
    let baseline_file = accept.new_baseline()?;

    let library = gather(&session, pieces, output.jobs)?;
    let mut company = company(&library);
    company.retired.extend(checks.retired);
    let options = audit::Options {
        checks: chosen,
        today,
        company,
        private: private(&library)?,
    };
    let readings = readings(&library.drafts, &options, output.jobs)?;
    let mut reviews = audit_read(&library.drafts, readings, &options);

    let fail_on = output.fail_on();
    let min_severity = output.min_severity().unwrap_or(Severity::Suggestion);
    let shown = Options {
        color: output.paints(),
        width: if format == Format::Human { width() } else { 80 },
        explain: output.explain,
        fail_on: match fail_on {
            Some(Threshold::At(severity)) => severity,
            Some(Threshold::Never) => Severity::Error,
            None => Severity::Warning,
        },
        help: Some(&help),
        ..Options::default()
    };
    let reporter = Reporter::new(format, &shown);
    let mut buffer = Vec::new();
    let mut assembly = reporter.begin(&mut buffer);
    let mut usage = Usage::default();
    let mut is_reached = false;
    for (review, place) in reviews.iter_mut().zip(&library.places) {
        let place = &library.known[*place];
        if let Some(lines) = &lines {
            lines.keep(review);
        }
        let policy = Policy {
            allowances: &place.compiled.project.allowances,
            baseline: baseline.as_ref(),
            earlier: None,
            today,
            unexplained: accept.unexplained(),
            is_recording: accept.is_recording(),
            scope: Scope::Audit,
        };
        suppress::apply(review, &place.path, &policy, &mut usage);
        review
            .findings
            .retain(|finding| min_severity <= finding.severity);
        let threshold = fail_on
            .or(place.compiled.project.defaults.fail_on)
            .unwrap_or(Threshold::At(Severity::Warning));
        is_reached |= threshold.is_reached_by(review.worst());
        assembly.push(reporter.item(review), &mut buffer);
    }
    assembly.summary_mut().stale = stale(
        &library,
        &usage,
        baseline.as_ref().filter(|_| lines.is_none()),
        today,
    );
    assembly.summary_mut().failures = library.failures.iter().cloned().collect();
    let left_out = session.left_out().map(|note| (note, 0));
    assembly.summary_mut().notes.extend(left_out);
    let is_silent = output.quiet && assembly.summary().findings.total() == 0;
    assembly.finish(&mut buffer);
    if !is_silent || format != Format::Human {
        sink.write(&buffer)?;
    }
    // A run that read nothing says nothing: the report of an earlier one stays as it is.
    if !(sink.is_file() && library.drafts.is_empty()) {
        sink.finish()?;
    }
    // What could not be read would be missing in a baseline.
    if let Some(mut file) = baseline_file.filter(|_| library.failures.is_empty()) {
        file.write(usage.baseline().to_json().as_bytes())?;
        file.finish()?;
        is_reached = false;
    }
    if output.timing {
        let took = begun.elapsed().as_secs_f64() * 1e3;
        complain(&format!("{} drafts in {took:.1} ms", library.drafts.len()));
    }
    Ok(if !library.failures.is_empty() {
        Exit::Unchecked
    } else if is_reached || usage.is_fatal() {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

/// How files are read, by what was typed.
fn session(library: &LibraryArgs) -> Result<(Session, InputArgs), Error> {
    let input = InputArgs {
        paths: library.paths.clone(),
        profile: library.profile.clone(),
        as_format: library.as_format.clone(),
        select: library.select.clone(),
        stdin_name: library.stdin_name.clone(),
        stage: Some(Stage::Template.as_str().to_owned()),
        ..InputArgs::default()
    };
    let rules = RuleArgs {
        config: library.config.clone(),
        no_config: library.no_config,
        ..RuleArgs::default()
    };
    Ok((Session::new(&input, &rules)?, input))
}

/// All drafts of the library.
#[derive(Debug, Default)]
struct Library {
    drafts: Vec<Draft>,
    /// For each draft, which of `known` it is at.
    places: Vec<usize>,
    known: Vec<Place>,
    /// What could not be read.
    failures: BTreeSet<String>,
}

fn gather(
    session: &Session,
    pieces: Pieces,
    jobs: Option<std::num::NonZeroUsize>,
) -> Result<Library, Stop> {
    let mut library = Library::default();
    let mut progress = Progress::new();
    pool::in_order(
        pieces,
        jobs,
        |piece| session.open(piece),
        |opened: Result<Option<Opened>, Error>| -> Result<(), Stop> {
            let mut fail = |error: &Error| {
                if library.failures.insert(told(error)) {
                    complain(error);
                }
            };
            match opened {
                Ok(Some(opened)) => {
                    opened.errors.iter().for_each(&mut fail);
                    let count = opened.drafts.len();
                    library
                        .places
                        .extend(std::iter::repeat_n(library.known.len(), count));
                    library.known.push(opened.place);
                    library.drafts.extend(opened.drafts);
                    progress.at(library.drafts.len());
                }
                Ok(None) => {}
                Err(error) => fail(&error),
            }
            Ok(())
        },
    )?;
    if library.drafts.is_empty() && library.failures.is_empty() {
        return Err(Error::input("no reply was found in what was named").into());
    }
    Ok(library)
}

/// Reads all drafts, on several threads where there are many.
fn readings(
    drafts: &[Draft],
    options: &audit::Options,
    jobs: Option<std::num::NonZeroUsize>,
) -> Result<Vec<Reading>, Stop> {
    let mut readings = Vec::with_capacity(drafts.len());
    pool::in_order(
        drafts.chunks(SHARE),
        jobs,
        |share| {
            let mut reader = Reader::new(options);
            share
                .iter()
                .map(|draft| reader.read(draft))
                .collect::<Vec<_>>()
        },
        |share| -> Result<(), Stop> {
            readings.extend(share);
            Ok(())
        },
    )?;
    Ok(readings)
}

/// What the projects of the library know of the company.
fn company(library: &Library) -> Company {
    let mut company = Company::default();
    for place in &library.known {
        let more = &place.compiled.project.config.company;
        if company != *more {
            company.extend(more);
        }
    }
    company
}

/// What the projects of the library take for private.
fn private(library: &Library) -> Result<Settings, Error> {
    let mut whole = Config::default();
    for place in &library.known {
        let more = &place.compiled.project.config;
        if whole.privacy != more.privacy || whole.company.ids != more.company.ids {
            let (privacy, ids) = (&mut whole.privacy, &mut whole.company.ids);
            privacy
                .employee_ids
                .extend_from_slice(&more.privacy.employee_ids);
            privacy
                .ticket_ids
                .extend_from_slice(&more.privacy.ticket_ids);
            privacy
                .internal_hosts
                .extend_from_slice(&more.privacy.internal_hosts);
            ids.extend_from_slice(&more.company.ids);
        }
    }
    whole.private_settings()
}

/// What a check says about itself.
fn help(rule: &str) -> Option<RuleHelp> {
    let check = audit::checks().iter().find(|check| check.id == rule)?;
    Some(RuleHelp {
        title: check.title.to_owned(),
        why: check.why.to_owned(),
        offer: vec![check.offer.to_owned()],
        level: Some(check.level),
        ..RuleHelp::default()
    })
}

/// The acceptances of audit findings that accept nothing any more.
fn stale(
    library: &Library,
    usage: &Usage,
    baseline: Option<&Baseline>,
    today: Option<Date>,
) -> Vec<String> {
    let is_audit = |rule: &str| rule == "audit" || rule.starts_with("audit/");
    let mut seen: BTreeSet<(&str, usize)> = BTreeSet::new();
    let allowances = library
        .known
        .iter()
        .flat_map(|place| &place.compiled.project.allowances)
        .filter(|allowance| is_audit(&allowance.rule))
        .filter(|allowance| seen.insert((&allowance.file, allowance.line)));
    let mut said = Vec::new();
    for complaint in usage.complaints(allowances, today) {
        if complaint.kind == ComplaintKind::Stale {
            said.push(complaint.to_string());
        } else {
            complain(&complaint);
        }
    }
    match baseline.map_or(0, |baseline| usage.stale_in(baseline, Scope::Audit)) {
        0 => {}
        gone => said.push(format!(
            "{gone} of the baseline's findings are gone; write it anew with --write-baseline"
        )),
    }
    said
}

/// The checks with what they notice, for the help.
fn checks_help() -> String {
    let width = audit::checks()
        .iter()
        .map(|check| check.short().len())
        .max()
        .unwrap_or(0);
    let row = |check: &Check| {
        format!(
            "  {:width$}  {} ({})",
            check.short(),
            check.title,
            check.level
        )
    };
    let rows: Vec<String> = audit::checks().iter().map(row).collect();
    format!("Checks:\n{}", rows.join("\n"))
}
