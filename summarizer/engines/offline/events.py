"""Writes clauses that count things ("selected 50 products") by translating them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from summarizer.engines.offline.directives import is_actor, without_lead
from summarizer.engines.offline.english import inflect, is_plural, pluralise, sentence
from summarizer.engines.offline.source import Source, trim
from summarizer.engines.offline.statements import Written, period_words, read_status
from summarizer.engines.offline.subjects import opens_with_predicate, skip_openers
from summarizer.engines.offline.wording import name_period, word_number
from summarizer.facts import Measure, Status
from summarizer.lexicon import load_lexicon
from summarizer.models import Figure
from summarizer.quantities.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.engines.offline.transfer import Clause
    from summarizer.facts import Fact

_AIM = re.compile(r"(?:phấn đấu|mục tiêu|đặt mục tiêu|dự kiến|kế hoạch|sẽ)(?!\w)\s*", re.IGNORECASE)
_COMMA = re.compile(r",\s+")
_NAMED_GROWTH = re.compile(r"(?:mức tăng|mức tăng trưởng|tốc độ tăng)\s+(?:\w+\s+)?$", re.IGNORECASE)
_OF_CAPACITY = re.compile(r"\s*công suất(?!\w)")
_CONFERENCE = re.compile(r"(?<!\w)(?:hội nghị|hội thảo|tham dự|buổi làm việc)(?!\w)", re.IGNORECASE)
_THERE = re.compile(
    r"(?:trên địa bàn(?: tỉnh)?|hiện nay|hiện|đến nay|lũy kế|tính đến|từ đầu năm đến|đến|hết"
    r"|theo báo cáo[^,]*,|như vậy)"
    r"(?!\w)[\s,]*(?=\S)",
    re.IGNORECASE,
)
_INCLUDING = re.compile(r"(?:,?\s*trong đó(?: có)?|bao gồm|gồm)\s+", re.IGNORECASE)


class Event(NamedTuple):
    """A clause in English, with its words in the article."""

    span: Span
    written: Written
    actor: str
    including: str = ""
    named: bool = True  # whether its own words name who acts


def find_events(
    source: Source, sentence_span: Span, facts: list[Fact], actor: str, taken: list[Span]
) -> Iterator[Event]:
    """Return the clauses of a sentence that hold numbers not yet told and can be rendered whole.

    `taken` are the words already told; `actor` is who acts where the sentence does not say.
    """
    told: list[Event] = []
    for piece in _pieces(source.text, sentence_span):
        parts = _Parts(source, sentence_span, piece, facts, taken)
        first, follows = 0, False
        while first < len(parts):
            last, event = parts.read(first, actor)
            if event and first and not event.named and not follows:
                event = None  # who acts was named in words that could not be rendered
            follows = event is not None
            if event and told and (joined := _join_including(told[-1], event)):
                told[-1] = joined
            elif event and not event.including:
                told.append(event)
                actor = event.actor
            first = last + 1
    yield from told


class _Parts:
    """What stands between the commas of a piece of a sentence."""

    def __init__(self, source: Source, whole: Span, piece: Span, facts: list[Fact], taken: list[Span]) -> None:
        self._source, self._whole, self._facts, self._taken = source, whole, facts, taken
        commas = [piece.start + match.end() for match in _COMMA.finditer(piece.of(source.text))]
        starts = [piece.start, *(comma for comma in commas if not source.inside_known(comma - 1))]
        ends = [*(start - 1 for start in starts[1:]), piece.end]
        self._spans = [Span(start, max(start, end)) for start, end in zip(starts, ends, strict=True)]

    def __len__(self) -> int:
        return len(self._spans)

    def read(self, first: int, actor: str) -> tuple[int, Event | None]:
        """Read as many parts as make one clause; return the last of them and the clause."""
        for last in range(len(self) - 1, first - 1, -1):
            words = trim(self._source.text, Span(self._spans[first].start, self._spans[last].end))
            if self._may_end(last) and not _CONFERENCE.search(words.of(self._source.text)):
                inside = self._within(words)
                if inside and all(_can_tell(fact, self._source.text) for fact in inside):
                    event = _read(self._source, self._whole, words, inside, actor)
                    if event:
                        return last, event
        return first, None

    def _within(self, span: Span) -> list[Fact]:
        return [fact for fact in self._facts if span.start <= fact.mention.start < span.end]

    def _may_end(self, last: int) -> bool:
        """Tell whether a clause may end here: on a number, before a clause and not amid a list of nouns."""
        if last + 1 == len(self):
            return True
        if not self._within(self._spans[last]):
            return False
        text = self._source.text
        rest = trim(text, Span(self._spans[last + 1].start, self._spans[-1].end))
        if any(rest.start <= span.start <= rest.start + 12 for span in self._taken):
            return True
        if (
            opens_with_predicate(rest.of(text))
            or _INCLUDING.match(text, rest.start, rest.end)
            or re.match(r"\D{0,12}\d", rest.of(text))
        ):
            return True
        if self._source.opens_with_verb(rest):
            return True
        office = load_lexicon().match_at(text, rest.start, "vi", "agency")
        return office is not None and self._source.opens_with_verb(Span(office.end, rest.end))


def _can_tell(fact: Fact, text: str) -> bool:
    """Tell whether a number may stand in a translated clause; growth needs its indicator, so it may not."""
    if fact.mention.unit == "%":
        if _OF_CAPACITY.match(text, fact.mention.end) or _NAMED_GROWTH.search(
            text[max(0, fact.mention.start - 30) : fact.mention.start]
        ):
            return True
        return fact.measure is None or fact.measure is Measure.LEVEL
    return fact.mention.unit not in {"pp", "x"}


def _pieces(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for match in re.finditer(r";|:(?=\s)|\n", text[span.start : span.end]):
        yield trim(text, Span(start, span.start + match.start()))
        start = span.start + match.end()
    yield trim(text, Span(start, span.end))


def _read(source: Source, whole: Span, piece: Span, facts: list[Fact], actor: str) -> Event | None:
    if _INCLUDING.match(source.text, piece.start, piece.end):
        return _read_included(source, piece, facts, facts[0].status or Status.ACTUAL, actor)
    body, aimed = _without_aim(source, piece)
    status = read_status(facts[0], source, whole)
    if aimed and status is Status.ACTUAL:
        status = Status.TARGET
    clause = source.clause(body)
    period = period_words(facts[0], source, whole)
    for subject, verb in _readings(clause, actor):
        words = _with_indicator(_sentence(subject, verb, status), source, whole, piece)
        if period and period.partition(" ")[2] not in words:
            words = f"{words} {period}"
        figures = [figure for fact in facts if (figure := _figure(fact, source.text, status))]
        return Event(piece, Written(sentence(words), figures, status), subject, named=subject != actor)
    return None


def _read_included(source: Source, piece: Span, facts: list[Fact], status: Status, actor: str) -> Event | None:
    """Read "trong đó có 1 sản phẩm …", which goes on with the clause before it."""
    lead = _INCLUDING.match(source.text, piece.start, piece.end)
    if not lead:
        return None
    noun = source.clause(Span(lead.end(), piece.end)).noun_phrase()
    if not noun:
        return None
    figures = [figure for fact in facts if (figure := _figure(fact, source.text, status))]
    return Event(piece, Written("", figures, status), actor, noun.en)


def _join_including(event: Event, further: Event) -> Event | None:
    """Join a clause with what it includes."""
    if not further.including:
        return None
    written = event.written
    statement = f"{written.statement.rstrip('.')}, including {further.including}."
    joined = Written(statement, [*written.figures, *further.written.figures], written.status)
    return Event(Span(event.span.start, further.span.end), joined, event.actor)


def _with_indicator(words: str, source: Source, whole: Span, piece: Span) -> str:
    """Say what grew where the clause leaves it to the one before: "recorded growth of 11%"."""
    if " growth of " not in words or whole.start == piece.start:
        return words
    begin = skip_openers(source, Span(whole.start, piece.start))
    first = source.clause(Span(begin, piece.start)).first_noun()
    return words.replace(" growth of ", f" {first} growth of ", 1) if first else words


def _without_aim(source: Source, piece: Span) -> tuple[Span, bool]:
    """Drop "Phấn đấu năm 2022" before what is aimed at."""
    text, aimed = source.text, False
    body = without_lead(text, piece)
    while True:
        period = next((item for item in source.known if item.kind == "period" and item.start == body.start), None)
        aim = _AIM.match(text, body.start, body.end)
        there = _THERE.match(text, body.start, body.end)
        if there and there.end() < body.end:
            body = trim(text, Span(there.end(), body.end))
        elif period and period.end < body.end:
            body = trim(text, Span(period.end, body.end))
        elif aim:
            body, aimed = trim(text, Span(aim.end(), body.end)), True
        else:
            return body, aimed


def _readings(clause: Clause, actor: str) -> Iterator[tuple[str, str]]:
    start = 1 if clause.keys[:1] == ("có",) else 0
    verb = clause.verb_phrase(0)
    if verb and not start:
        yield actor, verb.en
        return
    best: tuple[float, str, str] | None = None
    for end, noun in clause.noun_phrases(start).items():
        rest = clause.verb_phrase(end) if end < clause.size else None
        if rest and is_actor(noun.en) and (best is None or noun.cost + rest.cost < best[0]):
            best = (noun.cost + rest.cost, noun.en, rest.en)
    if best:
        yield actor if best[1] == "units" else best[1], best[2]
    elif verb:
        yield "the province" if start else actor, verb.en


def _sentence(subject: str, verb: str, status: Status) -> str:
    if status in {Status.TARGET, Status.FORECAST}:
        verb = verb.removeprefix("[[strive]] to ")
        aim = "aim" if is_plural(subject) else "aims"
        return f"{subject} {aim} to {inflect(verb, 'base')}"
    return f"{subject} {inflect(verb, 'past')}"


def _figure(fact: Fact, text: str, status: Status) -> Figure | None:
    nouns = load_lexicon().terms["count_noun"]
    counted = fact.mention.unit in nouns
    number = word_number(fact.mention, text[max(0, fact.mention.start - 20) : fact.mention.start], counted)
    if number is None:
        return None
    noun = nouns[fact.mention.unit].en[0] if counted else ""
    return Figure(
        indicator=noun or "amount",
        value=number.value,
        high=number.high,
        scale=number.scale,
        unit=pluralise(noun) if counted else number.unit,
        bound=fact.mention.bound.value,
        measure="count" if counted else "level",
        direction="",
        period=name_period(fact.period) if fact.period else "",
        base="",
        status="target"
        if status in {Status.TARGET, Status.FORECAST}
        else "estimate"
        if status is Status.ESTIMATE
        else "actual",
    )
