"""What a number is compared with: the year before, the plan, a period that is named."""

from __future__ import annotations

import re
from dataclasses import replace

from summarizer.facts.cues import Cue
from summarizer.facts.periods import Period, parse_period
from summarizer.facts.sentences import TURN, Sentence, Text, View
from summarizer.facts.types import Base
from summarizer.quantities.types import Kind, Mention, Span

_COMPARED_WORDS = 6
_EQUALS = re.compile(r"\bbằng [\d.,]+ ?%(?: (?:của|so với))? (?:cả )?(?:năm )?$", re.IGNORECASE)
_STOPS = re.compile(r"[\d,;:.%()]")
_LEVELS = frozenset(
    {"prices", "price", "figure", "level", "total", "high", "peak", "mark", "number", "value", "levels", "average"}
)
_LEVEL_REST = re.compile(r" (?:mức )?[\d.,]+ ?[^\d,;.()]{0,20}?(?:của|giai đoạn) (?:năm |tháng |giai đoạn )?|$^")
_TIMES = re.compile(
    r"(?:\bgấp (?:đôi|rưỡi|ba)|\blần)(?: của| so với)?(?: (?:cuối|đầu|giữa|hồi|cùng|thời điểm))* (?:năm )?$",
    re.IGNORECASE,
)
_END_OF = re.compile(r"(?:\bcuối|\bhết|\bend of|\bclose of)(?: the)?(?: năm)? $|\b(?:end|year-end)[- ]$")
_START_OF = re.compile(r"(?:\bđầu|\bstart of|\bbeginning of)(?: the)?(?: năm)? $")
_COMPARES = re.compile(
    r"(?: [^\W\d_]{1,12}){0,4} so với (?!cùng|năm|tháng|quý|kế hoạch|ngày|đầu|cuối|thực hiện|mức|con số|đó"
    r"|trước đó|này)\w| (?:so với |của )?(?:ngày|tháng|năm) (?:thường|bình thường)\b"
)
_BRACKETED = re.compile(r" ?\((?:đều |cùng |tất cả |cả hai )?so [^()]{2,60}\)")
_TIMES_EN = re.compile(r"\b(?:times|twice|double|triple|half) (?:the|that|those|what)\b[^,;.]*$", re.IGNORECASE)
PART_OF = re.compile(
    r"(?:\b(?:mid|early|late|(?:at |in )?the (?:end|start|beginning|middle|close) of"
    r"|(?:first|second|latter) half of)[- ]?)+$"
)
_PRICES = re.compile(r" (?:constant |comparative )?(?:prices|price|terms)\b")  # "at constant 2010 prices"
_LEADING = frozenset(
    {"", "năm", "the", "ngày", "tháng", "early", "late", "mid", "Tet", "tet", "the start of", "the beginning of"}
)
"""Words that may stand between those of a comparison and the period that it is with."""
_ON_A_DAY = frozenset({"on", "over", "from", "the end of", "cuối", "above"})
"""Words of a comparison that before a day, or a month and a year in digits, only say when."""
_CORRESPONDING = re.compile(r"^(?:in )?the (?:same|corresponding) ")
_BLANKS = re.compile(r"\s*")
_BY = re.compile(r" (?:by|là|tới)(?: \w+){0,2} $")


