"""Writes the headline and the overview: the event, where and when, and the main figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.engines.offline.directives import is_actor
from summarizer.engines.offline.english import inflect, join, sentence
from summarizer.engines.offline.people import Person, read_person
from summarizer.engines.offline.source import Source, trim
from summarizer.engines.offline.wording import in_period, name_period, ordinal
from summarizer.facts import Period, parse_period
from summarizer.quantities.types import Kind, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.engines.offline.directives import Directive
    from summarizer.engines.offline.statements import Written

_CONFERENCE = re.compile(r"(?P<verb>(?:đã |vừa )?tổ chức)\s+(?P<what>hội nghị|hội thảo)(?!\w)", re.IGNORECASE)
_REVIEW = re.compile(r"(?:tổng kết|sơ kết|đánh giá)(?!\w)", re.IGNORECASE)
_TASKS = re.compile(r"triển khai(?: phương hướng,)?(?: kế hoạch,)? nhiệm vụ", re.IGNORECASE)
_ROUND = re.compile(r"lần thứ ([IVXLC]+|\d+)(?!\w)")
_HOSTS = re.compile(r"\s*(?:phối hợp với|phối hợp cùng|cùng)\s+", re.IGNORECASE)
_PLACE = re.compile(r"(?<!\w)tại\s+", re.IGNORECASE)
_CHAIR = re.compile(r"(?<!\w)chủ trì(?!\w)", re.IGNORECASE)
_ATTEND = re.compile(r"(?<!\w)(?:tới dự|tham dự|dự|đến dự)(?!\w)", re.IGNORECASE)
_MAIN = (
    "^exports?( turnover)?$",
    "^total export|export (?:turnover|value)$|exports? (?:turnover |value )?of the (?:province|region)$",
    "^the index of industrial",
    "^industrial production value",
    "retail",
    "import-export",
    "growth",
    "budget revenue",
    "^export",
    "",
)
_SENTENCES = 6  # the event is told at the head of an article


def write_headline(source: Source, achievements: Sequence[Written], targets: Sequence[Written]) -> str:
    """Write one line that tells what the article reports."""
    main = main_figure(achievements) or main_figure(targets)
    where = source.document.place or ""
    if main is None:
        return f"Industry and trade in {where}" if where else "Industry and trade report"
    if where and "region" not in main.brief:
        return f"{where}: {main.brief}"
    return main.brief[:1].upper() + main.brief[1:]


def main_figure(group: Sequence[Written]) -> Written | None:
    """Return the figure that matters most, exports first."""
    for pattern in _MAIN:
        for written in group:
            if written.brief and re.search(pattern, written.subject):
                return written
    return None


def write_overview(
    source: Source,
    achievements: Sequence[Written],
    targets: Sequence[Written],
    directives: Sequence[Directive],
) -> str:
    """Write two or three sentences: who, where, when, and the gist."""
    sentences = [_event(source) or _first_sentence(source) or _subject(source)]
    sentences += [main.statement for group in (achievements, targets) if (main := main_figure(group))]
    if len(sentences) < 3 and directives:
        issuers = [str(item.issuer) for item in directives if str(item.issuer)]
        if issuers:
            issuer = max(issuers, key=issuers.count)
            sentences.append(sentence(f"{issuer}{',' if ',' in issuer else ''} gave instructions to the sector"))
    return " ".join(sentences)


def _subject(source: Source) -> str:
    where = f" in {source.document.place}" if source.document.place else " in the province"
    return f"The article reports on industry and trade{where}."


def _head(source: Source) -> list[Span]:
    spans = [span for paragraph in source.document.paragraphs for span in source.sentences(paragraph)]
    return spans[:_SENTENCES]


def _event(source: Source) -> str:
    """Write who held which conference, when and where, and who led or attended it."""
    head = _head(source)
    for number, words in enumerate(head):
        match = _CONFERENCE.search(source.text, words.start, words.end)
        if not match:
            continue
        hosts = _hosts(source, Span(words.start, match.start("verb")))
        purpose = _purpose(source, Span(match.end(), words.end))
        if not hosts or not purpose:
            continue
        when = _date(source, Span(words.start, match.start()))
        where = _place(source, Span(words.start, words.end))
        held = " ".join(
            word for word in (f"{when}{where}".strip() + "," if when or where else "", hosts, "held", purpose) if word
        )
        return " ".join([sentence(held), *_people(source, head[number : number + 3], words, match.end())])
    return ""


def _hosts(source: Source, span: Span) -> str:
    """Read who holds it: "Bộ Công Thương phối hợp với UBND tỉnh"."""
    text = source.text
    start = max([span.start, *(span.start + m.end() for m in re.finditer(r"[,:]\s+", span.of(text)))])
    names = []
    for part in _HOSTS.split(text[start : span.end]):
        at = text.index(part, start, span.end) if part else start
        noun = source.clause(trim(text, Span(at, at + len(part)))).noun_phrase() if part.strip() else None
        if noun is None:
            return ""
        names.append(noun.en)
    return join(names)


def _purpose(source: Source, span: Span) -> str:
    text = source.text
    review, tasks = _REVIEW.search(text, span.start, span.end), _TASKS.search(text, span.start, span.end)
    aims = []
    if review:
        limit = tasks.start() if tasks else span.end
        period = _period_in(source, Span(review.end(), limit))
        aims.append(f"review its work {in_period(period)}" if period else "review its work")
    if tasks:
        period = _period_in(source, Span(tasks.end(), span.end))
        aims.append(f"set out its tasks for {name_period(period)}" if period else "set out its tasks")
    if aims:
        return f"a conference to {join(aims)}"
    return _named_conference(source, span)


def _named_conference(source: Source, span: Span) -> str:
    """Read "Hội nghị ngành Công Thương 28 tỉnh, thành phố khu vực phía Bắc lần thứ VIII"."""
    text = source.text
    turn = _ROUND.search(text, span.start, span.end)
    stop = turn.start() if turn else span.end
    noun = source.clause(trim(text, Span(span.start, stop))).noun_phrase()
    if noun is None:
        return ""
    return f"the {ordinal(turn[1])} conference of {noun.en}" if turn else f"a conference of {noun.en}"


def _period_in(source: Source, span: Span) -> Period | None:
    for mention in source.mentions:
        if span.start <= mention.start < span.end and mention.kind is Kind.PERIOD and mention.iso:
            return parse_period(mention.iso)
    return None


def _date(source: Source, span: Span) -> str:
    for mention in source.mentions:
        if span.start <= mention.start < span.end and mention.kind is Kind.DATE and mention.iso:
            period = parse_period(mention.iso)
            if period:
                return in_period(period.in_year(_year_of(source.document.published, period)))
    return ""


def _year_of(published: str | None, period: Period) -> int | None:
    """Return the year of a day without one: the last such day before the article was published."""
    if not published or period.first_month is None:
        return None
    year = int(published[:4])
    month = int(published[5:7]) if len(published) >= 7 else 12
    return year if period.first_month <= month else year - 1


def _place(source: Source, span: Span) -> str:
    for match in _PLACE.finditer(source.text, span.start, span.end):
        known = next((item for item in source.known if item.start == match.end() and item.kind == "name"), None)
        if known:
            return f" in {known.en}"
    return ""


def _people(source: Source, sentences: Sequence[Span], event: Span, after: int) -> list[str]:
    chairs: list[Person] = []
    guests: list[Person] = []
    for words in sentences:
        start = after if words == event else words.start
        text = source.text[start : words.end]
        people = [
            person
            for part in re.split(r"[;:]|(?=(?<!\w)(?:đồng chí|ông|bà) )", text)
            if (person := read_person(part)).name
        ]
        if _CHAIR.search(text):
            chairs += people
        elif _ATTEND.search(text) and people:
            guests += people
    told = []
    if chairs:
        told.append(f"It was chaired by {_names(chairs[:3])}.")
    elif guests:
        told.append(f"It was attended by {_names(guests[:2])}.")
    return told


def _names(people: Sequence[Person]) -> str:
    return str(people[0]) if len(people) == 1 else "; ".join([*map(str, people[:-1]), f"and {people[-1]}"])


def _first_sentence(source: Source) -> str:
    """Translate the first sentence where it says what an authority has done."""
    for words in _head(source)[:2]:
        clause = source.clause(trim(source.text, words))
        best: tuple[float, str, str] | None = None
        for end, noun in clause.noun_phrases(0).items():
            verb = clause.verb_phrase(end) if end < clause.size else None
            if verb and is_actor(noun.en) and (best is None or noun.cost + verb.cost < best[0]):
                best = (noun.cost + verb.cost, noun.en, verb.en)
        if best:
            return sentence(f"{best[1]} {inflect(best[2], 'past')}")
    return ""
