"""Hypothesis strategies: amounts and how each language writes them, and texts made of fragments."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from hypothesis import strategies as st

SCALES = {
    "vi": {"nghìn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9, "nghìn tỷ": 12, "ngàn tỉ": 12, "triệu tỷ": 15},
    "en": {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "quadrillion": 15, "bn": 9},
}
UNITS = {
    "vi": {"đồng": "VND", "USD": "USD", "tấn": "t", "kWh": "kWh", "ha": "ha", "m3": "m3", "tạ": "quintal"},
    "en": {"dong": "VND", "USD": "USD", "tonnes": "t", "kWh": "kWh", "ha": "ha", "m3": "m3", "quintals": "quintal"},
}  # fmt: skip
MARKS = {"vi": (".", ","), "en": (",", ".")}

FRAGMENTS = (
    "1", "12", "1.234", "1,5", "0", "00", "2021", "31/12", "7-1", "%", "‰", "tỷ", "triệu", "nghìn", "đồng", "USD",
    "$", "VND", "lần", "gấp đôi", "một", "năm", "hai", "mươi", "mốt", "phẩy", "rưỡi", "phần", "tháng", "quý", "I",
    "VIII", "lần thứ", "ngày", "đến", "từ", "-", "–", "/", ".", ",", " ", "\n", "(", ")", "trở lên", "trên", "gần",
    "số", "cấp", "COVID-19", "01/NQ-CP", "tr", "1tr2", "½", "€", "h", "giờ", ":", "^", "e5", "+", "xã", "dự án",
    "one", "half", "a", "third", "of", "million", "and", "twenty", "point", "minus", "between", "to", "per", "cent",
    "January", "May", "first", "nine", "months", "Q3", "H1", "9M", "doubled", "or more", "at least", "Nghi Son",
    "projects", "dollars", "cents", "over", "İ", "\u0301", "\u200b", "\u00a0", "Ð", "http://", "@", "٣", "²", "tỉ phú",
)  # fmt: skip


class Written(NamedTuple):
    """An amount and how it is written."""

    text: str
    value: Decimal
    unit: str


def group(digits: str, mark: str) -> str:
    """Put `mark` between the thousands."""
    head = len(digits) % 3
    parts = [digits[:head]] if head else []
    return mark.join(parts + [digits[i : i + 3] for i in range(head, len(digits), 3)])


@st.composite
def numerals(draw: st.DrawFn, lang: str) -> tuple[str, Decimal]:
    """Return digits as the language writes them, and their worth; no shape that reads in two ways."""
    group_mark, decimal_mark = MARKS[lang]
    whole = draw(st.integers(min_value=0, max_value=10**9))
    decimals = draw(st.text("0123456789", max_size=2))
    grouped = draw(st.booleans()) or (len(str(whole)) > 3 and bool(decimals))
    text = group(str(whole), group_mark) if grouped and whole > 999 else str(whole)
    if decimals:
        return text + decimal_mark + decimals, Decimal(f"{whole}.{decimals}")
    return text, Decimal(whole)


@st.composite
def amounts(draw: st.DrawFn, lang: str) -> Written:
    """Return an amount with a unit, and with a scale or without."""
    text, value = draw(numerals(lang))
    unit = draw(st.sampled_from(sorted(UNITS[lang])))
    scale = draw(st.sampled_from(["", *SCALES[lang]]))
    if scale:
        text, value = f"{text} {scale}", value * 10 ** SCALES[lang][scale]
    return Written(f"{text} {unit}", value, UNITS[lang][unit])


def jumbles() -> st.SearchStrategy[str]:
    """Return texts of fragments that the grammar knows, in any order."""
    return st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=40).map("".join) | st.lists(
        st.sampled_from(FRAGMENTS), max_size=40
    ).map(" ".join)
