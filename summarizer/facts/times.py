"""Which period a number belongs to."""

from __future__ import annotations

import re
from dataclasses import replace

from summarizer.facts.bases import PART_OF, BaseReader
from summarizer.facts.periods import Period, parse_period
from summarizer.facts.sentences import TURN, Sentence, Text
from summarizer.quantities.types import Mention, Span

_JOINING = frozenset({"đến", "đến ngày", "tới ngày", "đến hết ngày", "and", "to", "through", "until", "-", "–"})
_NEXT = re.compile(r"\b(?:và|còn)(?: [^\W\d_]+){0,9} $")
_SAME_PERIOD = re.compile(
    r"\b(?:of|in) the (?:same|corresponding) (?:period|month|months|quarter|half|term) (?:in|of)\b"
)
_OF_BASE = re.compile(r" (?:của |hồi |ở )?(?:cùng kỳ|năm trước|năm ngoái|tháng trước|quý trước)")
_LEVEL_OF = re.compile(r"\bmức(?: \w+){0,2} $", re.IGNORECASE)
_OF_NEXT = re.compile(r"\btrong khi\b|\btừ (?:mức )?(?=\d)")
"""What leads from one number to another one, whose period stands behind."""
_PLANS = re.compile(r"\b(?:kế hoạch|phương hướng|nhiệm vụ)(?: [^\W\d_]+){0,3}(?: 5 năm)? $")
_OF_YEAR = re.compile(r" của (?:năm |giai đoạn )?")
_OF_LAST_YEAR = re.compile(r" của năm (?:trước|ngoái)\b")
_LED_LEVEL = re.compile(r"\b(?:so với|từ|hơn|bằng) (?:mức|con số)(?: tăng| giảm)? $")
_LEVEL_REACH = 20
"""Characters from a level to the year or the years that it is of."""
_CURRENT = re.compile(r"[Tt]rong (?<=\b[Tt]rong )(?:tháng|quý|kỳ)\b(?! (?:\d|[IVXivx]+\b|đầu|cuối|trước|qua))")
_TO_DATE = re.compile(r"\s*(?:lũy|luỹ) kế\b[^.;\d]{0,60}(?:\d[\d/.-]*[^.;\d]{1,40})?\b(?:có|còn) \d", re.IGNORECASE)
_CUMULATES = re.compile(
    r"\s*(?:lũy kế|luỹ kế|cộng dồn|tính chung)\b(?:[^.;,\d]{0,20}(từ đầu năm))?|\s*từ đầu năm\b", re.IGNORECASE
)
_DUE = re.compile(r"\b(?:trước|chậm nhất|muộn nhất)(?: là)?(?: vào)? $")
_FROM_START = re.compile(r"\btừ đầu năm (?:đến|tới)\b[^,;.]*$", re.IGNORECASE)
_THE_YEAR_BEFORE = re.compile(r"\b(?:năm trước|năm ngoái)\b", re.IGNORECASE)
_POINT_OF = re.compile(r"(?<!đến )(?<!tới )(?:cuối|đầu|giữa) $")
_HIGH = re.compile(r" \w+ (?:of|at) ")
_ALTERNATIVE = re.compile(r"^ (?:or|and) (?:more|higher|above|over|less|lower|fewer|below)|^ at (?:most|least)")
_LATER = re.compile(r" (?:\w+ )years? (?:later|earlier|on|before|after)\b")
_OF_PRECEDING = re.compile(r"[^,;.\d]{0,8} (?:of|in|over|for) the (?:preceding|previous|prior) \w+ years\b")
_WHEN_PRECEDING = re.compile(r"\bthe (?:preceding|previous|prior) \w+ years,? when\b[^,;]*$")
_PRECEDING_REACH = 80
_INCLUDING = re.compile(
    r"\b(?:including|of which|with|among them|(?:is|are) to|will|should|must|target\w*|aim\w*|goal)\b"
)
_FROM = re.compile(r"\b(?:from|against|versus|than)(?: the| an?)? $")
_PERCENT_OF = re.compile(r"% (?:của |so với )?$")
_EARLIER = re.compile(
    r" (?:\w+ ){0,3}(?:of|in|for|from|over|recorded|posted|registered) (?:the )?"
    r"(?:a year (?:earlier|before|ago)|year before|previous year|same period|last year|year-earlier)\b"
)
_AS_A_WHOLE = re.compile(r" as a whole\b")
_PLAN_OF_YEAR = re.compile(
    r"\b(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán) (?:cả )?năm(?: nay| (20\d\d) (?:là|giao|đề ra))?"
    r"(?:(?! và )[^\d,;.():]){0,16}$"
)
_PLANNED_FOR_THE_YEAR = re.compile(
    r" (?:\w+ )?(?:planned|targeted|budgeted|assigned|set|envisaged) for (?:the|this) (?:full |whole )?year\b"
)
_ISSUED = re.compile(
    r"\b(?:ban hành|ký|công bố|phê duyệt|hội nghị|cuộc họp|phiên họp|buổi làm việc|tọa đàm|quyết định|kế hoạch"
    r"|nghị quyết|báo cáo|thông báo|công văn|văn bản|chỉ thị|kết luận|tờ trình)(?: [^\s,;.]+){0,6} ngày $",
    re.IGNORECASE,
)
_ISSUED_EN = re.compile(
    r"\b(?:conference|meeting|dialogue|seminar|decision|resolution|directive|circular|issued|signed"
    r"|announced|approved|published)(?: [^\s,;.]+){0,4} on $|\bdated $",
    re.IGNORECASE,
)
_GOAL_REACH = 24
"""Characters from a period to the goal that it is of: "; for 2025 the target is"."""
_OF_A_PERIOD = re.compile(r"(?:all|whole) of", re.IGNORECASE)  # no period in "all of the stations"
_ANOTHER_GOAL = re.compile(r"(?:,|;|\band\b|\bwhile\b)[^,;]{0,60}\b(?:goal|target\w*|aim\w*)\b")
_CLOSES = re.compile(r"\s*\)")
_IS = re.compile(r" ?(?:(?:năm )?(?:trước|ngoái) ?)?(?:đó )?(?:là|đạt|chỉ|ở mức|chỉ là|chỉ đạt|có|:)? ?")
_CONCESSIONS = ("While ", "Whereas ", "Although ", "Though ")
_OWN_WORDS = 3
_OWN_LEADS = frozenset({"by", "in", "for", "at", "during"})
_JOIN_LEADS = frozenset({"từ", "ngày", "between", "from", "during"})


