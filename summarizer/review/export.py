"""Decisions as gold data: labelled cases in the form that the cross-check is measured on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import UserError
from summarizer.review.outcome import DECIDED, basis, find_settled, replay
from summarizer.review.record import replace
from summarizer.review.statements import locate, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.models import FindingModel, ReviewModel, SummaryFile
    from summarizer.review.outcome import Replay
    from summarizer.review.statements import Statement

VALUE_KINDS = {
    "MAGNITUDE": "digit",
    "SCALE": "scale",
    "UNIT": "unit",
    "PRECISION": "added_precision",
    "RANGE": "range_end",
    "DATE": "wrong_date",
    "NO_EVIDENCE": "fabricated",
}
ROLE_KINDS = {
    "INDICATOR": "indicator",
    "DIRECTION": "direction",
    "PERIOD": "period",
    "BASE": "base",
    "STATUS": "status",
    "BOUND": "bound",
    "MEASURE": "measure",
    "PLACE": "place",
    "COUNT_NOUN": "count_noun",
}
Case = dict[str, Any]


def render_cases(files: Iterable[tuple[Path, SummaryFile]], wanted: set[tuple[Path, str]]) -> str:
    """Return the standing decisions on the `wanted` findings, one JSON object a line."""
    cases = [case for path, file in files for case in find_cases(file) if (path, case["finding_id"]) in wanted]
    return "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)


def write_cases(text: str, target: Path) -> None:
    """Write cases to `target`; a device or a pipe is written to, a file is replaced as a whole.

    Raises:
        UserError: it cannot be written.
    """
    try:
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8")
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            replace(target, text, durable=True)
    except OSError as error:
        raise UserError(f"{target}: cannot be written: {error.strerror}") from error


def find_cases(file: SummaryFile) -> Iterator[Case]:
    """Yield one case per standing decision, in the order of the findings.

    `source` is the whole article, as the cross-check saw it; `passage` is the part that the finding is about.
    A statement is only called faithful once every flagged finding on it was decided.
    """
    base = basis(file)
    state = replay(file)
    statements = split(base.summary)
    standing = state.standing
    settled = find_settled(file, state)
    waiting = {
        locate(one, statements).key
        for one in base.findings
        if one.verdict != "SUPPORTED" and one.id not in settled and not _is_decided(standing.get(one.id))
    }
    for finding in base.findings:
        review = standing.get(finding.id)
        if review is None or not _is_decided(review):
            continue
        statement = locate(finding, statements)
        yield (
            _case(file, finding, statement, review)
            | _labels(finding, statement, review)
            | {"faithful": _faithful(waiting, statement, state)}
        )


def _is_decided(review: ReviewModel | None) -> bool:
    """Tell whether a decision is one for good."""
    return review is not None and review.decision in DECIDED


def _case(file: SummaryFile, finding: FindingModel, statement: Statement, review: ReviewModel) -> Case:
    """Return what happened, apart from the labels."""
    return {
        "id": f"{file.article.name}:{finding.id}",
        "source": file.article.text,
        "faithful": [],
        "value_faults": [],
        "role_faults": [],
        "finding_id": finding.id,
        "passage": find_passage(file, finding, statement),
        "statement": statement.text,
        "claim": finding.claim_text,
        "verdict": finding.verdict,
        "reason": finding.reason,
        "decision": review.decision,
        "correction": review.after if review.decision == "correct" else None,
        "note": review.note,
        "reviewer": review.reviewer,
        "time": review.time,
    }


def _labels(finding: FindingModel, statement: Statement, review: ReviewModel) -> Case:
    """Return the statement as a fault of its kind, where a person found it faulty."""
    reason = finding.reason or ""
    if review.decision == "accept" or (review.decision == "correct" and review.after == statement.text):
        return {}
    if reason in VALUE_KINDS:
        return {"value_faults": [{"text": statement.text, "kind": VALUE_KINDS[reason]}]}
    if reason in ROLE_KINDS:
        return {"role_faults": [{"text": statement.text, "kind": ROLE_KINDS[reason]}]}
    return {}


def _faithful(open_keys: set[str], statement: Statement, state: Replay) -> list[str]:
    """Return the statement as the decisions leave it, once it is wholly decided and still there."""
    text = state.texts[statement.key]
    return [] if statement.key in open_keys | state.dropped or not text else [text]


def find_passage(file: SummaryFile, finding: FindingModel, statement: Statement) -> str:
    """Return the part of the article that a finding is about: its evidence's paragraphs, else the quote."""
    text = file.article.text
    starts = sorted({_paragraph(text, one.start) for one in finding.evidence if one.start < len(text)})
    if starts:
        return "\n".join(text[start:end] for start, end in starts)
    return statement.item.quote if statement.item else ""


def _paragraph(text: str, at: int) -> tuple[int, int]:
    """Return the bounds of the paragraph round `at`."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end
