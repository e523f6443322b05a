//! `tactful check`: lint drafts, transcripts, exports of canned replies.

mod plan;

use std::collections::BTreeSet;

use clap::{Args, FromArgMatches};

use crate::cli::arguments::{InputArgs, RuleArgs};
use crate::cli::inputs::{Cut, Piece, pieces};
use crate::cli::progress::Progress;
use crate::cli::projects::Place;
use crate::cli::reporting::{AcceptArgs, ReportArgs};
use crate::cli::session::Opened;
use crate::cli::sink::Sink;
use crate::cli::{Exit, Stop, Subcommand, complain, pool};
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
            for item in done.items {
                assembly.push(item, &mut buffer);
            }
            run.usage.add(done.usage);
            run.unjudged.extend(done.unjudged);
            run.is_reached |= done.is_reached;
            run.drafts += done.drafts;
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
    items: Vec<Item>,
    errors: Vec<Error>,
    usage: Usage,
    /// Rules that could not be judged for want of the conversation.
    unjudged: BTreeSet<String>,
    drafts: usize,
    is_reached: bool,
    is_stream: bool,
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
    let mut reviewer = plan.session.reviewer(&place);
    for draft in &drafts {
        let mut review = match reviewer.review(draft) {
            Ok(review) => review,
            Err(error) => {
                // The rules do not load: the other drafts would only say it again.
                done.errors.push(error);
                return done;
            }
        };
        finish(plan, &place, &mut review, &mut done);
        done.items.push(reporter.item(&review));
        done.drafts += 1;
    }
    done
}

/// Takes out what is accepted, not asked for or too mild, and judges the rest.
fn finish(plan: &Plan, place: &Place, review: &mut Review<'_>, done: &mut Done) {
    if let Some(lines) = &plan.lines {
        lines.keep(review);
    }
    suppress::apply(review, &place.path, &plan.policy(place), &mut done.usage);
    let mildest = plan.min_severity(place);
    review
        .findings
        .retain(|finding| mildest <= finding.severity);
    done.is_reached |= plan.fail_on(place).is_reached_by(review.worst());
    if plan.require_context {
        let rules = review
            .skipped
            .iter()
            .map(|skipped| skipped.rule.to_string());
        done.unjudged.extend(rules);
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

    fn exit(&self, plan: &Plan) -> Result<Exit, Stop> {
        if !self.unjudged.is_empty() {
            let rules: Vec<&str> = self.unjudged.iter().map(String::as_str).collect();
            return Err(Error::input(format!(
                "the conversation is needed to judge {}",
                rules.join(", ")
            ))
            .help("give it with --customer or --context, or leave --require-context out")
            .into());
        }
        if !self.said.is_empty() {
            return Ok(Exit::Unchecked);
        }
        if self.has_read_nothing(plan) {
            return Err(Error::input("no draft was found in what was named").into());
        }
        if self.is_reached || self.usage.is_fatal() {
            return Ok(Exit::Findings);
        }
        Ok(Exit::Clean)
    }
}