class PeriodReader(BaseReader):
    """Reads periods and bases; carries the period from one sentence to the next."""

    def __init__(self, source: Text) -> None:
        super().__init__(source)
        self._year = _first_year(source)
        self._period: Period | None = None
        self._said: tuple[Sentence | None, list[tuple[Span, Period]]] = (None, [])
        self._fulls: dict[int, Period] = {}

    def close(self, sentence: Sentence) -> None:
        """Take along the period that a sentence names first."""
        if not sentence.mentions:
            return
        named = [(m, self._full(sentence, m, p)) for m in sentence.mentions if (p := self._period_of(sentence, m))]
        said = [(mention, period) for mention, period in named if self._leads(sentence, mention)]
        if not said:
            return
        lasting = [period for mention, period in said if period.day is None and not self._is_point(mention)]
        if lasting:
            several = any(p.first_month and p.day is None and not p.same_as(lasting[0]) for _, p in named)
            unsettled = lasting[0].first_month and (several or self._is_aside(lasting[0]))
            self._period = None if unsettled else lasting[0]
        self._year = (lasting[0] if lasting else said[0][1]).year or self._year

    def _is_aside(self, period: Period) -> bool:
        """Whether a report of a year names a part of it in passing: "Trong quý IV, một nhà máy đi vào hoạt động"."""
        of_year = self._period is not None and self._period.whole_year and self._period.year is not None
        return of_year and period.year is None

    def _is_point(self, mention: Mention) -> bool:
        """Whether a period is but a point of time: "giá cuối tháng 6"."""
        return _POINT_OF.search(self.text, max(0, mention.start - 10), mention.start) is not None

    def _leads(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether a period is what a sentence goes on from: before its numbers, in no bracket, and not alone apart."""
        first = sentence.numbers[0].start if sentence.numbers else sentence.span.end
        if mention.start > first or self.bracket(mention.start, sentence) >= 0:
            return False
        return self.lang == "en" or sentence.span.of(self.text).split(maxsplit=1)[0] != "Riêng"

    def _period_of(self, sentence: Sentence, mention: Mention) -> Period | None:
        if not mention.iso or self._is_base(sentence, mention):
            return None
        return parse_period(mention.iso)

    def period_for(self, sentence: Sentence, clause: Span, mention: Mention) -> tuple[Period | None, bool]:
        """Return the period of a number: before it in its sentence, else behind it, else from the text before."""
        period, said = self._period_for(sentence, clause, mention)
        if self.lang == "vi" and _TO_DATE.match(self.text, sentence.span.start):
            if not said:
                return Period(None, to_date=True), True
            if period is not None and (period.until or period.day):
                return replace(period, to_date=True), True
        if self.lang == "vi" and not said and (summed := _CUMULATES.match(self.text, sentence.span.start)):
            return (Period(None, to_date=True, from_start=True), True) if summed[1] else (None, False)
        if self.lang == "vi" and not said and _CURRENT.search(self.text, sentence.span.start, mention.start):
            return None, False  # "Giá xăng trong tháng được điều chỉnh 4 lần" is of no sum of months before
        return period, said

    def _period_for(self, sentence: Sentence, clause: Span, mention: Mention) -> tuple[Period | None, bool]:
        if plan := self._plan_of_year(sentence, mention):
            return plan, True
        if self.lang == "en" and (_LATER.match(self.text, mention.end) or self._is_of_preceding(sentence, mention)):
            return None, False
        bracket = self.bracket(mention.start, sentence)
        if self._is_plan_in_bracket(sentence, bracket) or self._is_high(sentence, mention):
            return None, False
        if bracket >= 0 and (bracketed := self._bracketed_period(sentence, mention)):
            return bracketed, True
        said = [(m, p) for m, p in self._periods(sentence) if self.bracket(m.start, sentence) in (-1, bracket)]
        said = [(m, p) for m, p in said if p.day is None or not (self._reports(m, mention) or self._is_issued(m))]
        if self.lang == "vi":
            said = [(m, p) for m, p in said if not self._is_of_title(m, mention)]
        before = [p for m, p in said if m.end <= mention.start]
        if self.lang == "vi" and (level := self._level_of(sentence, mention)):
            return level, True
        if self._own_base(sentence, clause, mention):
            return self._year_before(clause, mention, before), True
        if self.lang == "en":
            chosen = self._english_period(sentence, mention, said)
        else:
            chosen = self._vietnamese_period(sentence, clause, mention, said)
        if chosen is None:  # "tăng 14,9%; lũy kế 7 tháng tăng 13,7%": of a month named before, or of the months behind
            onward = any(";" in self.text[mention.end : m.start] for m, _ in said if m.start >= mention.end)
            return (None if onward and self.lang == "vi" else self._period), False
        if chosen.year is None and self.lang == "vi":
            years: list[int | None] = [p.year for p in before if p.year] or [self._year]
            chosen = chosen.in_year(years[-1])
        return chosen, True

    def _is_of_preceding(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether an English number is of years before: "than in the preceding five years, when it was 13.4%"."""
        start = max(sentence.span.start, mention.start - _PRECEDING_REACH)
        led = _WHEN_PRECEDING.search(self.text, start, mention.start)
        return led is not None or _OF_PRECEDING.match(self.text, mention.end) is not None

    def _vietnamese_period(
        self, sentence: Sentence, clause: Span, mention: Mention, said: list[tuple[Span, Period]]
    ) -> Period | None:
        """Return the period right behind a number in its clause, else the last before it, else the first behind it."""
        if not said:
            return None
        said = [(m, p) for m, p in said if m.start < mention.end or not self._is_of_next(sentence, mention, m)]
        own = self._around_bracket(sentence, clause, mention)
        for m, p in said:
            near = mention.end <= m.start < own.end and "," not in self.text[mention.end : m.start]
            if near and not self._opens(sentence, mention, m):
                return p
        reaching = [p for m, p in said if m.end <= mention.start and self._reaches(sentence, m, mention)]
        if reaching:
            lasting = [p for p in reaching if p.day is None or p.until]  # a plain day is when something was said
            return (lasting or reaching)[-1]
        behind = (p for m, p in said if m.start >= mention.end and not self._is_told_of_other(sentence, mention, m))
        return next(behind, None)

    def _plan_of_year(self, sentence: Sentence, mention: Mention) -> Period | None:
        """Return the year that a number is planned for: "kế hoạch năm 900 tỷ", "the 900 billion set for the year"."""
        if self.lang == "en":
            return Period(None, full=True) if _PLANNED_FOR_THE_YEAR.match(self.text, mention.end) else None
        found = _PLAN_OF_YEAR.search(self.text, max(sentence.span.start, mention.start - 40), mention.start)
        year = int(found[1]) if found and found[1] else self._year
        return Period(year, full=True) if found else None

    def _around_bracket(self, sentence: Sentence, clause: Span, mention: Mention) -> Span:
        """Return the clause that a bracket with one number is part of: "giai đoạn 1 (80 ha) ... trong quý IV"."""
        closed = _CLOSES.match(self.text, mention.end)
        if closed is None or self.bracket(mention.start, sentence) < 0:
            return clause
        return Span(clause.start, sentence.clause(closed.end()).end)

    def _level_of(self, sentence: Sentence, mention: Mention) -> Period | None:
        """Return the year of a level that another is compared with: "tăng 18% so với mức 49 tỷ đồng của năm 2021"."""
        if not _LED_LEVEL.search(self.text, max(sentence.span.start, mention.start - 20), mention.start):
            return None
        if _OF_LAST_YEAR.match(self.text, mention.end):
            said: list[int | None] = [p.year for m, p in self._periods(sentence) if m.end <= mention.start and p.year]
            years = said or [self._year]
            return None if years[-1] is None else Period(years[-1] - 1)
        named = next((m for m in sentence.mentions_in(mention.end, mention.end + _LEVEL_REACH) if m.iso), None)
        of = named is not None and _OF_YEAR.fullmatch(self.text, mention.end, named.start)
        return parse_period(named.iso or "") if named is not None and of else None

    def _is_of_next(self, sentence: Sentence, mention: Mention, period: Span) -> bool:
        """Whether a period behind a number is the next one's: "tăng 7,9% trong khi năm 2023 giảm 0,6%"."""
        between = mention.end, period.start
        if _OF_NEXT.search(self.text, *between) or self.frame.causes.within(self.text, *between):
            return True
        if ";" not in self.text[mention.end : period.start]:
            return False
        following = sentence.number_after(period.end)
        return following is not None and following.start < sentence.clause(period.start).end

    def _is_told_of_other(self, sentence: Sentence, mention: Mention, period: Span) -> bool:
        """Whether a period behind a number is of another one compared with it: "cao hơn con số 12,8% của năm 2024"."""
        following = sentence.number_after(mention.end)
        if following is None or following.start > period.start:
            return False
        return self.holds(self.frame.compares, Span(mention.end, following.start))

    def _year_before(self, clause: Span, mention: Mention, said: list[Period]) -> Period | None:
        """Return the year before the one told of, where a number is of "năm trước"; else no period."""
        years: list[int | None] = [p.year for p in said if p.year] or [self._year]
        whole = all(p.whole_year for p in said) and (self._period is None or self._period.whole_year)
        if not whole or years[-1] is None or not _THE_YEAR_BEFORE.search(self.text, clause.start, mention.start):
            return None
        return Period(years[-1] - 1)

    def _reports(self, day: Span, mention: Mention) -> bool:
        """Whether a day is but when something was said: "Phát biểu ngày 12/12/2023, Giám đốc nói: ..."."""
        return self.lang == "vi" and ":" in self.text[day.end : mention.start]

    def _is_of_title(self, period: Span, mention: Mention) -> bool:
        """Whether a conference only plans for a period: "hội nghị xây dựng kế hoạch 2026 - 2030, Sở cho biết: ..."."""
        planned = _PLANS.search(self.text, max(0, period.start - 40), period.start) is not None
        return planned and self.holds(self.frame.tells, Span(period.end, mention.start))

    def _is_issued(self, day: Span) -> bool:
        """Whether a day is but when a paper was issued or people met: "Theo phương án ban hành ngày 5/12/2024, ..."."""
        issued = _ISSUED if self.lang == "vi" else _ISSUED_EN
        return issued.search(self.text, max(0, day.start - 60), day.start) is not None

    def _is_plan_in_bracket(self, sentence: Sentence, opened: int) -> bool:
        """Whether a bracket tells the plan of which a per cent is: "đạt 76,2% kế hoạch năm (900 triệu USD)"."""
        if self.lang == "en" or opened < 0:
            return False
        return self.holds(self.frame.plan, Span(max(sentence.span.start, opened - 16), opened))

    def _is_high(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether a number is the high or the level of another time: "the 30 April high of VND 134,400"."""
        return any(
            named.iso and self._is_level(named) and _HIGH.fullmatch(self.text, named.end, mention.start)
            for named in sentence.mentions_in(max(sentence.span.start, mention.start - 24), mention.start)
        )

    def _reaches(self, sentence: Sentence, period: Span, mention: Mention) -> bool:
        """Whether a period before a number speaks of it: one that closes an item of a list does not."""
        turn = self.text.find(";", period.end, mention.start)
        start = max(sentence.span.start, self.text.rfind(";", sentence.span.start, period.start) + 1)
        first = sentence.number_after(start)
        return turn < 0 or first is None or first.start >= period.start

    def _opens(self, sentence: Sentence, mention: Mention, period: Span) -> bool:
        """Whether a period behind a number is the next number's: "năm 2021 đạt 5 tỷ và năm 2022 đạt 6 tỷ"."""
        words = self.text[mention.end : period.start]
        following = sentence.number_after(period.end)
        own = any(m.iso and m.end <= mention.start for m in sentence.mentions)
        return own and following is not None and _NEXT.search(words) is not None

    def _bracketed_period(self, sentence: Sentence, mention: Mention) -> Period | None:
        """Return the period that a number in a bracket is of: "thấp hơn cùng kỳ năm 2023 (52,1%)"."""
        before = self.text[sentence.span.start : mention.start].rstrip()
        end = sentence.span.start + len(before[:-1].rstrip())
        if not before.endswith("("):
            return None
        named = [m for m in sentence.mentions_in(max(sentence.span.start, end - 40), end) if m.iso and m.end == end]
        return parse_period(named[0].iso) if named and named[0].iso else None

    def _own_base(self, sentence: Sentence, clause: Span, mention: Mention) -> bool:
        """Whether a clause begins with the period that others are compared with: "cùng kỳ năm 2023 giảm 2,7%"."""
        if self.lang == "en":
            after = self.text[mention.end : clause.end].casefold()
            led = self.text[max(sentence.span.start, mention.start - 24) : mention.start]
            compared = led.endswith(" the ") or bool(self.frame.compares.find(led))
            return _SAME_PERIOD.search(after) is not None or (compared and _EARLIER.match(after) is not None)
        if self._told_of_base(sentence, clause, mention):
            return True
        return any(
            m.iso and self._is_base(sentence, m) and "so" not in self.text[clause.start : m.start].casefold().split()
            for m in sentence.mentions_in(clause.start, mention.start)
        )

    def _told_of_base(self, sentence: Sentence, clause: Span, mention: Mention) -> bool:
        """Whether a number is told of what others are compared with: "năm trước là 9,9", "5,2% của cùng kỳ"."""
        last = sentence.number_before(mention.start)
        start = max(clause.start, last.end if last else clause.start)
        if _OF_BASE.match(self.text, mention.end) and _LEVEL_OF.search(self.text, start, mention.start):
            return True
        cues = sentence.cues_in("base", Span(start, mention.start))
        if not cues or not _IS.fullmatch(self.text, cues[-1].end, mention.start):
            return False
        led = self.text[start : cues[-1].end].casefold()
        return "so" not in led.split() and not self.frame.compares.find(led)

    def _periods(self, sentence: Sentence) -> list[tuple[Span, Period]]:
        """Return the periods of a sentence, read once."""
        if self._said[0] is not sentence:
            self._said = (sentence, self._read_periods(sentence))
        return self._said[1]

    def _read_periods(self, sentence: Sentence) -> list[tuple[Span, Period]]:
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
        said += self._whole_years(sentence, said)
        return sorted(said, key=lambda pair: pair[0])

    def _span_of_periods(self, first: tuple[Span, Period], mention: Mention, last: Period) -> Period | None:
        """Return the period from one to another where the words join them."""
        span, start = first
        words = PART_OF.sub("", self.text[span.end : mention.start].strip().casefold()).strip()
        next_month = start.last_month is not None and last.first_month == start.last_month + 1 and not last.day
        if words in ("and", "và", "&") and next_month:
            return replace(start, last_month=last.last_month, year=last.year or start.year)
        lead = PART_OF.sub("", self.text[max(0, span.start - 14) : span.start].casefold()).split()[-1:]
        if words not in _JOINING or not (lead and lead[0] in _JOIN_LEADS):
            return None
        if self.lang == "vi" and start.day and last.day:
            same = start.year is None or start.year == last.year
            return replace(
                start,
                last_month=last.last_month,
                day=None,
                year=last.year if same else start.year,
                last_year=None if same else last.year,
            )
        if start.whole_year and last.whole_year and start.year and last.year and not last.last_year:
            return replace(start, last_year=last.year)
        if start.first_month and last.last_month and start.day is None and last.day is None:
            if start.year and last.year and start.year < last.year:
                return replace(start, last_month=last.last_month, last_year=last.year)
            return replace(start, last_month=last.last_month, year=last.year or start.year)
        return None

    def _full(self, sentence: Sentence, mention: Mention, period: Period) -> Period:
        """Mark a year that is said to be meant as a whole; read once, asked for again by the sentence's end."""
        known = self._fulls.get(mention.start)
        if known is None:
            known = self._fulls[mention.start] = self._read_full(sentence, mention, period)
        return known

    def _read_full(self, sentence: Sentence, mention: Mention, period: Period) -> Period:
        start = max(sentence.span.start, mention.start - 20)
        words = self.text[start : mention.end + 12]
        far = max(sentence.span.start, mention.start - 32)
        if period.whole_year and (self.frame.whole_year.find(words) or _AS_A_WHOLE.match(self.text, mention.end)):
            return replace(period, full=True)
        if self.lang == "vi" and _FROM_START.search(self.text, far, mention.start):
            return replace(period, until=True, from_start=True)
        due = self.lang == "vi" and _DUE.search(self.text, start, mention.start)
        return replace(period, until=True) if due or self.frame.until.find(words[: mention.start - start]) else period

    def _whole_years(self, sentence: Sentence, said: list[tuple[Span, Period]]) -> list[tuple[Span, Period]]:
        found = self.frame.whole_year.find(sentence.span.of(self.text))
        at = sentence.span.start
        spans = [Span(at + start, at + end) for start, end in found]
        return [
            (span, Period(None, full=True))
            for span in spans
            if not _OF_A_PERIOD.fullmatch(self.text, span.start, span.end)
            and not self.follows(self.frame.plan, Span(span.end, sentence.span.end), reach=12)
            and not self.holds(self.frame.plan, Span(max(sentence.span.start, span.start - 12), span.start))
            and self.text[span.start - 1 : span.start] != "-"  # not "half-year as a whole"
            and not _PERCENT_OF.search(self.text, max(sentence.span.start, span.start - 12), span.start)
            and not any(period.full and abs(other.start - span.end) < 16 for other, period in said)
        ]

    def _another_goal(self, start: int, end: int) -> int | None:
        """Return where a goal of its own begins within a span: "in 2024, and the goal for 2025 is"."""
        words = self.text[start:end]
        if not any(word in words for word in ("goal", "target", "aim")):
            return None
        found = _ANOTHER_GOAL.search(words)
        return start + found.start() if found else None

    def _english_period(self, sentence: Sentence, mention: Mention, said: list[tuple[Span, Period]]) -> Period | None:
        """Return the period an English sentence gives: the next one behind the number before another number."""
        # "35 trillion in four months, so that the full-year figure beats the plan"
        said = [(m, p) for m, p in said if not (p.full and p.year is None and "," in self.text[mention.end : m.start])]
        after = sentence.number_after(mention.end)
        limit = after.start if after else sentence.span.end
        goal = self._another_goal(mention.end, limit)
        behind = [p for m, p in said if mention.end <= m.start < (limit if goal is None else goal)]
        before = [p for m, p in said if m.end <= mention.start]
        before = [p for p in before if p.day is None or p.until] or before
        if behind and (not before or not after or self._belongs(mention, said)):
            return self._join(behind[0], before)
        if before:
            last = [m for m, _ in said if m.end <= mention.start][-1]
            compared = self.holds(self.frame.compares, Span(last.end, mention.start))
            return None if compared else self._join(before[-1], before[:-1])
        later = [(m, p) for m, p in said if m.start >= mention.end]
        if not later or self.holds(self.frame.compares, Span(mention.end, later[0][0].start)):
            return None
        goal = self._another_goal(mention.end, min(sentence.span.end, later[0][0].end + _GOAL_REACH))
        if goal is not None and goal < later[0][0].start:
            return None
        opening = sentence.span.of(self.text).lstrip()
        if opening.startswith(_CONCESSIONS) and "," in self.text[mention.end : later[0][0].start]:
            return None  # "While 34 clusters are being built, eight are to open in 2025-2027"
        owner = sentence.number_before(later[0][0].start)
        between = (mention.end, owner.start) if owner is not None and owner.start > mention.start else None
        if between and any(words.search(self.text, *between) for words in (_INCLUDING, _FROM, TURN)):
            return None
        return later[0][1]

    def _belongs(self, mention: Mention, said: list[tuple[Span, Period]]) -> bool:
        """Whether the period right behind a number is its own: "25% by 2030"."""
        start = next(m.start for m, _ in said if m.start >= mention.end)
        words = _ALTERNATIVE.sub("", self.text[mention.end : start]).split()
        return len(words) <= _OWN_WORDS and bool(words) and words[0].casefold() in _OWN_LEADS

    def _join(self, period: Period, others: list[Period]) -> Period:
        if period.year is not None:
            return period
        years = [other.year for other in others if other.year]
        return replace(period, year=years[-1]) if years else period


def _first_year(source: Text) -> int | None:
    """Return the first year that the text names, the report's own in this genre."""
    for mention in source.mentions:
        period = parse_period(mention.iso) if mention.iso else None
        if period and period.year:
            return period.year
    return None
