"""Writes clauses that count things ("selected 50 products", "two more clusters to open") by translating them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from summarizer.engines.offline.directives import is_actor, without_lead
from summarizer.engines.offline.english import inflect, is_plural, pluralise, sentence
from summarizer.engines.offline.source import Source, trim
from summarizer.engines.offline.statements import Written, read_status
from summarizer.engines.offline.wording import in_period, name_period, word_number
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
_CONFERENCE = re.compile(r"(?<!\w)(?:hội nghị|hội thảo|tham dự|buổi làm việc)(?!\w)", re.IGNORECASE)
_INCLUDING = re.compile(r"(?:,?\s*trong đó(?: có)?|bao gồm|gồm)\s+", re.IGNORECASE)
_EXISTS = re.compile(r"(?:hiện |hiện nay |đến nay |toàn tỉnh |trên địa bàn )*(?:đã )?có\s+", re.IGNORECASE)


class Event(NamedTuple):
    """A clause in English, with its words in the article."""

    span: Span
    written: Written
    actor: str
    including: str = ""


def find_events(source: Source, sentence_span: Span, facts: list[Fact], actor: str) -> Iterator[Event]:
    """Return the clauses of a sentence that hold numbers not yet told and can be rendered whole."""
    told: list[Event] = []
    for piece in _pieces(source.text, sentence_span):
        starts = [piece.start, *(piece.start + m.end() for m in _COMMA.finditer(piece.of(source.text)))]
        ends = [*(start - 1 for start in starts[1:]), piece.end]
        first = 0
        while first < len(starts):
            last, event = _longest(source, sentence_span, starts, ends, first, facts, actor)
            if event and told and (joined := _join_including(source, told[-1], event)):
                told[-1] = joined
            elif event and not event.including:
                told.append(event)
                actor = event.actor
            first = last + 1
    yield from told


def _longest(
    source: Source, whole: Span, starts: list[int], ends: list[int], first: int, facts: list[Fact], actor: str
) -> tuple[int, Event | None]:
    """Read as many parts between commas as make one clause; return the last part and the clause."""
    for last in range(len(starts) - 1, first - 1, -1):
        part = trim(source.text, Span(starts[first], max(ends[last], starts[first])))
        inside = [fact for fact in facts if part.start <= fact.mention.start < part.end]
        if last + 1 < len(starts) and not _goes_on(source, Span(starts[last + 1], ends[-1])):
            continue
        ends_on_fact = any(
            starts[last] <= fact.mention.start < max(ends[last], starts[last]) for fact in inside
        )
        if (
            ends_on_fact
            and not _CONFERENCE.search(part.of(source.text))
            and all(_can_tell(fact) for fact in inside)
            and (event := _read(source, whole, part, inside, actor))
        ):
            return last, event
    return first, None


def _goes_on(source: Source, rest: Span) -> bool:
    """Tell whether what follows a comma is a clause of its own, not more of a list of nouns."""
    rest = trim(source.text, rest)
    lead = _INCLUDING.match(source.text, rest.start, rest.end)
    return bool(lead) or source.opens_with_verb(rest) or bool(re.match(r"\D{0,12}\d", rest.of(source.text)))


def _can_tell(fact: Fact) -> bool:
    """Tell whether a number may stand in a translated clause; growth needs its indicator, so it may not."""
    if fact.mention.unit == "%":
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
    until = source.is_until(whole, name_period(facts[0].period)) if facts[0].period else False
    period = in_period(facts[0].period, until) if facts[0].period else ""
    for subject, verb in _readings(clause, actor):
        words = _sentence(subject, verb, status)
        if period and name_period(facts[0].period) not in words:  # type: ignore[arg-type]
            words = f"{words} {period}"
        figures = [figure for fact in facts if (figure := _figure(fact, source.text, status))]
        return Event(piece, Written(sentence(words), figures, status), subject)
    return None


def _read_included(
    source: Source, piece: Span, facts: list[Fact], status: Status, actor: str
) -> Event | None:
    """Read "trong đó có 1 sản phẩm …", which goes on with the clause before it."""
    lead = _INCLUDING.match(source.text, piece.start, piece.end)
    if not lead:
        return None
    noun = source.clause(Span(lead.end(), piece.end)).noun_phrase()
    if not noun:
        return None
    figures = [figure for fact in facts if (figure := _figure(fact, source.text, status))]
    return Event(piece, Written("", figures, status), actor, noun.en)


def _join_including(source: Source, event: Event, further: Event) -> Event | None:
    """Join a clause with what it includes."""
    if not further.including:
        return None
    written = event.written
    statement = f"{written.statement.rstrip('.')}, including {further.including}."
    joined = Written(statement, [*written.figures, *further.written.figures], written.status)
    return Event(Span(event.span.start, further.span.end), joined, event.actor)


def _without_aim(source: Source, piece: Span) -> tuple[Span, bool]:
    """Drop "Phấn đấu năm 2022" before what is aimed at."""
    text, aimed = source.text, False
    body = without_lead(text, piece)
    while True:
        period = next(
            (item for item in source.known if item.kind == "period" and item.start == body.start), None
        )
        aim = _AIM.match(text, body.start, body.end)
        if period and period.end < body.end:
            body = trim(text, Span(period.end, body.end))
        elif aim:
            body, aimed = trim(text, Span(aim.end(), body.end)), True
        else:
            return body, aimed


def _readings(clause: Clause, actor: str) -> Iterator[tuple[str, str]]:
    verb = clause.verb_phrase(0)
    if verb:
        yield actor, verb.en
        return
    best: tuple[float, str, str] | None = None
    for end, noun in clause.noun_phrases(0).items():
        rest = clause.verb_phrase(end) if end < clause.size else None
        if rest and is_actor(noun.en) and (best is None or noun.cost + rest.cost < best[0]):
            best = (noun.cost + rest.cost, noun.en, rest.en)
    if best:
        yield best[1], best[2]


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
