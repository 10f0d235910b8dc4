"""Whether a number of the summary says what a number of the source says.

Agreement is asymmetric: the summary may be coarser than the source, never finer. It agrees when it equals the
source, or equals it rounded half-up to the digits it writes, two significant ones at least.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from summarizer.findings import Reason
from summarizer.quantities import loose_names, unit_dimension
from summarizer.quantities.types import Bound, Quantity

if TYPE_CHECKING:
    from summarizer.quantities.types import Mention

LOWER = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
UPPER = frozenset({Bound.AT_MOST, Bound.LESS_THAN})
SOFT = frozenset({Bound.EXACT, Bound.ABOUT})
_STRICT_UNITS = frozenset({"%", "pp", "x", "‰"})
_MONEY_LENGTH = 3
_TIMES = frozenset({"month", "day", "hour", "minute", "week", "year"})
_OVER, _UNDER = Decimal("1.2"), Decimal("0.85")
"""How far, of a fraction or a multiple, "over" and "almost" may be from the number."""
_MOST_STEPS = 27
"""Steps of a last digit that a value may have and still be rounded exactly; finer, it is taken as it stands."""
_AGE = "age_years"  # "24 tuổi" and "24-year-old"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a claim and a source number compare.

    Attributes:
        fault: `None` where they agree.
        rounded: whether the claim is the source's number rounded.
        doubtful: whether only one of two possible readings agrees.
    """

    fault: Reason | None
    rounded: bool = False
    doubtful: bool = False


_agreement = cache(Agreement)
_OCCASIONS = "occasions"
_OTHER_UNIT = Agreement(Reason.UNIT)


def compare(claim: Mention, source: Mention) -> Agreement:
    """Compare two mentions in value, unit, range and bound, in the reading that agrees best."""
    plain = not (claim.others or source.others or source.rule == _OCCASIONS)
    if plain and claim.quantity is not None and source.quantity is not None:
        return compare_quantities(claim.quantity, source.quantity, claim.text)
    best: Agreement | None = None
    for ours in _readings(claim):
        for theirs in _readings(source):
            agreement = compare_quantities(ours, theirs, claim.text)
            if agreement.fault is None:
                return Agreement(None, agreement.rounded, doubtful=bool(claim.others or source.others))
            best = best or agreement
    return best or Agreement(Reason.UNPARSED)


def _readings(mention: Mention) -> list[Quantity]:
    readings = [q for q in (mention.quantity, *mention.others) if q is not None and q.value is not None]
    if mention.rule == _OCCASIONS:  # "21 lần điều chỉnh" are 21 adjustments
        readings += [replace(q, unit="") for q in readings]
    return readings


def compare_quantities(claim: Quantity, source: Quantity, written: str = "") -> Agreement:
    """Compare one reading of each side; `written` are the claim's words, for digits after a decimal mark."""
    if claim.value is None or source.value is None:
        return Agreement(Reason.UNPARSED)
    factor = unit_factor(claim.unit, source.unit)
    if factor is None:
        return _OTHER_UNIT
    value = source.value * factor
    step = (source.step or Decimal(1)) * factor
    if claim.high is not None or source.high is not None:
        return _compare_ranges(claim, source, factor, step, written)
    fault = compare_values(claim, value, step, written)
    if fault is not None:
        return _agreement(fault, fault is Reason.PRECISION)
    return _agreement(_compare_bounds(claim, source, value), claim.value != value)


def _compare_ranges(claim: Quantity, source: Quantity, factor: Decimal, step: Decimal, written: str) -> Agreement:
    if claim.high is None or source.high is None or claim.value is None or source.value is None:
        return Agreement(Reason.RANGE)
    low = compare_values(claim, source.value * factor, step, written)
    high = compare_values(Quantity(claim.high, None, claim.unit, claim.step), source.high * factor, step, written)
    return Agreement(None if low is None and high is None else Reason.RANGE)


