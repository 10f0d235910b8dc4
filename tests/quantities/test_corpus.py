"""The number grammar against tables written by hand: whole sentences, and the five seeds.

A table in `tests/corpus/` holds one mention a row; its head says what each column means. For a sentence
all and only its rows may be found. `own_*.tsv` are the maintainers' rows, the others an independent reader's.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer.quantities import find_mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.mark.structures import ParameterSet

    from summarizer.quantities import Mention

CORPUS = Path(__file__).parent.parent / "corpus"
SEEDS = Path(__file__).parent.parent.parent / "seeds"
Row = dict[str, str]

# Sentences that the grammar does not read yet, with the reason; strict, and at most five.
KNOWN_GAPS: dict[str, str] = {}


def read_table(path: Path) -> list[Row]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    head = lines[0].split("\t")
    rows = []
    for line in lines[1:]:
        cells = line.split("\t")
        rows.append(dict(zip(head, cells + [""] * (len(head) - len(cells)), strict=True)))
    return rows


def read_sentences(pattern: str) -> Iterator[tuple[str, str, list[Row]]]:
    """Yield language, sentence and its rows."""
    for path in sorted(CORPUS.glob(pattern)):
        lang = "en" if path.stem.removeprefix("own_").startswith("en") else "vi"
        rows_of: dict[str, list[Row]] = {}
        for row in read_table(path):
            rows_of.setdefault(row["sentence"], []).append(row)
        for sentence, rows in rows_of.items():
            yield lang, sentence.replace("⏎", "\n"), [row for row in rows if row.get("text")]


def as_number(cell: str) -> Decimal:
    over, _, under = cell.partition("/")
    return Decimal(over) / Decimal(under) if under else Decimal(cell)


def same_number(cell: str, value: Decimal | None) -> bool:
    if not cell or value is None:
        return not cell and value is None
    wanted = as_number(cell)
    if "/" in cell:
        return abs(value - wanted) < abs(wanted) * Decimal("1e-6")
    return value == wanted


def accepts(cell: str, found: str) -> bool:
    return cell == "*" or found in cell.split("|")


def disagreements(row: Row, mention: Mention) -> list[str]:
    """Return what of the mention is not as the row says."""
    wrong = []
    if row["optional"]:
        checked = {key for key in ("kind", "value", "high", "unit", "bound", "iso") if row[key]}
    else:
        checked = {"kind", "value", "high", "unit", "bound", "iso"}
    if not accepts(row["kind"], mention.kind.value) and "kind" in checked:
        wrong.append(f"kind {mention.kind}")
    for key, value in (("value", mention.value), ("high", mention.high)):
        if key in checked and not same_number(row[key], value):
            wrong.append(f"{key} {value}")
    if "unit" in checked and not accepts(row["unit"], mention.unit):
        wrong.append(f"unit {mention.unit}")
    quantity = mention.kind.value == "quantity"
    if quantity and "bound" in checked and not accepts(row["bound"] or "exact", mention.bound.value):
        wrong.append(f"bound {mention.bound}")
    if "iso" in checked and not accepts(row["iso"], mention.iso or ""):
        wrong.append(f"iso {mention.iso}")
    return wrong + wrong_readings(row, mention)


def wrong_readings(row: Row, mention: Mention) -> list[str]:
    others = row.get("others", "")
    if row.get("note") == "unparsed":
        return [] if mention.value is None and mention.iso is None and mention.note else ["a guess, not UNPARSED"]
    if others == "*" or row["optional"] or mention.kind.value != "quantity":
        return []
    wanted = {as_number(cell) for cell in others.split("|") if cell}
    found = {other.value for other in mention.others}
    return [] if wanted == found else [f"others {sorted(str(v) for v in found)}"]


def covers(text: str, mention: Mention, words: str) -> bool:
    return words in text[mention.start : mention.end]


def align(text: str, rows: list[Row], mentions: list[Mention]) -> list[str]:
    """Hold the mentions against the rows, both in order; return every difference."""
    differences: list[str] = []
    left = list(mentions)
    for row in rows:
        while left and not overlaps(text, row, left[0]) and any(overlaps(text, row, m) for m in left[1:]):
            differences.append(f"{left[0].text!r} should not be found ({left[0].kind}, rule {left[0].rule})")
            left.pop(0)
        if not left or not overlaps(text, row, left[0]):
            if not row["optional"]:
                differences.append(f"{row['text']!r} is not found")
            continue
        mention = left.pop(0)
        if not covers(text, mention, row["text"].replace("⏎", "\n")):
            differences.append(f"{mention.text!r} does not cover {row['text']!r}")
        wrong = disagreements(row, mention)
        if wrong:
            differences.append(f"{row['text']!r}: {', '.join(wrong)} (rule {mention.rule})")
    differences += [f"{m.text!r} should not be found ({m.kind}, rule {m.rule})" for m in left]
    return differences


def overlaps(text: str, row: Row, mention: Mention) -> bool:
    if "start" in row:
        return mention.start < int(row["end"]) and int(row["start"]) < mention.end
    words = row["text"].replace("⏎", "\n")
    return words in mention.text or mention.text in words


def sentence_cases() -> list[ParameterSet]:
    cases = []
    for pattern in ("vi*.tsv", "en*.tsv", "own_*.tsv"):
        for lang, sentence, rows in read_sentences(pattern):
            gap = KNOWN_GAPS.get(sentence)
            marks = [pytest.mark.xfail(reason=gap, strict=True)] if gap else []
            cases.append(pytest.param(lang, sentence, rows, marks=marks, id=f"{lang}: {sentence[:70]}"))
    return cases


def test_there_are_at_most_five_known_gaps() -> None:
    assert len(KNOWN_GAPS) <= 5


@pytest.mark.parametrize(("lang", "sentence", "rows"), sentence_cases())
def test_a_sentence_is_read_as_its_rows_say(lang: str, sentence: str, rows: list[Row]) -> None:
    assert not align(sentence, rows, find_mentions(sentence, lang))


@pytest.mark.parametrize("path", sorted((CORPUS / "seeds").glob("*.tsv")), ids=lambda path: path.stem)
def test_a_seed_is_read_as_its_table_says(path: Path) -> None:
    text = unicodedata.normalize("NFC", (SEEDS / f"{path.stem}.txt").read_text(encoding="utf-8"))
    assert not align(text, read_table(path), find_mentions(text, "vi"))
