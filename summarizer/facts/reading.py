"""Reads what a text says about each of its numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.facts.measures import MeasureReader
from summarizer.facts.sentences import NEAR, TURN, Sentence, Text, View, begins_anew, read_text
from summarizer.facts.statuses import StatusReader
from summarizer.facts.tables import aspect_ids, generic_ids, noun_kinds
from summarizer.facts.times import PeriodReader
from summarizer.facts.types import Direction, Fact, Measure, Topic, TopicClass
from summarizer.quantities import unit_dimension
from summarizer.quantities.types import Bound, Kind, Mention, Span

if TYPE_CHECKING:
    from summarizer.lexicon import Language

_RATES = frozenset({"%", "pp", "x", "‰"})
_PART_WORDS = frozenset(
    {"of", "of the", "of its", "of a", "out of", "out of the", "of some", "trong", "trong tổng số", "trên"}
)


def find_facts(text: str, lang: Language = "vi") -> list[Fact]:
    """Return what the text says about each quantity in it, in order; dates and identifiers have no fact."""
    return list(_find_facts(text, lang))


@lru_cache(maxsize=8)
def _find_facts(text: str, lang: Language) -> tuple[Fact, ...]:
    reader = _Reader(read_text(text, lang))
    return tuple(fact for sentence in reader.source.sentences for fact in reader.read(sentence))


class _Reader(View):
    """Walks through the sentences and carries subject, period and status from one to the next."""

    def __init__(self, source: Text) -> None:
        super().__init__(source)
        self._measures = MeasureReader(source)
        self._periods = PeriodReader(source)
        self._statuses = StatusReader(source)
        self._subject: tuple[Topic, ...] = ()
        self._passed: list[Sentence] = []

    def read(self, sentence: Sentence) -> list[Fact]:
        """Return the facts of one sentence."""
        self._open(sentence)
        facts = self._read_numbers(sentence) if sentence.judged else []
        self._passed.append(sentence)
        self._periods.close(sentence)
        self._statuses.close(sentence)
        return facts

    def _read_numbers(self, sentence: Sentence) -> list[Fact]:
        facts: list[Fact] = []
        context = self._carried()
        last_end = sentence.span.start
        theme = self._theme(sentence)
        for mention in sentence.judged:
            clause = sentence.clause(mention.start)
            before = Span(max(last_end, clause.start), mention.start)
            between = sentence.topics_in(Span(min(last_end, before.start), before.start))
            passed = tuple(t for t in between if not facts or t not in facts[-1].whole)
            context = _replace_topics(context, self._without_asides(sentence, passed))
            if facts and facts[-1].whole and self._is_relative(facts[-1], clause):
                context = facts[-1].whole
            elif led := self._antecedent(sentence, clause):
                context = led
            around = ((), ()) if facts and self._is_share_again(facts[-1], mention) else (context, theme)
            fact = _with_sign(self._fact(sentence, clause, before, mention, around))
            if facts and self._goes_on(sentence, facts[-1], fact):
                fact = replace(fact, measure=facts[-1].measure, direction=facts[-1].direction)
            facts.append(fact)
            last_end = self._own_end(sentence, mention, fact.whole)
            kept = self.lang == "vi" and fact.measure is not Measure.SHARE
            nouns = tuple(topic for topic in fact.whole if kept or topic.end <= last_end)
            context = _replace_topics(context, (*fact.topics, *nouns))
        return facts

    def _is_relative(self, last: Fact, clause: Span) -> bool:
        """Whether a clause tells of what the one before ends with: "43.7% of output value, which rose 5.2%"."""
        return (
            self.lang == "en" and last.mention.end <= clause.start and _WHICH.match(self.text, clause.start) is not None
        )

    def _antecedent(self, sentence: Sentence, clause: Span) -> tuple[Topic, ...]:
        """Return what a clause tells of that goes on from a word: "than imports, which rose 22.6%"."""
        if self.lang == "vi" or not _WHICH.match(self.text, clause.start):
            return ()
        return tuple(
            t for t in sentence.topics_in(Span(clause.start - 40, clause.start)) if clause.start - t.end <= NEAR
        )

    def _is_share_again(self, last: Fact, mention: Mention) -> bool:
        """Whether a per cent tells a part once more: "318,000 of the 912,600 tonnes exported, or 34.8%"."""
        led = self.text[last.mention.end : mention.start].rstrip()
        return last.part_of_last and mention.unit == "%" and led.endswith(", or")

    def _goes_on(self, sentence: Sentence, last: Fact, fact: Fact) -> bool:
        """Whether a bare per cent goes on with a list: "Mỹ chiếm 24%, Nhật Bản 21%"."""
        if self.lang == "en" or fact.mention.unit != "%" or last.mention.unit != "%" or last.measure not in _LISTED:
            return False
        if fact.measure not in (None, Measure.LEVEL):
            return False
        between = Span(last.mention.end, fact.mention.start)
        words = between.of(self.text)
        cues = (*sentence.cues_in("measure", between), *sentence.cues_in("direction", between))
        listed = words.count(",") + words.count(";") == 1 or words.strip() == "và"
        bare = len(words) <= _ITEM and listed and not fact.whole
        return bare and not cues and not sentence.cues_in("base", between) and not self.holds(self.frame.equal, between)

    def _open(self, sentence: Sentence) -> None:
        """A new paragraph forgets the subject of the one before, unless it is an item of a list."""
        self._statuses.open(sentence)
        if begins_anew(self.text, sentence.span):
            self._subject = ()
            self._passed.clear()

    def _carried(self) -> tuple[Topic, ...]:
        """Return the topics that the nearest sentence before opens with, if any does."""
        for sentence in reversed(self._passed):
            first = sentence.numbers[0].start if sentence.numbers else sentence.span.end
            if opening := [t for t in sentence.topics if t.end <= first and t.kind is not TopicClass.WORD]:
                self._subject = tuple(opening)
                break
        self._passed.clear()
        return self._subject

    def _fact(
        self,
        sentence: Sentence,
        clause: Span,
        before: Span,
        mention: Mention,
        around: tuple[tuple[Topic, ...], tuple[Topic, ...]],
    ) -> Fact:
        """Return the fact of one number; `around` are the topics before its clause, and those of the sentence."""
        context, theme = ((), ()) if self._points_back(before) else around
        behind = self._behind(sentence, clause, mention) if self.lang == "en" else ()
        after = Span(mention.end, self.after_end(sentence, clause, mention))
        end = self._measures.end_of_change(sentence, before, after, mention)
        measure = self._measures.measure(sentence, before, after, mention, end)
        base, base_period = self._periods.base(sentence, clause, mention)
        period, said = self._periods.period_for(sentence, clause, mention)
        status, status_said = self._statuses.read(sentence, clause, mention)
        topics = sentence.topics_in(self._naming(sentence, before, mention))
        led = before.of(self.text)
        if self.lang == "en" and led.endswith(("and ", "while ", "but ")) and _COPULA.fullmatch(led):
            topics, context = (), ()  # "VND 5.6 billion was national funding and VND 8.75 billion was local"
        elif self.lang == "vi" and _IN_TURN.search(self.text, max(clause.start, mention.start - 90), mention.start):
            context, theme = sentence.topics_in(Span(sentence.span.start, before.start)), ()
        elif self.lang == "en" and (told := _CHANGE_IN.match(self.text, mention.end, after.end)):
            named = sentence.topics_in(Span(told.end(), after.end))
            topics, context = (named, ()) if named else (topics, context)
        elif self.lang == "en" and led.endswith(" of ") and (total := _OF_TOTAL.search(led)):
            topics = tuple(topic for topic in topics if topic.start >= before.start + total.end(1))
            context, theme = (), ()
        elif self.lang == "en" and (turn := self._turns_away(before, mention)) is not None:
            topics = tuple(topic for topic in topics if topic.start >= turn)
            context, theme = (), ()
        whole = self._whole(sentence, after, mention)
        if whole and (other := self._other_place(sentence, mention)):
            topics, context = (
                tuple(topic for topic in around if topic.start < other or topic.kind is not TopicClass.PLACE)
                for around in (topics, context)
            )
        return Fact(
            mention=_with_bound(mention, self._measures.bound(mention, end)),
            sentence=sentence.span,
            clause=clause,
            topics=topics,
            whole=whole,
            context=tuple(topic for topic in context if topic not in topics),
            theme=(*theme, *behind),
            measure=measure,
            direction=self._measures.direction(sentence, before, after, mention, measure),
            part_of_last=self._is_part(sentence, before),
            change_end=end,
            period=period,
            period_said=said,
            base=base,
            base_period=base_period,
            status=status,
            status_said=status_said,
            timing=self._statuses.timing(sentence, clause, mention),
        )

    def _other_place(self, sentence: Sentence, mention: Mention) -> int | None:
        """Return from where a place is the number's before, if each has its own: "27% in Hue and 2.9% in Vinh"."""
        last = sentence.number_before(mention.start)
        apart = last is not None and self._is_placed(sentence, mention) and self._is_placed(sentence, last)
        return last.end if last is not None and apart else None

    def _is_placed(self, sentence: Sentence, mention: Mention) -> bool:
        led = _IN[self.lang].match(self.text, mention.end)
        places = () if led is None else sentence.topics_from(Span(led.end(), led.end() + NEAR + 1))
        return any(topic.kind is TopicClass.PLACE for topic in places)

    def _behind(self, sentence: Sentence, clause: Span, mention: Mention) -> tuple[Topic, ...]:
        """Return the topics behind a number in its clause, but for those of a cause."""
        cause = self.frame.causes.first(self.text, mention.end, clause.end)
        return sentence.topics_from(Span(mention.end, clause.end if cause is None else cause))

    def _turns_away(self, before: Span, mention: Mention) -> int | None:
        """Return from where a number is not of what went before: "while the return rate eased to", "respectively"."""
        alone = _OTHER_SUBJECT.search(self.text, before.start, before.end)
        if alone is not None:
            return alone.start()
        listed = "respectively" in self.text[mention.end : mention.end + _LISTED_REACH]
        return mention.start if listed and _RESPECTIVELY.match(self.text, mention.end) else None

    def _theme(self, sentence: Sentence) -> tuple[Topic, ...]:
        """Return the topics of the clauses before the first number's and behind the last one's."""
        if not sentence.numbers:
            return ()
        first, last = sentence.clause(sentence.numbers[0].start), sentence.clause(sentence.numbers[-1].start)
        return tuple(t for t in sentence.topics if t.end <= first.start or t.start >= last.end)

    def _points_back(self, before: Span) -> bool:
        """Whether a number is told of one of two things named before: "the latter by 21%"."""
        if self.lang == "vi":
            return False
        words = before.of(self.text).casefold().split()
        return not _BACK.isdisjoint(words) or words in _AGAINST

    def _naming(self, sentence: Sentence, before: Span, mention: Mention) -> Span:
        """Return the words that name what a number is about; before a bracket where it opens one."""
        if not self.text[sentence.span.start : mention.start].rstrip().endswith("("):
            return before
        last = sentence.number_before(mention.start)
        return Span(last.end if last else sentence.span.start, mention.start)

    def _without_asides(self, sentence: Sentence, topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
        """Leave out what causes and asides name: "FDI, counting additional capital, ...", "do sức mua hạ nhiệt"."""
        if not topics:
            return topics
        topics = tuple(topic for topic in topics if not self._is_aside(sentence, topic))
        if self.lang == "vi" or not topics:
            return topics
        turn = self.text.rfind(";", topics[0].start, topics[-1].start)
        topics = tuple(topic for topic in topics if topic.start > turn)
        first = sentence.clause(topics[0].start)
        return tuple(topic for topic in topics if topic.start < first.end) or topics

    def _is_aside(self, sentence: Sentence, topic: Topic) -> bool:
        clause = sentence.clause(topic.start)
        found = self.frame.asides.first(self.text, clause.start, topic.start)
        return found is not None and found > clause.start + 1

    def _is_part(self, sentence: Sentence, before: Span) -> bool:
        """Whether only "of the" parts a number from the one before it."""
        last = sentence.number_before(before.start)
        if last is None or last.end != before.start:
            return False
        return " ".join(before.of(self.text).casefold().split()) in _PART_WORDS

    def _whole(self, sentence: Sentence, after: Span, mention: Mention) -> tuple[Topic, ...]:
        """Return the topics behind a number: a count's noun, or what an amount is of or in."""
        counts = self._counts(mention)
        if counts:
            after = self._of_which(sentence, after)
        elif (compared := _COMPARATIVE.match(self.text, after.start, after.end)) and self.lang == "en":
            after = Span(compared.end(), after.end)
        if self.lang == "en" and _NO_NOUN.match(self.text, after.start):
            return ()
        if self.lang == "en" and counts and _PLACED.match(self.text, mention.end):
            return ()
        if counts and (price := _WORTH.search(self.text, after.start, after.end)):
            after = Span(after.start, price.start())
        if self.lang == "en" and not counts and (other := TURN.search(self.text, after.start, after.end)):
            after = Span(after.start, other.start())  # "contracting 7.9% in 2022 while manufacturing grew"
        topics = sentence.topics_from(after)
        if not topics:
            return ()
        cause = self.frame.causes.first(self.text, after.start, after.end)
        verbs = [] if cause is None else [cause]
        verbs += [cue.start for role in ("status", "direction") for cue in sentence.cues_in(role, after)]
        limit = min(verbs, default=after.end)
        if counts and (verb := _HAS.search(self.text, after.start, after.end)):
            limit = min(limit, verb.start())  # not what the counted have: "19 doanh nghiệp có đơn hàng"
        if not counts:
            words = self.text[after.start : topics[0].start].casefold().split()
            leads = bool(words) and words[0] in self.frame.into
            if not leads and topics[0].start - after.start > NEAR:
                return ()
        turn = self.frame.joins.first(self.text, after.start, after.end)
        if turn is not None and self._turns(mention, turn, topics):
            limit = min(limit, turn)
        return tuple(t for t in topics if t.start < limit and not self._possesses(t))

    def _possesses(self, topic: Topic) -> bool:
        """Whether an English noun only says whose another is: "fifty of the province's exporters"."""
        owns = self.lang == "en" and self.text.startswith(("'s ", "’s ", "' ", "’ "), topic.end)
        return owns and topic.kind is TopicClass.NOUN

    def _turns(self, mention: Mention, turn: int, topics: tuple[Topic, ...]) -> bool:
        """Whether another thing begins at "and", "but": "giảm 12,7% về lượng nhưng trị giá ..."."""
        if not self._counts(mention):
            return self.lang == "vi"
        # not within "garment and footwear firms"
        return any(t.kind is not TopicClass.SUBJECT or self._is_plural_noun(t) for t in topics if t.end <= turn)

    def _is_plural_noun(self, topic: Topic) -> bool:
        return self.text[topic.end - 1] == "s" and any(map(noun_kinds, topic.ids))

    def _of_which(self, sentence: Sentence, after: Span) -> Span:
        """Return the words behind the second number of "12 of 16 districts", where the first one has none."""
        following = sentence.number_after(after.start)
        if following is None or following.start != after.end:
            return after
        words = " ".join(after.of(self.text).casefold().split())
        if words not in _PART_WORDS and words != "/" and not _PART.match(words + " "):
            return after
        return Span(following.end, self.after_end(sentence, sentence.clause(following.start), following))

    def _counts(self, mention: Mention) -> bool:
        """Whether a number counts things, and is neither money, nor a rate, nor measured in a unit."""
        money = mention.unit.partition("/")[0].isupper()
        measured = money or unit_dimension(mention.unit) is not None or mention.unit in _RATES
        return mention.kind is Kind.QUANTITY and not measured

    def _own_end(self, sentence: Sentence, mention: Mention, whole: tuple[Topic, ...]) -> int:
        """Return where the words that belong to a number end: a count has its noun behind it."""
        if whole and self.lang == "en" and _COMPARATIVE.match(self.text, mention.end):
            return whole[0].end
        nouns = sentence.topics_from(Span(mention.end, mention.end + NEAR + 1))
        apart = not nouns or "," in self.text[mention.end : nouns[0].start]
        return mention.end if apart or not self._counts(mention) else nouns[0].end


_PART = re.compile(r"(?:of|out of) (?:(?:the|its|their|a|some|all) )?(?:[\w-]+(?:'s|s'|’s) )?$")
_HAS = re.compile(
    r" (?:work|works|worked|earn|earns|earned|have|has|had|hold|holds|held|own|owns|có|đã có|mới có|hiện có|được"
    r"|đã được) "
)
_COPULA = re.compile(r" (?:was|were|is|are|came from|went to|were for|was for) [^,;]{3,60},? (?:and|while|but) ")
_IN = {
    "en": re.compile(r" (?:in|at) (?:the )?"),
    "vi": re.compile(r"(?: [^\W\d_]+){0,5} (?:tại|ở) (?:huyện |xã |TP |TX |thành phố |thị xã |khu |chợ )?"),
}
_CHANGE_IN = re.compile(  # "outpacing the 10.9% growth in exports"
    r" (?:[\w-]+ ){0,2}?(?:growth|increase|rise|gain|jump|surge|expansion|fall|drop|decline|decrease|contraction|cut"
    r"|reduction) (?:in|of) "
)
_OF_TOTAL = re.compile(r"\bof ((?:an?|the|its|their) (?:[\w'’-]+ ){0,3})total (?:[\w-]+ ){0,2}of $")
_OTHER_SUBJECT = re.compile(r"\b(?:while|whereas|but|yet) (?:the|average) [a-z]+ [a-z]+")
_RESPECTIVELY = re.compile(r"(?:[^,;.]|[.,]\d|, (?:to|and|reaching|at|or) ){0,80},? respectively\b")
_IN_TURN = re.compile(r"\blần lượt\b[^;:]{0,80}$")
_WORTH = re.compile(r"\b(?:worth|valued|costing|totalling|totaling)\b")
_LISTED_REACH = 96
"""Characters from a number to the "respectively" that may speak of it."""

_LISTED = frozenset({Measure.SHARE, Measure.GROWTH, Measure.PLAN_COMPLETION})
_ITEM = 48
"""Characters that an item of a list may have between its number and the one before."""
_WHICH = re.compile(r",? ?(?:which|whose)\b")
_SIGNS = frozenset("+-−–")
_AGAINST = (
    ["against"],
    ["set", "against"],
    ["as", "against"],
    ["versus"],
    ["vs"],
    ["compared", "with"],
    ["compared", "to"],
)
_BACK = frozenset({"latter", "former"})
_COMPARATIVE = re.compile(r" (?:more|fewer|less) (?!than\b)")
_PLACED = re.compile(  # "28 in Phu My Town", "nine came from"
    r" (?:in|at|from|on|by|under|among|involving|concerning|came|come|went) (?!\w+ levels?\b)"
)
_NO_NOUN = re.compile(
    r",? (?:and|or|with|while|but) | others\b| of (?:them|which|whom|these|those)\b"
    r"| (?:have|has|had|were|are|was|is|will|can|did) "
)


def _with_sign(fact: Fact) -> Fact:
    """Return a signed per cent as the change it tells: "(-21,7%)", "(+6,3%)"."""
    mention = fact.mention
    quantity = mention.quantity
    if mention.unit != "%" or quantity is None or quantity.value is None or mention.text[:1] not in _SIGNS:
        return fact
    direction = Direction.UP if mention.text[0] == "+" else Direction.DOWN
    plain = replace(quantity, value=abs(quantity.value))
    measure = Measure.GROWTH if fact.measure in (None, Measure.LEVEL) else fact.measure
    return replace(fact, mention=replace(mention, quantity=plain), measure=measure, direction=direction)


def _with_bound(mention: Mention, bound: Bound) -> Mention:
    if mention.quantity is None or mention.quantity.bound is bound:
        return mention
    return replace(mention, quantity=replace(mention.quantity, bound=bound))


def _replace_topics(context: tuple[Topic, ...], new: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """Return the context after new topics: those of a class take the place of the old ones of it."""
    if not new:
        return context
    kinds = {topic.kind for topic in new if topic.ids.isdisjoint(generic_ids()) and topic.ids.isdisjoint(aspect_ids())}
    return (*(topic for topic in context if topic.kind not in kinds), *new)
