"""Whether a number is a result or a wish."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.facts.cues import Cue
from summarizer.facts.sentences import LIST_MARK, Sentence, Text, View
from summarizer.facts.types import RESULTS, WISHES, Status, Timing
from summarizer.quantities.types import Mention, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_REACH = 48  # characters behind a number in which "is planned", "will be" speak of it
_HEADS = re.compile(r"[^,;:.()]{0,24}:")
_SET_OUT = re.compile(r" (?:được |đã )?(?:đặt ra|đề ra)\b")
_WAS_PLANNED = re.compile(
    r" (?:that )?(?:had been|was|were) (?:\w+ly )?(?:planned|targeted|projected|expected|called for)\b"
)
_ACHIEVED = re.compile(r" (?:that was )?(?:actually )?(?:achieved|recorded|posted|registered|earned) in\b")
_INSTEAD = re.compile(
    r"[irt](?<!\w.)(?:(?:(?<=i)nstead of|(?<=r)ather than)(?: the| an?)?(?: planned)?"
    r"|(?<=t)hay vì(?: bình quân| mức| khoảng)?) $"
)
_UP_IN_BRACKET = re.compile(r"\((?:up|down|an increase of|a rise of) ")  # the change of the number before it
_IN_BRACKET = re.compile(r"[^\d,;.()]{0,24}\((?:tăng |giảm |là |đạt )?")
_IS = re.compile(r"[ (]*(?:năm|cả năm|giao|đề ra)?[ (]*(?:là)?[ (]*(?:tăng |giảm )?")
_WEAK = frozenset({"weak", "coming"})
_TIMINGS = {"now": Timing.ALREADY, "coming": Timing.TO_COME}
_PERCENT_REACH = 25
"""Characters from a per cent to the plan or the forecast that it is measured against."""
_STOP = re.compile(r"[,;.(]")
_DEADLINE = re.compile(r"[^\d,;.]{1,40} (?:trước|chậm nhất|muộn nhất)(?: là)?(?: vào)?(?: ngày)? \d{1,2}/\d")
_MET_EN = re.compile(
    r"\b(?:met|meets|meeting|miss\w*|beat(?:s|ing|en)?|topp(?:ed|ing)|exceed\w*|surpass\w*|over|above|below"
    r"|short of|behind|ahead of|hit|achieved|achieving|fulfilled|completed)"
    r"(?: (?:its|the|their|this|that|a|all|full-year|annual|yearly|year's"
    r"|[A-Z$]*\d[\d.,–-]*%?|[mbtr]+illion|VND|USD))* $"
)
_MET_VI = re.compile(r"\b(?:hoàn thành|vượt)(?: và vượt| vượt| mức)? $", re.IGNORECASE)
_MISSED = re.compile(r"\b(?:không|chưa) (?:đạt|hoàn thành)(?: được)? $", re.IGNORECASE)
_MET = {"en": _MET_EN, "vi": _MET_VI}
_OF_WHICH = re.compile(r"\s*(?:and )?of (?:which|these|them)\b")
_NAMED = re.compile(r"\s*(?:(?:of )?(?:between|from|at least|about|around|nearly|some|over|more than) )?")
_COMING_MONTH = re.compile(r"\s*(?:dự )?ước (?:thực hiện )?(?:tháng|quý) [\d/IVX]+,", re.IGNORECASE)
_NEXT_GOAL = re.compile(r"[,;] (?:(?:and|with|while|but) )?(?:the|its|their|a) (?:\w+ )?$")
_COUNTED = re.compile(r" (?:\w+ ){0,2}(?:targets|goals|objectives|plans|estimates)\b")
_OF_THE_YEAR = re.compile(r"^ (?:annual|yearly|full-year|year's|whole-year) ")
_FOR_THE_YEAR = re.compile(r" (?:estimated|budgeted|planned|targeted|assigned) for the (?:full |whole )?year\b")
_HEADING = 24
"""Characters at the end of a sentence in which the words stand that announce a list."""


class StatusReader(View):
    """Reads the status of numbers; carries that of a heading into the list after it."""

    def __init__(self, source: Text) -> None:
        super().__init__(source)
        self._status: Status | None = None
        self._announced: Status | None = None

    def open(self, sentence: Sentence) -> None:
        """Take the status that a heading announced; an item of a list keeps that of the one before."""
        listed = LIST_MARK.match(self.text, sentence.span.start) is not None
        if self._announced or not listed:
            self._status = self._announced
        self._announced = None

    def close(self, sentence: Sentence) -> None:
        """Announce a status to the list after a sentence, or to its next item where a semicolon ends this one."""
        words = sentence.span.of(self.text).rstrip()
        if self.frame.heads.search(words, max(0, len(words) - _HEADING)):
            wishes = [cue for cue in sentence.cues["status"] if cue.id in WISHES and cue.reach not in _WEAK]
            self._announced = Status(wishes[-1].id) if wishes else None
        elif words.endswith((";", ",")):
            self._announced = self._status

    def timing(self, sentence: Sentence, clause: Span, mention: Mention) -> Timing | None:
        """Return whether a word beside a number says that it is so already, or still to come."""
        beside = [c for c in sentence.cues_in("status", clause) if c.reach in _TIMINGS]
        told = [c for c in beside if self.lang == "en" or c.end <= mention.start]
        return _TIMINGS[told[-1].reach] if told else None

    def read(self, sentence: Sentence, clause: Span, mention: Mention) -> tuple[Status | None, bool]:
        """Return the status of a number, and whether a strong word of its own sentence tells it."""
        cues = sentence.cues["status"]
        counted = _COUNTED.match(self.text, mention.end) is not None  # "11 of the 13 targets"
        ahead = [cue for cue in cues if cue.end <= mention.start and self._speaks(cue, sentence, clause, mention)]
        if self.lang == "en" and not counted and not any(cue.id in WISHES for cue in ahead):
            limit = min(clause.end, mention.end + _REACH)
            behind = (cue for cue in cues if mention.end <= cue.start < limit)
            ahead += [cue for cue in behind if self._in_reach(cue, sentence, mention)]
        if self.lang == "en" and ahead and (done := self._done_of_which(ahead, cues, clause, mention)):
            return Status(done.id), True
        if not ahead and self.lang == "en":
            passed = [cue for cue in cues if cue.end <= mention.start and cue.id == Status.ACTUAL]
            coming = [] if counted else self._coming(sentence, clause, mention)
            finite = [cue for cue in coming if cue.reach == "weak"]  # "crude oil stored in the valley will be removed"
            ahead = finite[:1] or coming[:1] or passed[-1:]
        if self._is_plan(mention) if self.lang == "en" else _SET_OUT.match(self.text, mention.end):
            return Status.TARGET, True
        if self.lang == "vi" and self._has_deadline(sentence, mention):
            return Status.TARGET, True
        if self.lang == "vi" and not ahead and (wish := self._to_come(sentence, clause, mention)):
            return wish, True
        if _INSTEAD.search(self.text, max(sentence.span.start, mention.start - 40), mention.start):
            return None, False
        if self.lang == "en" and _ACHIEVED.match(self.text, mention.end):
            return Status.ACTUAL, True
        if self.lang == "vi" and any(self._leads_compared(cue, sentence, mention) for cue in cues):
            return Status.TARGET, False  # "thấp hơn mục tiêu 35 doanh nghiệp" may be the goal, or what lacks
        before = [cue for cue in ahead if cue.end <= mention.start]
        if self.lang == "vi" and self._is_of_coming(sentence, mention):
            return Status.FORECAST, False
        if before and before[-1].reach == "now":
            return Status.ACTUAL, True
        if ahead:
            strong = [cue for cue in ahead if cue.reach not in _WEAK]
            return Status(_weightiest(ahead)), any(cue.id in WISHES for cue in strong) or len(strong) == len(ahead)
        return self._status, self._status is not None

    def _is_of_coming(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether a number is of a month that is to come, or is not over: "Ước tháng 12, xuất khẩu đạt 132 tỷ"."""
        turn = self.text.rfind(";", sentence.span.start, mention.start)
        return _COMING_MONTH.match(self.text, max(sentence.span.start, turn + 1)) is not None

    def _done_of_which(self, ahead: list[Cue], cues: Sequence[Cue], clause: Span, mention: Mention) -> Cue | None:
        """Return the result told of a part: "67 clusters are planned, of which 49 have been established"."""
        part = _OF_WHICH.match(self.text, clause.start) is not None and all(cue.end <= clause.start for cue in ahead)
        behind = (cue for cue in cues if part and mention.end <= cue.start < clause.end)
        first = next(behind, None)
        return first if first is not None and first.id == Status.ACTUAL else None

    def _coming(self, sentence: Sentence, clause: Span, mention: Mention) -> list[Cue]:
        """Return the cues behind a number that speak of it: a strong wish is of the number right before it."""
        following = sentence.number_after(mention.end)
        near = following.start if following else clause.end
        behind = [cue for cue in sentence.cues["status"] if mention.end <= cue.start]
        wished = (cue.start for cue in behind if cue.id in WISHES)
        first = min(wished, default=clause.end)  # "two depots (25,000 m3) are expected to be finished"
        coming = []
        for cue in behind:
            wish = cue.id in WISHES
            limit = near if wish and cue.reach not in _WEAK else clause.end
            if cue.start >= limit or (not wish and cue.start >= first):
                continue
            met = wish and cue.start - mention.end > 1 and self._is_met(cue)
            compared = self.holds(self.frame.compares, Span(mention.end, cue.start))
            if not (met or compared or _NEXT_GOAL.search(self.text, mention.end, cue.start)):
                coming.append(cue)
        return coming

    def _to_come(self, sentence: Sentence, clause: Span, mention: Mention) -> Status | None:
        """Return the wish that a clause ends with: "hai nhà máy (100 MW) dự kiến được đưa vào vận hành"."""
        behind = [c for c in sentence.cues["status"] if mention.end <= c.start < clause.end]
        wishes = [c for c in behind if c.reach == "coming" or c.id == Status.FORECAST]
        if not wishes or len(wishes) != len(behind) or mention.unit == "%":
            return None
        if self.text.endswith((" hơn ", " với ", " như ", " theo "), 0, wishes[-1].start):
            return None  # "đậm đặc hơn dự đoán"
        following = sentence.number_after(wishes[-1].end)
        return None if following and following.start < clause.end else Status(wishes[-1].id)

    def _has_deadline(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether something is to be done by a day, and is not said to be: "đóng điện cho 28 bản trước ngày 31/12"."""
        found = _DEADLINE.match(self.text, mention.end, sentence.clause(mention.start).end)
        if found is None or mention.unit == "%":
            return False
        results = (c for c in sentence.cues["status"] if c.id in RESULTS and c.end <= found.end())
        return not any(results)

    def _is_plan(self, mention: Mention) -> bool:
        """Whether the plan itself is the number: "the VND 107 trillion plan"."""
        if _WAS_PLANNED.match(self.text, mention.end) or _FOR_THE_YEAR.match(self.text, mention.end):
            return True
        words = _OF_THE_YEAR.sub(" ", self.text[mention.end : mention.end + 36]).split(maxsplit=1)
        if not words or mention.unit == "%" or _COUNTED.match(self.text, mention.end):
            return False
        plural = words[0].endswith("s") and not mention.unit.partition("/")[0].isupper()
        return not plural and self.frame.plan.covers(words[0].strip(".,;"))

    def _speaks(self, cue: Cue, sentence: Sentence, clause: Span, mention: Mention) -> bool:
        """Whether a cue before a number reaches it: one of a clause stops at the number before."""
        if cue.reach == "heading":
            return self._heads(cue, sentence)
        opened = self.bracket(mention.start, sentence)
        change = opened >= 0 and _UP_IN_BRACKET.match(self.text, opened)
        if self.bracket(cue.start, sentence) != opened and not change:
            return _IN_BRACKET.fullmatch(self.text, cue.end, mention.start) is not None
        if self.lang == "en" and self.holds(self.frame.compares, Span(cue.end, self._before_bound(cue.end, mention))):
            return False
        following = sentence.number_after(cue.end)
        passed = following is not None and following.start < mention.start
        if self.lang == "vi" and cue.id in WISHES and self._stops(cue, sentence, mention, passed):
            return False
        if self.lang == "en" and cue.reach == "weak" and self._ends_a_rise(cue, sentence):
            return False
        named = _NAMED.fullmatch(self.text, cue.end, mention.start)  # "above the estimate of VND 2 trillion"
        if cue.id in WISHES and not named and self._is_met(cue):
            return False  # "missed its target, coming in 9.4% below"
        percent = self.lang == "vi" and self._is_percent_base(cue, sentence)
        if not percent and (cue.reach == "sentence" or (cue.reach in _WEAK and self.lang == "en")):
            return not self._turns_back(cue, sentence, mention)
        if self._heads(cue, sentence):
            return True
        if passed:
            return False
        if percent or self._is_percent_base(cue, sentence):
            return _IS.fullmatch(self.text, cue.end, mention.start) is not None
        beside = sentence.clause(cue.start).end == clause.start and self.text[clause.start - 1] != ";"
        return cue.start >= clause.start or beside

    def _stops(self, cue: Cue, sentence: Sentence, mention: Mention, passed: bool) -> bool:
        """Whether a Vietnamese wish ends before a number; `passed` tells that another number stands between.

        It is what a result is held against; or was missed ("không đạt kế hoạch là 7,5%; trong đó quý IV tăng 11,2%");
        or what a meeting is about ("Tại hội nghị xây dựng kế hoạch năm 2026, Sở cho biết: IIP tăng 9%").
        """
        missed = passed and _MISSED.search(self.text, max(0, cue.start - 24), cue.start) is not None
        told = self.holds(self.frame.tells, Span(cue.end, mention.start))
        return missed or told or self._is_compared(cue, sentence)

    def _is_met(self, cue: Cue) -> bool:
        """Whether a wish is but what a result met or missed: "exceeding its full-year target", "vượt kế hoạch"."""
        return _MET[self.lang].search(self.text, max(0, cue.start - 40), cue.start) is not None

    def _ends_a_rise(self, cue: Cue, sentence: Sentence) -> bool:
        """Whether "to reach" only says where a rise ended: "exports rose 10.2% to reach USD 3.6 billion"."""
        if not self.text.startswith("to ", cue.start):
            return False
        clause = Span(sentence.clause(cue.start).start, cue.start)
        told = sentence.cues_in("status", clause)
        return any(c.id == Status.ACTUAL for c in told) and not any(c.id in WISHES for c in told)

    def _heads(self, cue: Cue, sentence: Sentence) -> bool:
        """Whether a wish and a colon head all numbers of a sentence: "Kế hoạch năm 2024: 3 cụm công nghiệp; ..."."""
        headed = self.lang == "vi" and _HEADS.match(self.text, cue.end, sentence.span.end) is not None
        return headed and cue.id in WISHES

    def _before_bound(self, start: int, mention: Mention) -> int:
        """Return where the words before a number end, without the bound right before it: "brought below 20"."""
        words = self.text[start : mention.start].rstrip()
        last = words.rpartition(" ")[2].casefold()
        return start + len(words) - len(last) if last in ("above", "below") else mention.start

    def _is_compared(self, cue: Cue, sentence: Sentence) -> bool:
        """Whether a plan is but what a result is held against: "cao hơn dự toán 312 tỷ đồng"."""
        words = self.text[max(sentence.span.start, cue.start - 24) : cue.start]
        found = self.frame.compares.find(words)
        end = found[-1][1] if found else 0
        return bool(found) and len(words[end:].split()) <= 2 and not words[:end].casefold().endswith("so với")

    def _leads_compared(self, cue: Cue, sentence: Sentence, mention: Mention) -> bool:
        """Whether a wish right before a number is what a result is held against."""
        near = cue.id in WISHES and 0 <= mention.start - cue.end <= 1
        return near and self._is_compared(cue, sentence)

    def _turns_back(self, cue: Cue, sentence: Sentence, mention: Mention) -> bool:
        """Whether a semicolon and an earlier year part a wish from a number: "dự kiến ...; kỳ hội chợ 2022 đón"."""
        turn = self.text.rfind(";", cue.end, mention.start)
        if turn < 0:
            return False
        years = [(m.start, int(m.iso[:4])) for m in sentence.mentions if m.iso and m.iso[:4].isdigit()]
        before = [year for start, year in years if start < turn]
        behind = [year for start, year in years if turn < start < mention.start]
        return bool(before and behind) and max(behind) < max(before)

    def _is_percent_base(self, cue: Cue, sentence: Sentence) -> bool:
        """Whether a plan is what a per cent before it is measured against: "đạt 69% kế hoạch năm"."""
        last = sentence.number_before(cue.start)
        if (
            last is None
            or last.unit not in ("%", "pp")
            or cue.start - last.end > _PERCENT_REACH
            or cue.id not in WISHES
        ):
            return False
        return cue.id == Status.TARGET or not _STOP.search(self.text, last.end, cue.start)

    def _in_reach(self, cue: Cue, sentence: Sentence, mention: Mention) -> bool:
        """Whether a wish behind an English number is of it, and not of the next number or of a goal named anew."""
        following = sentence.number_after(mention.end)
        end = following.start if following else sentence.span.end
        outside = self.bracket(cue.start, sentence) != self.bracket(mention.start, sentence)
        plan = any(base.start <= cue.start and cue.end <= base.end for base in sentence.cues["base"])
        near = cue.id in WISHES and not outside and not plan and cue.end <= end
        return near and not _NEXT_GOAL.search(self.text, mention.end, cue.start)


def _weightiest(cues: list[Cue]) -> str:
    """A wish is not undone by a verb of result behind it ("phấn đấu ... đạt"); an estimate outweighs a result."""
    for status in (Status.TARGET, Status.FORECAST, Status.ESTIMATE):
        if any(cue.id == status for cue in cues):
            return status
    return Status.ACTUAL
