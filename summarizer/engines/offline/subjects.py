"""What each number of a sentence is about, in English: the words before it, or an earlier number's."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from summarizer.engines.offline.english import is_plural, singularise
from summarizer.engines.offline.known import country
from summarizer.engines.offline.source import Source, trim
from summarizer.lexicon import load_lexicon
from summarizer.quantities.types import Kind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.engines.offline.phrases import Phrase
    from summarizer.facts import Fact

_SUBJECT_TABLES = ("indicator", "commodity", "market", "agency")
_BARE_HEADS = frozenset(
    [
        "turnover",
        "value",
        "sales",
        "revenue",
        "production",
        "exports",
        "imports",
        "output",
        "growth",
        "investment",
        "capital",
    ]
)
_BASE_LEAD = re.compile(r"so (?:với )?(?:cùng kỳ|năm|tháng|quý|đầu năm)[^,;]*,\s*", re.IGNORECASE)
_PREDICATED = re.compile(r"(?:đạt|ước đạt|là|với)\s*(?:\w+\s+)?$", re.IGNORECASE)
_PREDICATE_TERM = re.compile(r"(?<!\w)(?:ước|so|cùng kỳ|kế hoạch|mục tiêu)(?!\w)", re.IGNORECASE)
_SOME_PLACES = re.compile(
    r"(?:có\s+)?(?P<some>những|một số|nhiều)\s+(?P<what>tỉnh|địa phương)(?:, thành phố)?\s+(?:có\s+)?",
    re.IGNORECASE,
)
_BASE_SUBJECT = re.compile(r"so (?:với|cùng)", re.IGNORECASE)
_MONEY = re.compile(r"[A-Z]{3}")
_BRANCH = re.compile(r"_(?:sector|industry)$|^manufacturing|^mining")
_GENERIC = re.compile(
    r"(?:the )?(?:total )?(?:amounts?|outputs?|yields?|values?|areas?|capital|prices?|total|products?"
    r"|budget estimates?|plans?|numbers?"
    r"|targets?|units?|companies|growth|provinces?|sectors?|rates?|shares?|months?|years?|remaining|results?|cases)"
)
_ACTIVITY = re.compile(r"production|supply|distribution|output|sales|consumption|volume|area|stock|reserve|load")
_BALANCE = re.compile(r"(xuất|nhập) siêu$", re.IGNORECASE)
_BARE_BRANCH = re.compile(r"(?!.*\b(?:for|by|of)\b)(?:[\w-]+ ){0,3}(?:sectors?|industry|industries)")
_TOPIC_LEAD = re.compile(r"(?:về|đối với|trong lĩnh vực)\s+[^,;:.\d]{2,40},\s+", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*$|(?<!\w)(?:kế hoạch|chỉ tiêu|mục tiêu)(?: là| tăng| giảm| đạt)?\s*$", re.IGNORECASE)
_TRADER = re.compile(r"(?P<who>.+?)\s+(?P<what>xuất khẩu|nhập khẩu)$", re.IGNORECASE)
_VERBLESS = ("the trade ", "exports", "imports", "export", "import")
_GOODS_UNITS = frozenset(
    {"t", "kg", "m2", "m3", "l", "kWh", "MWh", "GWh", "product", "unit", "piece", "set", "pair", "vehicle"}
)


class _Cues(NamedTuple):
    predicate: re.Pattern[str]
    aim: re.Pattern[str]
    opener: re.Pattern[str]
    tail: re.Pattern[str]
    plan_tails: tuple[tuple[re.Pattern[str], str], ...]
    filler: re.Pattern[str]


@cache
def _cues() -> _Cues:
    table = tomllib.loads((files("summarizer.engines") / "data" / "offline_cues.toml").read_text(encoding="utf-8"))
    figures = table["figures"]

    def any_of(forms: list[str]) -> str:
        return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))

    return _Cues(
        re.compile(rf"(?<!\w)(?:{any_of(figures['predicates'])})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{any_of(figures['aims'])})(?!\w)", re.IGNORECASE),
        re.compile(rf"\s*(?:{any_of(figures['openers'])})(?!\w)[\s,:]*", re.IGNORECASE),
        re.compile(rf"[\s,]*(?:{'|'.join(figures['tails'])})", re.IGNORECASE),
        tuple((re.compile(form, re.IGNORECASE), en) for form, en in table["plan_tails"].items()),
        re.compile(rf"(?<!\w)(?:{any_of([*figures['predicates'], *figures['fillers']])})(?!\w)", re.IGNORECASE),
    )


@dataclass(frozen=True, slots=True)
class Subject:
    """What numbers are about.

    Attributes:
        en: "export turnover".
        span: its words.
        place: ", in Hòa Bình province"; "" at home.
    """

    en: str
    span: Span
    place: str = ""

    @property
    def plural(self) -> bool:
        """Whether its verb is plural."""
        return is_plural(self.en)


@dataclass(slots=True)
class Series:
    """The numbers that one subject has in one sentence.

    Attributes:
        subject: what they are about.
        facts: the numbers, in order.
        span: from the subject to the last number and what belongs to it.
        plan: "exceeding the plan" where the sentence says so without a number; else "".
    """

    subject: Subject
    facts: list[Fact] = field(default_factory=list)
    span: Span = field(default_factory=lambda: Span(0, 0))
    plan: str = ""


def find_series(source: Source, sentence: Span, facts: list[Fact]) -> Iterator[Series]:
    """Return the series of a sentence; numbers without a subject that can be rendered are left out."""
    text = source.text
    current: Series | None = None
    position = sentence.start
    for fact in facts:
        gap = Span(position, fact.mention.start)
        if current and _ASIDE.search(gap.of(text)):
            continue  # "tăng 1,2% (kế hoạch tăng 8%)": not of this series
        position = _after_counted(text, fact)
        found, new = _read_gap(source, gap, first=current is None)
        if found is None and (share := _share_subject(source, gap, fact, sentence)):
            found, new = share, True
        if _is_count(fact) and not _PREDICATED.search(gap.of(text)):
            found, new = None, True
        if new:
            if current and current.facts:
                yield _closed(current, text, gap.end if found is None else found.span.start)
            found = _specify(source, found, fact, sentence) if found else None
            if found and current and current.subject.place and not found.place:
                found = replace(found, place=current.subject.place)
            current = Series(found) if found else None
        if current is None:
            continue
        current.facts.append(fact)
        current.span = Span(current.subject.span.start, max(fact.mention.end, current.subject.span.end))
    if current and current.facts:
        yield _closed(current, text, sentence.end)


def _share_subject(source: Source, gap: Span, fact: Fact, sentence: Span) -> Subject | None:
    """Read "99,97% hộ sử dụng điện": a share whose whole follows it."""
    text = source.text
    if fact.mention.unit != "%" or not re.search(r"(?:^|[;:,])\s*$", gap.of(text)):
        return None
    stop = re.compile(r"[;,.(\n]").search(text, fact.mention.end, sentence.end)
    words = trim(text, Span(fact.mention.end, stop.start() if stop else sentence.end))
    phrase = source.clause(words).noun_phrase() if words.of(text) else None
    if phrase is None or phrase.kind == "verbal":
        return None
    return Subject(f"the share of {phrase.en}", Span(fact.mention.start, words.end))


def _specify(source: Source, subject: Subject, fact: Fact, sentence: Span) -> Subject | None:
    """Say what of a commodity, market or branch is measured; `None` for a mere place or office."""
    words, unit, lexicon = subject.span.of(source.text), fact.mention.unit, load_lexicon()
    before = source.text[source.paragraph_start(sentence) : subject.span.start].casefold()
    here = sentence.of(source.text).casefold()
    if "xuất khẩu" in here or "nhập khẩu" in here:
        before = here if ("xuất khẩu" in here) != ("nhập khẩu" in here) else before
    flow = "imports" if before.rfind("nhập khẩu") > before.rfind("xuất khẩu") else "exports"
    if "xuất khẩu" not in before and "nhập khẩu" not in before:
        before = source.text[: subject.span.start].casefold()
        flow = "imports" if before.rfind("nhập khẩu") > before.rfind("xuất khẩu") else "exports"
    traded = flow[:-1] + "ed" if "xuất khẩu" in before or "nhập khẩu" in before else ""
    market = _whole_match(re.sub("^thị trường ", "", words), "market")
    if market is not None and market[:1].isupper():
        name = country(market)
        return replace(subject, en=f"{flow} {'to' if flow == 'exports' else 'from'} {name}") if traded else None
    if any(_whole_match(words, category) for category in ("province", "district", "agency")):
        return None
    if _whole_match(words, "commodity") and not _whole_match(words, "indicator"):
        if _MONEY.fullmatch(unit):
            return replace(subject, en=f"{flow} of {subject.en}") if traded else None
        name = subject.en if _ACTIVITY.search(subject.en) else f"{singularise(subject.en)} output"
        return replace(subject, en=name)
    branch = lexicon.match_at(words, 0, "vi", "indicator")
    if unit != "%" and _BARE_BRANCH.fullmatch(subject.en):
        return None  # what a branch makes is not told by its name
    if unit in _GOODS_UNITS and (not branch or " " not in words) and not _ACTIVITY.search(subject.en):
        return replace(subject, en=f"{singularise(subject.en)} output")
    if (
        unit == "%"
        and branch
        and _BRANCH.search(branch.terms[0].id)
        and ("chỉ số sản xuất" in before or "iip" in before)
    ):
        return replace(subject, en=f"{subject.en} output")
    return subject


def _whole_match(words: str, category: str) -> str | None:
    """Return the English of a term that the words are, nothing more."""
    match = load_lexicon().match_at(words, 0, "vi", category) if words else None
    return match.terms[0].en[0] if match and match.end == len(words) else None


def _is_count(fact: Fact) -> bool:
    return fact.mention.unit in load_lexicon().terms["count_noun"]


def _after_counted(text: str, fact: Fact) -> int:
    """Return where a number and the noun that it counts end."""
    end = fact.mention.end
    if not _is_count(fact):
        return end
    start = end + len(text[end:]) - len(text[end:].lstrip())
    noun = load_lexicon().match_at(text, start, "vi", "count_noun")
    return noun.end if noun else end


def _closed(series: Series, text: str, limit: int) -> Series:
    """Take in what follows the last number and belongs to it."""
    end = series.span.end
    stop = re.compile(r"[;.\n]").search(text, end, limit)
    limit = stop.start() if stop else limit
    while match := _cues().tail.match(text, end, limit):
        end = match.end()
    for pattern, english in _cues().plan_tails:
        if match := re.compile(rf"[\s,]*(?:và )?{pattern.pattern}(?!\w)(?! \d)", re.IGNORECASE).match(text, end, limit):
            end, series.plan = match.end(), english
            break
    while match := _cues().tail.match(text, end, limit):
        end = match.end()
    series.span = Span(series.span.start, end)
    return series


def _read_gap(source: Source, gap: Span, first: bool) -> tuple[Subject | None, bool]:
    """Return the subject in the words before a number, and whether they name a new one."""
    text = source.text
    breaks = [match.end() for match in re.finditer(r"[;:](?=\s)|\n", text[gap.start : gap.end])]
    start = gap.start + breaks[-1] if breaks else gap.start
    fresh = first or bool(breaks)
    if not fresh:
        while match := _cues().tail.match(text, start, gap.end):
            start = match.end()
        for pattern, _ in _cues().plan_tails:
            if match := re.compile(rf"[\s,]*{pattern.pattern}", re.IGNORECASE).match(text, start, gap.end):
                start = match.end()
    start = skip_openers(source, Span(start, gap.end))
    words = _before_predicate(source, Span(start, gap.end))
    bare = words.end >= gap.end - 1
    if not words.of(text).strip(" ,;.("):
        return None, first or bool(_cues().filler.sub(" ", text[words.end : gap.end]).strip(" ,;.()-–"))
    subject = _parse_subject(source, words)
    if subject and bare and not subject.en.startswith(_VERBLESS) and not _whole_match(words.of(text), "market"):
        return None, True
    return subject, True


def opens_with_predicate(words: str) -> bool:
    """Tell whether words go on with what a number says: "cao hơn …", "chiếm …"."""
    return bool(_cues().predicate.match(words))


def skip_openers(source: Source, span: Span) -> int:
    """Skip times, "Trong đó", and what else says nothing about the subject."""
    text, start = source.text, span.start
    while True:
        while start < span.end and text[start] in ' ,;:.-–\n\t)”"':
            start += 1
        lead = _BASE_LEAD.match(text, start, span.end) or _TOPIC_LEAD.match(text, start, span.end)
        if lead:
            start = lead.end()
            continue
        known = next((item for item in source.known if item.kind == "period" and item.start <= start < item.end), None)
        opener = _cues().opener.match(text, start, span.end)
        if known and known.end <= span.end:
            start = known.end
        elif opener and opener.end() > start:
            start = opener.end()
        else:
            return start


def _before_predicate(source: Source, span: Span) -> Span:
    """Cut "phấn đấu giá trị sản xuất công nghiệp đạt" down to its noun phrase."""
    text = source.text
    kept = [
        (span.start + match.start, span.start + match.end)
        for match in load_lexicon().find(span.of(text), "vi", *_SUBJECT_TABLES)
        if not _PREDICATE_TERM.search(span.of(text)[match.start : match.end])
    ]
    kept += [(item.start, item.end) for item in source.known if item.kind in {"aside", "name"}]
    start = span.start
    for match in _cues().aim.finditer(text, span.start, span.end):
        if (
            not any(low <= match.start() and match.end() <= high for low, high in kept)
            and _first_predicate(text, match.end(), span.end, kept) > match.end() + 1
        ):
            start = match.end()
    start = skip_openers(source, Span(start, span.end))
    end = _first_predicate(text, start, span.end, kept)
    while (comma := text.find(", ", end, span.end)) != -1:  # "mặc dù còn nhiều khó khăn, chỉ số … tăng"
        after = skip_openers(source, Span(comma + 1, span.end))
        following = _first_predicate(text, after, span.end, kept)
        if not _cues().filler.sub(" ", text[after:following]).strip(" ,"):
            break
        start, end = after, following
    return trim(text, Span(start, end))


def _first_predicate(text: str, start: int, end: int, kept: list[tuple[int, int]]) -> int:
    for match in _cues().predicate.finditer(text, start, end):
        if not any(low <= match.start() and match.end() <= high for low, high in kept):
            return match.start()
    return end


def _parse_subject(source: Source, span: Span) -> Subject | None:
    """Read the words as a noun phrase; what stands before a comma may be dropped."""
    text = source.text
    starts = [span.start, *(span.start + match.end() for match in re.finditer(r",\s*", span.of(text)))]
    for start in starts:
        part = trim(text, Span(skip_openers(source, Span(start, span.end)), span.end))
        if not part.of(text):
            continue
        place, part = _leading_place(source, part)
        if _BASE_SUBJECT.match(source.text, part.start):
            return None
        phrase = source.clause(part).noun_phrase() if part.of(text) else None
        if balance := _BALANCE.search(part.of(source.text)):
            return Subject(f"the trade {'surplus' if balance[1].casefold() == 'xuất' else 'deficit'}", part, place)
        if trader := _TRADER.fullmatch(part.of(text)):
            who = source.clause(Span(part.start, part.start + trader.end("who"))).noun_phrase()
            if who and ("sector" in who.en or "enterprises" in who.en or "businesses" in who.en):
                what = "exports" if trader["what"].casefold() == "xuất khẩu" else "imports"
                return Subject(f"{what} by {who.en}", part, place)
        if phrase and _names_thing(phrase) and not _GENERIC.fullmatch(phrase.en):
            return Subject(_plain(_without_times(source, phrase.en, part)), part, place)
    return None


def _without_times(source: Source, english: str, span: Span) -> str:
    """Drop times from a subject; the number's own period is told elsewhere."""
    for item in source.known:
        if item.kind == "period" and span.start <= item.start < span.end:
            english = re.sub(rf" (?:in|for|on|to|from|by) {re.escape(item.en)}", "", english)
    return english


