//! `tactful check`: lint drafts, transcripts, exports of canned replies.

mod plan;

use std::collections::BTreeSet;
use std::sync::Arc;

use clap::{Args, FromArgMatches};

use crate::cli::arguments::{InputArgs, RuleArgs};
use crate::cli::inputs::{Cut, Piece, pieces};
use crate::cli::progress::Progress;
use crate::cli::projects::Place;
use crate::cli::reporting::{AcceptArgs, ReportArgs};
use crate::cli::session::Opened;
use crate::cli::sink::Sink;
use crate::cli::{Exit, Stop, Subcommand, complain, pool, told};
use crate::draft::Draft;
use crate::error::Error;
use crate::report::{Item, Reporter};
use crate::review::Review;
use crate::suppress::{self, Usage};

use plan::Plan;

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "check",
    about: "Check drafts, transcripts and canned replies",
    arguments: CheckArgs::augment_args,
    run: |matches| run(CheckArgs::from_arg_matches(matches)?),
};

// What was typed. No doc comment: clap would show it.
#[derive(Debug, Args)]
struct CheckArgs {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    output: ReportArgs,
    #[command(flatten)]
    more: MoreArgs,
    #[command(flatten)]
    accept: AcceptArgs,
}

// What only a report on single drafts can do. No doc comment: clap would show it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
struct MoreArgs {
    /// Show private values instead of dots; for people only
    #[arg(long)]
    show_values: bool,
    /// Show private values also in files that machines read
    #[arg(long, requires = "show_values")]
    force_show_values: bool,
    /// Fail when a rule cannot be judged because the conversation is missing
    #[arg(long)]
    require_context: bool,
}

fn run(arguments: CheckArgs) -> Result<Exit, Stop> {
    let plan = Plan::new(&arguments)?;
    let pieces = pieces(&arguments.input, Cut::Blocks)?;
    if let Some(lines) = &plan.lines {
        lines.suit(&pieces)?;
    }
    // Opened first, so that an unwritable file is known before the work is done.
    let mut sink = Sink::open(arguments.output.output.as_deref())?;
    let baseline_file = arguments.accept.new_baseline()?;

    let help = plan.help();
    let options = plan.report_options(&help);
    let reporter = Reporter::new(plan.format, &options);
    let mut buffer = Vec::new();
    let mut assembly = reporter.begin(&mut buffer);
    let mut run = Run::default();
    let mut progress = Progress::new();
    pool::in_order(
        pieces,
        arguments.output.jobs,
        |piece| check(&plan, &reporter, piece),
        |done: Done| -> Result<(), Stop> {
            for error in &done.errors {
                run.complain_once(error);
            }
            for mut checked in done.drafts {
                if let Some((draft, place)) = checked.again.take()
                    && plan.overdraws(&checked.usage, &run.usage)
                {
                    let review = plan.session.review(&place, &draft)?;
                    checked = finish(&plan, &reporter, &place, review, Some(&run.usage));
                }
                assembly.push(checked.item, &mut buffer);
                run.usage.add(checked.usage);
                run.unjudged.extend(checked.unjudged);
                run.is_reached |= checked.is_reached;
                run.drafts += 1;
            }
            progress.at(run.drafts);
            sink.write(&buffer)?;
            buffer.clear();
            if done.is_stream {
                sink.flush()?;
            }
            Ok(())
        },
    )?;
    drop(progress);

    assembly.summary_mut().stale = plan.stale(&run.usage);
    assembly.summary_mut().failures = run.failures(&plan);
    let left_out = plan.session.left_out().map(|note| (note, 0));
    assembly.summary_mut().notes.extend(left_out);
    let is_silent =
        run.drafts == 0 || arguments.output.quiet && assembly.summary().findings.total() == 0;
    assembly.finish(&mut buffer);
    if !is_silent || plan.is_for_machines() {
        sink.write(&buffer)?;
    }
    // A run that read nothing says nothing: the report of an earlier one stays as it is.
    if !(sink.is_file() && run.has_read_nothing(&plan)) {
        sink.finish()?;
    }
    plan.say_time(run.drafts);
    if let Some(mut file) = baseline_file {
        run.is_reached = false;
        let exit = run.exit(&plan)?;
        // What could not be checked would be missing in it.
        if exit != Exit::Unchecked {
            file.write(run.usage.baseline().to_json().as_bytes())?;
            file.finish()?;
        }
        return Ok(exit);
    }
    run.exit(&plan)
}

/// What one piece of work gave.
#[derive(Debug, Default)]
struct Done {
    drafts: Vec<Checked>,
    errors: Vec<Error>,
    is_stream: bool,
}

