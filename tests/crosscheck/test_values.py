"""When a number of the summary says what a number of the source says.

`values.tsv` holds the pairs: Vietnamese, English, and the reason why they differ, empty where they agree; several
reasons, parted by |, where a reader could name either.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from summarizer.crosscheck.values import Agreement, compare, compare_quantities
from summarizer.findings import Reason
from summarizer.quantities import find_mentions
from summarizer.quantities.types import Bound, Mention, Quantity, Span

TABLE = Path(__file__).with_name("values.tsv")
ROWS = [
    tuple(line.split("\t"))
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]
    if line and not line.startswith("#")
]
GAPS: dict[tuple[str, str], str] = {}


def only(text: str, lang: str) -> Mention:
    """Return the one quantity of a sentence."""
    (mention,) = (m for m in find_mentions(text, lang) if m.quantity)
    return mention


def as_case(row: tuple[str, ...]) -> object:
    reason = GAPS.get((row[0], row[1]))
    marks = [pytest.mark.xfail(reason=reason)] if reason else []
    return pytest.param(*row, id=f"{row[0]}={row[1]}", marks=marks)


@pytest.mark.parametrize(("vi", "en", "reasons"), [as_case(row) for row in ROWS])
def test_values_agree_or_differ_for_the_reason(vi: str, en: str, reasons: str) -> None:
    agreement = compare(only(f"The figure is {en}.", "en"), only(f"Con số là {vi}.", "vi"))

    assert str(agreement.fault or "") in reasons.split("|")


def quantity(value: str, unit: str = "", step: str = "1", **more: object) -> Quantity:
    high = more.get("high")
    bound = more.get("bound", Bound.EXACT)
    assert isinstance(bound, Bound)
    return Quantity(Decimal(value), Decimal(str(high)) if high else None, unit, Decimal(step), bound)


def mention(*readings: Quantity, text: str = "") -> Mention:
    kind = only("The figure is 5.", "en").kind
    return Mention(Span(0, len(text)), text, kind, readings[0], others=readings[1:])


def test_an_equal_number_is_not_rounded() -> None:
    assert compare_quantities(quantity("5"), quantity("5")) == Agreement(None)


def test_a_coarser_number_is_told_to_be_rounded() -> None:
    assert compare_quantities(quantity("26", "%"), quantity("25.5", "%", "0.1")) == Agreement(None, rounded=True)


def test_what_cannot_be_read_agrees_with_nothing() -> None:
    broken = Quantity(None)

    assert compare_quantities(quantity("5"), broken).fault is Reason.UNPARSED
    assert compare_quantities(broken, quantity("5")).fault is Reason.UNPARSED
    assert compare(mention(broken), mention(quantity("5"))).fault is Reason.UNPARSED


@pytest.mark.parametrize("value", ["1250", "1.25"])
def test_either_reading_of_an_ambiguous_source_supports_with_a_note(value: str) -> None:
    source = mention(quantity("1250"), quantity("1.25", step="0.001"), text="1.250")

    assert compare(mention(quantity(value, step="0.01" if "." in value else "1")), source) == Agreement(
        None, doubtful=True
    )


def test_neither_reading_of_an_ambiguous_source_supports_a_third() -> None:
    source = mention(quantity("1250"), quantity("1.25", step="0.001"), text="1.250")

    assert compare(mention(quantity("1520")), source).fault is Reason.MAGNITUDE


def test_comparing_is_exact_however_small_the_difference() -> None:
    claim = Quantity(Decimal("1.00000000000000000001"), None, "", Decimal("1E-20"))

    assert compare_quantities(claim, quantity("1")).fault is Reason.PRECISION


@pytest.mark.parametrize("step", ["1", "1000", "1000000000"])
def test_a_value_agrees_with_itself_whatever_its_last_digit_is_worth(step: str) -> None:
    value = quantity("5000000000", "VND", step)

    assert compare_quantities(value, value).fault is None
