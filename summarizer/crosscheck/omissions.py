"""Numbers of the source that the summary leaves out, the weightiest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.facts import Status
from summarizer.quantities.types import Kind, Mention

if TYPE_CHECKING:
    from summarizer.crosscheck.alignment import Source
    from summarizer.facts import Fact
    from summarizer.findings import Finding


def find_omitted(source: Source, findings: list[Finding]) -> list[Mention]:
    """Return the quantities of the source that no finding rests on, those of named indicators and targets first."""
    used = {mention.span for finding in findings for mention in finding.evidence}
    left = [fact for fact in source.facts if fact.mention.span not in used and _is_quantity(fact.mention)]
    return [fact.mention for fact in sorted(left, key=_weight)]


def _is_quantity(mention: Mention) -> bool:
    return mention.kind is Kind.QUANTITY and mention.value is not None


def _weight(fact: Fact) -> tuple[bool, bool, bool, int]:
    wish = fact.status in (Status.TARGET, Status.FORECAST)
    return fact.head is None, not wish, fact.mention.unit == "", fact.mention.start