def compare_values(claim: Quantity, value: Decimal, step: Decimal, written: str = "") -> Reason | None:
    """Return why the claim's value is not `value`, written with the last digit worth `step`; `None` if it is."""
    stated = claim.value
    assert stated is not None
    if stated == value:
        return Reason.PRECISION if _finer(claim, step, written) else None
    if is_scaled(stated, value):
        return Reason.SCALE
    claim_step = _claim_step(claim)
    if claim_step <= step and not _is_fraction(claim):
        return Reason.MAGNITUDE if not _rounds_to(value, stated, step) else Reason.PRECISION
    if _cut(claim, value, claim_step):
        return None
    if claim.step is not None and claim.step < claim_step and stated == round_to(value, claim.step, ROUND_HALF_UP):
        return None  # "about 60%" for 59.6%
    if stated == round_to(value, claim_step, ROUND_HALF_UP):
        return None if significant_digits(stated, claim_step) >= 2 else Reason.PRECISION
    near = abs(stated - value) <= claim_step * 2 and significant_digits(stated, claim_step) <= 3
    return Reason.PRECISION if near else Reason.MAGNITUDE


def _claim_step(claim: Quantity) -> Decimal:
    """Return the worth of the last digit that is meant: "around 64,000" means thousands, a plain 64,000 does not."""
    step = claim.step or Decimal(1)
    if claim.bound is Bound.EXACT or claim.value is None or not claim.value:
        return step
    if significant_digits(claim.value, step) > _MOST_STEPS or claim.value % step:
        return step
    while claim.value % (step * 10) == 0 and significant_digits(claim.value, step * 10) >= 1:
        step *= 10
    return step


def _finer(claim: Quantity, step: Decimal, written: str) -> bool:
    """Whether the claim writes decimals that the source does not have: "2.6270 billion" for "2,627 tỷ"."""
    cents = is_money(claim.unit) and claim.step == Decimal("0.01")  # "$16.50" is how dollars are written
    return "." in written and claim.step is not None and claim.step < step and not cents and not _is_fraction(claim)


def _is_fraction(claim: Quantity) -> bool:
    """Whether the value is a fraction in words ("a third"), which has no last digit."""
    return claim.value is not None and claim.step in (None, 1) and claim.value != claim.value.to_integral_value()


def _rounds_to(value: Decimal, stated: Decimal, step: Decimal) -> bool:
    """Whether the source's number is the claim's, rounded: the claim has digits from nowhere."""
    return value == round_to(stated, step, ROUND_HALF_UP)


def _cut(claim: Quantity, value: Decimal, step: Decimal) -> bool:
    """Whether a bound makes a cut number true: "more than 52,700" for 52,711, "nearly 18.4" for 18.37.

    One digit alone must be near: "nearly two tonnes" is 1.85, "above 1%" is not 1.45%.
    """
    rounding = ROUND_DOWN if claim.bound in LOWER else ROUND_UP if claim.bound in UPPER else None
    if rounding is None or claim.value is None:
        return False
    if _is_fraction(claim) or claim.unit == "x":
        return _is_near(claim.value, value, above=claim.bound in LOWER)
    if claim.value != round_to(value, step, rounding):
        return False
    nearness = 20 if claim.unit == "%" else 10
    return significant_digits(claim.value, step) >= 2 or abs(claim.value - value) * nearness <= abs(value)


def _is_near(stated: Decimal, value: Decimal, *, above: bool) -> bool:
    """Whether a fraction or a multiple is near: "over a third" for 34.5%, "almost doubled" for 1.9 times."""
    return stated < value <= stated * _OVER if above else stated * _UNDER <= value < stated


