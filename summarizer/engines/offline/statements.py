"""Writes the numbers of one subject as one English sentence, and takes them apart as figures."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from summarizer.engines.offline.english import is_plural, join, pluralise, sentence
from summarizer.engines.offline.wording import Number, in_period, name_period, word_number
from summarizer.facts import Base, Direction, Measure, Status
from summarizer.lexicon import load_lexicon
from summarizer.models import Figure
from summarizer.quantities.types import Span

if TYPE_CHECKING:
    from summarizer.engines.offline.source import Source
    from summarizer.engines.offline.subjects import Series
    from summarizer.facts import Fact
    from summarizer.models import MeasureName, StatusName

_BASES = {
    Base.YEAR_BEFORE: "year on year",
    Base.MONTH_BEFORE: "from the previous month",
    Base.QUARTER_BEFORE: "from the previous quarter",
    Base.YEAR_START: "from the start of the year",
    Base.PLAN: "",
}
_LEVELS_OF_BASE = {
    Base.YEAR_BEFORE: "the year-earlier level",
    Base.MONTH_BEFORE: "the previous month's level",
    Base.QUARTER_BEFORE: "the previous quarter's level",
    Base.PLAN: "the plan",
}
_FIGURE_MEASURES: dict[Measure, MeasureName] = {
    Measure.LEVEL: "level",
    Measure.GROWTH: "growth",
    Measure.DIFFERENCE: "growth",
    Measure.MULTIPLE: "growth",
    Measure.SHARE: "share",
    Measure.RATIO: "share",
    Measure.PLAN_COMPLETION: "plan_completion",
    Measure.OVER_PLAN: "plan_completion",
    Measure.COUNT: "count",
}
_AIMS = {Status.TARGET: "targeted", Status.FORECAST: "forecast"}
_RATE = re.compile(r"\b(?:rate|share|ratio|proportion|growth|percentage|capacity)\b")
_ESTIMATED = re.compile(r"(?<!\w)ước", re.IGNORECASE)
_CHANGE = re.compile(
    r"(?<!\w)(tăng|giảm)(?: trưởng)?"
    r"(?:\s+(?:từ|trên|hơn|gần|khoảng|ít nhất|tối thiểu|không dưới|thêm|mạnh|nhẹ))*\s*$",
    re.IGNORECASE,
)
_BALANCES = ("the trade ", "exports", "imports")
_REACHES = re.compile(
    r"(?<!\w)(?:đạt|là|không dưới|không quá|ở mức)\s*(?:(?:từ|trên|hơn|gần|khoảng)\s*)?$", re.IGNORECASE
)
_TURNED = re.compile(r"(?:lên|xuống|xuống còn|còn|lên tới|lên đến)\s*$", re.IGNORECASE)
_TO_LEVEL = re.compile(r"\s*(?:lên|xuống|còn)(?!\w)")
_BARE_BOUND = re.compile(r"^(?:about|at least|more than|less than|at most|nearly) ")


class Written(NamedTuple):
    """A sentence with its figures and its status; `brief` and `subject` serve the headline."""

    statement: str
    figures: list[Figure]
    status: Status
    subject: str = ""
    brief: str = ""


class _Part(NamedTuple):
    fact: Fact
    number: Number
    measure: Measure
    turned: bool = False


def write_series(series: Series, source: Source, sentence_span: Span, base_lead: str = "") -> Written | None:
    """Write a series; `None` where no number of it can be worded safely."""
    subject, text = series.subject.en, source.text
    parts = [part for fact in series.facts if (part := _part(fact, text, subject))]
    if not parts:
        return None
    status = _status(series, parts, source, sentence_span)
    main, rest = parts[0], _in_order(parts[1:])
    period = period_words(main.fact, source, sentence_span)
    clause = _main_clause(subject, main, status, base_lead, rest, period)
    if clause is None:
        return None
    said = [clause if period in clause else f"{clause} {period}".rstrip()]
    if main.measure is Measure.GROWTH and not clause.endswith("%") and period:
        said = [clause]
    down: bool | None = None
    told = [main, *(part for part in rest if _parallel(main, part) or part.turned)]
    for part in _unsaid(main, rest):
        turned = down is not None and part.measure is Measure.GROWTH and down != _falls(part)
        down = _falls(part) if part.measure is Measure.GROWTH else down
        if words := _further(part, base_lead):
            said.append(f"{'but ' if turned else ''}{words}")
            told.append(part)
    if series.plan:
        said.append(series.plan)
    lead = f"{series.subject.place}, " if series.subject.place else ""
    figures = [_figure(part, subject, status) for part in told]
    brief = (
        "" if series.subject.place or subject == "the whole country" else _brief(subject, main, rest, status, period)
    )
    return Written(sentence(lead + _joined(said)), figures, status, subject, brief)


def _brief(subject: str, main: _Part, rest: list[_Part], status: Status, period: str) -> str:
    """Return a line for the headline: "export turnover at USD 3.76 billion in 2020, up 1.6%"."""
    subject = subject.removeprefix("the ")
    if main.measure is Measure.GROWTH:
        amount = _by(main.number)
        if status in {Status.TARGET, Status.FORECAST}:
            return f"{subject} {_AIMS[status]} to grow {amount} {period}".rstrip()
        return f"{subject} {'down' if _falls(main) else 'up'} {amount} {period}".rstrip()
    if main.measure is not Measure.LEVEL:
        return ""
    if status in {Status.TARGET, Status.FORECAST}:
        return f"{subject} {_AIMS[status]} to reach {main.number.en} {period}".rstrip()
    verb = "estimated at" if status is Status.ESTIMATE else "at"
    change = next((part for part in rest if part.measure is Measure.GROWTH), None)
    moved = f", {'down' if _falls(change) else 'up'} {_by(change.number)}" if change else ""
    return f"{subject} {verb} {main.number.en} {period}".rstrip() + moved


def _in_order(rest: list[_Part]) -> list[_Part]:
    """Tell growth before shares and plans."""
    return sorted(rest, key=lambda part: part.measure not in {Measure.GROWTH, Measure.MULTIPLE})


def _part(fact: Fact, text: str, subject: str) -> _Part | None:
    """Word one number; `None` where it is not sure what it measures."""
    before = text[max(0, fact.mention.start - 30) : fact.mention.start]
    counted = fact.mention.unit in load_lexicon().terms["count_noun"]
    number = word_number(fact.mention, before, counted)
    fact = _with_change(fact, before, text)
    measure = _measure(fact, before, subject)
    if number is None or measure is None:
        return None
    if counted:
        noun = pluralise(load_lexicon().terms["count_noun"][fact.mention.unit].en[0])
        number = replace(number, bare=f"{number.bare} {noun}", en=f"{number.en} {noun}", unit=noun)
    return _Part(fact, number, measure, bool(_TURNED.search(before)))


def _with_change(fact: Fact, before: str, text: str) -> Fact:
    """Trust the word right before a percentage: "tăng từ 16% trở lên" is a change."""
    change = _CHANGE.search(before)
    if not change or fact.mention.unit != "%" or _TO_LEVEL.match(text, fact.mention.end):
        return fact
    if fact.measure not in {Measure.LEVEL, None}:
        return fact
    direction = Direction.DOWN if change[1].casefold() == "giảm" else Direction.UP
    return replace(fact, measure=Measure.GROWTH, direction=fact.direction or direction)


def _measure(fact: Fact, before: str, subject: str) -> Measure | None:
    """Return what a number measures; a percentage is a level only of a rate or share."""
    rate = bool(_RATE.search(subject))
    if fact.mention.unit == "%":
        if fact.measure in {Measure.LEVEL, Measure.SHARE, None}:
            return Measure.LEVEL if rate else Measure.SHARE if fact.measure is Measure.SHARE else None
        return fact.measure
    if fact.measure is None and (_REACHES.search(before) or subject.startswith(_BALANCES)):
        return Measure.LEVEL
    return fact.measure


def read_status(fact: Fact, source: Source, sentence_span: Span) -> Status:
    """Return whether a number is a result or a wish; a heading decides where its sentence does not."""
    if fact.status_said and fact.status:
        return fact.status
    if (
        fact.status is None
        and fact.period
        and fact.period.last_year
        and not _is_over(fact, source.document.published or "")
    ):
        return Status.TARGET  # "Giai đoạn 2024-2025, … đạt từ 70% trở lên"
    return source.heading_status(sentence_span) or fact.status or Status.ACTUAL


def _is_over(fact: Fact, published: str) -> bool:
    """Tell whether the period was over when the article was published."""
    year = fact.period.last_year or fact.period.year if fact.period else None
    return bool(year and published and year < int(published[:4]))


def _status(series: Series, parts: list[_Part], source: Source, sentence_span: Span) -> Status:
    text, published = source.text, source.document.published or ""
    status = read_status(parts[0].fact, source, sentence_span)
    before = text[series.subject.span.end : parts[0].fact.mention.start]
    if _ESTIMATED.search(before):
        return Status.ESTIMATE
    if status is Status.TARGET and not parts[0].fact.status_said and _is_over(parts[0].fact, published):
        return Status.ACTUAL
    exceeded = series.plan or any(part.measure is Measure.OVER_PLAN for part in parts)
    return Status.ACTUAL if exceeded and status is Status.TARGET else status


def _main_clause(
    subject: str, part: _Part, status: Status, base_lead: str, rest: list[_Part], period: str
) -> str | None:
    if part.measure is Measure.LEVEL:
        return _level_clause(subject, part, status, rest)
    if part.measure is Measure.GROWTH and subject == "the whole country":
        aimed = status in {Status.TARGET, Status.FORECAST}
        return f"the national increase {f'is {_AIMS[status]} at' if aimed else 'was'} {part.number.en} {period}"
    if part.measure is Measure.GROWTH:
        return _growth_clause(subject, part, status, base_lead, rest, period)
    if status in {Status.TARGET, Status.FORECAST}:
        return None
    was = "were" if is_plural(subject) else "was"
    if part.measure is Measure.SHARE:
        return f"{subject} accounted for {part.number.en} of {_whole(part.fact)}"
    if part.measure is Measure.PLAN_COMPLETION:
        return f"{subject} {was} {part.number.en} of the plan"
    if part.measure is Measure.MULTIPLE and part.fact.base in _LEVELS_OF_BASE:
        return f"{subject} {was} {part.number.en} {_LEVELS_OF_BASE[part.fact.base]}"
    return None


def _level_clause(subject: str, part: _Part, status: Status, rest: list[_Part]) -> str:
    be = "are" if is_plural(subject) else "is"
    if not (other := _turn(rest)):
        return f"{subject} {_level_verb(status, be, part)} {part.number.en}"
    falls = _below(other, part)
    verb = "fell" if falls else "rose"
    if status in {Status.TARGET, Status.FORECAST}:
        verb = f"{be} {_AIMS[status]} to {'fall' if falls else 'rise'}"
    return f"{subject} {verb} from {part.number.en} to {other.number.en}"


def _turn(rest: list[_Part]) -> _Part | None:
    """Return the second level of "giảm từ 12% xuống còn 9,8%"."""
    return next((other for other in rest if other.turned and other.measure is Measure.LEVEL), None)


def _below(one: _Part, other: _Part) -> bool:
    low, high = one.fact.mention.value, other.fact.mention.value
    return low is not None and high is not None and low < high


def _level_verb(status: Status, be: str, part: _Part) -> str:
    was = "were" if be == "are" else "was"
    if status is Status.ESTIMATE:
        return f"{was} estimated at"
    if status is Status.TARGET:
        return f"{be} targeted to reach"
    if status is Status.FORECAST:
        return f"{be} forecast to reach"
    if part.number.unit == "%":
        return was if part.number.en.startswith("at ") else "stood at"
    return "reached"


def _growth_clause(subject: str, part: _Part, status: Status, base_lead: str, rest: list[_Part], period: str) -> str:
    be, down = "are" if is_plural(subject) else "is", _falls(part)
    amount = _by(part.number)
    base = _base(part.fact, base_lead)
    more = [f"{_by(p.number)} {_base(p.fact, base_lead)}".rstrip() for p in rest if _parallel(part, p)]
    if base.startswith("on ") and period and not more:
        amount, base, period = f"{amount} {period}", f"compared with {base[3:]}", ""
    amounts = join([" ".join(word for word in (amount, base) if word), *more])
    if status is Status.ESTIMATE:
        was = "were" if be == "are" else "was"
        verb = f"{was} estimated to have {'fallen' if down else 'risen'}"
    elif status in {Status.TARGET, Status.FORECAST}:
        aim = "targeted" if status is Status.TARGET else "forecast"
        verb = f"{be} {aim} to {'fall' if down else 'grow'}"
    else:
        verb = "fell" if down else "rose"
    if part.fact.direction is Direction.UNCHANGED:
        return f"{subject} was unchanged {base}".rstrip()
    return " ".join(word for word in (subject, verb, amounts, period) if word)


def _falls(part: _Part) -> bool:
    return part.fact.direction is Direction.DOWN


def _parallel(main: _Part, other: _Part) -> bool:
    """Tell whether a second growth can share the first one's verb."""
    return (
        main.measure is Measure.GROWTH
        and other.measure is Measure.GROWTH
        and main.fact.direction == other.fact.direction
        and main.fact.base != other.fact.base
    )


