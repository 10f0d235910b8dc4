"""Reads what a text says about each of its numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from summarizer.facts.periods import Period, parse_period
from summarizer.facts.segments import clause_ends, split_sentences
from summarizer.facts.tables import Cues, Phrases, load_cues
from summarizer.facts.topics import find_topics
from summarizer.facts.types import Base, ChangeEnd, Direction, Fact, Measure, Status, Topic, TopicClass
from summarizer.quantities import find_mentions, unit_dimension
from summarizer.quantities.types import Bound, Kind, Mention, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.lexicon import Language, TermMatch

_Placed = TypeVar("_Placed", bound="Mention | Topic | _Cue")


_JUDGED = frozenset({Kind.QUANTITY, Kind.ORDINAL})
_BOUND_WORDS = frozenset({"more", "less", "fewer", "above", "below", "over"})
_RATES = frozenset({"%", "pp", "x", "‰"})
_PART_WORDS = frozenset(
    {"of", "of the", "of its", "of a", "out of", "out of the", "of some", "trong", "trong tổng số", "trên"}
)
_STATUS_REACH = 48  # characters behind a number in which "is planned", "will be" speak of it
_WISHES = frozenset({Status.TARGET, Status.FORECAST})
_LIST_MARKS = frozenset("-+•*–·")
_JOINING = frozenset({"and", "to", "through", "until", "-", "–"})
_JOIN_LEADS = frozenset({"between", "from", "during"})
_NEAR = 3  # characters between a number and words that belong to it


class _Cue(NamedTuple):
    """A word that tells a role: where, which value, and how far it speaks."""

    start: int
    end: int
    id: str
    reach: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with what stands in it, all in order."""

    span: Span
    ends: tuple[int, ...]
    mentions: tuple[Mention, ...]
    topics: tuple[Topic, ...]
    cues: dict[str, tuple[_Cue, ...]]

    def clause(self, offset: int) -> Span:
        """Return the clause around an offset."""
        start = max((end for end in self.ends if end <= offset), default=self.span.start)
        return Span(start, min((end for end in self.ends if end > offset), default=self.span.end))

    def cues_in(self, role: str, span: Span) -> list[_Cue]:
        """Return the cues of a role within a span."""
        return [cue for cue in self.cues[role] if span.start <= cue.start and cue.end <= span.end]

    def topics_in(self, span: Span) -> tuple[Topic, ...]:
        """Return the topics within a span."""
        return tuple(topic for topic in self.topics if span.start <= topic.start and topic.end <= span.end)


@dataclass(frozen=True, slots=True)
class Text:
    """A whole text, read once."""

    text: str
    lang: Language
    mentions: tuple[Mention, ...]
    sentences: tuple[Sentence, ...]


@lru_cache(maxsize=8)
def read_text(text: str, lang: Language) -> Text:
    """Split a text into sentences with their mentions, topics and cues."""
    cues = load_cues(lang)
    mentions = find_mentions(text, lang)
    found = {role: _find_cues(text, cues, role) for role in cues.roles}
    topics = _own_topics(find_topics(text, lang), mentions, found)
    long_terms = _Covered([(topic.start, topic.end) for topic in topics if topic.kind is not TopicClass.WORD])
    sentences = []
    for span in split_sentences(text, mentions, cues.frame.abbreviations):
        sentences.append(
            Sentence(
                span,
                tuple(end for end in clause_ends(text, span, mentions) if not long_terms(end - 1)),
                tuple(_within(mentions, span)),
                tuple(_within(topics, span)),
                {role: tuple(_within(of_role, span)) for role, of_role in found.items()},
            )
        )
    return Text(text, lang, tuple(mentions), tuple(sentences))


def _own_topics(topics: list[Topic], mentions: list[Mention], cues: dict[str, list[_Cue]]) -> list[Topic]:
    """Leave out topics that are a cue, a part of a date or of a base, or but a syllable of another word."""
    spans = {(cue.start, cue.end) for of_role in cues.values() for cue in of_role if cue.id != Measure.LEVEL}
    taken = _Covered(
        [*((m.start, m.end) for m in mentions if m.iso), *((cue.start, cue.end) for cue in cues["base"])]
    )
    behind = {mention.end + gap for mention in mentions for gap in (0, 1)}
    return [
        topic
        for topic in topics
        if (topic.start, topic.end) not in spans
        and not taken(topic.start)
        and (not topic.chance or topic.start in behind)
    ]