def round_to(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    """Return the multiple of `step` next to a value."""
    steps = value / step
    return value if steps.adjusted() >= _MOST_STEPS else steps.quantize(Decimal(1), rounding=rounding) * step


def significant_digits(value: Decimal, step: Decimal) -> int:
    """Return how many digits a value has when its last one is worth `step`."""
    return (value / step).to_integral_value().adjusted() + 1


def is_scaled(stated: Decimal, value: Decimal) -> bool:
    """Whether two different values have the same digits: off by a power of ten."""
    if not stated or not value or stated == value:
        return False
    return bare_digits(stated) == bare_digits(value)


@lru_cache(maxsize=4096)
def bare_digits(value: Decimal) -> str:
    """Return the digits of a value without the zeros at either end: what stays when its scale is changed."""
    return f"{value:f}".replace(".", "").strip("-0")


@lru_cache(maxsize=4096)
def unit_factor(claim: str, source: str) -> Decimal | None:
    """Return what to multiply the source's number with to have it in the claim's unit; `None` if they differ.

    A counted noun, and a number without a unit, agree here with any other: what is counted is a role.
    """
    claim, source = _without_needless_rate(claim, source)
    if claim == source or _calls_loosely(source, claim) or _calls_loosely(claim, source):
        return Decimal(1)
    claim, source = ("year" if unit == _AGE else unit for unit in (claim, source))
    ours, theirs = _dimension(claim), _dimension(source)
    if ours and theirs:
        return theirs[1] / ours[1] if ours[0] == theirs[0] else None
    if _is_loose(claim) and _is_loose(source):
        return Decimal(1)
    if claim == "" and source == "%":
        return Decimal("0.01")
    if "" in (claim, source) and not {claim, source} & _STRICT_UNITS:
        return Decimal(1)
    return None


def _calls_loosely(name: str, unit: str) -> bool:
    """Whether a noun stands for a unit: "60 triệu thùng" are barrels."""
    noun, unit_itself = name.partition("/"), unit.partition("/")
    return noun[2] == unit_itself[2] and loose_names().get(unit_itself[0]) == noun[0]


def _dimension(unit: str) -> tuple[str, Decimal] | None:
    """Return what a unit is of; a currency is of itself, so that 37 cents are 0.37 dollars."""
    return unit_dimension(unit) or ((unit, Decimal(1)) if is_money(unit) else None)


def _without_needless_rate(claim: str, source: str) -> tuple[str, str]:
    """Where one side leaves out what a rate is per, compare what it is of: "VND 68,000" for "68.000 đồng/kg".

    Productivity is told per person and per worker alike.
    """
    ours, theirs = (unit.replace("/worker", "/person").split("/") for unit in (claim, source))
    if set(ours[1:]) <= set(theirs[1:]) or set(theirs[1:]) <= set(ours[1:]):
        shared = "/".join(part for part in ours[1:] if part in theirs[1:])
        return f"{ours[0]}/{shared}".rstrip("/"), f"{theirs[0]}/{shared}".rstrip("/")
    return claim, source


def _is_loose(unit: str) -> bool:
    """Whether a unit is a counted noun or none."""
    return unit == "" or (unit_dimension(unit) is None and unit not in _STRICT_UNITS and not is_money(unit))


@lru_cache(maxsize=4096)
def is_money(unit: str) -> bool:
    """Whether a unit is a currency, or a rate in one."""
    code = unit.partition("/")[0]
    return len(code) == _MONEY_LENGTH and code.isascii() and code.isupper()


def is_time(unit: str) -> bool:
    """Whether a unit measures a length of time."""
    dimension = unit_dimension(unit)
    return dimension is not None and dimension[0] in _TIMES


def same_kind(claim: str, source: str) -> bool:
    """Whether two numbers could be confused: the same unit, or both count something."""
    return claim == source or unit_factor(claim, source) is not None


def _compare_bounds(claim: Quantity, source: Quantity, value: Decimal) -> Reason | None:
    """Return BOUND where "at least" is lost, added or turned round."""
    ours, theirs = claim.bound, source.bound
    if ours == theirs or {ours, theirs} <= SOFT or {ours, theirs} <= LOWER or {ours, theirs} <= UPPER:
        return None
    if {ours, theirs} == {Bound.ABOUT, Bound.LESS_THAN}:  # "khoảng" and "nearly" are both near
        return None
    stated = claim.value
    if stated is None or theirs not in SOFT:
        return Reason.BOUND
    true = (ours is Bound.MORE_THAN and value > stated) or (ours is Bound.LESS_THAN and value < stated)
    return None if true else Reason.BOUND
