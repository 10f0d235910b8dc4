"""Bytes to documents: one NFC text, title, date, place, and what of it is the article."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from summarizer.decoding import ENOUGH_WORDS, decode, normalize, tables, vietnamese_share
from summarizer.errors import UserError
from summarizer.quantities.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from summarizer.lexicon import Term

MAX_TITLE = 250
SHORT_LINE = 45
"""A line shorter than this was ended by its author, not wrapped by an editor."""
_SENTENCE_END = re.compile(r"[.!?:;…”\"»/]\W*$")
_NAME = re.compile(r"[^\W\d_]+\.?")


@dataclass(frozen=True, slots=True)
class Document:
    """One article.

    Attributes:
        text: NFC; every offset of the project refers to this text.
        name: file name without its folder and ending, or "stdin".
        sha256: of the text in UTF-8.
        title: headline of the article; "" where it has none.
        published: ISO 8601, to the precision the article gives ("2022-01", "2022-02-24"), or `None`.
        place: province or city in English ("Thanh Hoa"), or `None`.
        paragraphs: the article's own paragraphs; title, date line and site furniture left out.
    """

    text: str
    name: str
    sha256: str
    title: str
    published: str | None
    place: str | None
    paragraphs: tuple[Span, ...]


class DateLine(NamedTuple):
    """The date of a line, and the headline that may follow on it."""

    published: str
    title: str


def read_document(path: Path) -> Document:
    """Return the article of a file.

    Raises:
        UserError: the file cannot be read, or holds no Vietnamese text.
    """
    return parse_document(read_bytes(path), path.stem)


def read_bytes(path: Path) -> bytes:
    """Return what a file holds; a `UserError` says why it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"{path}: no such file") from error
    except IsADirectoryError as error:
        raise UserError(f"{path}: this is a folder, not a file") from error
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror or error})") from error


