"""Checks every machine format's snapshot with readers that are not ours."""

import csv
import html.parser
import io
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

import jsonschema
import junitparser
import markdown_it

ROOT = pathlib.Path(__file__).resolve().parents[2]
SNAPSHOTS = ROOT / "src/report/snapshots"
FINDINGS = 15


def sample(name):
    text = (SNAPSHOTS / f"tactful__report__samples__tests__{name}.snap").read_text(encoding="utf-8")
    return text.split("---\n", 2)[2]


def check_json():
    schema = json.loads((ROOT / "fixtures/schema/report.v1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(sample("json"))
    jsonschema.Draft202012Validator(schema).validate(document)
    one = {**schema["$defs"]["WireReview"], "$defs": schema["$defs"]}
    reviews = [json.loads(line) for line in sample("jsonl").splitlines()]
    for review in reviews:
        assert review["version"] == 1
        jsonschema.Draft202012Validator(one).validate(review)
    assert [{**review, "version": 1} for review in document["reviews"]] == reviews
    for finding in (finding for review in reviews for finding in review["findings"]):
        assert len(finding["texts"]["short"].encode()) <= 400
        assert "\n" not in finding["texts"]["short"]
    assert sum(document["summary"]["findings"].values()) == FINDINGS


def check_sarif(path):
    schema = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    document = json.loads(sample("sarif"))
    jsonschema.validators.validator_for(schema)(schema).validate(document)
    run = document["runs"][0]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    open_results = [result for result in run["results"] if "suppressions" not in result]
    assert {result["ruleId"] for result in open_results} == rules
    assert len(open_results) == FINDINGS
    fixes = [fix for result in run["results"] for fix in result.get("fixes", [])]
    assert [fix["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] for fix in fixes] == ["Take your time"]
    assert sum(len(result.get("relatedLocations", [])) for result in run["results"]) == 6
    prints = [result["partialFingerprints"]["tactful/v1"] for result in run["results"]]
    assert len(prints) == len(set(prints))


def check_gitlab():
    issues = json.loads(sample("gitlab"))
    assert len(issues) == FINDINGS
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["path"] and not issue["location"]["path"].startswith("./")
        assert 1 <= issue["location"]["lines"]["begin"] <= issue["location"]["lines"]["end"]
    assert len({issue["fingerprint"] for issue in issues}) == FINDINGS


def check_junit():
    suites = junitparser.JUnitXml.fromstring(sample("junit").encode())
    failures = 0
    for suite in suites:
        cases = list(suite)
        failed = sum(case.is_failure for case in cases)
        assert (suite.tests, suite.failures, suite.errors) == (len(cases), failed, 0), suite.name
        assert len({case.name for case in cases}) == len(cases)
        failures += failed
    assert failures == 10


def check_checkstyle():
    root = ElementTree.fromstring(sample("checkstyle").encode())
    assert root.tag == "checkstyle" and root.get("version")
    errors = root.findall("file/error")
    assert len(errors) == FINDINGS
    for error in errors:
        assert int(error.get("line")) >= 1 and int(error.get("column")) >= 1
        assert error.get("severity") in {"error", "warning", "info", "ignore"}
        assert error.get("message") and error.get("source")


def check_github():
    pattern = re.compile(r"::(error|warning|notice) (?:[a-zA-Z]+=[^,:]+,?)+::(.+)")
    lines = sample("github").splitlines()
    assert len(lines) == FINDINGS
    for line in lines:
        assert pattern.fullmatch(line), line


def check_csv():
    rows = list(csv.DictReader(io.StringIO(sample("csv"))))
    assert len(rows) == FINDINGS
    for row in rows:
        assert None not in row and None not in row.values()
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


def check_markdown():
    """Rendered, every quoted word stands as text: no element but those the report writes."""
    rendered = markdown_it.MarkdownIt("gfm-like", {"linkify": False}).render(sample("markdown"))
    elements = set(re.findall(r"<([a-z0-9]+)", rendered))
    allowed = {"h3", "h4", "p", "ul", "li", "strong", "code", "blockquote", "details", "summary"}
    assert elements <= allowed, elements - allowed


class Page(html.parser.HTMLParser):
    VOID = {"meta", "input"}

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], {}

    def handle_starttag(self, tag, attributes):
        self.seen[tag] = self.seen.get(tag, 0) + 1
        for name, value in attributes:
            assert not name.startswith("on"), name
            assert name not in {"src", "href"}, value
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag


def check_html():
    page = Page()
    page.feed(sample("html"))
    assert not page.open
    assert page.seen["script"] == 1, "quoted text became a script"
    assert page.seen["li"] == FINDINGS


if __name__ == "__main__":
    check_sarif(sys.argv[1])
    for check in (check_json, check_gitlab, check_junit, check_checkstyle, check_github, check_csv, check_markdown, check_html):
        check()
        print("ok:", check.__name__.removeprefix("check_"))
    print("ok: sarif")
