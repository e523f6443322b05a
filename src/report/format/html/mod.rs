//! A page to read in a browser, complete in itself: totals as charts, then the replies, the gravest and most used first, each with its findings in its text.
//!
//! It needs no network (its policy forbids it), no mouse and no script: the script only adds a filter and keys to move.

mod text;

use std::fmt::Write;

use crate::finding::{Finding, Severity};
use crate::report::escape::xml;
use crate::report::summary::{Counts, about, count};
use crate::report::view::View;
use crate::report::{Options, Summary};

use super::{Head, Layout};

/// Larger pages make browsers wait; what is over is left out and said.
const ROOM: usize = 24 << 20;

/// Other places listed for one finding.
const OTHERS: usize = 8;

pub(super) const LAYOUT: Layout = Layout {
    head: Head::Whole {
        write: head,
        room: ROOM,
    },
    item,
    separator: b"",
    tail,
};

fn head(_: &Options<'_>, summary: &Summary, out: &mut Vec<u8>) {
    let sentence = xml(&summary.sentence());
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <title>tactful: {sentence}</title>\n<style>\n{}</style>\n</head>\n<body>\n<header>\n<h1>{sentence}</h1>\n",
        include_str!("page.css")
    );
    let mut facts = Vec::new();
    if 0 < summary.held {
        facts.push(format!(
            "{} should not be sent as written",
            count(summary.held, "draft")
        ));
    }
    if 0 < summary.suppressed {
        facts.push(format!("{} accepted", count(summary.suppressed, "finding")));
    }
    if !facts.is_empty() {
        let _ = writeln!(page, "<p class=\"soft\">{}</p>", facts.join(" · "));
    }
    if 0 < summary.findings.total() {
        charts(summary, &mut page);
    }
    page.push_str("</header>\n<main>\n");
    if 0 < summary.findings.total() {
        page.push_str("<h2>Replies, the gravest and most used first</h2>\n");
        filter(summary, &mut page);
    }
    out.extend_from_slice(page.as_bytes());
}

/// Two tables whose last column is a bar, so that they also read aloud.
fn charts(summary: &Summary, page: &mut String) {
    page.push_str(
        "<div class=\"charts\">\n<section class=\"card\"><h2>By severity</h2>\n<table>\n",
    );
    let severities = Severity::ALL.into_iter().rev();
    let most = Severity::ALL
        .into_iter()
        .map(|severity| summary.findings.of(severity))
        .max()
        .unwrap_or(0);
    for severity in severities {
        let mut one = String::new();
        bar(&mut one, [(severity, summary.findings.of(severity))], most);
        row(page, severity.as_str(), summary.findings.of(severity), &one);
    }
    page.push_str("</table>\n</section>\n<section class=\"card\"><h2>By category</h2>\n<table>\n");
    let mut categories: Vec<(&str, Counts)> = summary.categories().into_iter().collect();
    categories.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.total()));
    let most = categories.first().map_or(0, |(_, counts)| counts.total());
    for (category, counts) in categories {
        let mut stack = String::new();
        bar(
            &mut stack,
            Severity::ALL.map(|severity| (severity, counts.of(severity))),
            most,
        );
        row(page, category, counts.total(), &stack);
    }
    page.push_str("</table>\n</section>\n</div>\n");
}

fn row(page: &mut String, name: &str, number: u64, bar: &str) {
    let _ = writeln!(
        page,
        "<tr><th scope=\"row\">{}</th><td class=\"number\">{number}</td><td class=\"bar\">{bar}</td></tr>",
        xml(name)
    );
}

