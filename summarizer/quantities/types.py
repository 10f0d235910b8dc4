"""The values that reading a text yields: spans, quantities, mentions."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal


class Kind(StrEnum):
    """What a mention is."""

    QUANTITY = "quantity"
    DATE = "date"
    PERIOD = "period"
    ORDINAL = "ordinal"
    IDENTIFIER = "identifier"


class Bound(StrEnum):
    """How the words around a number bound it."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    RANGE = "range"


class Span(NamedTuple):
    """Half-open offsets in code points of one text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of `text` that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value, or a range of values, with its unit.

    Attributes:
        value: number words and scales multiplied out ("2 tỷ 627 triệu" is 2627000000); `None` where
            the source is broken and cannot be read.
        high: the upper end of a range, else `None`.
        unit: "%", "pp", ISO 4217 ("VND"), "x" (times), a unit symbol ("ha", "kWh", "VND/kg"), the
            id of the counted noun in the lexicon, or "".
        step: the worth of the last written digit ("1,2 tỷ" has 100000000); 1 for number words.
        bound: how the words around it bound it.
    """

    value: Decimal | None
    high: Decimal | None = None
    unit: str = ""
    step: Decimal | None = None
    bound: Bound = Bound.EXACT


@dataclass(frozen=True, slots=True)
class Mention:
    """One number, date, period, ordinal or identifier of a text.

    Attributes:
        span: where the words stand, hedges and bounds left out.
        text: those words.
        kind: what it is.
        quantity: the reading; `None` for dates, periods and identifiers. An ordinal's value is its rank.
        iso: dates and periods ("2022-01-07", "--01-07", "2021", "2022-Q3", "2022-01/2022-09").
        rule: the name of the rule that read it, so that a wrong reading explains itself.
        others: further readings, where nothing in the text decides between conventions.
        note: why it could not be read, or what is odd about it.
        start: offset of the first code point.
        end: offset after the last code point.
    """

    span: Span
    text: str
    kind: Kind
    quantity: Quantity | None = None
    iso: str | None = None
    rule: str = ""
    others: tuple[Quantity, ...] = ()
    note: str | None = None
    start: int = field(init=False, repr=False, compare=False)
    end: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay out both ends of the span: they are asked for far more often than a mention is made."""
        object.__setattr__(self, "start", self.span.start)
        object.__setattr__(self, "end", self.span.end)

    def __hash__(self) -> int:
        """Where it stands tells a mention from nearly all others; to hash its numbers would take ten times as long."""
        return hash(self.span)

    @property
    def value(self) -> Decimal | None:
        """The value of the first reading."""
        return self.quantity.value if self.quantity else None

    @property
    def high(self) -> Decimal | None:
        """The upper end of a range."""
        return self.quantity.high if self.quantity else None

    @property
    def unit(self) -> str:
        """The unit of the first reading."""
        return self.quantity.unit if self.quantity else ""

    @property
    def bound(self) -> Bound:
        """The bound of the first reading."""
        return self.quantity.bound if self.quantity else Bound.EXACT
