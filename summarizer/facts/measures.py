"""What a number measures of its indicator, and where a change goes."""

from __future__ import annotations

import re

from summarizer.facts.cues import Cue
from summarizer.facts.sentences import NEAR, TURN, Sentence, View
from summarizer.facts.types import ChangeEnd, Direction, Measure, TopicClass
from summarizer.quantities import unit_dimension
from summarizer.quantities.types import Bound, Mention, Span

_BOUND_WORDS = frozenset({"more", "less", "fewer", "above", "below", "over"})
_MEASURES = frozenset(Measure)
_OF = re.compile(r" of (?!it\b|(?:19|20)\d\d\b|(?:the same|the previous|the year before|last year|a year) )")
_EQUALS = re.compile(r"\b(?:tương đương|bằng)(?: khoảng| gần| hơn)? $", re.IGNORECASE)
_SHORT = re.compile(r"(?<!thâm )\bhụt $", re.IGNORECASE)
_FALLS_SHORT = re.compile(
    r"\b(?:hụt|thấp hơn|kém|thiếu|short of|shy of|below|under|behind|adrift|less than|lower than|missed)\b",
    re.IGNORECASE,
)
_LASTS = re.compile(r"\b(?:trong(?: vòng)?|in|for|over|within)(?: the)? $")
_OF_WHOLE = re.compile(r" (?:của |so với )?(?:cả|trọn) ")
_THAN_LEVEL = re.compile(r"\b(?:cao|thấp) hơn (?:mức|con số) $")
_FROM_LEVEL = re.compile(r"\b(?:tăng|giảm|lên|xuống|hơn) từ (mức )?$")
_LEVEL_REACH = 16
"""Characters before a level in which the words stand that lead it."""
_OF_THEN = re.compile(r"[^,;.]{0,12} (?:của|hồi|ở) (?:cùng kỳ|năm|quý|tháng)\b")
_CHANGE_REACH = 30
"""Characters from the first level of a change to the word that leads to the second."""
_PASSING = frozenset({"over", "above", "beyond", "below", "under", "past", "ahead", "clear"})
_PAST = re.compile(r"\b(?:above|below|beyond|past) (?:the )?$")  # "lift transactions above VND 55 billion" is a level
_OF_A_TARGET = re.compile(  # "43% of the year's 10% credit growth target"
    r" of (?:the|its|their|a) (?:[\w'’-]+ ){0,3}\d[\d.,]*%? [^,;.]{0,40}\b(?:target|plan|goal)\b"
)
_IS_THE_PLAN = re.compile(
    r"\b(?:vượt|thấp hơn|cao hơn|kém|hụt) (?:kế hoạch|mục tiêu|chỉ tiêu|định mức)[^,;\d]{0,24}(?: là|\()\s*$"
)
_GOAL_OF = re.compile(r"\b(?:target|plan|goal|forecast|objective|estimate)s? of (?:[a-z]+ ){0,2}$")
_BEATS = re.compile(
    r"\b(?:beat|beats|beating|beaten|exceed\w*|surpass\w*|overshot|overshoot\w*|outstrip\w*|topped|topping|miss\w*"
    r"|undershot|(?:fell|fall|falls|falling|came|come) short of)\b[^;]{0,70} by(?: \w+){0,2} $"
)
_BEATING_REACH = 90
"""Characters from a verb to by how much it beats a plan that may be told between."""

_PLAN_REACH = 60
"""Characters from a per cent to the plan it is of: "of the USD 1.3 billion in exports it had planned"."""

_GAP_WORDS = 7
"""Words between a comparison and by how much: "thấp hơn mức bình quân của cả nước gần 400 nghìn đồng"."""

_FAR_WORDS = _BOUND_WORDS | {"ahead", "behind"}  # these tell no change from afar: "more panels will power 50%"
_RATES = frozenset({"growth", "growth rate", "rate of growth", "growth rates"})
"""Names of a change in per cent: what they come to is a change."""

_TURNS = frozenset({"(", ",", ";"})
"""Marks behind which something else is told."""

_COMPARATIVE_LENGTH = 2
_PARTS = (Measure.SHARE, Measure.PLAN_COMPLETION, Measure.RATIO, Measure.OVER_PLAN)


