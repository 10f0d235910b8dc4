"""What only carries digits: documents' numbers, names and codes, phone numbers; and ordinals."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from summarizer.lexicon import load_lexicon
from summarizer.quantities.amounts import ONE
from summarizer.quantities.calendar import identifier
from summarizer.quantities.tables import last_word
from summarizer.quantities.types import Kind, Mention, Quantity, Span

if TYPE_CHECKING:
    from summarizer.quantities.amounts import Side
    from summarizer.quantities.reading import Reading

_DOCUMENT = re.compile(r"[0-9]{1,6}(?:/[0-9]{4})?/[^\W\d_a-z][\w&.]*(?:-[\w.&]+)*")
_PARTY_DOCUMENT = re.compile(r"[0-9]{1,5}-[A-ZĐ]{1,4}/[A-ZĐ][A-ZĐ0-9]*(?:-[A-ZĐ]+)*")
_PHONE = re.compile(
    r"0[0-9]{9,10}(?![0-9])|0[0-9]{1,4}[ .-][0-9]{3,4}[ .-]?[0-9]{3,4}(?:[ .-][0-9]{1,4})?(?![0-9])"
    r"|1[89]00[ .-]?[0-9]{4,6}(?![0-9])"
    r"|(?:(?<=\+)84|\+84)[ .-]?[0-9]{2,3}[ .-]?[0-9]{3,4}[ .-]?[0-9]{3,4}(?![0-9])"
)
_PLATE = re.compile(r"[0-9]{2}[A-Z]{1,2}[0-9]?[- ][0-9]{3}\.?[0-9]{2}(?![0-9])")
_SECTION = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){2,}(?![0-9])")
_CODE = re.compile(r"[0-9]+[A-ZĐ][A-ZĐ0-9]*(?:-[A-Z0-9]+)*(?![^\W_])")
_MODEL = re.compile(r"[0-9]+[A-Za-z]+-?[0-9]+\w*")
_TAIL = re.compile(r"[\w-]*\w(?:\.[0-9]{1,2}(?![0-9.,])[\w-]*)?|")
_LABEL_TAIL = re.compile(r"(?:[:/-][0-9A-ZĐ][0-9A-ZĐa-z-]*)*(?![^\W_])")
_GLUED = re.compile(r"[\w+./-]{1,30}$")
_SUFFIX = re.compile(r"([0-9]+)(?:st|nd|rd|th)(?![^\W_])")
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})(?![^\W_])")
_ROMAN_WORTH = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def _is_amount(reading: Reading, end: int) -> bool:
    """Tell whether digits with many dots are a broken amount and no section: "VND 1.612.9 trillion"."""
    behind = end + (reading.text[end : end + 1] == " ")
    return reading.tables.scales.at(reading.low, reading.text, behind) is not None


_DOCUMENTS = {"/": _DOCUMENT, "-": _PARTY_DOCUMENT}
"""The documents whose numbers have a mark right behind the first digits."""

_PHONE_STARTS = ("0", "18", "19", "84")


def read_code(reading: Reading, at: int, end: int) -> Mention | None:
    """Return the document's number, phone, plate or section at `at` by its shape; its first digits end at `end`."""
    text = reading.text
    start, after = at - (text[at - 1 : at] == "+"), text[end : end + 1]
    if (document := _DOCUMENTS.get(after)) and (found := document.match(text, at)):
        return identifier(reading, start, found.end(), "number of a document")
    if text.startswith(_PHONE_STARTS, at) and (found := _PHONE.match(text, at)):
        return identifier(reading, start, found.end(), "phone number")
    if after.isupper() and (found := _PLATE.match(text, at)):
        return identifier(reading, start, found.end(), "number plate")
    for fixed in reading.tables.raw["names"]["fixed"] if after == "/" else ():
        if text.startswith(fixed, at) and not text[at + len(fixed) :][:1].isalnum():
            return identifier(reading, at, at + len(fixed), "fixed phrase")
    found = _SECTION.match(text, at) if after == "." else None
    if found and _is_amount(reading, found.end()):
        return None
    if found and not re.fullmatch(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+", found.group()):
        return identifier(reading, at, found.end(), "section or version")
    return None


def read_glued(reading: Reading, at: int, floor: int) -> Mention | None:
    """Return the name that letters glued before the digits make: "COVID-19", "QL1A", "SARS-CoV-2"."""
    text = reading.text
    if at == floor or not (text[at - 1].isalpha() or text[at - 1] in "-./+"):
        return None
    found = _GLUED.search(text, max(floor, at - 30), at)
    if found is None:
        return None
    run = found.group()
    letters = run.rstrip("-./+")
    if not letters or not letters[-1].isalpha():
        return None
    if run != letters and run[len(letters) :] != "-" and "/" not in run and "." not in run:
        return None
    if "://" in run or "www." in run:
        return identifier(reading, found.start(), _end_of(text, at), "web address")
    currency = reading.tables.prefixes.before(reading.low, at)
    if run == letters and currency and currency[0] == found.start():
        return None
    word = last_word(letters, len(letters))
    if run == letters and reading.lang == "en" and _is_footnote(reading, word, at):
        return identifier(reading, at, at + 1, "footnote mark")
    if not word or (run != letters and not any(c.isupper() for c in word)):
        return None
    if run == letters and _is_glued_number(word):
        return None
    tail = _TAIL.match(text, at)
    return identifier(reading, found.start(), tail.end() if tail else at, "name with digits")


def _is_footnote(reading: Reading, word: str, at: int) -> bool:
    """Tell whether one digit is glued to a word as a note ("right3 70%")."""
    if len(word) < 3 or not word.islower():
        return False
    after = reading.text[at + 1 : at + 3]
    return not (after[:1].isalnum() or after[:1] == "%" or (after[:1] in (".", ",") and after[1:].isdigit()))


def _is_glued_number(word: str) -> bool:
    """Tell whether a space is missing between a word and its number: "tăng13,7%"."""
    return len(word) > 1 and word[1:].islower() and (len(word) > 2 or not word.isascii())


def _end_of(text: str, at: int) -> int:
    found = re.compile(r"\S{0,80}").match(text, at)
    return found.end() if found else at


_MOST_OF_PLACE = 5
"""Names that begin with a district's have no greater number: "Vĩnh Tân 4"."""
_MOST_OF_NAME = 20
"""Vietnamese names of several words have no greater number: "Nghi Sơn 2", "Sông Hậu 1"."""
_GROUPED = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


def read_label(reading: Reading, at: int, side: Side) -> Mention | None:
    """Return the number of a thing: "mức độ 3", "RON 95", "Nghi Sơn 2"."""
    if side.kind == "grade":
        return identifier(reading, at, side.end, "grade of goods")
    if side.has_words or side.sign < 0 or len(side.raw) > 5 or (" " in side.raw):
        return None
    hyphened = reading.lang == "en" and reading.low[at - 1 : at] == "-"
    end = at - 1 if hyphened else reading.back_over_spaces(at)
    label = reading.tables.labels.before(reading.low, end)
    if label and not _is_count_word(reading, end):
        strength = "noun_labels" if side.kind == "count" else "strong_labels"
        strong = hyphened or label[1] in reading.tables.words("names", strength)
        if side.scaled or (not strong and (side.unit or _GROUPED.fullmatch(side.raw))):
            return None
        return identifier(reading, label[0], _end_of_label(reading, at, side), "number of a thing")
    if side.scaled or not side.raw.isdigit() or len(side.raw) > 3:
        return None
    start = _name_before(reading, end)
    if start is not None and reading.lang == "vi" and int(side.raw) > _MOST_OF_NAME and " " in reading.text[start:end]:
        return None  # "Thăng Bình 35" in a list of districts
    if start is not None and int(side.raw) > _MOST_OF_PLACE and _is_place(reading, start, end):
        return None
    if start is None or (side.unit and not _is_long_name(reading, start, end, side)):
        return None
    return identifier(reading, start, at + len(side.raw), "number in a name")


def _is_place(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a name is of a province or a district: "Ninh Phước 13" in a list of them."""
    found = load_lexicon().match_at(reading.text, start, reading.lang, "province", "district")
    return found is not None and found.end == end


def _is_long_name(reading: Reading, start: int, end: int, side: Side) -> bool:
    """Tell whether a name of two words outweighs a noun further on ("Nghi Son 2 thermal power plant")."""
    return reading.lang == "en" and side.kind == "count" and " " in reading.text[start:end]


def _end_of_label(reading: Reading, at: int, side: Side) -> int:
    """Return where the number of a thing ends: "9001:2015", "123-KL/TW", "3/12"."""
    tail = _LABEL_TAIL.match(reading.text, at + len(side.raw))
    return tail.end() if tail else at + len(side.raw)


def _is_count_word(reading: Reading, end: int) -> bool:
    return reading.tables.phrases("names", "not_label").before(reading.low, end) is not None


def _name_before(reading: Reading, end: int) -> int | None:
    """Return where the capitalised words before `end` begin, where they are a name."""
    text, start = reading.text, end
    first = max(0, end - 40)
    word = text[max(first, text.rfind(" ", first, end) + 1) : end]
    if not word.isalpha() or not word[0].isupper():
        return None
    if text[end : end + 1] == "\n" or reading.tables.phrases("names", "not_name").before(reading.low, end):
        return None
    words = text[first:end].split(" ")
    for word in reversed(words[1:] if end > 40 else words):
        if not word.isalpha() or not word[0].isupper():
            break
        start = start - len(word) - (start < end)
    if start == end:
        return None
    before = text[max(0, start - 3) : start].rstrip(" ")
    opens = not before or before[-1] in '.!?\n:;-"“”*•+'
    return None if opens and " " not in text[start:end] else start


def read_mixed_code(reading: Reading, at: int, side: Side | None) -> Mention | None:
    """Return "5G", "24703L202": digits with letters glued that are no unit and no scale."""
    end = at + len(side.raw) if side else at
    if side and ((side.unit and side.kind != "count") or side.scaled):
        return None
    if not reading.text[end : end + 1].isalpha() or (side and not side.raw.isdigit()):
        return None
    found = _CODE.match(reading.text, at) or _MODEL.match(reading.text, at)
    return identifier(reading, at, found.end(), "code") if found else None


def ordinal(reading: Reading, start: int, end: int, rank: int, rule: str) -> Mention:
    """Return a mention of a rank."""
    quantity = Quantity(Decimal(rank), step=ONE)
    return Mention(Span(start, end), reading.text[start:end], Kind.ORDINAL, quantity, None, rule)


def read_suffixed(reading: Reading, at: int) -> Mention | None:
    """Return "8th"."""
    found = _SUFFIX.match(reading.low, at)
    if not found or len(found[1]) > 6:
        return None
    return ordinal(reading, at, found.end(), int(found[1]), "ordinal")


def roman_value(letters: str) -> int | None:
    """Return the worth of a well-formed Roman numeral in lower case."""
    if not letters or not _ROMAN.fullmatch(letters):
        return None
    total = 0
    for letter, after in zip(letters, letters[1:] + " ", strict=True):
        worth = _ROMAN_WORTH[letter]
        total += -worth if worth < _ROMAN_WORTH.get(after, 0) else worth
    return total


def read_roman(reading: Reading, at: int) -> Mention | None:
    """Return the Roman numeral at `at`; in small letters only where nothing is said after it."""
    found = _ROMAN.match(reading.low, at)
    if not found or not found.group():
        return None
    rank = roman_value(found.group())
    written = reading.text[at : found.end()]
    after = reading.low[found.end() : found.end() + 2].strip()
    if rank is None or not (written.isupper() or (written.islower() and not after[:1].isalnum())):
        return None
    return ordinal(reading, at, found.end(), rank, "Roman numeral")