def _names_thing(phrase: Phrase) -> bool:
    """Tell whether a phrase can be what a number measures: a thing, or what is exported."""
    return phrase.kind != "verbal" or phrase.en.startswith(("exports of", "imports of"))


def _leading_place(source: Source, span: Span) -> tuple[str, Span]:
    """Read "Tại tỉnh Hòa Bình, …"."""
    if some := _SOME_PLACES.match(source.text, span.start, span.end):
        what = "provinces" if some["what"].casefold() == "tỉnh" else "localities"
        amount = "many" if some["some"].casefold() == "nhiều" else "some"
        return f"in {amount} {what}", trim(source.text, Span(some.end(), span.end))
    match = re.compile(r"(?:tại|ở)\s+", re.IGNORECASE).match(source.text, span.start, span.end)
    if not match:
        return "", span
    known = next((item for item in source.known if item.start == match.end()), None)
    if not known:
        return "", span
    rest = skip_openers(source, Span(known.end, span.end))
    return f"in {known.en}", trim(source.text, Span(rest, span.end))


def _plain(english: str) -> str:
    """Drop the article before a mass noun: "the export turnover" stands as "export turnover"."""
    if (
        english.startswith("the ")
        and "'s " not in english
        and re.split(" of | from | at ", english)[0].split(" ")[-1] in _BARE_HEADS
    ):
        return english[4:]
    return english


def quantities(facts: list[Fact], sentence: Span) -> list[Fact]:
    """Return the facts of a sentence whose mention is a quantity."""
    return [
        fact
        for fact in facts
        if fact.mention.kind is Kind.QUANTITY and sentence.start <= fact.mention.start < sentence.end
    ]


def by_period(series: Series) -> list[Series]:
    """Part a series where its numbers belong to different periods."""
    parts: list[Series] = []
    for fact in series.facts:
        if parts and (fact.period is None or fact.period == parts[-1].facts[0].period):
            parts[-1].facts.append(fact)
        else:
            parts.append(Series(series.subject, [fact], series.span, series.plan))
    return parts
