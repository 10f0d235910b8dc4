"""Read the external test sets with the number grammar and print how many rows come out right.

    python bench/reading.py [--data ../shared/data] [--show] [--only duckling]

A row is *right* where the grammar reads what the set expects, *silent* where it reads nothing or says
that it cannot, and *wrong* where it reads something else. Rows held to be wrong in the set, or outside
what a report can hold, stand by name and reason in `reading_exceptions.tsv`; they are printed, not dropped.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.quantities import find_mentions
from summarizer.quantities.names import roman_value
from summarizer.quantities.types import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.quantities.types import Mention

HERE = Path(__file__).parent
REPORT = ("report-digits", "report-words", "report-clock")
TOLERANCE = Decimal("1e-9")  # the sets keep fractions as binary floats


@dataclass
class Tally:
    right: int = 0
    silent: int = 0
    wrong: int = 0
    listed: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.right + self.silent + self.wrong


def same(value: Decimal | None, expected: object) -> bool:
    try:
        wanted = Decimal(str(expected))
    except InvalidOperation:
        return False
    if value is None:
        return False
    return abs(value - wanted) <= TOLERANCE * max(abs(wanted), Decimal("1e-3"))


def quantities(mentions: list[Mention]) -> list[Mention]:
    return [m for m in mentions if m.kind in (Kind.QUANTITY, Kind.ORDINAL)]


def judge_one(mentions: list[Mention], check: Callable[[Mention], bool], unread: bool) -> str:
    """Judge a row that expects one reading: nothing besides it may be read."""
    if any(check(m) for m in mentions) and len(mentions) == 1:
        return "right"
    return "silent" if unread else "wrong"


def is_unread(mentions: list[Mention]) -> bool:
    return all(m.kind is Kind.QUANTITY and m.value is None for m in mentions)


UNITS = {
    "Dollar": "USD", "Dong": "VND", "EUR": "EUR", "Euro": "EUR", "Pound": "GBP", "Cent": "cent", "JPY": "JPY",
    "INR": "INR", "QAR": "QAR", "KWD": "KWD", "LBP": "LBP", "EGP": "EGP", "AED": "AED", "GBP": "GBP",
    "VND": "VND", "USD": "USD",
}  # fmt: skip


def duckling_numbers(row: dict[str, Any]) -> str:
    want = row["expected"]
    mentions = find_mentions(row["text"], "vi")

    def check(m: Mention) -> bool:
        if want["type"] == "interval":
            return _interval(m, want) and _currency(m, want)
        return same(m.value, want["value"]) and m.high is None and _currency(m, want)

    return judge_one(mentions, check, is_unread(mentions))


def _interval(m: Mention, want: dict[str, Any]) -> bool:
    low, high = want.get("from"), want.get("to")
    if low is not None and high is not None:
        return same(m.value, low) and same(m.high, high)
    if low is not None:
        return same(m.value, low) and m.bound in ("at_least", "more_than")
    return same(m.value, high) and m.bound in ("at_most", "less_than")


def _currency(m: Mention, want: dict[str, Any]) -> bool:
    unit = want.get("iso") or UNITS.get(want.get("unit", ""), want.get("unit"))
    return unit is None or m.unit == unit


def duckling_time(row: dict[str, Any]) -> str:
    want = row["expected"]
    mentions = find_mentions(row["text"], "vi")
    read = [m.iso for m in mentions if m.iso]
    if not read:
        return "silent" if is_unread(mentions) else "wrong"
    return "right" if any(_same_time(iso, want) for iso in read) and len(read) == 1 else "wrong"


def _same_time(iso: str, want: dict[str, Any]) -> bool:
    """Compare with what the set resolved; a year that the text does not say is not compared."""
    if want["type"] == "interval":
        return False
    fields, grain = want["fields"], want["grain"]
    year, month, day = fields["year"], fields["month"], fields["day"]
    clock = f"T{fields['hour']:02d}:{fields['minute']:02d}"
    if grain == "second":
        clock += f":{fields['second']:02d}"
    quarter = (month + 2) // 3
    forms = {
        "day": (f"{year}-{month:02d}-{day:02d}", f"--{month:02d}-{day:02d}"),
        "month": (f"{year}-{month:02d}", f"--{month:02d}"),
        "quarter": (f"{year}-Q{quarter}", f"--Q{quarter}"),
        "year": (str(year),),
    }
    return iso in forms.get(grain, (clock,))


def nemo(row: dict[str, Any]) -> str:
    want = row["expected"]
    mentions = find_mentions(row["text"], "vi")
    if want is None:
        return "right" if not mentions else "wrong"
    return NEMO[want["type"]](mentions, want)


def _nemo_value(mentions: list[Mention], want: dict[str, Any]) -> str:
    def check(m: Mention) -> bool:
        unit = want.get("currency") or want.get("unit")
        per = want.get("per")
        if unit and _plain_unit(m.unit) != _plain_unit(f"{unit}/{per}" if per else unit):
            return False
        return same(m.value, want["value"])

    return judge_one(mentions, check, is_unread(mentions))


SAME_UNIT = {"m²": "m2", "km²": "km2", "cm³": "cm3", "inch": "inch", "usd/giờ": "usd/hour", "km/h": "km/hour",
             "m/s": "m/second", "cm/s": "cm/second"}  # fmt: skip


def _plain_unit(unit: str) -> str:
    return SAME_UNIT.get(unit.lower(), unit.lower())


def _nemo_interval(mentions: list[Mention], want: dict[str, Any]) -> str:
    if want.get("unit") == "clock":
        read = [m.iso for m in mentions]
        return "right" if read == [f"T{want['from']}", f"T{want['to']}"] else "wrong"
    return judge_one(mentions, lambda m: same(m.value, want["from"]) and same(m.high, want["to"]), is_unread(mentions))


def _nemo_dates(mentions: list[Mention], want: dict[str, Any]) -> str:
    read = [m.iso for m in mentions if m.iso]
    expected = [_iso(d) for d in want["dates"]]
    if read == expected:
        return "right"
    return "silent" if not read and is_unread(mentions) else "wrong"


def _iso(d: dict[str, int]) -> str:
    year, month, day = d.get("year"), d.get("month"), d.get("day")
    if month is None:
        return str(year) if day is None else f"---{day:02d}"
    tail = f"{month:02d}" + (f"-{day:02d}" if day is not None else "")
    return f"{year}-{tail}" if year is not None else f"--{tail}"


def _nemo_roman(mentions: list[Mention], want: dict[str, Any]) -> str:
    expected = [roman_value(numeral.lower()) for numeral in want["numerals"]]
    read = [int(m.value) if m.value is not None else int(m.iso or 0) for m in mentions]
    if read == expected:
        return "right"
    return "silent" if len(read) < len(expected) else "wrong"


def _nemo_clock(mentions: list[Mention], _: dict[str, Any]) -> str:
    return "right" if mentions and not is_unread(mentions) else "silent"


NEMO = {
    "value": _nemo_value,
    "interval": _nemo_interval,
    "date": _nemo_dates,
    "roman": _nemo_roman,
    "clock": _nemo_clock,
}

ISO = {
    "United States dollar": "USD", "Dollar": "USD", "Euro": "EUR", "British pound": "GBP", "Pound": "GBP",
    "Chinese yuan": "CNY", "Japanese yen": "JPY", "Canadian dollar": "CAD", "Australian dollar": "AUD",
    "Hong Kong dollar": "HKD", "Singapore dollar": "SGD", "New Taiwan dollar": "TWD", "Indian rupee": "INR",
    "Swiss franc": "CHF", "South Korean won": "KRW", "Mexican peso": "MXN", "Brazilian real": "BRL",
    "Danish krone": "DKK", "Swedish krona": "SEK", "Norwegian krone": "NOK", "Cent": "cent",
    "Bahraini dinar": "BHD", "Russian ruble": "RUB", "New Zealand dollar": "NZD", "Saudi riyal": "SAR",
    "South African rand": "ZAR", "Thai baht": "THB", "Malaysian ringgit": "MYR", "Turkish lira": "TRY",
    "Israeli new shekel": "ILS", "Indonesian rupiah": "IDR", "Philippine peso": "PHP", "Percentage": "%",
    "Costa Rican colón": "CRC",
    "Georgian lari": "GEL", "Lao kip": "LAK", "Rupee": "INR", "Franc": "franc", "Pence": "penny", "Penny": "penny",
}  # fmt: skip


def recognizers(row: dict[str, Any]) -> str:
    """Judge an English row: every expected value is read, with its unit; a value read amiss is wrong."""
    mentions = quantities(find_mentions(row["text"], "en"))
    found = [_best(mentions, want) for want in row["expected"] if want.get("value") is not None]
    if not found:
        stray = [m for m in mentions if m.unit == {"percent": "%", "number": ""}.get(row["dim"], "?")]
        return "wrong" if stray else "right"
    if all(judged == "right" for judged in found):
        return "right"
    return "wrong" if "wrong" in found else "silent"


def _best(mentions: list[Mention], want: dict[str, Any]) -> str:
    overlapping = [m for m in mentions if m.start <= want["end"] and want["start"] < m.end]
    if want["type"] == "numberrange" and _are_ends(overlapping, str(want["value"])):
        return "right"
    if any(_is_read(m, want) for m in overlapping):
        return "right"
    return "silent" if not [m for m in overlapping if m.value is not None] else "wrong"


def _is_read(m: Mention, want: dict[str, Any]) -> bool:
    unit = want.get("unit")
    if want["type"] == "currency" and m.unit.split("/")[0] != ISO.get(unit, unit):
        return False
    if want["type"] == "percentage" and m.unit.split("/")[0] != "%":
        return False
    if want["type"] == "numberrange":
        return _is_range(m, str(want["value"]))
    value = str(want["value"]).rstrip("%")
    return any(same(q.value, value) for q in (m.quantity, *m.others) if q) or _close(m, value)


def _close(m: Mention, value: str) -> bool:
    """Compare with the fifteen digits that the set keeps."""
    try:
        wanted = Decimal(value)
    except InvalidOperation:
        return False
    return m.value is not None and wanted != 0 and abs(m.value / wanted - 1) < Decimal("1e-12")


LOWER, UPPER = {"(": "more_than", "[": "at_least"}, {")": "less_than", "]": "at_most"}


def _are_ends(mentions: list[Mention], interval: str) -> bool:
    """Tell whether two mentions, each with its bound, say what the set calls one range; or one says "equal"."""
    low, high = (part.strip() for part in interval.strip("[]()").split(","))
    if low and low == high:
        return any(same(m.value, low) for m in mentions)
    if not low or not high:
        return False
    return any(same(m.value, low) and m.bound == LOWER[interval[0]] for m in mentions) and any(
        same(m.value, high) and m.bound == UPPER[interval[-1]] for m in mentions
    )


def _is_range(m: Mention, interval: str) -> bool:
    low, high = (part.strip() for part in interval.strip("[]()").split(","))
    opens, closes = interval[0], interval[-1]
    if low and high:
        return same(m.value, low) and same(m.high, high)
    if low:
        return same(m.value, low) and m.bound == ("more_than" if opens == "(" else "at_least")
    return same(m.value, high) and m.bound == ("less_than" if closes == ")" else "at_most")


def is_supported(row: dict[str, Any]) -> bool:
    """Tell whether the set's own reference implementation reads the row."""
    unsupported = row["not_supported"] + row["not_supported_by_design"]
    return not row["ignore_results"] and "dotnet" not in unsupported.lower()


