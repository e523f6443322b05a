//! What the arguments of `tactful check` mean.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use super::CheckArgs;
use crate::cli::colour::width;
use crate::cli::lines::Lines;
use crate::cli::projects::Place;
use crate::cli::session::{Session, today};
use crate::cli::{Stop, complain};
use crate::config::Threshold;
use crate::error::Error;
use crate::finding::Severity;
use crate::report::{Format, Options, RuleHelp};
use crate::ruleset::Example;
use crate::suppress::{Baseline, ComplaintKind, Date, Policy, Scope, Unexplained, Usage};

/// The threshold when nobody names one.
const FAIL_ON: Threshold = Threshold::At(Severity::Warning);

/// A run of `tactful check`.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) session: Session,
    pub(super) format: Format,
    pub(super) lines: Option<Lines>,
    pub(super) require_context: bool,
    fail_on: Option<Threshold>,
    min_severity: Option<Severity>,
    /// Where the first thing named is; its project decides what holds for the report as a whole.
    first: Place,
    paints: bool,
    explain: bool,
    show_values: bool,
    baseline: Option<Baseline>,
    is_recording: bool,
    unexplained: Unexplained,
    today: Option<Date>,
    begun: Option<Instant>,
}

impl Plan {
    pub(super) fn new(arguments: &CheckArgs) -> Result<Self, Stop> {
        let CheckArgs {
            input,
            rules,
            output,
            more,
            accept,
        } = arguments;
        let format = output.format()?;
        if more.show_values && format != Format::Human && !more.force_show_values {
            return Err(Error::config(format!(
                "--show-values would write private values into a {format} report, which is kept and passed on"
            ))
            .help("use it with the human report, or add --force-show-values")
            .into());
        }
        let mut session = Session::new(input, rules)?;
        session
            .projects
            .set_apart(accept.files().chain(&output.output));
        if output.timing {
            session.projects.measure();
        }
        let first = input
            .paths
            .iter()
            .find(|path| path.as_os_str() != "-")
            .or(input.stdin_name.as_ref());
        let first = match first {
            // The project of a folder is the one its files see.
            Some(path) if path.is_dir() => session.projects.place(Some(&path.join("-")))?,
            path => session
                .projects
                .place(path.map(std::path::PathBuf::as_path))?,
        };
        output.suit(first.compiled.project.defaults.min_severity)?;
        Ok(Self {
            first,
            format,
            lines: accept.lines()?,
            require_context: more.require_context,
            fail_on: output.fail_on(),
            min_severity: output.min_severity(),
            paints: output.paints(),
            explain: output.explain,
            show_values: more.show_values,
            baseline: accept.baseline()?,
            is_recording: accept.is_recording(),
            unexplained: accept.unexplained(),
            today: today(),
            begun: output.timing.then(Instant::now),
            session,
        })
    }

    /// From which severity on the drafts of a place fail the run.
    pub(super) fn fail_on(&self, place: &Place) -> Threshold {
        self.fail_on
            .or(place.compiled.project.defaults.fail_on)
            .unwrap_or(FAIL_ON)
    }

    /// Which findings of a place are shown.
    pub(super) fn min_severity(&self, place: &Place) -> Severity {
        self.min_severity
            .or(place.compiled.project.defaults.min_severity)
            .unwrap_or(Severity::Suggestion)
    }

    /// Whether a draft asked the baseline for more than the ones before it left.
    pub(super) fn overdraws(&self, asked: &Usage, earlier: &Usage) -> bool {
        self.baseline
            .as_ref()
            .is_some_and(|baseline| asked.overdraws(baseline, earlier))
    }