def _unsaid(main: _Part, rest: list[_Part]) -> list[_Part]:
    return [part for part in rest if not _parallel(main, part) and not part.turned]


def _further(part: _Part, base_lead: str) -> str:
    """Word a number that follows the first one."""
    fact, en = part.fact, part.number.en
    if part.measure in {Measure.GROWTH, Measure.DIFFERENCE}:
        word = "down" if fact.direction is Direction.DOWN else "up"
        by = "by " if _BARE_BOUND.match(en) else ""
        return f"{word} {by}{en} {_base(fact, base_lead)}".rstrip()
    if part.measure is Measure.RATIO and fact.base in _LEVELS_OF_BASE:
        return f"equal to {en} of {_LEVELS_OF_BASE[fact.base]}"
    if part.measure is Measure.SHARE:
        return f"accounting for {en} of {_whole(fact)}"
    if part.measure is Measure.PLAN_COMPLETION:
        return f"or {en} of the plan"
    if part.measure is Measure.OVER_PLAN:
        return f"exceeding the plan by {en}"
    if part.measure is Measure.MULTIPLE:
        level = _LEVELS_OF_BASE.get(fact.base) if fact.base else None
        return f"{en} {level}" if level else f"a {part.number.value}-fold increase"
    return ""


def _by(number: Number) -> str:
    return f"by {number.en}" if _BARE_BOUND.match(number.en) else number.en