class BaseReader(View):
    """Reads the bases of numbers; whether a period is one is read once."""

    def __init__(self, source: Text) -> None:
        super().__init__(source)
        self._bases: dict[int, bool] = {}

    def base(self, sentence: Sentence, clause: Span, mention: Mention) -> tuple[Base | None, Period | None]:
        """Return what the number is compared with: behind it in its clause, else before it in the sentence."""
        last = sentence.number_before(mention.start)
        between = Span(max(clause.start, last.end if last else 0), mention.start)
        if _BY.search(self.text, between.start, between.end) and (led := self._base_period(sentence, between)):
            return None, led  # "thấp hơn tháng 8 là 3,4%", "short of August's by 3.4%"
        end = self.after_end(sentence, clause, mention)
        behind = sentence.cues_in("base", Span(mention.end, max(end, clause.end)))
        first = next((c for c in behind if not (self.lang == "en" and self._is_next(sentence, mention, c))), None)
        period = self._base_period(sentence, Span(mention.end, end))
        if first is not None and first.start < end:
            return Base(first.id), period
        if period is not None:
            return None, period
        ahead = sentence.cues_in("base", Span(clause.start, mention.start))
        if ahead:
            return Base(ahead[-1].id), self._base_period(sentence, Span(clause.start, mention.start))
        if self.lang == "vi" and (led := self._base_period(sentence, between)):
            return None, led
        if self.lang == "vi" and (bracketed := self._base_in_bracket(sentence, mention)):
            return bracketed
        base, period = self._leading_base(sentence)
        other = base is None and period is None and self.lang == "vi" and _COMPARES.match(self.text, mention.end, end)
        return (Base.OTHER if other else base), period

    def _is_next(self, sentence: Sentence, mention: Mention, cue: Cue) -> bool:
        """Whether a base behind a number is the next one's: "up 10.3% yet slightly short of plan at 99.2%"."""
        return sentence.number_after(cue.end) is not None and TURN.search(self.text, mention.end, cue.start) is not None

    def _base_in_bracket(self, sentence: Sentence, mention: Mention) -> tuple[Base | None, Period | None] | None:
        """Return the base in a bracket behind a number: "tăng 3,4% (đều so với cùng quý năm 2022)"."""
        found = _BRACKETED.match(self.text, mention.end, sentence.span.end)
        if found is None:
            return None
        bracket = Span(found.start(), found.end())
        cues = sentence.cues_in("base", bracket)
        return (Base(cues[0].id) if cues else None), self._base_period(sentence, bracket)

    def _leading_base(self, sentence: Sentence) -> tuple[Base | None, Period | None]:
        """Return the base that a sentence begins with, for all its numbers: "So với năm 2020, ..."."""
        start = _BLANKS.match(self.text, sentence.span.start).end()  # type: ignore[union-attr]
        if not self.frame.opens.match(self.text, start):
            return None, None
        opening = Span(start, sentence.clause(start).end)
        cues = sentence.cues_in("base", opening)
        return (Base(cues[0].id) if cues else None), self._base_period(sentence, opening)

    def _base_period(self, sentence: Sentence, span: Span) -> Period | None:
        for mention in sentence.mentions_in(span.start, span.end):
            if mention.iso and self._is_base(sentence, mention) and not _PRICES.match(self.text, mention.end):
                period = parse_period(mention.iso)
                ended = _END_OF.search(self.text, max(0, mention.start - 24), mention.start)
                if period and period.whole_year and period.year and self._starts(mention):
                    return Period(period.year - 1, until=True)  # "so với đầu năm 2024" is the end of 2023
                return replace(period, until=True) if period and ended else period
        return None

    def _starts(self, mention: Mention) -> bool:
        return _START_OF.search(self.text, max(0, mention.start - 28), mention.start) is not None

    def _is_base(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether words like "so với", "compared with" lead to a period; read once, asked for every number."""
        known = self._bases.get(mention.start)
        if known is None:
            known = self._bases[mention.start] = self._reads_as_base(sentence, mention)
        return known

    def _reads_as_base(self, sentence: Sentence, mention: Mention) -> bool:
        start = max(sentence.span.start, mention.start - 40)
        words = self.text[start : mention.start]
        if self.lang == "vi" and (("%" in words and _EQUALS.search(words)) or _TIMES.search(words)):
            return True
        if self.lang == "en" and _TIMES_EN.search(words):
            return True
        matches = self.frame.against.find(words)
        if not matches:
            return self._is_compared(words) or self._is_level(mention)
        first, last = matches[-1]
        against, rest = words[first:last].casefold(), words[last:]
        if _CORRESPONDING.search(against) and self._follows_earlier(sentence, mention) and not matches[1:]:
            return False
        if against != "from":
            rest = PART_OF.sub("", rest.casefold())
        if rest.strip(" ,") not in _LEADING:
            return self._is_compared(words) or self._is_level(mention)
        named = parse_period(mention.iso) if mention.iso else None
        day = mention.kind is Kind.DATE and named is not None and named.day is not None
        long = mention.iso is not None and "/" in mention.iso
        return not (against in _ON_A_DAY and (day or long))

    def _follows_earlier(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether a sentence names an earlier year before a period: "in 2023, ... in the same period of 2024"."""
        year = (mention.iso or "")[:4]
        return any(
            m.iso and m.iso[:4].isdigit() and m.iso[:4] < year and m.end < mention.start for m in sentence.mentions
        )

    def _is_compared(self, words: str) -> bool:
        """Whether a comparison leads to a period over a few words: "so với Tết Quý Mão 2023"."""
        found = self.frame.compares.find(words)
        rest = words[found[-1][1] :] if found else ""
        if found and self.lang == "vi" and _LEVEL_REST.fullmatch(rest):
            return True
        return bool(found) and len(rest.split()) <= _COMPARED_WORDS and not _STOPS.search(rest)

    def _is_level(self, mention: Mention) -> bool:
        """Whether an English year names a level and no time: "one and a half times the 2020 figure"."""
        if "/" in (mention.iso or ""):  # "the nine-month average" is of these months
            return False
        words = self.text[mention.end : mention.end + 16].split()[:2]
        level = self.lang == "en" and bool(words) and words[0].casefold().rstrip(".,;") in _LEVELS
        return level and words[1:] != ["to"]  # "which would bring the 2022 total to USD 5 billion"
