"""Corrections: what the source offers, and whether a new wording is supported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.models import Summary
from summarizer.report import finding_model, mention_model
from summarizer.review.outcome import basis, replay, reword
from summarizer.review.statements import HEADLINE, OVERVIEW, locate, split

if TYPE_CHECKING:
    from summarizer.findings import Report
    from summarizer.models import FindingModel, MentionModel, SummaryFile

_SENTENCE = re.compile(
    r"(?<![A-Z]\.)(?<!\b(?:Mr|Ms|Dr|No|St)\.)(?<!\b(?:Mrs|Jan|Feb|Apr|Aug|Sep|Oct|Nov|Dec)\.)(?<=[.!?])\s+(?=[A-Z“\"(])"
)


@dataclass(frozen=True, slots=True)
class Trial:
    """A new wording held against the source.

    Attributes:
        text: the statement as it would read.
        findings: the findings on it.
    """

    text: str
    findings: list[FindingModel]

    @property
    def supported(self) -> bool:
        """Whether the source supports every number of it."""
        return all(finding.verdict == "SUPPORTED" for finding in self.findings)

    @property
    def message(self) -> str:
        """One sentence for the reviewer."""
        if not self.supported:
            doubts = [one for one in self.findings if one.verdict != "SUPPORTED"]
            return " ".join(f"“{one.claim_text}”: {one.note or one.reason or one.verdict}" for one in doubts)
        if not self.findings:
            return "It holds no number to check."
        return "The source supports every number of it."


def current_text(file: SummaryFile, finding: FindingModel) -> str:
    """Return the statement of `finding` as the standing decisions leave it."""
    return replay(file).texts[locate(finding, split(basis(file).summary)).key]


def offer(file: SummaryFile, finding: FindingModel) -> str | None:
    """Return the statement with the source's value in the place of the claim, where the source offers one."""
    if not finding.suggestion:
        return None
    statement = locate(finding, split(basis(file).summary))
    text = current_text(file, finding)
    start, end = finding.claim_span.start - statement.start, finding.claim_span.end - statement.start
    if text != statement.text:
        start = text.find(finding.claim_text) if text.count(finding.claim_text) == 1 else -1
        end = start + len(finding.claim_text)
    if not 0 <= start < end <= len(text):
        return None
    words = _in_prose(finding.suggestion)
    offered = text[: _before_bound(text, start, words)] + words + text[end:]
    return offered if offered != text else None


def _in_prose(suggestion: str) -> str:
    """Write an ISO date as a sentence does ("7 October 2022"); other suggestions as they are."""
    try:
        day = date.fromisoformat(suggestion)
    except ValueError:
        return suggestion
    return f"{day.day} {day:%B} {day.year}"


def _before_bound(text: str, start: int, suggestion: str) -> int:
    """Return where to begin: before the bound words in front of a claim, where the suggestion has its own.

    The claim of "at most 14.0%" is "14.0%"; "at least 14%" must not make it "at most at least 14%".
    """
    from summarizer.lexicon import load_lexicon

    lexicon = load_lexicon()
    if not lexicon.match_at(suggestion, 0, "en", "bound"):
        return start
    found = lexicon.find(text[:start], "en", "bound")
    bounds = [one for one in found if any(term.note != "exact" for term in one.terms)]
    ahead = [one for one in bounds if not text[one.end : start].strip()]
    return ahead[-1].start if ahead else start


def try_out(file: SummaryFile, finding: FindingModel, text: str) -> Trial:
    """Check the summary with `text` in the place of the statement of `finding`."""
    statement = locate(finding, split(basis(file).summary))
    changed = _with(file.summary, statement.key, text, basis(file).summary)
    findings, _, _ = recheck(file.article.text, changed)
    statements = split(changed)
    return Trial(text, [one for one in findings if locate(one, statements).key == statement.key])


def without_sentence(file: SummaryFile, finding: FindingModel) -> str | None:
    """Return the overview without the sentence of the claim; `None` where another statement holds it."""
    statement = locate(finding, split(basis(file).summary))
    if statement.key != OVERVIEW:
        return None
    text = current_text(file, finding)
    at = text.find(finding.claim_text)
    kept, start = [], 0
    for sentence in _SENTENCE.split(text):
        start = text.index(sentence, start)
        if not start <= at < start + len(sentence):
            kept.append(sentence)
        start += len(sentence)
    return " ".join(kept)


def _with(summary: Summary, key: str, text: str, draft: Summary) -> Summary:
    """Return `summary` with another text for one statement; a dropped item comes back."""
    if key in {HEADLINE, OVERVIEW}:
        return summary.model_copy(update={key: text})
    section, item = next(pair for pair in draft.items() if pair[1].id == key)
    kept = {one.id: one for one in getattr(summary, section)} | {key: reword(item, text)}
    items = [kept[one.id] for one in getattr(draft, section) if one.id in kept]
    return summary.model_copy(update={section: items})


def recheck(source: str, summary: Summary) -> tuple[list[FindingModel], list[MentionModel], bool]:
    """Check `summary` against `source`; equal questions are answered once."""
    findings, omitted, flagged = _recheck(source, summary.model_dump_json())
    return list(findings), list(omitted), flagged


@lru_cache(maxsize=64)
def _recheck(source: str, summary_json: str) -> tuple[tuple[FindingModel, ...], tuple[MentionModel, ...], bool]:
    """Check a summary given as JSON, which can be a key of the cache."""
    report = check(source, Summary.model_validate_json(summary_json))
    findings = tuple(finding_model(one) for one in report.findings)
    return findings, tuple(mention_model(one) for one in report.omitted), report.flagged


def check(source: str, summary: Summary) -> Report:
    """Cross-check, imported at the point of use; tests put another judge here."""
    from summarizer.crosscheck import check as judge

    return judge(source, summary)
