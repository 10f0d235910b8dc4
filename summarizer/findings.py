"""What the cross-check says, and what people decide about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.models import Article, Provenance, Summary
    from summarizer.quantities.types import Mention, Span


class Verdict(StrEnum):
    """Whether the source supports a claim."""

    SUPPORTED = "SUPPORTED"
    REFUTED = "REFUTED"
    NOT_ENOUGH_INFO = "NOT_ENOUGH_INFO"


class Reason(StrEnum):
    """Why a claim is not supported."""

    MAGNITUDE = "MAGNITUDE"
    SCALE = "SCALE"
    UNIT = "UNIT"
    PRECISION = "PRECISION"
    RANGE = "RANGE"
    BOUND = "BOUND"
    DATE = "DATE"
    INDICATOR = "INDICATOR"
    DIRECTION = "DIRECTION"
    PERIOD = "PERIOD"
    BASE = "BASE"
    STATUS = "STATUS"
    MEASURE = "MEASURE"
    PLACE = "PLACE"
    COUNT_NOUN = "COUNT_NOUN"
    QUOTE = "QUOTE"
    NO_EVIDENCE = "NO_EVIDENCE"
    LANGUAGE = "LANGUAGE"
    UNPARSED = "UNPARSED"


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one claim of the summary.

    Attributes:
        id: hash of the source, the claim and its place among equal claims; the same in every re-run.
        claim_span: where the claim stands in the summary text (for a `Summary`: in `Summary.text`).
        claim_text: the words of the claim.
        verdict: what the source says about it.
        reason: `None` where supported without doubt.
        evidence: mentions of the source that the verdict rests on; may be empty.
        note: one sentence that a person can act on; it names what the source says and where.
        item: id of the summary item that the claim stands in; `None` for a plain text.
        suggestion: what to write instead, in English, where the source offers it.
    """

    id: str
    claim_span: Span
    claim_text: str
    verdict: Verdict
    reason: Reason | None = None
    evidence: list[Mention] = field(default_factory=list)
    note: str = ""
    item: str | None = None
    suggestion: str | None = None


class Decision(StrEnum):
    """What a person decides about a finding."""

    ACCEPT = "accept"
    CORRECT = "correct"
    DROP = "drop"
    POSTPONE = "postpone"
    NOTE = "note"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Review:
    """One decision of a person; appended to the record, never edited.

    Attributes:
        finding_id: the finding that it decides.
        decision: what was decided; `undo` takes back the newest standing decision on the finding.
        before: the statement as it was.
        after: the statement as it became; `None` where the decision changes no words.
        note: the reviewer's remark.
        reviewer: who.
        time: when, ISO 8601 in UTC.
        source_sha256: hash of the article's text, so that a changed source voids the decision.
        claim_sha256: hash of the statement that the finding stands in, as the engine wrote it.
        claim_text: the words of the claim.
        verdict: what the cross-check had said of it; "" where the record is older than this field.
        reason: why the cross-check had flagged it.
    """

    finding_id: str
    decision: Decision
    before: str
    after: str | None
    note: str
    reviewer: str
    time: str
    source_sha256: str
    claim_sha256: str
    claim_text: str = ""
    verdict: str = ""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A summary held against its source.

    Attributes:
        source: the Vietnamese text, NFC.
        summary: what was checked: our own summary, or any English text.
        findings: one per number of the summary and one per other doubt, in the order of the summary.
        omitted: quantities of the source that the summary leaves out, weightiest first.
        article: what is known of the article; `None` where only `check` was called.
        provenance: how the summary came about; `None` where only `check` was called.
        reviews: the record of decisions.
    """

    source: str
    summary: Summary | str
    findings: list[Finding]
    omitted: list[Mention]
    article: Article | None = None
    provenance: Provenance | None = None
    reviews: list[Review] = field(default_factory=list)

    @property
    def summary_text(self) -> str:
        """The English text that claim spans refer to."""
        return self.summary if isinstance(self.summary, str) else self.summary.text

    @property
    def flagged(self) -> bool:
        """Whether a person should look: any finding is not SUPPORTED."""
        return any(finding.verdict is not Verdict.SUPPORTED for finding in self.findings)
