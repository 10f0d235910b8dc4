"""Between `Report` and `NAME.summary.json`."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal

from pydantic import ValidationError

from summarizer.errors import UserError
from summarizer.findings import Decision, Finding, Reason, Report, Review, Verdict
from summarizer.models import (
    FindingModel,
    MentionModel,
    ReviewModel,
    SpanModel,
    SummaryFile,
)
from summarizer.quantities.types import Bound, Kind, Mention, Quantity, Span


def summary_file(report: Report) -> SummaryFile:
    """Return what `NAME.summary.json` holds.

    Raises:
        ValueError: the report comes from `check` alone and has no article of its own.
    """
    if report.article is None or report.provenance is None or isinstance(report.summary, str):
        raise ValueError("only a report of summarize() makes a summary file; check() has no article")
    return SummaryFile(
        article=report.article,
        summary=report.summary,
        findings=[finding_model(finding) for finding in report.findings],
        omitted=[mention_model(mention) for mention in report.omitted],
        flagged=report.flagged,
        reviews=[ReviewModel.model_validate(asdict(review)) for review in report.reviews],
        provenance=report.provenance,
    )


def report_of(file: SummaryFile) -> Report:
    """Return the report that a summary file holds."""
    return Report(
        source=file.article.text,
        summary=file.summary,
        findings=[_finding(finding) for finding in file.findings],
        omitted=[_mention(mention) for mention in file.omitted],
        article=file.article,
        provenance=file.provenance,
        reviews=[_review(review) for review in file.reviews],
    )


def read_summary_file(raw: bytes | str, name: str) -> SummaryFile:
    """Return the summary file that JSON text holds.

    Raises:
        UserError: it is none, or one of another version.
    """
    try:
        return SummaryFile.model_validate_json(raw)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, problem["loc"])) or "the file"
        raise UserError(f"{name}: this is no summary file of version 1 ({where}: {problem['msg']})") from error


def finding_model(finding: Finding) -> FindingModel:
    """Return a finding as it stands in JSON."""
    return FindingModel(
        id=finding.id,
        item=finding.item,
        claim_span=SpanModel(start=finding.claim_span.start, end=finding.claim_span.end),
        claim_text=finding.claim_text,
        verdict=finding.verdict.value,
        reason=finding.reason.value if finding.reason else None,
        evidence=[mention_model(mention) for mention in finding.evidence],
        note=finding.note,
        suggestion=finding.suggestion,
    )


def mention_model(mention: Mention) -> MentionModel:
    """Return a mention as it stands in JSON."""
    return MentionModel(
        start=mention.start,
        end=mention.end,
        text=mention.text,
        kind=mention.kind.value,
        value=_digits(mention.value),
        high=_digits(mention.high),
        unit=mention.unit,
        bound=mention.bound.value,
        iso=mention.iso,
        rule=mention.rule,
        note=mention.note,
    )


def _digits(value: Decimal | None) -> str | None:
    """Write a value without exponent and without the zeros that only a scale word made."""
    if value is None:
        return None
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _finding(model: FindingModel) -> Finding:
    return Finding(
        id=model.id,
        claim_span=Span(model.claim_span.start, model.claim_span.end),
        claim_text=model.claim_text,
        verdict=Verdict(model.verdict),
        reason=Reason(model.reason) if model.reason else None,
        evidence=[_mention(mention) for mention in model.evidence],
        note=model.note,
        item=model.item,
        suggestion=model.suggestion,
    )


def _mention(model: MentionModel) -> Mention:
    value = None if model.value is None else Decimal(model.value)
    high = None if model.high is None else Decimal(model.high)
    measured = model.kind in {"quantity", "ordinal"}
    return Mention(
        span=Span(model.start, model.end),
        text=model.text,
        kind=Kind(model.kind),
        quantity=Quantity(value, high, model.unit, None, Bound(model.bound)) if measured else None,
        iso=model.iso,
        rule=model.rule,
        note=model.note,
    )


def _review(model: ReviewModel) -> Review:
    return Review(**(model.model_dump() | {"decision": Decision(model.decision)}))