def _joined(said: list[str]) -> str:
    """Join what follows the main clause; a second growth shares the first one's "up"."""
    words = said[0]
    for before, after in pairwise(said):
        word = after.split(" ")[0]
        if word in {"up", "down"} and before.split(" ")[0] == word:
            words += f" and{after.removeprefix(word)}"
        else:
            words += f", {after}"
    return words


def _base(fact: Fact, base_lead: str) -> str:
    if fact.base_period and (name := name_period(fact.base_period)):
        if fact.base is Base.YEAR_START:
            return f"from the end of {name}"
        part_of_year = fact.period is not None and not fact.period.whole_year and fact.base_period.whole_year
        return f"on the same period of {name}" if part_of_year else f"on {name}"
    if fact.base:
        return _BASES[fact.base]
    return base_lead


def _whole(fact: Fact) -> str:
    terms = load_lexicon().terms["indicator"]
    for topic in fact.whole:
        for name in sorted(topic.ids):
            if name in terms:
                return terms[name].en[0]
    return "the total"


def period_words(fact: Fact, source: Source, sentence_span: Span) -> str:
    """Return when a number holds: "in 2021", "by the end of June"."""
    if fact.period is None or (fact.period.day is not None and not fact.period_said):
        return ""  # the day of the conference is not the period of its figures
    within = Span(source.paragraph_start(sentence_span), sentence_span.end)
    return in_period(fact.period, source.is_until(within, name_period(fact.period)))


def _figure(part: _Part, subject: str, status: Status) -> Figure:
    fact, number = part.fact, part.number
    growth = part.measure in {Measure.GROWTH, Measure.DIFFERENCE, Measure.MULTIPLE}
    base = re.sub(r"^(?:on|from) ", "", _base(fact, ""))
    statuses: dict[Status, StatusName] = {Status.ACTUAL: "actual", Status.ESTIMATE: "estimate"}
    return Figure(
        indicator=re.sub(r"^the | \([A-Z]+\)", "", subject),
        value=number.value,
        high=number.high,
        scale=number.scale,
        unit=number.unit,
        bound=fact.mention.bound.value,
        measure=_FIGURE_MEASURES[part.measure],
        direction=(fact.direction.value if fact.direction else "") if growth else "",
        period=name_period(fact.period) if fact.period else "",
        base=base if growth else "",
        status=statuses.get(status, "target"),
    )
