"""Checks a text or a summary against its source."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from summarizer.crosscheck import notes
from summarizer.crosscheck.alignment import Candidate, Source, align, join_ranges, read_source
from summarizer.crosscheck.dates import find_date, read_calendar
from summarizer.crosscheck.derived import derive, points_back
from summarizer.crosscheck.durations import (
    find_duration,
    find_number_word,
    find_ordinal_word,
    find_ratio,
    find_run,
    find_share_words,
    is_duration,
    is_fraction,
)
from summarizer.crosscheck.fields import Fault, gives_other_period
from summarizer.crosscheck.figures import (
    as_claim,
    compare_roles,
    find_in_statement,
    names_another,
    read_figure,
    says_the_same,
)
from summarizer.crosscheck.language import is_english
from summarizer.crosscheck.omissions import find_omitted
from summarizer.crosscheck.operands import find_told
from summarizer.crosscheck.places import find_unnamed
from summarizer.crosscheck.quotes import find_nearest, first_difference
from summarizer.crosscheck.statements import Statement, compose, split_statements
from summarizer.crosscheck.suggestions import suggest
from summarizer.crosscheck.trends import find_contradictions
from summarizer.crosscheck.values import LOWER, UPPER, compare
from summarizer.facts import Fact, find_facts, parse_period, read_text
from summarizer.facts.types import WISHES
from summarizer.findings import Finding, Reason, Report, Verdict
from summarizer.models import Summary
from summarizer.quantities.tables import load_tables
from summarizer.quantities.types import Bound, Kind, Mention, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.models import Figure

_ARTICLES = (" a", " an", " the", " some")
_MOST_COUNT = 2
"""Digits of a number that may as well count; what is longer and bare may be the number of a document."""

_DASHED = re.compile(r"[-–]\d")
_VERSION = re.compile(r"\d\.0")
_NAME_BEFORE = re.compile(r"[A-Z][\w.&-]* $")
_NAME_AFTER = re.compile(r" (?:& )?[A-Z]\w*")
_YEAR = re.compile(r"(?:19|20)\d\d")
NEAR_QUOTE = 60
"""How similar, of 100, a passage must be to be shown as the one meant."""

_HALF_DAY = 12  # hours on the face of a clock

Strictness = Literal["normal", "strict", "lenient"]


def check(source: str, summary: str | Summary, strictness: Strictness = "normal") -> Report:
    """Hold every number of an English summary against its Vietnamese source.

    Args:
        source: the Vietnamese text.
        summary: any English text, or our own summary; of that one, quotes and figures are checked as well.
        strictness: "lenient" keeps only what is refuted, "strict" also asks about what cannot be judged.
    """
    text = unicodedata.normalize("NFC", source)
    summary = compose(summary)
    checker = _Checker(text, summary, strictness)
    findings = checker.findings()
    return Report(text, summary, findings, find_omitted(checker.source, findings))


class _Checker:
    """One check of one summary."""

    def __init__(self, text: str, summary: str | Summary, strictness: Strictness) -> None:
        self.source: Source = read_source(text)
        self.calendar = read_calendar(text)
        self.strictness = strictness
        self.summary_text = summary if isinstance(summary, str) else summary.text
        self.statements = split_statements(summary, text)
        self._digest = _hash(text)
        self._claims = find_facts(self.summary_text, "en")
        self._ranges = join_ranges(self._claims, self.summary_text)
        self._unnamed = find_unnamed(self.summary_text, text)
        self._seen: Counter[str] = Counter()
        self._statement = self.statements[0] if self.statements else Statement(Span(0, 0), "")

    def findings(self) -> list[Finding]:
        """Return one finding per number and one per other doubt, in the order of the summary."""
        facts = {fact.mention.span: self._with_height(fact) for fact in self._claims}
        mentions = read_text(self.summary_text, "en").mentions
        starts = [mention.start for mention in mentions]
        found: list[Finding] = []
        for statement in self.statements:
            self._statement = statement
            inside = mentions[bisect_left(starts, statement.span.start) : bisect_left(starts, statement.span.end)]
            numbers = [f for m in inside if (f := self._judge(m, facts.get(m.span)))]
            claims = [facts[m.span] for m in inside if m.span in facts]
            found += [*numbers, *self._doubts(numbers, claims)]
        order = {Verdict.REFUTED: 0, Verdict.NOT_ENOUGH_INFO: 1, Verdict.SUPPORTED: 2}
        kept = [f for f in found if f.verdict is not Verdict.NOT_ENOUGH_INFO or self.strictness != "lenient"]
        return sorted(kept, key=lambda f: (f.claim_span, order[f.verdict], str(f.reason), f.id))

    def _with_height(self, claim: Fact) -> Fact:
        """Read "up to" as the source has it: it says how high a number came as often as what it may not pass."""
        quantity = claim.mention.quantity
        before = self.summary_text[max(0, claim.mention.start - 20) : claim.mention.start].casefold().rstrip()
        if before.endswith(_ARTICLES):
            before = before.rpartition(" ")[0]
        heights = load_tables("en").phrases("bounds_height", "words")
        soft = quantity is not None and quantity.bound in (Bound.AT_MOST, Bound.EXACT)
        if quantity is None or not soft or not heights.before(before, len(before)):
            return claim
        high, came = (replace(claim.mention, quantity=replace(quantity, bound=b)) for b in (Bound.AT_MOST, Bound.EXACT))
        limits = any(
            fact.mention.bound in UPPER and compare(high, fact.mention).fault is None for fact in self.source.facts
        )
        return replace(claim, mention=high if limits else came)

    def _doubts(self, numbers: list[Finding], claims: list[Fact]) -> Iterable[Finding]:
        """Return the findings on a statement that are not on one of its numbers."""
        statement = self._statement
        if not is_english(statement.text):
            note = "The statement is not English; it must be translated before it can be checked."
            yield self._on_statement(Verdict.NOT_ENOUGH_INFO, Reason.LANGUAGE, note)
        if statement.quote is not None and statement.quote_span is None:
            yield self._quote_finding(statement.quote)
        yield from self._figure_findings(numbers, claims)
        section = self._section_finding(numbers, claims)
        if section:
            yield section
        yield from self._place_findings()
        if not claims:
            yield from self._direction_findings()

    def _quote_finding(self, quote: str) -> Finding:
        if not quote.strip():
            note = "The statement quotes nothing of the source."
            return self._on_statement(Verdict.NOT_ENOUGH_INFO, Reason.QUOTE, note)
        nearest = find_nearest(quote, self.source.text)
        note = "The quotation is not in the source"
        if nearest and nearest[1] >= NEAR_QUOTE:
            passage = nearest[0].of(self.source.text)
            said, written = first_difference(quote, passage)
            where = notes.place(self.source.text, nearest[0].start)
            note += f"; nearest is {where}: it has “{written}” where the quotation has “{said}”"
        return self._on_statement(Verdict.REFUTED, Reason.QUOTE, note + ".")

    def _figure_findings(self, numbers: list[Finding], claims: list[Fact]) -> Iterable[Finding]:
        """Return a finding for each figure that contradicts its statement, or the source in its role."""
        faulty = {finding.claim_span for finding in numbers if finding.verdict is Verdict.REFUTED}
        for figure in self._statement.figures:
            quantity = read_figure(figure)
            words = f"{figure.value} {figure.scale} {figure.unit}".replace("  ", " ").strip()
            if quantity is None:
                note = f"The figure “{words}” cannot be read as a number."
                yield self._on_statement(Verdict.NOT_ENOUGH_INFO, Reason.UNPARSED, note)
                continue
            claim = find_in_statement(quantity, claims)
            if claim is None:
                yield self._loose_figure(figure, words)
            elif claim.mention.span not in faulty and (finding := self._figure_role(figure, claim)):
                yield finding

    def _loose_figure(self, figure: Figure, words: str) -> Finding:
        note = f"The figure “{words}” ({figure.indicator}) is not a number of its statement."
        return self._on_statement(Verdict.REFUTED, Reason.MAGNITUDE, note)

    def _figure_role(self, figure: Figure, claim: Fact) -> Finding | None:
        reason = compare_roles(figure, claim)
        if reason is not None:
            note = f"The figure of “{claim.mention.text}” and its statement differ ({reason.lower()})."
            return self._finding(claim.mention, Verdict.REFUTED, reason, [], note)
        told = as_claim(figure, claim)
        if says_the_same(told, claim):
            return None  # what the statement says has been judged
        candidate = align(told, self.source, self._statement.quote_span)
        if candidate is None or candidate.agreement.fault is not None:
            return None
        faults = list(candidate.faults)
        if names_another(figure, claim, candidate.fact):
            faults.insert(0, Fault(Reason.INDICATOR))
        if not faults:
            return None
        fault = faults[0]
        note = notes.figure_fault(figure, claim, candidate, fault, self.source.text)
        found = self._finding(claim.mention, Verdict.REFUTED, fault.reason, [candidate.fact.mention], note)
        return replace(found, suggestion=None)

    def _section_finding(self, numbers: list[Finding], claims: list[Fact]) -> Finding | None:
        """Return a finding where targets stand among the achievements, or results among the targets."""
        if self._statement.section not in ("achievements", "targets"):
            return None
        spans = {m.span for f in numbers if f.verdict is Verdict.SUPPORTED for m in f.evidence}
        facts = [fact for fact in self.source.facts if fact.mention.span in spans]
        achieved = self._statement.section == "achievements"
        wrong = [f for f in facts if f.status_said and (f.status in WISHES) == achieved]
        if not wrong or len(wrong) != len(facts) or (not achieved and len(facts) != len(claims)):
            return None
        kind = "a target or a forecast" if achieved else "a result"
        place = "achievements" if achieved else "targets"
        there = notes.quote(self.source.text, wrong[0])
        note = f"The source tells {kind}: {there}; the summary lists it among the {place}."
        return self._on_statement(Verdict.REFUTED, Reason.STATUS, note, [wrong[0].mention])

    def _place_findings(self) -> Iterable[Finding]:
        """Return a finding for each place of the statement that the source does not name, once for each."""
        inside = self._statement.span
        spans = (span for span in self._unnamed if inside.start <= span.start < inside.end)
        for words, span in {span.of(self.summary_text): span for span in spans}.items():
            note = f"The source does not name “{words}”."
            yield self._make(span, words, Verdict.NOT_ENOUGH_INFO, Reason.PLACE, [], note)

    def _direction_findings(self) -> Iterable[Finding]:
        """Return the findings on what a statement without numbers says rose or fell."""
        for said in find_contradictions(self.summary_text, self._statement.span, self.source):
            there = notes.quote(self.source.text, said.fact)
            note = f"The source says otherwise: {there}; the summary says “{said.words}”."
            yield self._make(said.span, said.words, Verdict.REFUTED, Reason.DIRECTION, [said.fact.mention], note)

    def _judge(self, mention: Mention, claim: Fact | None) -> Finding | None:
        if mention.kind in (Kind.DATE, Kind.PERIOD):
            return self._judge_date(mention)
        if mention.kind is Kind.QUANTITY and claim is not None:
            return self._judge_quantity(claim)
        return self._judge_rank(mention, claim) or self._judge_name(mention)

    def _judge_quantity(self, claim: Fact) -> Finding | None:
        if claim.mention.value is None:
            note = claim.mention.note or f"“{claim.mention.text}” cannot be read as a number."
            return self._finding(claim.mention, Verdict.NOT_ENOUGH_INFO, Reason.UNPARSED, [], note)
        candidate = align(claim, self.source, self._statement.quote_span)
        if candidate is None or not candidate.supported:
            candidate = self._as_range(claim) or candidate
        if candidate is None or candidate.agreement.fault is not None:
            if found := self._said_otherwise(claim, candidate):
                return found
            pointer = points_back(claim, self.summary_text, self.source.facts)
            return None if pointer else self._unsupported(claim, candidate)
        evidence = [candidate.fact.mention]
        if not candidate.faults or is_duration(claim.mention) or self._is_score(claim, candidate.fact):
            if self._outside_quote(claim, candidate):
                note = notes.outside_quote(candidate, self.source.text)
                return self._finding(claim.mention, Verdict.NOT_ENOUGH_INFO, Reason.QUOTE, evidence, note)
            if self.strictness == "strict" and (doubt := self._doubt(claim, candidate)):
                return self._finding(claim.mention, Verdict.NOT_ENOUGH_INFO, doubt[0], evidence, doubt[1])
            note = notes.supported(candidate, self.source.text)
            return self._finding(claim.mention, Verdict.SUPPORTED, None, evidence, note)
        fault = candidate.faults[0]
        note = notes.role_fault(claim, candidate, fault, self.source.text, self.summary_text)
        found = self._finding(claim.mention, Verdict.REFUTED, fault.reason, evidence, note)
        return replace(found, suggestion=suggest(fault.rival.mention) if fault.rival else None)

    def _doubt(self, claim: Fact, candidate: Candidate) -> tuple[Reason, str] | None:
        """Return what a strict reader would still ask about a number that agrees."""
        there = notes.quote(self.source.text, candidate.fact)
        if candidate.agreement.doubtful:
            return Reason.UNPARSED, f"The number can be read in two ways, and one of them agrees: {there}."
        if claim.subject and candidate.score <= 0:
            return Reason.INDICATOR, f"The number agrees, but no word around it is known to: {there}."
        return None

    def _outside_quote(self, claim: Fact, candidate: Candidate) -> bool:
        """Whether a number stands in the source, but not in the passage that its statement rests on."""
        quote, mention = self._statement.quote_span, candidate.fact.mention
        if quote is None or (quote.start <= mention.start and mention.end <= quote.end):
            return False
        return claim.mention.text not in re.findall(r"\d+", quote.of(self.source.text))

    def _as_range(self, claim: Fact) -> Candidate | None:
        """Return what supports a number as an end of a range, if anything does."""
        whole = self._ranges.get(claim.mention.span)
        candidate = align(whole, self.source) if whole else None
        return candidate if candidate and candidate.supported else None

    def _derived(self, claim: Fact) -> Finding | None:
        """Return the finding of a number that the source says in another way: a length of time, a fraction."""
        length = find_duration(claim.mention, self.calendar) if is_duration(claim.mention) else None
        if said := length or find_run(claim.mention, self.calendar):
            note = f"The source has {notes.quote_mention(self.source.text, said)}."
            return self._finding(claim.mention, Verdict.SUPPORTED, None, [said], note)
        if is_fraction(claim) and (pair := find_ratio(claim, self.source.facts)):
            part, whole = pair
            note = f"“{part.mention.text}” of “{whole.mention.text}” in {notes.quote(self.source.text, part)}."
            return self._finding(claim.mention, Verdict.SUPPORTED, None, [part.mention, whole.mention], note)
        return None

    def _said_otherwise(self, claim: Fact, candidate: Candidate | None) -> Finding | None:
        """Return the finding of a number that the source has in another form, if it has."""
        if candidate is not None and candidate.agreement.fault is Reason.BOUND:
            unlike = is_fraction(claim) and candidate.score <= 0
            return self._derived(claim) or self._by_arithmetic(claim) if unlike else None
        return (
            self._as_change(claim)
            or self._derived(claim)
            or self._as_year(claim)
            or self._in_words(claim)
            or self._in_name(claim)
            or self._by_arithmetic(claim)
        )

    def _by_arithmetic(self, claim: Fact) -> Finding | None:
        """Return the finding of a number that one step of arithmetic makes of the source's."""
        told = find_told(claim, self._claims, self.source, self._statement.quote_span)
        derived = derive(claim, told, self.summary_text, self.source)
        if derived is None:
            return None
        note = notes.derived(derived, self.source.text)
        return self._finding(claim.mention, Verdict.SUPPORTED, None, [f.mention for f in derived.facts], note)

    def _as_change(self, claim: Fact) -> Finding | None:
        """Return the finding of a range that tells a change: "expanded from 38.2% to 44.6%", "by 0.7 to 8.9"."""
        quantity = claim.mention.quantity
        if quantity is None or quantity.high is None:
            return None
        low = replace(quantity, high=None, bound=Bound.EXACT)
        bare = replace(claim, measure=None, direction=None)
        ends = [
            replace(bare, mention=replace(claim.mention, quantity=q)) for q in (low, replace(low, value=quantity.high))
        ]
        found = [align(end, self.source, self._statement.quote_span) for end in ends]
        before = self.summary_text[max(0, claim.mention.start - 12) : claim.mention.start].casefold().split()[-1:]
        facts = [c.fact for c in found if c and c.supported and (c.fact.change_end or before == ["by"])]
        facts = facts or [c.fact for c in found if c and c.agreement.fault is None and self._is_dashed(c.fact)]
        if len(facts) != len(ends) or facts[0].sentence != facts[1].sentence:
            return None
        note = f"The source has {notes.quote(self.source.text, facts[0])}."
        return self._finding(claim.mention, Verdict.SUPPORTED, None, [fact.mention for fact in facts], note)

    def _is_dashed(self, fact: Fact) -> bool:
        """Whether the source joins a number to another with a dash and no range is meant: "tỷ số 1-2"."""
        return _joins_dash(self.source.text, fact.mention)

    def _is_score(self, claim: Fact, fact: Fact) -> bool:
        """Whether both sides join a number to another with a dash: the points of two sides have no roles."""
        return self._is_dashed(fact) and _joins_dash(self.summary_text, claim.mention)

    def _in_words(self, claim: Fact) -> Finding | None:
        """Return the finding of a small number in words that the source writes in words as well."""
        found = find_number_word(claim.mention, self.source.text)
        if found and (bound := self._turned_bound(claim, found.start())):
            there = notes.words_around(self.source.text, found.start(), found.end())
            note = notes.bound_fault(claim.mention.bound, bound, there)
            return self._finding(claim.mention, Verdict.REFUTED, Reason.BOUND, [], note)
        word = found.group() if found else find_share_words(claim.mention, self.source.text)
        if word is None:
            return None
        return self._finding(claim.mention, Verdict.SUPPORTED, None, [], f"The source writes “{word}”.")

    def _turned_bound(self, claim: Fact, start: int) -> Bound | None:
        """Return the bound before a number word of the source, where it is the reverse of the claim's."""
        before = self.source.text[max(0, start - 40) : start].casefold().rstrip()
        found = load_tables("vi").bounds_before.before(before, len(before))
        if found is None or found[1] not in set(Bound):
            return None
        theirs, ours = Bound(found[1]), claim.mention.bound
        turned = (ours in UPPER and theirs in LOWER) or (ours in LOWER and theirs in UPPER)
        return theirs if turned else None

    def _in_name(self, claim: Fact) -> Finding | None:
        """Return the finding of a number in a name that the source has: "BBC Two", "Seven & I", "H.R. 2764"."""
        mention = claim.mention
        if _VERSION.fullmatch(mention.text):
            return self._judge_name(mention)
        if len(mention.text) > _MOST_COUNT and mention.text.isdigit() and not mention.unit:
            named = [m for m in read_text(self.source.text, "vi").mentions if m.kind is Kind.IDENTIFIER]
            return self._judge_name(mention) if any(_digits(m) == mention.text for m in named) else None
        if not mention.text[:1].isupper():
            return None
        before = _NAME_BEFORE.search(self.summary_text, max(0, mention.start - 30), mention.start)
        after = _NAME_AFTER.match(self.summary_text, mention.end)
        names = [before.group() + mention.text] if before else []
        names += [mention.text + after.group()] if after else []
        name = next((name for name in names if name in self.source.text), None)
        if name is None:
            return None
        return self._finding(mention, Verdict.SUPPORTED, None, [], f"The source has the name “{name}”.")

    def _as_year(self, claim: Fact) -> Finding | None:
        """Return the finding of a bare year that stands like a count: "the 2020 tasks"."""
        year = _YEAR.fullmatch(claim.mention.text.split()[0])
        if year is None or int(year[0]) not in self.calendar.implied_years:
            return None
        note = f"The source speaks of the year {year[0]}."
        return self._finding(claim.mention, Verdict.SUPPORTED, None, [], note)

    def _unsupported(self, claim: Fact, candidate: Candidate | None) -> Finding:
        note = notes.value_fault(claim, candidate, self.source.text)
        if candidate is None:
            return self._finding(claim.mention, Verdict.REFUTED, Reason.NO_EVIDENCE, [], note)
        return self._finding(claim.mention, Verdict.REFUTED, candidate.agreement.fault, [candidate.fact.mention], note)

    def _judge_date(self, mention: Mention) -> Finding | None:
        if mention.iso and mention.iso.startswith("T"):
            return self._judge_clock(mention)
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

    def _judge_clock(self, mention: Mention) -> Finding | None:
        """A time of day stands where the source has it, or any number of as many hours; and falls beside another."""
        theirs = read_text(self.source.text, "vi").mentions
        hour, minute = _clock(mention)
        clocks = [m for m in theirs if m.iso and m.iso.startswith("T")]
        hours = [m for m in theirs if m.unit == "hour" and m.value is not None and m.value % _HALF_DAY == hour]
        same = [m for m in clocks if _clock(m) == (hour, minute)] or hours
        if same:
            note = f"The source has {notes.quote_mention(self.source.text, same[0])}."
            return self._finding(mention, Verdict.SUPPORTED, None, [same[0]], note)
        if not clocks:
            return None
        note = f"The source has {notes.quote_mention(self.source.text, clocks[0])}; the summary has “{mention.text}”."
        return self._finding(mention, Verdict.REFUTED, Reason.DATE, [clocks[0]], note)

    def _judge_rank(self, mention: Mention, claim: Fact | None) -> Finding | None:
        """Return the finding of an ordinal whose year is another one: "the 12th conference in 2025"."""
        same = [f for f in self.source.facts if f.mention.kind is Kind.ORDINAL and f.mention.value == mention.value]
        if claim is None or mention.kind is not Kind.ORDINAL or not same:
            return None
        if not all(gives_other_period(claim, fact) for fact in same):
            return None
        note = f"The source has {notes.quote(self.source.text, same[0])}; the summary gives another time."
        return self._finding(mention, Verdict.REFUTED, Reason.DATE, [same[0].mention], note)

    def _judge_name(self, mention: Mention) -> Finding | None:
        """An ordinal or an identifier stands or falls with its digits."""
        digits = _digits(mention)
        for theirs in read_text(self.source.text, "vi").mentions:
            if digits and digits == _digits(theirs):
                return self._finding(
                    mention,
                    Verdict.SUPPORTED,
                    None,
                    [theirs],
                    f"The source has {notes.quote_mention(self.source.text, theirs)}.",
                )
        if mention.kind is Kind.ORDINAL and (word := find_ordinal_word(mention, self.source.text)):
            return self._finding(mention, Verdict.SUPPORTED, None, [], f"The source writes “{word}”.")
        if not digits or digits in self.source.text:
            return None
        note = f"The source does not name “{mention.text}”."
        return self._finding(mention, Verdict.NOT_ENOUGH_INFO, Reason.NO_EVIDENCE, [], note)

    def _finding(
        self, mention: Mention, verdict: Verdict, reason: Reason | None, evidence: list[Mention], note: str
    ) -> Finding:
        return self._make(mention.span, mention.text, verdict, reason, evidence, note)

    def _on_statement(
        self, verdict: Verdict, reason: Reason, note: str, evidence: list[Mention] | None = None
    ) -> Finding:
        statement = self._statement
        return self._make(statement.span, statement.text, verdict, reason, evidence or [], note)

    def _make(
        self,
        span: Span,
        text: str,
        verdict: Verdict,
        reason: Reason | None,
        evidence: list[Mention],
        note: str,
    ) -> Finding:
        """Return a finding whose id is the same wherever its statement stands in the summary."""
        key = "\0".join((self._digest, self._statement.text, text, str(span.start - self._statement.span.start)))
        self._seen[key] += 1
        name = _hash(f"{key}\0{self._seen[key]}")[:16]
        suggestion = suggest(evidence[0]) if evidence and verdict is Verdict.REFUTED else None
        return Finding(name, span, text, verdict, reason, evidence, note, self._statement.item, suggestion)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _joins_dash(text: str, mention: Mention) -> bool:
    """Whether a dash joins a bare number to another one: "1-2"."""
    before, after = text[max(0, mention.start - 2) : mention.start], text[mention.end : mention.end + 2]
    dashed = _DASHED.fullmatch(before[::-1]) or _DASHED.fullmatch(after)
    return dashed is not None and mention.text.isdigit() and mention.high is None


def _clock(mention: Mention) -> tuple[int, str]:
    """Return the hour on the face of a clock, and the minute: "7 giờ 43 phút tối" is 7:43 p.m."""
    return int((mention.iso or "T00")[1:3]) % _HALF_DAY, (mention.iso or "")[3:6]


def _digits(mention: Mention) -> str:
    if mention.kind is Kind.ORDINAL and mention.value is not None:
        return str(mention.value)
    return "".join(re.findall(r"\d+", mention.text))