@dataclass(frozen=True)
class Section:
    name: str
    file: str
    keep: Callable[[dict[str, Any]], bool]
    judge: Callable[[dict[str, Any]], str]
    target: float


def _dims(*dims: str) -> Callable[[dict[str, Any]], bool]:
    return lambda row: row["dim"] in dims and is_supported(row)


SECTIONS = (
    Section("Duckling numerals and money", "duckling_vi.jsonl",
            lambda r: r["relevance"] in REPORT and r["dim"] in ("Numeral", "AmountOfMoney"), duckling_numbers, 0.97),
    Section("Duckling report dates", "duckling_vi.jsonl",
            lambda r: r["relevance"] in REPORT and r["dim"] == "Time", duckling_time, 0.95),
    Section("NeMo report rows", "nemo_vi.jsonl", lambda r: r["relevance"] == "report", nemo, 0.95),
    Section("NeMo spoken rows (no target)", "nemo_vi.jsonl", lambda r: r["relevance"] == "spoken", nemo, 0),
    Section("Recognizers currency and percent", "recognizers_en.jsonl", _dims("money", "percent"), recognizers, 0.90),
    Section("Recognizers numbers and ranges", "recognizers_en.jsonl", _dims("number", "range"), recognizers, 0.85),
    Section("Recognizers dimensions (no target)", "recognizers_en.jsonl", _dims("dimension"), recognizers, 0),
)  # fmt: skip