/// What one draft gave.
#[derive(Debug)]
struct Checked {
    item: Item,
    usage: Usage,
    /// Rules that could not be judged for want of the conversation.
    unjudged: BTreeSet<String>,
    is_reached: bool,
    /// The draft, when the baseline accepted some of it: only when its turn comes is it known whether earlier drafts left so much.
    again: Option<(Draft, Arc<Place>)>,
}

/// Opens, reads, checks and renders one piece. Runs on any thread.
fn check(plan: &Plan, reporter: &Reporter<'_>, piece: Piece) -> Done {
    let mut done = Done {
        is_stream: matches!(piece, Piece::Lines { .. }),
        ..Done::default()
    };
    if plan
        .lines
        .as_ref()
        .is_some_and(|lines| !lines.touches(&piece))
    {
        return done;
    }
    let opened = match plan.session.open(piece) {
        Ok(Some(opened)) => opened,
        Ok(None) => return done,
        Err(error) => {
            done.errors.push(error);
            return done;
        }
    };
    let Opened {
        drafts,
        errors,
        place,
        ..
    } = opened;
    done.errors = errors;
    let place = Arc::new(place);
    let mut reviewer = plan.session.reviewer(&place);
    for draft in drafts {
        let review = match reviewer.review(&draft) {
            Ok(review) => review,
            Err(error) => {
                // The rules do not load: the other drafts would only say it again.
                done.errors.push(error);
                return done;
            }
        };
        let mut checked = finish(plan, reporter, &place, review, None);
        if checked.usage.has_met() {
            checked.again = Some((draft, Arc::clone(&place)));
        }
        done.drafts.push(checked);
    }
    done
}

/// Takes out what is accepted, not asked for or too mild, judges the rest and renders it.
fn finish(
    plan: &Plan,
    reporter: &Reporter<'_>,
    place: &Place,
    mut review: Review<'_>,
    earlier: Option<&Usage>,
) -> Checked {
    let mut usage = Usage::default();
    if let Some(lines) = &plan.lines {
        lines.keep(&mut review);
    }
    let policy = plan.policy(place, earlier);
    suppress::apply(&mut review, &place.path, &policy, &mut usage);
    let mildest = plan.min_severity(place);
    review
        .findings
        .retain(|finding| mildest <= finding.severity);
    let mut unjudged = BTreeSet::new();
    if plan.require_context {
        let rules = review
            .skipped
            .iter()
            .map(|skipped| skipped.rule.to_string());
        unjudged.extend(rules);
    }
    Checked {
        item: reporter.item(&review),
        usage,
        unjudged,
        is_reached: plan.fail_on(place).is_reached_by(review.worst()),
        again: None,
    }
}

/// What all pieces gave together.
#[derive(Debug, Default)]
struct Run {
    usage: Usage,
    unjudged: BTreeSet<String>,
    said: BTreeSet<String>,
    drafts: usize,
    is_reached: bool,
}

impl Run {
    /// One wrong configuration would be met again in each of its files.
    fn complain_once(&mut self, error: &Error) {
        let text = error.to_string();
        if !self.said.contains(&text) {
            complain(&text);
            self.said.insert(text);
        }
    }

    /// Whether there is no draft although there should be one.
    fn has_read_nothing(&self, plan: &Plan) -> bool {
        self.drafts == 0 && (plan.lines.is_none() || !self.said.is_empty())
    }

    /// What keeps the run from being one, apart from what was complained about.
    fn failure(&self, plan: &Plan) -> Option<Error> {
        if !self.unjudged.is_empty() {
            let rules: Vec<&str> = self.unjudged.iter().map(String::as_str).collect();
            return Some(
                Error::input(format!(
                    "the conversation is needed to judge {}",
                    rules.join(", ")
                ))
                .help("give it with --customer or --context, or leave --require-context out"),
            );
        }
        (self.said.is_empty() && self.has_read_nothing(plan))
            .then(|| Error::input("no draft was found in what was named"))
    }

    /// All that could not be checked, for the report.
    fn failures(&self, plan: &Plan) -> Vec<String> {
        let said = self.said.iter().map(|said| told(said));
        said.chain(self.failure(plan).map(|error| told(&error)))
            .collect()
    }

    fn exit(&self, plan: &Plan) -> Result<Exit, Stop> {
        if let Some(error) = self.failure(plan) {
            return Err(error.into());
        }
        if !self.said.is_empty() {
            return Ok(Exit::Unchecked);
        }
        if self.is_reached || self.usage.is_fatal() {
            return Ok(Exit::Findings);
        }
        Ok(Exit::Clean)
    }
}