/// A stacked bar, the gravest part first; as wide as its share of `most`.
fn bar<const N: usize>(out: &mut String, parts: [(Severity, u64); N], most: u64) {
    out.push_str("<svg viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    let mut at = 0;
    for (severity, number) in parts.into_iter().rev() {
        let width = (number * 1000).checked_div(most).unwrap_or(0);
        if 0 < width {
            let _ = write!(
                out,
                "<rect class=\"{severity}\" x=\"{at}\" width=\"{width}\" height=\"10\"/>"
            );
            at += width;
        }
    }
    out.push_str("</svg>");
}

/// The filter; hidden until the script runs.
fn filter(summary: &Summary, page: &mut String) {
    page.push_str(
        "<form hidden role=\"search\">\n<div><label for=\"words\">Search (press /)</label>\
         <input type=\"search\" id=\"words\" name=\"words\" autocomplete=\"off\"></div>\n\
         <div><label for=\"rule\">Rule</label><select id=\"rule\" name=\"rule\"><option value=\"\">all rules</option>\n",
    );
    for (category, counts) in summary.categories() {
        let category = xml(category);
        let _ = writeln!(
            page,
            "<option value=\"{category}\">{category} ({})</option>",
            counts.total()
        );
        for (rule, counts) in summary
            .rules
            .iter()
            .filter(|(rule, _)| xml(rule.category()) == category)
        {
            let rule = xml(rule.as_str());
            let _ = writeln!(
                page,
                "<option value=\"{rule}\">\u{a0}\u{a0}{rule} ({})</option>",
                counts.total()
            );
        }
    }
    page.push_str("</select></div>\n<fieldset><legend>Severities</legend>\n");
    for severity in Severity::ALL.into_iter().rev() {
        let _ = writeln!(
            page,
            "<label><input type=\"checkbox\" name=\"level\" value=\"{severity}\" checked> {severity}</label>"
        );
    }
    page.push_str("</fieldset>\n<output role=\"status\"></output>\n</form>\n");
}

fn item(view: &View<'_>, out: &mut Vec<u8>) {
    if view.findings.is_empty() {
        return;
    }
    let file = view.file();
    let record = view.record();
    let title = record.as_deref().or(file.as_deref()).unwrap_or("Draft");
    let mut page = format!(
        "<article class=\"card\" tabindex=\"-1\">\n<header><h3>{}</h3>",
        xml(title)
    );
    let mut facts = Vec::new();
    if let Some(file) = &file {
        let (line, _) = view.place(view.findings[0].span).start;
        facts.push(format!("<code>{}:{line}</code>", xml(file)));
    }
    if let Some(usage) = view.review.draft.origin.usage {
        facts.push(format!("used {usage} times"));
    }
    if !facts.is_empty() {
        let _ = write!(page, "<span class=\"soft\">{}</span>", facts.join(" · "));
    }
    page.push_str("</header>\n");
    text::write(view, &mut page);
    page.push_str("<ol>\n");
    for finding in &view.findings {
        entry(view, finding, &mut page);
    }
    page.push_str("</ol>\n</article>\n");
    out.extend_from_slice(page.as_bytes());
}

fn entry(view: &View<'_>, finding: &Finding, page: &mut String) {
    let rule = xml(finding.rule.as_str());
    let level = finding.severity;
    let _ = write!(
        page,
        "<li class=\"{level}\" data-level=\"{level}\" data-rule=\"{rule}\">{} <span class=\"badge\">{level}</span> <code class=\"soft\">{rule}</code>",
        xml(&view.covered(finding, &finding.message))
    );
    for suggestion in view.suggestions(finding).iter().take(3) {
        let _ = write!(
            page,
            "\n<p class=\"try\"><span>Try:</span> {}</p>",
            xml(&suggestion.text)
        );
    }
    for other in view.others(finding, OTHERS) {
        let _ = write!(
            page,
            "\n<p class=\"see\"><span>See:</span> {}</p>",
            xml(&other)
        );
    }
    if !finding.why.is_empty() {
        let why = xml(&view.covered(finding, &finding.why));
        let _ = write!(
            page,
            "\n<details><summary>Why</summary><p>{why}</p></details>"
        );
    }
    page.push_str("</li>\n");
}

fn tail(_: &Options<'_>, summary: &Summary, out: &mut Vec<u8>) {
    let mut page = String::from("</main>\n<footer>\n");
    let mut note = |note: String| {
        let _ = writeln!(page, "<p>{}</p>", xml(&note));
    };
    if 0 < summary.left_out {
        note(format!(
            "{} more with findings, left out to keep the page small.",
            count(summary.left_out, "draft")
        ));
    }
    for (text, drafts) in &summary.notes {
        note(about(text, *drafts));
    }
    for (needs, rules) in &summary.skipped {
        note(format!(
            "{} could not be judged without {needs}",
            count(*rules, "rule")
        ));
    }
    for stale in &summary.stale {
        note(format!("no longer needed: {stale}"));
    }
    note(format!("Written by tactful {}.", env!("CARGO_PKG_VERSION")));
    page.push_str("</footer>\n");
    if 0 < summary.findings.total() {
        let _ = write!(page, "<script>\n{}</script>\n", include_str!("page.js"));
    }
    page.push_str("</body>\n</html>\n");
    out.extend_from_slice(page.as_bytes());
}