def read_exceptions() -> dict[tuple[str, str], str]:
    """Return the reason for each listed row, by file and text."""
    path = HERE / "reading_exceptions.tsv"
    if not path.exists():
        return {}
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:] if line]
    return {(file, json.loads(text)): reason for file, text, reason in rows}


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def run(section: Section, folder: Path, exceptions: dict[tuple[str, str], str]) -> Tally:
    tally = Tally()
    for row in read_rows(folder / section.file):
        if not section.keep(row) or row.get("duplicate"):
            continue
        verdict = section.judge(row)
        if verdict != "right" and (section.file, row["text"]) in exceptions:
            tally.listed += 1
            continue
        setattr(tally, verdict, getattr(tally, verdict) + 1)
        if verdict != "right":
            tally.misses.append(
                f"    {verdict}: {row['text']!r}  expected {json.dumps(row['expected'], ensure_ascii=False)[:230]}"
            )
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    parser.add_argument("--show", action="store_true", help="print every row that is not right")
    parser.add_argument("--only", default="", help="sections whose name holds this word")
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"no test sets at {options.data}; give --data FOLDER")
        return 0
    exceptions = read_exceptions()
    totals: Counter[str] = Counter()
    failed = False
    print(
        f"{'set':38} {'rows':>5} {'right':>6} {'silent':>6} {'wrong':>6} {'listed':>6} "
        f"{'share':>7} {'of all':>7}  target"
    )
    for section in SECTIONS:
        if options.only.lower() not in section.name.lower():
            continue
        tally = run(section, options.data, exceptions)
        share = tally.right / tally.rows if tally.rows else 1.0
        failed |= share < section.target
        if section.target:
            totals.update(rows=tally.rows, wrong=tally.wrong)
        print(
            f"{section.name:38} {tally.rows:5} {tally.right:6} {tally.silent:6} {tally.wrong:6} {tally.listed:6} "
            f"{share:7.1%} {tally.right / (tally.rows + tally.listed):7.1%}  {section.target:.0%}"
        )
        if options.show:
            print("\n".join(tally.misses))
    if totals["rows"]:
        print(f"wrong values over the sets with a target: {totals['wrong'] / totals['rows']:.1%} of {totals['rows']}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
