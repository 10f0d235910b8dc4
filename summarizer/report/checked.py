"""What `summarize check` prints: the findings on any English text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from summarizer.report.file import finding_model, mention_model
from summarizer.report.markdown import MARK, MOST_OMITTED, escape
from summarizer.report.passages import line_of, passage_of, verdict_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.findings import Report
    from summarizer.models import FindingModel


def check_json(report: Report) -> dict[str, Any]:
    """Return the whole result as JSON: the keys of a summary file that a check can fill."""
    summary = report.summary
    return {
        "schema_version": "1",
        "flagged": report.flagged,
        "findings": [finding_model(finding).model_dump() for finding in report.findings],
        "omitted": [mention_model(mention).model_dump() for mention in report.omitted],
        "summary": summary if isinstance(summary, str) else summary.model_dump(),
    }


def check_lines(report: Report) -> Iterator[str]:
    """Yield one line of JSON per finding."""
    for finding in report.findings:
        yield json.dumps(finding_model(finding).model_dump(), ensure_ascii=False)


def render_check(report: Report, *, verbose: bool = False) -> str:
    """Return the findings as Markdown: those to review first, what is left out last."""
    findings = [finding_model(finding) for finding in report.findings]
    flagged = [finding for finding in findings if finding.verdict != "SUPPORTED"]
    parts = [_head(len(findings), len(flagged))]
    parts += [_entry(report, number, finding) for number, finding in enumerate(flagged, 1)]
    if verbose:
        agreed = [finding for finding in findings if finding.verdict == "SUPPORTED"]
        parts += ["## Agrees with the source", *(_entry(report, 0, finding) for finding in agreed)]
    if report.omitted:
        parts += ["## Not in the summary", "\n".join(_omitted(report))]
    return "\n\n".join(parts) + "\n"


def _head(total: int, flagged: int) -> str:
    if not total:
        return "# Nothing to check\n\nThe summary holds no number, date or quotation that could be checked."
    if not flagged:
        return (
            f"# All {total} checks agree with the source"
            if total > 1
            else "# The one check agrees with the source"
        )
    return f"# {MARK} {flagged} of {total} checks need review"


def _entry(report: Report, number: int, finding: FindingModel) -> str:
    """Return one finding: the claim, the verdict, why, and what the source says where."""
    where = f"summary line {line_of(report.summary_text, finding.claim_span.start)}"
    verdict = "agrees" if finding.verdict == "SUPPORTED" else verdict_words(finding)
    lines = [f"{f'{number}.' if number else '-'} “**{escape(finding.claim_text)}**” ({where}): {verdict}."]
    indent = "   " if number else "  "
    if finding.note:
        lines.append(f"{indent}- {escape(finding.note)}")
    for mention in finding.evidence[:3]:
        passage = passage_of(report.source, mention)
        words = f"{escape(passage.before)} **{escape(passage.words)}** {escape(passage.after)}".strip()
        lines.append(f"{indent}- Source, line {passage.line}: “{words}”")
    if finding.suggestion:
        lines.append(f"{indent}- Suggested: {escape(finding.suggestion)}")
    return "\n".join(lines)


def _omitted(report: Report) -> Iterator[str]:
    for mention in report.omitted[:MOST_OMITTED]:
        passage = passage_of(report.source, mention_model(mention))
        words = f"{escape(passage.before)} **{escape(passage.words)}** {escape(passage.after)}".strip()
        yield f"- Line {passage.line}: “{words}”"
    if len(report.omitted) > MOST_OMITTED:
        yield f"- and {len(report.omitted) - MOST_OMITTED} more"
