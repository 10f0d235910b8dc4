"""Checks a text or a summary against its source."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Literal

from summarizer.crosscheck import notes
from summarizer.crosscheck.alignment import Candidate, Source, align, join_ranges, read_source
from summarizer.crosscheck.dates import find_date, read_calendar
from summarizer.crosscheck.durations import find_duration, find_ratio, is_duration, is_fraction
from summarizer.crosscheck.omissions import find_omitted
from summarizer.facts import Fact, find_facts, parse_period
from summarizer.findings import Finding, Reason, Report, Verdict
from summarizer.models import Summary
from summarizer.quantities import find_mentions
from summarizer.quantities.types import Kind, Mention, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

Strictness = Literal["normal", "strict", "lenient"]


def check(source: str, summary: str | Summary, strictness: Strictness = "normal") -> Report:
    """Hold every number of an English summary against its Vietnamese source.

    Args:
        source: the Vietnamese text.
        summary: any English text, or our own summary; of that one, quotes and figures are checked as well.
        strictness: "lenient" keeps only what is refuted, "strict" also asks about what cannot be judged.
    """
    text = unicodedata.normalize("NFC", source)
    checker = _Checker(text, summary, strictness)
    findings = checker.findings()
    return Report(text, summary, findings, find_omitted(checker.source, findings))


class _Checker:
    """One check of one summary."""

    def __init__(self, text: str, summary: str | Summary, strictness: Strictness) -> None:
        self.source: Source = read_source(text)
        self.calendar = read_calendar(text)
        self.strictness = strictness
        self.summary = summary
        self.summary_text = summary if isinstance(summary, str) else summary.text
        self._digest = hashlib.sha256(text.encode()).hexdigest()
        self._seen: Counter[str] = Counter()

    def findings(self) -> list[Finding]:
        """Return one finding per number and one per other doubt, in the order of the summary."""
        found = list(self._numbers())
        return sorted(found, key=lambda finding: (finding.claim_span, finding.id))

    def _numbers(self) -> Iterable[Finding]:
        claims = find_facts(self.summary_text, "en")
        facts = {fact.mention.span: fact for fact in claims}
        self._ranges = join_ranges(claims, self.summary_text)
        for mention in find_mentions(self.summary_text, "en"):
            finding = self._judge(mention, facts.get(mention.span))
            if finding is not None:
                yield finding

    def _judge(self, mention: Mention, claim: Fact | None) -> Finding | None:
        if mention.kind in (Kind.DATE, Kind.PERIOD):
            return self._judge_date(mention)
        if mention.kind is Kind.QUANTITY and claim is not None:
            return self._judge_quantity(claim)
        return self._judge_name(mention)

    def _judge_quantity(self, claim: Fact) -> Finding:
        if claim.mention.value is None:
            note = claim.mention.note or f"“{claim.mention.text}” cannot be read as a number."
            return self._finding(claim.mention, Verdict.NOT_ENOUGH_INFO, Reason.UNPARSED, [], note)
        candidate = align(claim, self.source)
        if candidate is None or not candidate.supported:
            candidate = self._as_range(claim) or candidate
        if candidate is None or candidate.agreement.fault is not None:
            return self._derived(claim) or self._unsupported(claim, candidate)
        evidence = [candidate.fact.mention]
        if not candidate.faults or is_duration(claim.mention):
            note = notes.supported(claim, candidate, self.source.text)
            return self._finding(claim.mention, Verdict.SUPPORTED, None, evidence, note)
        fault = candidate.faults[0]
        note = notes.role_fault(claim, candidate, fault, self.source.text, self.summary_text)
        return self._finding(claim.mention, Verdict.REFUTED, fault.reason, evidence, note)

    def _as_range(self, claim: Fact) -> Candidate | None:
        """Return what supports a number as an end of a range, if anything does."""
        whole = self._ranges.get(claim.mention.span)
        candidate = align(whole, self.source) if whole else None
        return candidate if candidate and candidate.supported else None

    def _derived(self, claim: Fact) -> Finding | None:
        """Return the finding of a number that the source says in another way: a length of time, a fraction."""
        if is_duration(claim.mention) and (said := find_duration(claim.mention, self.calendar)):
            note = f"The source has {notes.quote_mention(self.source.text, said)}."
            return self._finding(claim.mention, Verdict.SUPPORTED, None, [said], note)
        if is_fraction(claim) and (pair := find_ratio(claim, self.source.facts)):
            part, whole = pair
            note = f"“{part.mention.text}” of “{whole.mention.text}” in {notes.quote(self.source.text, part)}."
            return self._finding(claim.mention, Verdict.SUPPORTED, None, [part.mention, whole.mention], note)
        return None

    def _unsupported(self, claim: Fact, candidate: Candidate | None) -> Finding:
        note = notes.value_fault(claim, candidate, self.source.text)
        if candidate is None:
            return self._finding(claim.mention, Verdict.REFUTED, Reason.NO_EVIDENCE, [], note)
        return self._finding(
            claim.mention, Verdict.REFUTED, candidate.agreement.fault, [candidate.fact.mention], note
        )

    def _judge_date(self, mention: Mention) -> Finding | None:
        period = parse_period(mention.iso) if mention.iso else None
        if period is None:
            return None
        known, evidence = find_date(period, self.calendar)
        if known:
            note = f"The source has {notes.quote_mention(self.source.text, evidence)}." if evidence else ""
            return self._finding(mention, Verdict.SUPPORTED, None, [evidence] if evidence else [], note)
        note = f"The source does not name “{mention.text}”"
        note += f"; nearest is {notes.quote_mention(self.source.text, evidence)}." if evidence else "."
        return self._finding(mention, Verdict.REFUTED, Reason.DATE, [evidence] if evidence else [], note)

    def _judge_name(self, mention: Mention) -> Finding | None:
        """An ordinal or an identifier stands or falls with its digits."""
        digits = _digits(mention)
        for theirs in find_mentions(self.source.text, "vi"):
            if digits and digits == _digits(theirs):
                return self._finding(
                    mention,
                    Verdict.SUPPORTED,
                    None,
                    [theirs],
                    f"The source has {notes.quote_mention(self.source.text, theirs)}.",
                )
        if not digits or digits in self.source.text:
            return None
        note = f"The source does not name “{mention.text}”."
        return self._finding(mention, Verdict.NOT_ENOUGH_INFO, Reason.NO_EVIDENCE, [], note)

    def _finding(
        self, mention: Mention, verdict: Verdict, reason: Reason | None, evidence: list[Mention], note: str
    ) -> Finding:
        key = f"{self._digest}\0{mention.text}"
        self._seen[key] += 1
        name = hashlib.sha256(f"{key}\0{self._seen[key]}".encode()).hexdigest()[:16]
        return Finding(name, mention.span, mention.text, verdict, reason, evidence, note)


def _digits(mention: Mention) -> str:
    if mention.kind is Kind.ORDINAL and mention.value is not None:
        return str(mention.value)
    return "".join(re.findall(r"\d+", mention.text))