class _Covered:
    """Tells whether an offset lies within one of some spans."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._offsets = {offset for start, end in spans for offset in range(start, end)}

    def __call__(self, offset: int) -> bool:
        return offset in self._offsets


def _within(things: Sequence[_Placed], span: Span) -> list[_Placed]:
    return [thing for thing in things if span.start <= thing.start < span.end]


def _find_cues(text: str, cues: Cues, role: str) -> list[_Cue]:
    found = [_make_cue(match) for match in cues.roles[role].find(text)]
    if role == "status" and cues.frame.past:
        taken = _Covered([(cue.start, cue.end) for cue in found])
        past = (m for m in cues.frame.past.finditer(text) if not taken(m.start()))
        found += [_Cue(m.start(), m.end(), Status.ACTUAL, "clause") for m in past]
    return sorted(found)


def _make_cue(match: TermMatch) -> _Cue:
    return _Cue(match.start, match.end, match.terms[0].id, match.terms[0].note)


def find_facts(text: str, lang: Language = "vi") -> list[Fact]:
    """Return what the text says about each quantity in it, in order; dates and identifiers have no fact."""
    return list(_find_facts(text, lang))


@lru_cache(maxsize=8)
def _find_facts(text: str, lang: Language) -> tuple[Fact, ...]:
    reader = _Reader(read_text(text, lang))
    return tuple(fact for sentence in reader.source.sentences for fact in reader.read(sentence))


class _Reader:
    """Walks through the sentences and carries subject, period and status from one to the next."""

    def __init__(self, source: Text) -> None:
        self.source = source
        self.text = source.text
        self.frame = load_cues(source.lang).frame
        self._year = _first_year(source)
        self._period: Period | None = None
        self._status: Status | None = None
        self._announced: Status | None = None
        self._subject: tuple[Topic, ...] = ()

    def read(self, sentence: Sentence) -> list[Fact]:
        """Return the facts of one sentence."""
        self._open(sentence)
        facts: list[Fact] = []
        context: tuple[Topic, ...] = self._subject
        last_end = sentence.span.start
        for mention in sentence.mentions:
            if mention.kind not in _JUDGED:
                continue
            clause = sentence.clause(mention.start)
            before = Span(max(last_end, clause.start), mention.start)
            between = sentence.topics_in(Span(min(last_end, before.start), before.start))
            passed = tuple(t for t in between if not facts or t not in facts[-1].whole)
            context = _replace_topics(context, self._without_asides(sentence, passed))
            fact = self._fact(sentence, clause, before, mention, context)
            facts.append(fact)
            last_end = self._own_end(sentence, mention)
            nouns = tuple(topic for topic in fact.whole if topic.end <= last_end)
            context = _replace_topics(context, (*fact.topics, *nouns))
        self._close(sentence)
        return facts

    def _open(self, sentence: Sentence) -> None:
        """A new paragraph forgets the subject and the status of the one before, unless it is an item of a list."""
        new_line = "\n" in self.text[max(0, sentence.span.start - 1) : sentence.span.start + 1]
        listed = sentence.span.of(self.text).lstrip()[:1] in _LIST_MARKS
        if new_line and not listed:
            self._subject = ()
        if not listed:
            self._status = self._announced
        self._announced = None

    def _close(self, sentence: Sentence) -> None:
        topics = tuple(topic for topic in sentence.topics if topic.kind is not TopicClass.WORD)
        first = next((m.start for m in sentence.mentions if m.kind is Kind.QUANTITY), sentence.span.end)
        self._subject = tuple(topic for topic in topics if topic.end <= first) or self._subject
        periods = [p for m in sentence.mentions if (p := self._period_of(sentence, m))]
        if periods:
            self._period = periods[0]
            self._year = periods[0].year or self._year
        self._announced = self._opening_status(sentence)

    def _opening_status(self, sentence: Sentence) -> Status | None:
        """Return the status that a sentence with a colon at its end sets for the list after it."""
        if not sentence.span.of(self.text).rstrip().endswith(":"):
            return None
        wishes = [cue for cue in sentence.cues["status"] if cue.id in (Status.TARGET, Status.FORECAST)]
        return Status(wishes[-1].id) if wishes else None

    def _fact(
        self, sentence: Sentence, clause: Span, before: Span, mention: Mention, context: tuple[Topic, ...]
    ) -> Fact:
        after = Span(mention.end, self._after_end(sentence, clause, mention))
        measure = self._measure(sentence, before, after, mention)
        base, base_period = self._base(sentence, clause, mention)
        period, said = self._period_for(sentence, clause, mention)
        status, status_said = self._status_for(sentence, before, mention, clause)
        topics = sentence.topics_in(self._naming(sentence, before, mention))
        return Fact(
            mention=mention,
            sentence=sentence.span,
            clause=clause,
            topics=topics,
            whole=self._whole(sentence, after, mention),
            context=tuple(topic for topic in context if topic not in topics),
            measure=measure,
            direction=self._direction(sentence, before, after, mention, measure),
            part_of_last=self._is_part(sentence, before),
            change_end=self._end_of_change(sentence, before, after, mention),
            period=period,
            period_said=said,
            base=base,
            base_period=base_period,
            status=status,
            status_said=status_said,
        )

    def _naming(self, sentence: Sentence, before: Span, mention: Mention) -> Span:
        """Return the words that name what a number is about; before a bracket where it opens one."""
        if not self.text[sentence.span.start : mention.start].rstrip().endswith("("):
            return before
        ends = [m.end for m in sentence.mentions if m.kind in _JUDGED and m.end <= mention.start]
        return Span(max(ends, default=sentence.span.start), mention.start)

    def _without_asides(self, sentence: Sentence, topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
        """Leave out what an English aside names: "FDI, counting additional capital, reached ..."."""
        if self.source.lang == "vi" or not topics:
            return topics
        first = sentence.clause(topics[0].start)
        return tuple(topic for topic in topics if topic.start < first.end) or topics

    def _is_part(self, sentence: Sentence, before: Span) -> bool:
        """Whether only "of the" parts a number from the one before it."""
        words = " ".join(before.of(self.text).casefold().split())
        return words in _PART_WORDS and any(m.end == before.start for m in sentence.mentions)

    def _after_end(self, sentence: Sentence, clause: Span, mention: Mention) -> int:
        following = [m.start for m in sentence.mentions if m.kind is Kind.QUANTITY and m.start >= mention.end]
        return min([clause.end, *following])

    def _whole(self, sentence: Sentence, after: Span, mention: Mention) -> tuple[Topic, ...]:
        """Return the topics behind a number: a count's noun, or what an amount is of or in."""
        after = self._of_which(sentence, after) if self._counts(mention) else after
        topics = tuple(topic for topic in sentence.topics if after.start <= topic.start < after.end)
        if not topics:
            return ()
        verbs = [cue.start for role in ("status", "direction") for cue in sentence.cues_in(role, after)]
        limit = min(verbs, default=after.end)
        if not self._counts(mention):
            words = self.text[after.start : topics[0].start].casefold().split()
            leads = bool(words) and words[0] in self.frame.into
            if not leads and topics[0].start - after.start > _NEAR:
                return ()
        joined = self.frame.joins.search(self.text, after.start, after.end) if self._counts(mention) else None
        limit = min(limit, joined.start()) if joined else limit
        return tuple(topic for topic in topics if topic.start < limit)

    def _of_which(self, sentence: Sentence, after: Span) -> Span:
        """Return the words behind the second number of "12 of 16 districts", where the first one has none."""
        following = next(
            (m for m in sentence.mentions if m.start >= after.start and m.kind is Kind.QUANTITY), None
        )
        if following is None or following.start != after.end:
            return after
        words = " ".join(after.of(self.text).casefold().split())
        if words not in _PART_WORDS and words != "/":
            return after
        return Span(following.end, self._after_end(sentence, sentence.clause(following.start), following))

    def _counts(self, mention: Mention) -> bool:
        """Whether a number counts things, and is neither money, nor a rate, nor measured in a unit."""
        money = mention.unit.partition("/")[0].isupper()
        measured = money or unit_dimension(mention.unit) is not None or mention.unit in _RATES
        return mention.kind is Kind.QUANTITY and not measured

    def _own_end(self, sentence: Sentence, mention: Mention) -> int:
        """Return where the words that belong to a number end: a count has its noun behind it."""
        noun = next((t for t in sentence.topics if t.start >= mention.end), None)
        return (
            noun.end if self._counts(mention) and noun and noun.start - mention.end <= _NEAR else mention.end
        )

    def _measure(self, sentence: Sentence, before: Span, after: Span, mention: Mention) -> Measure | None:
        if mention.unit == "x":
            return Measure.MULTIPLE
        if mention.unit == "pp":
            return Measure.DIFFERENCE
        if self._end_of_change(sentence, before, after, mention):
            return Measure.LEVEL
        cue = self._measure_before(sentence, before, mention)
        behind = self._measure_behind(sentence, after)
        if mention.unit == "%" or mention.unit.startswith("%/"):
            return self._measure_of_percent(sentence, after, mention, cue, behind)
        near = cue is not None and self._leads_to(cue.end, mention)
        if (cue is not None and cue.id == Measure.GROWTH and near) or behind is Measure.GROWTH:
            return Measure.DIFFERENCE
        if mention.unit == "" or not self._holds(self.frame.level_to, before):
            return None
        return Measure.LEVEL

    def _measure_of_percent(
        self, sentence: Sentence, after: Span, mention: Mention, cue: _Cue | None, behind: Measure | None
    ) -> Measure | None:
        growing = cue is not None and cue.id == Measure.GROWTH
        if behind is Measure.OVER_PLAN:
            return behind
        far = self._to_next_percent(sentence, after) if self.source.lang == "en" else after
        if self._follows(self.frame.plan, far, reach=40) and not growing and behind is not Measure.GROWTH:
            over = cue is not None and cue.id == Measure.OVER_PLAN
            return Measure.OVER_PLAN if over else Measure.PLAN_COMPLETION
        if behind is not None:
            return behind
        if not growing and self._follows(self.frame.ratio, after, reach=16):
            return Measure.RATIO
        if not growing and self._equals_a_year(sentence, after, mention):
            return Measure.RATIO
        if growing and cue is not None and self._holds(self.frame.to, Span(cue.end, mention.start)):
            return Measure.LEVEL if self.source.lang == "en" else None
        if cue is None:
            return Measure.SHARE if self._is_share(sentence, after) else None
        return Measure(cue.id)

    def _is_share(self, sentence: Sentence, after: Span) -> bool:
        """Whether a bare per cent is of what follows it: "65% of producers", "65% chủ thể"."""
        if self.source.lang == "en":
            return self.text[after.start : after.start + 4] == " of "
        return any(
            t.kind is TopicClass.NOUN and t.start - after.start <= 1 for t in sentence.topics_in(after)
        )

    def _to_next_percent(self, sentence: Sentence, after: Span) -> Span:
        """Return the words behind an English per cent to the next one: "84.5% of the year's VND 107 trillion plan"."""
        following = [m.start for m in sentence.mentions if m.unit == "%" and m.start >= after.start]
        return Span(after.start, min([sentence.clause(after.start).end, *following]))

    def _equals_a_year(self, sentence: Sentence, after: Span, mention: Mention) -> bool:
        """Whether a per cent is of another period's number: "bằng 91,6% năm 2021"."""
        words = self.text[max(sentence.span.start, mention.start - 12) : mention.start]
        year = any(m.iso and 0 <= m.start - after.start <= 5 for m in sentence.mentions)
        return year and self._holds(self.frame.equal, Span(mention.start - len(words), mention.start))

    def _measure_before(self, sentence: Sentence, before: Span, mention: Mention) -> _Cue | None:
        """Return the nearest cue before a number; a verb of change tells growth as well."""
        cues = [*sentence.cues_in("measure", before), *sentence.cues_in("direction", before)]
        cues = [
            c for c in cues if not (self._is_bound(c, mention) or self._is_to(c) or self._is_for(c, mention))
        ]
        last = max(cues, key=lambda cue: (cue.end, cue.end - cue.start), default=None)
        if last is None or last.id in set(Measure):
            return last
        return last._replace(id=Measure.GROWTH)

    def _is_to(self, cue: _Cue) -> bool:
        """Whether a cue of direction but leads to a level: "tăng 11% lên 6,4 tỷ"."""
        return self.frame.to.covers(self.text[cue.start : cue.end])

    def _is_for(self, cue: _Cue, mention: Mention) -> bool:
        """Whether a change is made for what the number counts: "giảm thuế cho 95% hộ"."""
        return self.source.lang == "vi" and self._holds(self.frame.of, Span(cue.end, mention.start))

    def _is_bound(self, cue: _Cue, mention: Mention) -> bool:
        """Whether a cue is but the bound of the number: "more than 480"."""
        words = self.text[cue.start : mention.start].split()
        return self.source.lang == "en" and len(words) <= 2 and words[0].casefold() in _BOUND_WORDS

    def _measure_behind(self, sentence: Sentence, after: Span) -> Measure | None:
        """Return what the words right behind a number make of it: "10.8% higher", "a 3% share"."""
        if self.source.lang == "vi":
            return None
        near = Span(after.start, min(after.end, after.start + 30))
        cues = [c for c in sentence.cues_in("measure", near) if c.start - after.start <= _NEAR]
        if cues:
            return Measure(cues[0].id)
        words = [c for c in sentence.cues_in("direction", near) if c.start - after.start <= _NEAR]
        return Measure.GROWTH if words else None

    def _leads_to(self, offset: int, mention: Mention) -> bool:
        """Whether only bounds and hedges stand between an offset and the mention, and no "to" of a level."""
        between = Span(offset, mention.start)
        if self._holds(self.frame.level_to, between) or self._holds(self.frame.of, between):
            return False
        return len(between.of(self.text).split()) <= 3

    def _end_of_change(
        self, sentence: Sentence, before: Span, after: Span, mention: Mention
    ) -> ChangeEnd | None:
        """Return which end of a change the number is: "giảm từ 12% xuống còn 9,8%" has both."""
        if mention.bound in (Bound.AT_LEAST, Bound.AT_MOST):
            return None
        start = self.text[before.start : before.end].casefold().split()[-2:]
        leads = bool(start) and self.frame.starts & set(start)
        onward = self.frame.level_to.find(self.text[after.start : after.end])
        reach = _NEAR if self.source.lang == "en" else 30
        if leads and onward and onward[0][0] <= reach and after.end - after.start <= 60:
            return ChangeEnd.FROM
        previous = [m for m in sentence.mentions if m.kind is Kind.QUANTITY and m.end <= mention.start]
        if not previous or not {",", ";"}.isdisjoint(self.text[previous[-1].end : mention.start]):
            return None
        words = (
            self.text[max(sentence.span.start, previous[-1].start - 12) : previous[-1].start]
            .casefold()
            .split()
        )
        came_from = bool(self.frame.starts & set(words[-2:]))
        between = self.text[previous[-1].end : mention.start]
        joins = self.frame.level_to.find(between)
        reach = _NEAR if self.source.lang == "en" else 30
        return ChangeEnd.TO if came_from and joins and joins[0][0] <= reach else None

    def _holds(self, phrases: Phrases, span: Span) -> bool:
        return phrases.within(self.text, span.start, span.end)

    def _follows(self, phrases: Phrases, span: Span, reach: int) -> bool:
        """Whether a phrase stands within `reach` characters after the start of a span."""
        return phrases.within(self.text, span.start, min(span.end, span.start + reach))

    def _direction(
        self, sentence: Sentence, before: Span, after: Span, mention: Mention, measure: Measure | None
    ) -> Direction | None:
        if measure in (Measure.SHARE, Measure.PLAN_COMPLETION, Measure.RATIO, Measure.OVER_PLAN):
            return None
        behind = sentence.cues_in("direction", Span(after.start, min(after.end, after.start + 30)))
        if behind and behind[0].start - after.start <= _NEAR and self.source.lang == "en":
            return Direction(behind[0].id)
        ahead = [c for c in sentence.cues_in("direction", before) if not self._is_bound(c, mention)]
        return Direction(ahead[-1].id) if ahead else None

    def _base(self, sentence: Sentence, clause: Span, mention: Mention) -> tuple[Base | None, Period | None]:
        """Return what the number is compared with: behind it in its clause, else before it in the sentence."""
        end = self._after_end(sentence, clause, mention)
        behind = sentence.cues_in("base", Span(mention.end, max(end, clause.end)))
        first = next(iter(behind), None)
        period = self._base_period(sentence, Span(mention.end, end))
        if first is not None and first.start < end:
            return Base(first.id), period
        if period is not None:
            return None, period
        ahead = _last(sentence.cues_in("base", Span(clause.start, mention.start)))
        if ahead is not None:
            return Base(ahead.id), self._base_period(sentence, Span(clause.start, mention.start))
        return self._leading_base(sentence)

    def _leading_base(self, sentence: Sentence) -> tuple[Base | None, Period | None]:
        """Return the base that a sentence begins with, for all its numbers: "So với năm 2020, ..."."""
        words = sentence.span.of(self.text)
        start = sentence.span.start + len(words) - len(words.lstrip())
        opening = Span(start, sentence.clause(start).end)
        if not self.frame.opens.match(self.text, start):
            return None, None
        cues = sentence.cues_in("base", opening)
        return (Base(cues[0].id) if cues else None), self._base_period(sentence, opening)

    def _base_period(self, sentence: Sentence, span: Span) -> Period | None:
        for mention in sentence.mentions:
            if span.start <= mention.start < span.end and mention.iso and self._is_base(sentence, mention):
                return parse_period(mention.iso)
        return None

    def _is_base(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether words like "so với", "compared with" lead to a period."""
        start = max(sentence.span.start, mention.start - 40)
        words = self.text[start : mention.start]
        matches = self.frame.against.find(words)
        if not matches or words[matches[-1][1] :].strip(" ,") not in ("", "năm", "the", "ngày", "tháng"):
            return False
        day = mention.kind is Kind.DATE and mention.iso is not None and mention.iso.count("-") >= 3
        long = mention.iso is not None and "/" in mention.iso
        plain = words[slice(*matches[-1])].casefold() in ("on", "over", "from", "the end of", "cuối", "above")
        return not (plain and (day or long))

    def _period_of(self, sentence: Sentence, mention: Mention) -> Period | None:
        if not mention.iso or self._is_base(sentence, mention):
            return None
        return parse_period(mention.iso)

    def _period_for(self, sentence: Sentence, clause: Span, mention: Mention) -> tuple[Period | None, bool]:
        """Return the period of a number: before it in its sentence, else behind it, else from the text before."""
        said = self._periods(sentence)
        before = [p for m, p in said if m.end <= mention.start]
        behind = [p for m, p in said if m.start >= mention.end]
        inside = [p for m, p in said if clause.start <= m.start < clause.end and m.start >= mention.end]
        if self.source.lang == "en":
            chosen = self._english_period(sentence, mention, said)
        else:
            chosen = inside[0] if inside else before[-1] if before else behind[0] if behind else None
        if self._own_base(sentence, clause, mention):
            return None, False
        if chosen is None:
            return self._period, False
        if chosen.year is None:
            years = [p.year for p in before if p.year] or [self._year]
            chosen = chosen.in_year(years[-1]) if self.source.lang == "vi" else chosen
        return chosen, True

    def _own_base(self, sentence: Sentence, clause: Span, mention: Mention) -> bool:
        """Whether a clause begins with the period that others are compared with: "cùng kỳ năm 2023 giảm 2,7%"."""
        if self.source.lang == "en":
            after = self.text[mention.end : clause.end].casefold()
            return "of the same period in" in after or "in the same period of" in after
        return any(
            clause.start <= m.start < mention.start
            and m.iso
            and self._is_base(sentence, m)
            and "so" not in self.text[clause.start : m.start].casefold().split()
            for m in sentence.mentions
        )

    def _periods(self, sentence: Sentence) -> list[tuple[Span, Period]]:
        """Return the periods of a sentence; "between 2026 and 2030" is one, "full-year" is one without a year."""
        said: list[tuple[Span, Period]] = []
        for mention in sentence.mentions:
            period = self._period_of(sentence, mention)
            if period is None:
                continue
            if said and (joined := self._span_of_periods(said[-1], mention, period)):
                said[-1] = (Span(said[-1][0].start, mention.end), joined)
            else:
                said.append((mention.span, self._full(sentence, mention, period)))
        if self.source.lang == "en":
            said += self._whole_years(sentence, said)
        return sorted(said, key=lambda pair: pair[0])

    def _span_of_periods(self, first: tuple[Span, Period], mention: Mention, last: Period) -> Period | None:
        """Return the period from one to another where the words join them."""
        span, start = first
        words = self.text[span.end : mention.start].strip().casefold()
        if (
            words in ("and", "và", "&")
            and start.last_month
            and last.first_month == start.last_month + 1
            and not last.day
        ):
            return replace(start, last_month=last.last_month, year=last.year or start.year)
        lead = self.text[max(0, span.start - 10) : span.start].casefold().split()[-1:]
        if words not in _JOINING or not (lead and lead[0] in _JOIN_LEADS):
            return None
        if start.whole_year and last.whole_year and start.year and last.year and not last.last_year:
            return replace(start, last_year=last.year)
        if start.first_month and last.last_month and start.day is None and last.day is None:
            return replace(start, last_month=last.last_month, year=last.year or start.year)
        return None

    def _full(self, sentence: Sentence, mention: Mention, period: Period) -> Period:
        """Mark a year that is said to be meant as a whole."""
        words = self.text[max(sentence.span.start, mention.start - 20) : mention.end + 12]
        said = period.whole_year and bool(self.frame.whole_year.find(words))
        return replace(period, full=True) if said else period

    def _whole_years(self, sentence: Sentence, said: list[tuple[Span, Period]]) -> list[tuple[Span, Period]]:
        found = self.frame.whole_year.find(sentence.span.of(self.text))
        at = sentence.span.start
        spans = [Span(at + start, at + end) for start, end in found]
        return [
            (span, Period(None, full=True))
            for span in spans
            if not self._follows(self.frame.plan, Span(span.end, sentence.span.end), reach=12)
            and not any(period.full and abs(other.start - span.end) < 16 for other, period in said)
        ]

    def _english_period(
        self, sentence: Sentence, mention: Mention, said: list[tuple[Span, Period]]
    ) -> Period | None:
        """Return the period an English sentence gives: the next one behind the number before another number."""
        quantities = [m for m in sentence.mentions if m.kind is Kind.QUANTITY]
        after = [m.start for m in quantities if m.start >= mention.end]
        limit = after[0] if after else sentence.span.end
        behind = [p for m, p in said if mention.end <= m.start < limit]
        before = [p for m, p in said if m.end <= mention.start]
        if behind and (not before or not after):
            return self._join(behind[0], before)
        if before:
            return self._join(before[-1], before[:-1])
        later = [p for m, p in said if m.start >= mention.end]
        return later[0] if later else None

    def _join(self, period: Period, others: list[Period]) -> Period:
        if period.year is not None:
            return period
        years = [other.year for other in others if other.year]
        return replace(period, year=years[-1]) if years else period

    def _status_for(
        self, sentence: Sentence, before: Span, mention: Mention, clause: Span
    ) -> tuple[Status | None, bool]:
        cues = sentence.cues["status"]
        ahead = [
            cue for cue in cues if cue.end <= mention.start and self._speaks(cue, sentence, clause, mention)
        ]
        if self.source.lang == "en" and not any(cue.id in (Status.TARGET, Status.FORECAST) for cue in ahead):
            limit = min(clause.end, mention.end + _STATUS_REACH)
            behind = [cue for cue in cues if mention.end <= cue.start < limit]
            ahead += [cue for cue in behind if self._in_reach(cue, sentence, mention)]
        if not ahead and self.source.lang == "en":
            passed = [cue for cue in cues if cue.end <= mention.start and cue.id == Status.ACTUAL]
            coming = [cue for cue in cues if mention.end <= cue.start < clause.end]
            ahead = coming[:1] or passed[-1:]
        if self.source.lang == "en" and self._is_plan(mention):
            return Status.TARGET, True
        if ahead:
            strong = [cue for cue in ahead if cue.reach != "weak"]
            return Status(_weightiest(ahead)), any(cue.id in _WISHES for cue in strong) or len(strong) == len(
                ahead
            )
        return self._status, False

    def _is_plan(self, mention: Mention) -> bool:
        """Whether the plan itself is the number: "the VND 107 trillion plan"."""
        words = self.text[mention.end : mention.end + 20].split()[:1]
        return bool(words) and mention.unit != "%" and self.frame.plan.covers(words[0].strip(".,;"))

    def _speaks(self, cue: _Cue, sentence: Sentence, clause: Span, mention: Mention) -> bool:
        """Whether a cue before a number reaches it: one of a clause stops at the number before."""
        if self._in_brackets(cue.start, sentence) != self._in_brackets(mention.start, sentence):
            return cue.reach == "clause" and self.text[cue.end : mention.start].strip() == "("
        if cue.reach == "sentence" or (cue.reach == "weak" and self.source.lang == "en"):
            return True
        between = [
            m for m in sentence.mentions if m.kind is Kind.QUANTITY and cue.end <= m.start < mention.start
        ]
        if between:
            return False
        if self._is_percent_base(cue, sentence):
            return self.text[cue.end : mention.start].strip(" (") == ""
        return cue.start >= clause.start or sentence.clause(cue.start).end == clause.start

    def _in_brackets(self, offset: int, sentence: Sentence) -> int:
        """Return where the bracket around an offset opens, -1 outside of brackets."""
        before = self.text[sentence.span.start : offset]
        opened = before.rfind("(")
        return opened if opened > before.rfind(")") else -1

    def _is_percent_base(self, cue: _Cue, sentence: Sentence) -> bool:
        """Whether a plan is what a per cent before it is measured against: "đạt 69% kế hoạch năm"."""
        return cue.id == Status.TARGET and any(
            m.unit == "%" and 0 <= cue.start - m.end <= 25 for m in sentence.mentions
        )

    def _in_reach(self, cue: _Cue, sentence: Sentence, mention: Mention) -> bool:
        following = [m.start for m in sentence.mentions if m.kind is Kind.QUANTITY and m.start >= mention.end]
        wish = cue.id in (Status.TARGET, Status.FORECAST)
        outside = self._in_brackets(cue.start, sentence) != self._in_brackets(mention.start, sentence)
        plan = any(base.start <= cue.start and cue.end <= base.end for base in sentence.cues["base"])
        return (
            wish
            and not outside
            and not plan
            and cue.end <= (following[0] if following else sentence.span.end)
        )


def _weightiest(cues: list[_Cue]) -> str:
    """A wish is not undone by a verb of result behind it ("phấn đấu ... đạt"); an estimate outweighs a result."""
    for status in (Status.TARGET, Status.FORECAST, Status.ESTIMATE):
        if any(cue.id == status for cue in cues):
            return status
    return Status.ACTUAL


def _replace_topics(context: tuple[Topic, ...], new: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """Return the context after new topics: those of a class take the place of the old ones of it."""
    kinds = {topic.kind for topic in new}
    return (*(topic for topic in context if topic.kind not in kinds), *new)


def _last(cues: Sequence[_Cue]) -> _Cue | None:
    return cues[-1] if cues else None


def _first_year(source: Text) -> int | None:
    """Return the first year that the text names, the report's own in this genre."""
    for mention in source.mentions:
        period = parse_period(mention.iso) if mention.iso else None
        if period and period.year:
            return period.year
    return None