class MeasureReader(View):
    """Reads measure and direction from the words before a number and right behind it."""

    def measure(
        self, sentence: Sentence, before: Span, after: Span, mention: Mention, end: ChangeEnd | None
    ) -> Measure | None:
        """Return what a number measures; `None` where the words do not say."""
        if mention.unit == "x":
            return Measure.MULTIPLE
        if mention.unit == "pp":
            return Measure.DIFFERENCE
        near = max(before.start, mention.start - _LEVEL_REACH)
        if self.lang == "vi" and _THAN_LEVEL.search(self.text, near, mention.start):
            return None  # "thấp hơn mức 13,2% của năm trước" is a growth or a level, as what is lower
        if end is not None:
            return None if self._is_growth(sentence, mention) else Measure.LEVEL
        cue = self._measure_before(sentence, before, mention)
        behind = self._measure_behind(sentence, after)
        if mention.unit == "%" or mention.unit.startswith("%/"):
            return self._measure_of_percent(sentence, after, mention, cue, behind)
        if behind is Measure.GROWTH or (cue is not None and self._is_change(cue, before, mention)):
            return Measure.DIFFERENCE
        if self.lang == "vi" and self.text[max(0, mention.start - 8) : mention.start].casefold().rstrip().endswith(
            ("thêm", "thêm được")
        ):  # what is added is a level and a change, but where it is compared
            return Measure.DIFFERENCE if sentence.cues_in("base", after) or self._is_against(after) else None
        if mention.unit == "" or not self.holds(self.frame.level_to, before):
            return None
        return Measure.LEVEL

    def _is_change(self, cue: Cue, before: Span, mention: Mention) -> bool:
        """Whether a cue of growth tells by how much a level changed."""
        if cue.id != Measure.GROWTH or (self.lang == "en" and _PAST.search(self.text, before.start, before.end)):
            return False
        if unit_dimension(mention.unit) is not None and _LASTS.search(self.text, before.start, before.end):
            return False
        return self._leads_to(cue.end, mention) or self._is_gap(cue, before)

    def _measure_of_percent(
        self, sentence: Sentence, after: Span, mention: Mention, cue: Cue | None, behind: Measure | None
    ) -> Measure | None:
        growing = cue is not None and cue.id == Measure.GROWTH
        if behind is Measure.OVER_PLAN or self._passes_plan(sentence, after) or self._beats_plan(sentence, mention):
            return Measure.OVER_PLAN
        if cue is None and self._is_of_funds(after):
            return None
        if self._is_of_plan(after, mention, cue):
            return Measure.PLAN_COMPLETION
        far = self._to_next_percent(sentence, after) if self.lang == "en" else after
        if self._is_goal(cue, mention):
            return None
        short = self.lang == "vi" and _SHORT.search(self.text, max(0, mention.start - 9), mention.start)
        if short and self.follows(self.frame.plan, far, reach=_PLAN_REACH):
            return Measure.OVER_PLAN
        if self.follows(self.frame.plan, far, reach=_PLAN_REACH) and not growing and behind is not Measure.GROWTH:
            over = cue is not None and cue.id == Measure.OVER_PLAN
            return Measure.OVER_PLAN if over else Measure.PLAN_COMPLETION
        if behind is not None:
            return behind
        if cue is not None and cue.id == Measure.OVER_PLAN and self.text[cue.end : mention.start].split() == ["at"]:
            return Measure.PLAN_COMPLETION  # "slightly short of plan at 99.2%"
        of_it = self.lang == "vi" or self.text.startswith(" of ", after.start)
        of_base = of_it and self.follows(self.frame.ratio, after, reach=24)
        if not growing and (of_base or self._equals_a_year(sentence, after, mention)):
            return Measure.RATIO
        if not growing and self._equals_part(sentence, after, mention):
            return Measure.SHARE
        if growing and cue is not None and self._goes_to(cue, mention):
            return Measure.LEVEL if self.lang == "en" and not self._is_growth(sentence, mention) else None
        if cue is not None and self._is_passed(sentence, cue, mention):
            return Measure.LEVEL
        if cue is None and self._is_share(sentence, after):
            return Measure.SHARE
        if cue is None:
            return None if self.lang == "en" or self._changes_before(sentence, mention) else Measure.LEVEL
        return Measure(cue.id)

    def _is_goal(self, cue: Cue | None, mention: Mention) -> bool:
        """Whether a per cent is what was aimed at: "vượt mục tiêu đề ra là 2%", "short of the target of between 7%"."""
        if self.lang == "vi":
            return _IS_THE_PLAN.search(self.text, max(0, mention.start - 50), mention.start) is not None
        over = cue is not None and cue.id == Measure.OVER_PLAN
        return over and _GOAL_OF.search(self.text, max(0, mention.start - 40), mention.start) is not None

    def _is_of_plan(self, after: Span, mention: Mention, cue: Cue | None) -> bool:
        """Whether "of the plan" follows a per cent, and no verb of change leads it."""
        if self.lang == "en" and _OF_A_TARGET.match(self.text, after.start):
            return True
        of_plan = self.text.startswith(" of ", after.start) and self.follows(self.frame.plan, after, reach=24)
        return of_plan and not (self._leads(cue, mention) and not self._is_joined(cue, mention))

    def _is_against(self, after: Span) -> bool:
        """Whether "so với" follows a number at once."""
        return self.text[after.start : after.start + 10].lstrip().startswith("so với")

    def _is_of_funds(self, after: Span) -> bool:
        """Whether a per cent may be a share of money as well as of a plan: "20% of the budget"."""
        words = self.text[after.start : after.start + 50]
        plans = self.frame.plan.find(words) if words.startswith(" of ") else []
        return bool(plans) and self.frame.funds.covers(words[slice(*plans[0])])

    def _leads(self, cue: Cue | None, mention: Mention) -> bool:
        """Whether a cue stands right before a number, but for bounds and hedges."""
        return cue is not None and self._leads_to(cue.end, mention)

    def _is_gap(self, cue: Cue, before: Span) -> bool:
        """Whether a comparison tells by how much, with what it compares between: "cao hơn năm 2024 là 0,7 triệu"."""
        words = self.text[cue.start : cue.end].casefold()
        between = self.text[cue.end : before.end]
        if self.lang == "en" or not self.frame.compares.covers(words) or not _TURNS.isdisjoint(between):
            return False
        return len(between.split()) <= _GAP_WORDS

    def _is_joined(self, cue: Cue | None, mention: Mention) -> bool:
        """Whether "and" parts a cue from a number: "5.6% more than a year before and 93.9% of the plan"."""
        return cue is not None and self.frame.joins.within(self.text, cue.end, mention.start)

    def _goes_to(self, cue: Cue, mention: Mention) -> bool:
        """Whether a verb of change leads to a level: "eased to 2.18%", not "growth for 2025 to 4.5%"."""
        rate = self.text[cue.start : cue.end].casefold() in _RATES
        if rate and not self.holds(self.frame.compares, Span(cue.end, mention.start)):
            return False  # "bringing growth to 15.3%", "growth came to 9.9%"
        words = self.text[cue.end : mention.start]
        found = self.frame.to.find(words)
        return bool(found) and len(words[: found[0][0]].split()) <= 1

    def _is_growth(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether what goes from one level to another is a rate of growth: "growth quickened from 5.6% to 9.8%"."""
        clause = Span(sentence.clause(mention.start).start, mention.start)
        words = (self.text[cue.start : cue.end].casefold() for cue in sentence.cues_in("measure", clause))
        return self.lang == "en" and mention.unit == "%" and not _RATES.isdisjoint(words)

    def _changes_before(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether any word of a sentence before a number tells a change; without one a per cent is no growth."""
        before = Span(sentence.span.start, mention.start)
        return bool(sentence.cues_in("direction", before)) or bool(sentence.cues_in("measure", before))

    def _passes_plan(self, sentence: Sentence, after: Span) -> bool:
        """Whether an English per cent is by how much a plan is passed: "8.4% over the statutory estimate"."""
        if self.lang == "vi":
            return False
        words = self.text[after.start : after.end].casefold().split()
        passes = bool(words) and words[0] in _PASSING and "than" not in words
        return passes and self.follows(self.frame.plan, self._to_next_percent(sentence, after), reach=45)

    def _beats_plan(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether a verb before an English per cent tells by how much: "beating the full-year plan by 4.1%"."""
        if self.lang == "vi":
            return False
        start = max(sentence.clause(mention.start).start, mention.start - _BEATING_REACH)
        start = max([start, *(m.end for m in sentence.mentions_in(start, mention.start) if m.unit == "%")])
        beats = _BEATS.search(self.text, start, mention.start) is not None
        return beats and self.frame.plan.within(self.text, start, mention.start)

    def _is_passed(self, sentence: Sentence, cue: Cue, mention: Mention) -> bool:
        """Whether a rate is brought past a level: "tỷ lệ nội địa hóa vượt 60%", "lift local content above 60%"."""
        between = Span(cue.end, mention.start)
        if self.lang == "en":
            past = _PAST.search(self.text, cue.end, mention.start) is not None
            return past and bool(sentence.topics_in(between)) and cue.id == Measure.GROWTH
        rates = (c for c in sentence.cues_in("measure", sentence.clause(cue.start)) if c.end <= cue.start)
        rate = any(c.id == Measure.LEVEL for c in rates)
        return rate and cue.id == Measure.OVER_PLAN and not between.of(self.text).strip()

    def _is_share(self, sentence: Sentence, after: Span) -> bool:
        """Whether a bare per cent is of what follows it: "65% of producers", "65% chủ thể"."""
        if self.lang == "en":
            return _OF.match(self.text, after.start) is not None
        return any(t.kind is TopicClass.NOUN and t.start - after.start <= 1 for t in sentence.topics_in(after))

    def _to_next_percent(self, sentence: Sentence, after: Span) -> Span:
        """Return the words behind an English per cent to the next one: "84.5% of the year's VND 107 trillion plan"."""
        end = sentence.clause(after.start).end
        following = (m.start for m in sentence.mentions_in(after.start, end) if m.unit == "%")
        end = next(following, end)
        turn = TURN.search(self.text, after.start, end)  # "beat the 8.9% of 2024 but missed the planned 10.5%"
        return Span(after.start, turn.start() if turn else end)

    def _equals_part(self, sentence: Sentence, after: Span, mention: Mention) -> bool:
        """Whether a per cent is of what stands right behind it: "tương đương 3,4% tổng mức bán lẻ"."""
        if self.lang == "en":
            return False
        led = _EQUALS.search(self.text, max(sentence.span.start, mention.start - 16), mention.start)
        following = sentence.topics_in(after) if led else ()
        return bool(following) and following[0].start - after.start <= 1

    def _equals_a_year(self, sentence: Sentence, after: Span, mention: Mention) -> bool:
        """Whether a per cent is of another period's number: "bằng 91,6% năm 2021"."""
        of = _OF_WHOLE.match(self.text, after.start)
        start = of.end() if of else after.start
        year = any(m.iso for m in sentence.mentions_in(after.start, start + 6))
        begin = max(sentence.span.start, mention.start - 12)
        return year and self.holds(self.frame.equal, Span(begin, mention.start))

    def _measure_before(self, sentence: Sentence, before: Span, mention: Mention) -> Cue | None:
        """Return the nearest cue before a number; a verb of change tells growth as well."""
        cues = [*sentence.cues_in("measure", before), *sentence.cues_in("direction", before)]
        cues = [c for c in cues if not (self._is_bound(c, mention) or self._is_to(c) or self._is_for(c, mention))]
        last = max(cues, key=lambda cue: (cue.end, cue.end - cue.start), default=None)
        if last is None or last.id in _MEASURES:
            return last
        return last._replace(id=Measure.GROWTH)

    def _is_to(self, cue: Cue) -> bool:
        """Whether a cue of direction but leads to a level: "tăng 11% lên 6,4 tỷ"."""
        return self.frame.to.covers(self.text[cue.start : cue.end])

    def _is_for(self, cue: Cue, mention: Mention) -> bool:
        """Whether a change is made for what the number counts: "giảm thuế cho 95% hộ"."""
        return self.lang == "vi" and self.holds(self.frame.of, Span(cue.end, mention.start))

    def _is_bound(self, cue: Cue, mention: Mention) -> bool:
        """Whether a cue is but the bound of the number ("more than 480", "by up to 5%"), or too far to be of it."""
        words = self.text[cue.start : mention.start].casefold().split()
        if self.lang == "vi":
            if words[0] == "mất" and mention.unit != "%":
                return True  # "mất 45 phút" is how long it takes
            bounds = mention.bound in (Bound.MORE_THAN, Bound.LESS_THAN)
            return bounds and len(words) == _COMPARATIVE_LENGTH and words[-1] == "hơn"  # "thấp hơn 50%"
        if words[0] == "up" and words[1:] == ["to"]:
            return self.text[: cue.start].casefold().endswith((" by ", " of "))
        bounds = mention.bound is not Bound.EXACT and words[-1] == "the"  # "more than the 50% needed"
        bounds |= len(words) <= _COMPARATIVE_LENGTH
        far = len(words) > _COMPARATIVE_LENGTH + 1
        return words[0] in _FAR_WORDS and (far or (bounds and words[0] in _BOUND_WORDS))

    def _measure_behind(self, sentence: Sentence, after: Span) -> Measure | None:
        """Return what the words right behind a number make of it: "10.8% higher", "a 3% share"."""
        if self.lang == "vi":
            return None
        near = Span(after.start, min(after.end, after.start + 30))
        cues = [c for c in sentence.cues_in("measure", near) if c.start - after.start <= NEAR]
        if cues:
            return Measure(cues[0].id)
        words = [c for c in sentence.cues_in("direction", near) if c.start - after.start <= NEAR]
        return Measure.GROWTH if words else None

    def _leads_to(self, offset: int, mention: Mention) -> bool:
        """Whether only bounds and hedges stand between an offset and the mention, and no "to" of a level."""
        between = Span(offset, mention.start)
        if self.holds(self.frame.level_to, between) or self.holds(self.frame.of, between):
            return False
        return len(between.of(self.text).split()) <= 3

    def end_of_change(self, sentence: Sentence, before: Span, after: Span, mention: Mention) -> ChangeEnd | None:
        """Return which end of a change the number is: "giảm từ 12% xuống còn 9,8%" has both."""
        if self.lang == "vi" and self._is_left_behind(before, mention):
            return ChangeEnd.FROM
        if mention.bound in (Bound.AT_LEAST, Bound.AT_MOST) and not self._opens_change(after, mention):
            return None
        start = self.text[before.start : before.end].casefold().split()[-2:]
        if self.lang == "en" and start in (["up", "from"], ["down", "from"]):
            return ChangeEnd.FROM
        if not self.frame.starts.isdisjoint(start):
            onward = self.frame.level_to.find(self.text[after.start : after.end])
            if onward and onward[0][0] <= _CHANGE_REACH and after.end - after.start <= 60:
                return ChangeEnd.FROM
        previous = sentence.number_before(mention.start)
        between = self.text[previous.end : mention.start] if previous else ""
        if previous is None or not _TURNS.isdisjoint(between):
            return None
        words = self.text[max(sentence.span.start, previous.start - 12) : previous.start].casefold().split()
        if self.frame.starts.isdisjoint(words[-2:]):
            return None
        joins = self.frame.level_to.find(between)
        return ChangeEnd.TO if joins and joins[0][0] <= _CHANGE_REACH else None

    def _is_left_behind(self, before: Span, mention: Mention) -> bool:
        """Whether a number is only where a change began: "tăng từ mức 515 tỷ đồng của năm 2023"."""
        led = _FROM_LEVEL.search(self.text, max(before.start, mention.start - _LEVEL_REACH), mention.start)
        return led is not None and (led[1] is not None or _OF_THEN.match(self.text, mention.end) is not None)

    def _opens_change(self, after: Span, mention: Mention) -> bool:
        """Whether "từ" opens a change and no minimum: "tăng từ 35% năm 2020 lên 52%"."""
        words = self.text[max(0, mention.start - 4) : mention.start].casefold().split()
        ends = self.frame.to.find(self.text[after.start : after.end])
        minimum = "trở " in self.text[after.start : after.end].casefold()
        return self.lang == "vi" and words[-1:] == ["từ"] and bool(ends) and not minimum

    def bound(self, mention: Mention, end: ChangeEnd | None) -> Bound:
        """Return the bound of a number; what compares, or opens a change, bounds nothing."""
        if mention.bound is Bound.EXACT:
            return Bound.EXACT
        before = self.text[max(0, mention.start - 30) : mention.start]
        if mention.bound in (Bound.MORE_THAN, Bound.LESS_THAN) and self.frame.loose.search(before):
            return Bound.EXACT
        if end is ChangeEnd.FROM and mention.bound is Bound.AT_LEAST:
            return Bound.EXACT
        return mention.bound

    def direction(
        self, sentence: Sentence, before: Span, after: Span, mention: Mention, measure: Measure | None
    ) -> Direction | None:
        """Return where the change goes that a number tells."""
        if measure is Measure.OVER_PLAN:
            short = _FALLS_SHORT.search(self.text, max(sentence.span.start, mention.start - 16), after.end)
            return Direction.DOWN if short else Direction.UP
        if measure in _PARTS:
            return None
        behind = sentence.cues_in("direction", Span(after.start, min(after.end, after.start + 30)))
        if behind and behind[0].start - after.start <= NEAR and self.lang == "en":
            return Direction(behind[0].id)
        ahead = [c for c in sentence.cues_in("direction", before) if not self._is_bound(c, mention)]
        return Direction(ahead[-1].id) if ahead else None
