"""Bytes to the one text of the project: decoded, mended and NFC.

All mending happens here, once, so that every offset, quotation and hash refers to the same text.
"""

from __future__ import annotations

import codecs
import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from summarizer.errors import BrokenFileError, UserError

MAX_BYTES = 10_000_000
ENOUGH_WORDS = 0.10
"""Share of frequent Vietnamese words from which a decoding is believed; reports have 0.3 to 0.5."""

_MAGIC = (
    (b"%PDF", "a PDF file", "pdftotext -layout article.pdf article.txt"),
    (b"PK\x03\x04", "a Word, Excel or ZIP file", "pandoc article.docx -t plain --wrap=none -o article.txt"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", "soffice --convert-to txt:Text article.doc"),
    (b"{\\rtf", "an RTF file", "pandoc article.rtf -t plain --wrap=none -o article.txt"),
    (b"\x89PNG", "a picture", "tesseract article.png article -l vie"),
    (b"\xff\xd8\xff", "a picture", "tesseract article.jpg article -l vie"),
    (b"GIF8", "a picture", "tesseract article.gif article -l vie"),
    (b"\x1f\x8b", "a compressed file", "gunzip article.txt.gz"),
)
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WEB_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]?")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SAME_WIDTH = str.maketrans(
    dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
        " ",
    )
    | {0x2010: "-", 0x2011: "-", ord("Ð"): "Đ", ord("ð"): "đ"}
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_GREEK_OR_CYRILLIC = re.compile("[\u0370-\u03ff\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-zÀ-ɏḀ-ỹ]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WORD = re.compile(r"[^\W\d_]+")


@cache
def tables() -> dict[str, Any]:
    """Return `documents.toml`."""
    try:
        return tomllib.loads(files("summarizer").joinpath("documents.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BrokenFileError(f"summarizer/documents.toml cannot be read ({error}); reinstall") from error


def decode(raw: bytes, name: str, *, lang: Literal["vi", "en"] = "vi", mend: bool = True) -> str:
    """Return the one text of a file.

    Args:
        raw: what the file holds: UTF-8, UTF-16, UTF-32, or an 8-bit encoding of the language.
        name: what the messages call it.
        lang: the language that tells 8-bit encodings apart.
        mend: as `normalize` does; else the letters stay as they are written, in NFC, with plain line ends.

    Raises:
        UserError: it is empty, too large, or no text.
    """
    if len(raw) > MAX_BYTES:
        raise UserError(f"{name}: {len(raw):,} bytes are no article; the limit is {MAX_BYTES:,}")
    _refuse_other_formats(raw, name)
    decoded = _decode_unicode(raw)
    if decoded is None:
        decoded = _decode_legacy(raw, name) if lang == "vi" else raw.decode("cp1252", "replace")
    _refuse_binary(decoded, name)
    text = normalize(decoded)
    if not text.strip():
        raise UserError(f"{name}: the file is empty; save the article's text in it")
    return text if mend else unicodedata.normalize("NFC", _BREAKS.sub("\n", decoded))


def normalize(text: str) -> str:
    """Return the one text of a string: NFC, plain line ends and spaces, nothing invisible.

    Terminal escapes, zero-width and direction marks go; "Ð" becomes "Đ"; Cyrillic and Greek letters
    that pose as Latin ones within a word become Latin. A text that came from here is not changed.
    """
    text = _BREAKS.sub("\n", _ESCAPES.sub("", _SURROGATES.sub("\ufffd", text)))
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text).translate(_SAME_WIDTH))
    if _GREEK_OR_CYRILLIC.search(text):
        text = unicodedata.normalize("NFC", _WORD.sub(_latinize, text))
    return text


def vietnamese_share(text: str) -> float:
    """Return which share of the words are frequent Vietnamese words, accents and all."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    frequent = _frequent_words()
    return sum(word in frequent for word in words) / len(words) if words else 0.0


def _refuse_other_formats(raw: bytes, name: str) -> None:
    for magic, what, command in _MAGIC:
        if raw.startswith(magic):
            raise UserError(f"{name}: this is {what}, not text; convert it first, for example: {command}")
    if _WEB_PAGE.match(raw.removeprefix(codecs.BOM_UTF8)[:5000]):
        raise UserError(
            f"{name}: this is a web page (HTML); copy the article's text into a .txt file, "
            "or convert it first: pip install trafilatura && trafilatura < page.html > article.txt"
        )


def _refuse_binary(text: str, name: str) -> None:
    if len(_CONTROLS.findall(text)) > len(text) // 100:
        raise UserError(f"{name}: this is a binary file, not text; give the article as a text file in UTF-8")


def _decode_unicode(raw: bytes) -> str | None:
    """Return the text of UTF-8, UTF-16 or UTF-32; `None` for anything else."""
    marked = next((encoding for bom, encoding in _BOMS if raw.startswith(bom)), None)
    encoding = marked or _guess_utf16(raw) or "utf-8"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            return raw.decode(encoding, "replace")
        # A file cut in the middle of a letter, or with one bad byte, is still UTF-8.
        text = raw.decode("utf-8", "replace")
        few = text.count("\ufffd") <= max(2, len(text) // 1000)
        return text if few and vietnamese_share(text) > ENOUGH_WORDS else None
    return _undo_double_encoding(text)


def _guess_utf16(raw: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark: half of a Vietnamese text is ASCII, so zeros tell."""
    even, odd = raw[0:4000:2].count(0), raw[1:4000:2].count(0)
    half = min(len(raw), 4000) / 2
    if len(raw) % 2 or max(even, odd) < 0.3 * half or min(even, odd) > 0.05 * half:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _undo_double_encoding(text: str) -> str:
    """Return what UTF-8 or a legacy encoding was before someone took it for Latin-1 or Windows-1252."""
    if vietnamese_share(text) > ENOUGH_WORDS or not any("\x80" <= char <= "ÿ" for char in text):
        return text
    candidates = [text, _tcvn3(text), _vni(text)]
    for codec in ("cp1252", "latin-1"):
        try:
            candidates.append(text.encode(codec).decode("utf-8"))
        except UnicodeError:
            continue
    best = max(candidates, key=vietnamese_share)
    return best if vietnamese_share(best) > ENOUGH_WORDS else text


def _decode_legacy(raw: bytes, name: str) -> str:
    """Return the reading of 8-bit bytes that has most Vietnamese words."""
    latin = raw.decode("latin-1")
    _refuse_binary(latin, name)
    windows = unicodedata.normalize("NFC", raw.decode("cp1258", "replace"))
    candidates = [windows, _tcvn3(latin), _vni(latin)]
    best = max(candidates, key=vietnamese_share)
    if vietnamese_share(best) <= ENOUGH_WORDS:
        raise UserError(
            f"{name}: neither UTF-8, UTF-16, Windows-1258, TCVN3 (ABC) nor VNI gives Vietnamese text; "
            "open the file in an editor and save it as UTF-8"
        )
    return best


def _tcvn3(text: str) -> str:
    table = tables()["encodings"]["tcvn3"]
    return text.translate(str.maketrans(table["from"], table["to"]))


def _vni(text: str) -> str:
    pattern, replacements = _vni_pattern()
    return unicodedata.normalize("NFC", pattern.sub(lambda match: replacements[match.group()], text))


@cache
def _vni_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """Build every letter of VNI with its Unicode form, small and capital."""
    table = tables()["encodings"]["vni"]
    tones, marks, alone = table["tones"], table["marks"], table["alone"]
    replacements = dict(alone)
    replacements |= {base + mark: base + tones[mark] for base in "aeouy" for mark in tones}
    replacements |= {base + mark: base + marks[mark] for base in "aeo" for mark in marks}
    replacements |= {base + mark: alone[base] + tones[mark] for base in "ôö" for mark in tones}
    replacements |= {form.upper(): letter.upper() for form, letter in replacements.items()}
    longest_first = sorted(replacements, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), replacements


@cache
def _frequent_words() -> frozenset[str]:
    return frozenset(tables()["language"]["words"].split())


@cache
def _look_alikes() -> dict[int, int]:
    table = tables()["letters"]
    return str.maketrans(table["from"], table["to"])


def _latinize(match: re.Match[str]) -> str:
    word = match.group()
    if not _LATIN.search(word):
        return word
    mended = word.translate(_look_alikes())
    return word if _GREEK_OR_CYRILLIC.search(mended) else mended
