"""What `summarize check` prints: the findings on any English text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.report.file import finding_model, mention_model
from summarizer.report.markdown import MARK, MOST_OMITTED, escape
from summarizer.report.passages import (
    keep_blanks,
    line_of,
    passage_of,
    plain,
    unquoted_evidence,
    verdict_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.findings import Report
    from summarizer.models import FindingModel, MentionModel


def check_json(report: Report) -> dict[str, Any]:
    """Return the whole result as JSON: the keys of a summary file that a check can fill, and the two texts."""
    summary = report.summary
    return {
        "schema_version": "1",
        "flagged": report.flagged,
        "findings": [finding_model(finding).model_dump() for finding in report.findings],
        "omitted": [mention_model(mention).model_dump() for mention in report.omitted],
        "source": report.source,
        "summary": summary if isinstance(summary, str) else summary.model_dump(),
    }


def check_lines(report: Report) -> Iterator[str]:
    """Yield one line of JSON per finding."""
    for finding in report.findings:
        yield json.dumps(finding_model(finding).model_dump(), ensure_ascii=False)


class Style(NamedTuple):
    """How words are made safe and how some are made to stand out."""

    words: Callable[[str], str]
    strong: str


MARKDOWN = Style(escape, "**")
PLAIN = Style(plain, "")


def render_check(report: Report, style: Style = MARKDOWN, *, verbose: bool = False) -> str:
    """Return the findings for a reader: those to review first, what is left out last."""
    findings = [finding_model(finding) for finding in report.findings]
    flagged = [finding for finding in findings if finding.verdict != "SUPPORTED"]
    parts = [_head(len(findings), len(flagged))]
    parts += [_entry(report, style, finding, f"{number}.") for number, finding in enumerate(flagged, 1)]
    if verbose:
        agreed = [finding for finding in findings if finding.verdict == "SUPPORTED"]
        parts += ["## Agrees with the source", *(_entry(report, style, finding, "-") for finding in agreed)]
    if report.omitted:
        parts += ["## Not in the summary", "\n".join(_omitted(report, style))]
    return "\n\n".join(parts) + "\n"


def _head(total: int, flagged: int) -> str:
    if not total:
        return "# Nothing to check\n\nThe summary holds no number, date or quotation that could be checked."
    if flagged:
        return f"# {MARK} {flagged} of {total} checks need review"
    return f"# All {total} checks agree with the source" if total > 1 else "# The one check agrees with the source"


def _entry(report: Report, style: Style, finding: FindingModel, bullet: str) -> str:
    """Return one finding: the claim, the verdict, why, and what the source says where."""
    where = f"summary line {line_of(report.summary_text, finding.claim_span.start)}"
    verdict = "agrees" if finding.verdict == "SUPPORTED" else verdict_words(finding)
    claim = f"“{style.strong}{style.words(finding.claim_text)}{style.strong}”"
    lines = [style.words(finding.note)] if finding.note else []
    lines += [f"Source, {_passage(report.source, style, mention)}" for mention in unquoted_evidence(finding)]
    lines += [f"Suggested: {style.words(finding.suggestion)}"] if finding.suggestion else []
    indent = " " * (len(bullet) + 1)
    return "\n".join([f"{bullet} {claim} ({where}): {verdict}.", *(f"{indent}- {line}" for line in lines)])


def _passage(source: str, style: Style, mention: MentionModel) -> str:
    passage = passage_of(source, mention)
    before, after = (keep_blanks(text, style.words) for text in (passage.before, passage.after))
    return f"line {passage.line}: “{before}{style.strong}{style.words(passage.words)}{style.strong}{after}”"


def _omitted(report: Report, style: Style) -> Iterator[str]:
    for mention in report.omitted[:MOST_OMITTED]:
        yield f"- Source, {_passage(report.source, style, mention_model(mention))}"
    if len(report.omitted) > MOST_OMITTED:
        yield f"- and {len(report.omitted) - MOST_OMITTED} more"