    /// What may accept findings at a place, after what earlier drafts used.
    pub(super) fn policy<'p>(&'p self, place: &'p Place, earlier: Option<&'p Usage>) -> Policy<'p> {
        Policy {
            allowances: &place.compiled.project.allowances,
            baseline: self.baseline.as_ref(),
            earlier,
            today: self.today,
            unexplained: self.unexplained,
            is_recording: self.is_recording,
            scope: Scope::Check,
        }
    }

    /// Whether a program reads the report, so that even “nothing” must be said.
    pub(super) fn is_for_machines(&self) -> bool {
        self.format != Format::Human
    }

    /// What the rules say about themselves, gathered when a format first asks.
    pub(super) fn help(&self) -> impl Fn(&str) -> Option<RuleHelp> + Sync {
        let helps: OnceLock<BTreeMap<String, RuleHelp>> = OnceLock::new();
        move |rule: &str| {
            let helps = helps.get_or_init(|| self.rule_help());
            helps.get(rule).cloned()
        }
    }

    fn rule_help(&self) -> BTreeMap<String, RuleHelp> {
        // Rules that do not load are complained about where they are used.
        let Ok(linter) = self.session.projects.linter(&self.first, None) else {
            return BTreeMap::new();
        };
        linter
            .rules()
            .into_iter()
            .map(|rule| {
                let first =
                    |examples: &[Example]| examples.first().map(|example| example.draft.clone());
                let help = RuleHelp {
                    bad: first(&rule.bad),
                    good: first(&rule.good),
                    title: rule.say,
                    why: rule.why,
                    source: rule.source,
                    offer: rule.offer,
                    level: Some(rule.level),
                };
                (rule.id.to_string(), help)
            })
            .collect()
    }

    /// How the report looks.
    pub(super) fn report_options<'o>(
        &self,
        help: &'o (dyn Fn(&str) -> Option<RuleHelp> + Sync + 'o),
    ) -> Options<'o> {
        Options {
            color: self.paints,
            width: if self.is_for_machines() { 80 } else { width() },
            show_values: self.show_values,
            explain: self.explain,
            show: Severity::Suggestion,
            fail_on: match self.fail_on(&self.first) {
                Threshold::At(severity) => severity,
                Threshold::Never => Severity::Error,
            },
            help: Some(help),
        }
    }

    /// The acceptances that accept nothing any more, one sentence each. Those that ran out, or that may not be, are complained about at once.
    pub(super) fn stale(&self, usage: &Usage) -> Vec<String> {
        let projects = self.session.projects.seen();
        let allowances = projects
            .iter()
            .flat_map(|compiled| &compiled.project.allowances);
        let projects_unknown = |rule: &str| self.session.projects.unknown_rule(rule);
        let mut said = Vec::new();
        for complaint in usage.complaints(allowances, self.today) {
            if complaint.kind == ComplaintKind::Stale {
                let unknown = projects_unknown(&complaint.rule);
                said.push(match unknown {
                    Some(help) => format!(
                        "{}:{}: there is no rule `{}` to silence; {help}",
                        complaint.file, complaint.line, complaint.rule
                    ),
                    None => complaint.to_string(),
                });
            } else {
                complain(&complaint);
            }
        }
        if let Some(baseline) = &self.baseline
            && self.lines.is_none()
        {
            match usage.stale_in(baseline, Scope::Check) {
                0 => {}
                1 => said.push(String::from(
                    "one finding of the baseline is gone; write it anew with --write-baseline",
                )),
                gone => said.push(format!(
                    "{gone} findings of the baseline are gone; write it anew with --write-baseline"
                )),
            }
        }
        said
    }

    /// `--timing`: how long it took, and what of it took longest.
    pub(super) fn say_time(&self, drafts: usize) {
        let Some(begun) = self.begun else {
            return;
        };
        let took = begun.elapsed();
        let counted = match drafts {
            1 => String::from("1 draft"),
            many => format!("{many} drafts"),
        };
        complain(&format!("{counted} in {:.1} ms", took.as_secs_f64() * 1e3));
        let costs = self.session.projects.costs();
        let all: Duration = costs.iter().map(|cost| cost.took).sum();
        for cost in costs.iter().take(DEAREST) {
            let took = cost.took.as_secs_f64();
            let share = 100.0 * took / all.as_secs_f64().max(f64::MIN_POSITIVE);
            let each = 1e6 * took / drafts.max(1) as f64;
            let times = match cost.times {
                1 => String::from("once"),
                many => format!("{many} times"),
            };
            complain(&format!(
                "{share:5.1} % {each:8.2} µs a draft  {}, {times}",
                cost.what
            ));
        }
    }
}

/// How many of the dearest parts and rules `--timing` tells.
const DEAREST: usize = 12;