def parse_document(raw: bytes | str, name: str) -> Document:
    """Return the article of a file's bytes, or of a string.

    Raises:
        UserError: there is no text, or it is not Vietnamese.
    """
    text = decode(raw, name) if isinstance(raw, bytes) else normalize(raw)
    _require_vietnamese(text, name)
    title, published, paragraphs = _lay_out(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(text, name, digest, title, published, _find_place(text, title, paragraphs), tuple(paragraphs))


def _require_vietnamese(text: str, name: str) -> None:
    if not text.strip():
        raise UserError(f"{name}: there is no text; give the article's text")
    if vietnamese_share(text) >= ENOUGH_WORDS:
        return
    if text.isascii():
        raise UserError(
            f"{name}: this text has no Vietnamese letters: another language, or Vietnamese without accents; "
            "give the article in Vietnamese with its accents"
        )
    raise UserError(f"{name}: this is no Vietnamese text; give an article in Vietnamese")


def _lay_out(text: str) -> tuple[str, str | None, list[Span]]:
    """Tell title and date from the article's own paragraphs."""
    lines = [line for line in _lines(text) if line.of(text).strip()]
    lines = _drop_signature([line for line in lines if not _is_furniture(line.of(text).strip())], text)
    title, published, body = "", None, []
    for number, line in enumerate(lines):
        dated = _read_date(line.of(text)) if not published and number < 6 else None
        if dated:
            published, title = dated.published, dated.title or title
        else:
            body.append(line)
    if not title and len(body) > 1 and _looks_like_title(body[0].of(text)):
        title = body.pop(0).of(text).strip()
    return title.strip(), published, _join_wrapped(body, text)


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1


def _is_furniture(line: str) -> bool:
    return any(pattern.fullmatch(line) for pattern in (*_patterns("lines"), *_patterns("bylines")))


def _drop_signature(lines: Sequence[Span], text: str) -> list[Span]:
    """Leave out the author's name on the last line: two to five capitalised words and nothing else."""
    if len(lines) < 3:
        return list(lines)
    words = re.split(r"[\s,&–-]+", lines[-1].of(text).strip().strip("()*"))
    signed = 2 <= len(words) <= 6 and all(_NAME.fullmatch(word) and word[0].isupper() for word in words)
    return list(lines[:-1]) if signed else list(lines)


def _looks_like_title(line: str) -> bool:
    return len(line.strip()) <= MAX_TITLE and not re.search(r"[.;:,…]\W*$", line)


def _read_date(line: str) -> DateLine | None:
    """Return the date of a line that holds a date alone, or a date and the headline."""
    for pattern in _patterns("dates"):
        if match := pattern.fullmatch(line.strip()):
            published = _iso_date(**{part: match[part] for part in ("year", "month", "day")})
            if published:
                return DateLine(published, match.groupdict().get("title") or "")
    return None


def _iso_date(year: str, month: str, day: str | None) -> str | None:
    """Return the date in ISO 8601 to its precision; `None` where the calendar has no such day."""
    try:
        real = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return real.isoformat() if day else real.isoformat()[:7]


def _join_wrapped(lines: Sequence[Span], text: str) -> list[Span]:
    """Join the lines of one paragraph that an editor wrapped; keep all other lines apart."""
    paragraphs: list[Span] = []
    for block in _blocks(lines):
        width = _wrapped_width([line.of(text) for line in block])
        paragraphs.append(block[0])
        for line, following in pairwise(block):
            if _is_wrapped(line.of(text), following.of(text), width):
                paragraphs[-1] = Span(paragraphs[-1].start, following.end)
            else:
                paragraphs.append(following)
    return [_trim(span, text) for span in paragraphs]


def _blocks(lines: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield the runs of lines that no empty line parts."""
    block: list[Span] = []
    for line in lines:
        if block and block[-1].end + 1 != line.start:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _wrapped_width(lines: Sequence[str]) -> float:
    """Return the width an editor wrapped at; endless where no line goes on in small letters."""
    wrapped = any(_is_wrapped(line, following, inf) for line, following in pairwise(lines))
    return max(map(len, lines)) if wrapped else inf


def _is_wrapped(line: str, following: str, width: float) -> bool:
    """Tell whether a line goes on in the next: in small letters, or as a full line with a name after it."""
    words = line.strip()
    first = following.lstrip()[:1]
    if _SENTENCE_END.search(line) or first in "-–•*+" or len(words) < SHORT_LINE:
        return False
    return not first.isupper() or len(words) > 0.8 * width


def _trim(span: Span, text: str) -> Span:
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in tables()["furniture"][kind])


def _find_place(text: str, title: str, paragraphs: Sequence[Span]) -> str | None:
    """Return the province or city that the article is about, in English.

    The title names it, or the first paragraph, or the text more than once; otherwise two districts of
    one province tell ("hạ tầng CCN Thịnh Lâm (Giao Thủy); … Yên Bằng (Ý Yên)" is Nam Định).
    """
    opening = paragraphs[0].of(text) if paragraphs else ""
    for words in (title, opening):
        if named := _provinces(words):
            return named[0].en[0]
    counted = Counter(_provinces(text)).most_common(1)
    if counted and counted[0][1] > 1:
        return counted[0][0].en[0]
    return _province_of_districts(text)


def _provinces(text: str) -> list[Term]:
    """Return the provinces named in `text`, as often as they are."""
    from summarizer.lexicon import load_lexicon

    return [
        match.terms[0]
        for match in load_lexicon().find(text, "vi", "province")
        if text[match.start : match.end].replace("-", " ").istitle() or text[match.start : match.end].isupper()
    ]


def _province_of_districts(text: str) -> str | None:
    from summarizer.lexicon import load_lexicon

    best = count_districts(text).most_common(2)
    if not best or best[0][1] < 2 or (len(best) > 1 and best[1][1] == best[0][1]):
        return None
    named = {term.vi[0]: term for term in load_lexicon().terms["province"].values()}
    return named[best[0][0]].en[0] if best[0][0] in named else None


def count_districts(text: str) -> Counter[str]:
    """Return how many districts of each province, by its Vietnamese name, a text names; of a shared name, of each."""
    from summarizer.lexicon import load_lexicon

    districts = {
        match.terms[0]
        for match in load_lexicon().find(text, "vi", "district")
        if text[match.start : match.end].istitle() and len(match.terms) == 1
    }
    # The note of a district names its provinces, until the merger of July 2025.
    return Counter(province for district in districts for province in district.note.split(", "))
