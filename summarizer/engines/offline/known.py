"""Stretches of the article whose English is known without translating: numbers, times, names, documents."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from summarizer.engines.offline.phrases import Known
from summarizer.engines.offline.vocabulary import load_vocabulary, tokenise
from summarizer.engines.offline.wording import MONTHS, name_period, word_number
from summarizer.facts import parse_period
from summarizer.lexicon import load_lexicon
from summarizer.quantities.types import Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DOCUMENT = re.compile(
    r"(?P<kind>Nghị quyết|Quyết định|Chỉ thị|Thông tư|Nghị định|Kế hoạch|Công văn|Công điện|Luật|Kết luận)\s+"
    r"(?:số\s*)?(?P<number>\d+[\w/.-]*/[\w/.-]*\w)"
    r"(?:\s*(?:ngày|,? ngày)\s+(?P<day>\d{1,2}[/-]\d{1,2}[/-]\d{4}))?",
    re.IGNORECASE,
)
_KEPT_ABBREVIATIONS = frozenset({"IIP", "GRDP", "CPI", "FDI", "PCI", "OCOP"})
_PRICES = re.compile(r"\(?\s*(?:theo )?giá (?:so sánh|cố định)(?: năm)? (\d{4})\s*\)?", re.IGNORECASE)
_CURRENT_PRICES = re.compile(r"\(?\s*(?:theo )?giá (?:thực tế|hiện hành)\s*\)?", re.IGNORECASE)
_DOCUMENT_NAMES = {
    "nghị quyết": "Resolution",
    "quyết định": "Decision",
    "chỉ thị": "Directive",
    "thông tư": "Circular",
    "nghị định": "Decree",
    "kế hoạch": "Plan",
    "công văn": "Official Letter",
    "công điện": "Official Telegram",
    "luật": "Law",
    "kết luận": "Conclusion",
}
_PLACE_KINDS = {
    "tỉnh": "{} province",
    "thành phố": "{} city",
    "tp": "{} city",
    "huyện": "{} district",
    "thị xã": "{} town",
    "quận": "{} district",
    "xã": "{} commune",
    "phường": "{} ward",
}
_BEFORE_PLACE = re.compile(r"(?<!\w)(tỉnh|thành phố|TP|huyện|thị xã|quận|xã|phường)\.?\s+$", re.IGNORECASE)
_BEFORE_PERIOD = re.compile(r"(?<!\w)(?:năm|tháng|quý|ngày|thời kỳ|giai đoạn|trong|vào|các|của năm)\s+$", re.IGNORECASE)
_ABBREVIATION = re.compile(r"\s*\(([^()]{2,120})\)")


def find_known(text: str, mentions: Sequence[Mention]) -> tuple[Known, ...]:
    """Return what is known of a text, in order and not overlapping; the surest readings go first."""
    found: list[Known] = []
    groups = (
        _documents(text),
        _prices(text),
        _asides(text),
        _mentions(text, mentions),
        _places(text),
        _names(text),
    )
    for item in chain.from_iterable(groups):
        if not any(item.start < other.end and other.start < item.end for other in found):
            found.append(item)
    return tuple(sorted(found, key=lambda item: item.start))


def _documents(text: str) -> Iterator[Known]:
    for match in _DOCUMENT.finditer(text):
        name = f"{_DOCUMENT_NAMES[match['kind'].casefold()]} No. {match['number']}"
        if match["day"]:
            day, month, year = (int(part) for part in re.split("[/-]", match["day"]))
            name += f" of {day} {MONTHS[month - 1] if 1 <= month <= 12 else month} {year}"
        yield Known(match.start(), match.end(), name, "name")


def _prices(text: str) -> Iterator[Known]:
    for match in _PRICES.finditer(text):
        yield Known(match.start(), match.end(), f"at constant {match[1]} prices", "aside")
    for match in _CURRENT_PRICES.finditer(text):
        yield Known(match.start(), match.end(), "at current prices", "aside")


def _mentions(text: str, mentions: Sequence[Mention]) -> Iterator[Known]:
    for mention in mentions:
        if mention.kind is Kind.QUANTITY:
            yield from _number(text, mention)
        elif mention.kind in {Kind.PERIOD, Kind.DATE} and mention.iso and (period := parse_period(mention.iso)):
            start = mention.start
            while before := _BEFORE_PERIOD.search(text, max(0, start - 14), start):
                start = before.start()
            yield Known(start, mention.end, name_period(period), "period")
        elif mention.kind is Kind.IDENTIFIER and mention.text[:1].isupper() and "covid" not in mention.text.casefold():
            yield Known(mention.start, mention.end, mention.text, "name")


def _number(text: str, mention: Mention) -> Iterator[Known]:
    counted = mention.unit not in {"", "%"} and mention.unit in load_lexicon().terms["count_noun"]
    number = word_number(mention, text[max(0, mention.start - 20) : mention.start], counted)
    if number:
        start = _with_bound(text, mention)
        more = " more" if "thêm" in text[start : mention.start].casefold() else ""
        yield Known(start, mention.end, number.en + more, "number" if counted else "amount")


_OR_MORE = re.compile(r"\s+(?:trở lên|trở xuống)(?!\w)")
_BOUND_WORDS = re.compile(
    r"(?<!\w)(?:ít nhất|tối thiểu|không dưới|từ|trên|hơn|khoảng|gần|xấp xỉ|tối đa|không quá|dưới|thêm)\s+$",
    re.IGNORECASE,
)


def _with_bound(text: str, mention: Mention) -> int:
    """Return where the number begins, the words of its bound taken in."""
    start = mention.start
    while before := _BOUND_WORDS.search(text, max(0, start - 16), start):
        start = before.start()
    return start


def _places(text: str) -> Iterator[Known]:
    for match in load_lexicon().find(text, "vi", "market"):
        if match.terms[0].en[0][:1].isupper() and text[match.start].isupper():
            yield Known(match.start, match.end, country(match.terms[0].en[0]), "name")
    for match in load_lexicon().find(text, "vi", "province", "district"):
        name = text[match.start : match.end]
        kind = _BEFORE_PLACE.search(text, max(0, match.start - 12), match.start)
        if not name[:1].isupper():
            continue
        if kind:
            yield Known(kind.start(), match.end, _PLACE_KINDS[kind[1].casefold()].format(name), "name")
        else:
            yield Known(match.start, match.end, name, "name")


def country(name: str) -> str:
    """Put the article before a name that takes one."""
    return (
        f"the {name}" if name.startswith(("EU", "European Union", "United", "US", "UK", "Philippines", "UAE")) else name
    )


def _names(text: str) -> Iterator[Known]:
    """Runs of two or more capitalised words that the vocabulary does not hold."""
    vocabulary = load_vocabulary()
    tokens = tokenise(text)
    keys = tuple(token.key for token in tokens)
    index = 0
    while index < len(tokens):
        covered = max((end for end, _ in vocabulary.find(keys, index)), default=index)
        stop = index
        while stop < len(tokens) and tokens[stop].text[:1].isupper():
            stop += 1
        if stop - index >= 2 and covered - index < 2 and tokens[index].text[:1].isupper():
            yield Known(
                tokens[index].start,
                tokens[stop - 1].end,
                text[tokens[index].start : tokens[stop - 1].end],
                "name",
            )
            index = stop
        else:
            index = max(covered, index + 1)


def _asides(text: str) -> Iterator[Known]:
    """Abbreviations and names in parentheses, and what follows a bound that is told already."""
    for match in _OR_MORE.finditer(text):
        yield Known(match.start(), match.end(), "", "silent")
    for match in _ABBREVIATION.finditer(text):
        inner = match[1].strip()
        if inner in _KEPT_ABBREVIATIONS:
            yield Known(match.start(), match.end(), f"({inner})", "aside")
        elif inner.replace("&", "").replace("-", "").isupper() or load_lexicon().find(inner, "vi", "agency"):
            yield Known(match.start(), match.end(), "", "silent")
        elif all(word[:1].isupper() or not word[:1].isalpha() for word in inner.split()):
            yield Known(match.start(), match.end(), f"({inner})", "aside")
