"""Print what the cross-check catches, what it flags without cause, and how long it takes.

    python bench/crosscheck.py [--show] [--pairs PAIRS.jsonl] [CASES.jsonl ...]

Without arguments: the cases of tests/cases. PAIRS.jsonl holds translated sentences, `vi`, `en` and `rough` = "agree"
where the numbers do. The time is the median of a check of each seed against its golden summary, both texts new to the
process, beside that of reading and comparing the values alone.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "crosscheck"))

from detection import measure, read_cases  # noqa: E402

from summarizer import check, find_mentions  # noqa: E402
from summarizer.crosscheck.values import compare  # noqa: E402
from summarizer.findings import Reason, Verdict  # noqa: E402
from summarizer.models import DraftSummary  # noqa: E402
from summarizer.pipeline import ground  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.models import Summary

CHECK_AIM = 20.0
"""Milliseconds that a check may take in the median; measured, not enforced."""

AIMS = {"alarms": 0.02, "values": 0.99, "roles": 0.90, "reasons": 0.85}
PAIR_AIMS = {"no value flagged": 0.97, "nothing flagged": 0.95}
VALUE_REASONS = frozenset(
    {Reason.MAGNITUDE, Reason.SCALE, Reason.UNIT, Reason.PRECISION, Reason.RANGE, Reason.BOUND, Reason.DATE,
     Reason.NO_EVIDENCE, Reason.UNPARSED}
)  # fmt: skip


def main() -> None:
    """Print every figure beside its aim."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--show", action="store_true", help="print every statement that counts against a figure")
    parser.add_argument("--rounds", type=int, default=9, help="timed checks of each seed")
    parser.add_argument("--pairs", type=Path, help="translated sentences, most of which must not be flagged")
    options = parser.parse_args()
    for path in options.files or sorted((ROOT / "tests" / "cases").glob("*.jsonl")):
        print_cases(path, options.show)
    if options.pairs:
        print_pairs(options.pairs, options.show)
    if not options.files:
        print_times(options.rounds)


def print_cases(path: Path, show: bool) -> None:
    figures = measure(read_cases(path))
    print(f"{path.name}: {figures.faithful} faithful statements, {sum(figures.faults[g] for g in GROUPS)} faulty")
    counts = {
        "alarms": (len(figures.alarms), figures.faithful),
        **{group: (figures.caught[group], figures.faults[group]) for group in GROUPS},
        "reasons": (figures.well_reasoned, figures.reasoned),
    }
    for name, (part, whole) in counts.items():
        if whole:
            mark = "at most" if name == "alarms" else "at least"
            print(f"  {name:<24}{part:4}/{whole:<4}{part / whole:7.1%}  aim {mark} {AIMS[name]:.0%}")
    for kind in sorted(name for name in figures.faults if ": " in name):
        print(f"  {kind:<24}{figures.caught[kind]:4}/{figures.faults[kind]:<4}{figures.share(kind):7.1%}")
    if show:
        for title in ("alarms", "missed", "wrong_reasons"):
            for line in getattr(figures, title):
                print(f"    {title.replace('_', ' ')}: {line}")


GROUPS = ("values", "roles")


def print_pairs(path: Path, show: bool) -> None:
    """Print how many pairs of translated sentences that agree stay unflagged."""
    flagged = [(pair, _flagged(pair["vi"], pair["en"])) for pair in _agreeing(path)]
    counts = {
        "no value flagged": sum(not found & VALUE_REASONS for _, found in flagged),
        "nothing flagged": sum(not found for _, found in flagged),
    }
    print(f"{path.name}: {len(flagged)} pairs that agree")
    for name, part in counts.items():
        print(f"  {name:<24}{part:4}/{len(flagged):<4}{part / len(flagged):7.1%}  aim at least {PAIR_AIMS[name]:.0%}")
    if show:
        for pair, found in flagged:
            if found:
                print(f"    flagged [{', '.join(sorted(found))}]: {pair['en']}\n      {pair['vi']}")


def _agreeing(path: Path) -> Iterator[dict[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        if pair["rough"] == "agree":
            yield pair


def _flagged(source: str, summary: str) -> set[Reason]:
    findings = check(source, summary).findings
    return {f.reason for f in findings if f.reason and f.verdict is not Verdict.SUPPORTED}


def print_times(rounds: int) -> None:
    """Print the milliseconds of a check beside those of the values alone; 1 where the aim is missed."""
    seeds = [(path, path.read_text(encoding="utf-8")) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    summaries = {path: golden(path) for path, _ in seeds}
    for path, source in seeds:  # tables and patterns are loaded once in a process
        check(source, summaries[path])
        compare_values(source, summaries[path])
    times: dict[str, list[float]] = {"check": [], "values alone": []}
    work: dict[str, Callable[[str, Summary], object]] = {"check": check, "values alone": compare_values}
    gc.collect()
    for turn in range(rounds):
        for path, source in seeds:
            for index, (name, run) in enumerate(work.items()):
                # blanks before the first word: no part of the text, read apart, is one that a cache has seen
                fresh = " " * (len(work) * turn + index) + source, _fresh(summaries[path], f"{turn} {name}")
                times[name].append(milliseconds(run, *fresh))
    print(f"{'a whole article':<26} {'median':>8} {'slowest':>8} {'aim':>8}")
    for name, taken in times.items():
        aim = f"{CHECK_AIM:.0f} ms" if name == "check" else ""
        print(f"{name:<26} {statistics.median(taken):5.1f} ms {max(taken):5.1f} ms {aim:>8}")


def golden(seed: Path) -> Summary:
    answer = (ROOT / "tests" / "golden" / "answers" / f"{seed.stem}.json").read_text(encoding="utf-8")
    return ground(DraftSummary.model_validate_json(answer), seed.read_text(encoding="utf-8"))


def _fresh(summary: Summary, word: str) -> Summary:
    """Return a summary that no cache of texts has seen: the headline ends in another word."""
    letters = "".join(chr(ord("a") + ord(letter) % 26) for letter in word)
    return summary.model_copy(update={"headline": f"{summary.headline} {letters}"})


def compare_values(source: str, summary: Summary) -> int:
    """Read both texts and hold every value against every other, and nothing else."""
    theirs = [m for m in find_mentions(source, "vi") if m.value is not None]
    ours = [m for m in find_mentions(summary.text, "en") if m.value is not None]
    return sum(any(compare(claim, fact).fault is None for fact in theirs) for claim in ours)


def milliseconds(run: Callable[[str, Summary], object], source: str, summary: Summary) -> float:
    begin = time.process_time()
    run(source, summary)
    return (time.process_time() - begin) * 1000


if __name__ == "__main__":
    main()
