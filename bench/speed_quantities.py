"""Measure how fast the number grammar reads: articles a second, growth with length, hostile texts.

    python bench/speed_quantities.py

Prints the rate beside one bare digit pattern over the same texts, and fails where an aim is missed.
"""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

from summarizer.quantities import find_mentions

SEEDS = Path(__file__).parent.parent / "seeds"
ARTICLE = 5_000  # bytes of UTF-8
RATE_AIM, GROWTH_AIM, HOSTILE_AIM = 300, 1.5, 2.0
HOSTILE = ("1.", "9,", " ", "tỷ ", "1 ", "một ", "a", "1/", "1-", "đ", "$", "\n", "năm ", "5% ", "twenty ", "(1")
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def articles() -> list[str]:
    """Return texts of 5 KB each, cut from the seeds."""
    texts = []
    for path in sorted(SEEDS.glob("*.txt")):
        encoded = path.read_text(encoding="utf-8").encode()
        encoded *= 1 + ARTICLE // len(encoded)
        texts.append(encoded[:ARTICLE].decode(errors="ignore"))
    return texts


def seconds(read: object, texts: list[str], rounds: int) -> float:
    """Return the best of three runs over all texts."""
    best = float("inf")
    for _ in range(3):
        begin = time.perf_counter()
        for _ in range(rounds):
            for text in texts:
                read(text)  # type: ignore[operator]
        best = min(best, time.perf_counter() - begin)
    return best


def main() -> int:
    texts = articles()
    find_mentions(texts[0])
    rounds = 20
    read = seconds(find_mentions, texts, rounds)
    bare = seconds(DIGITS.findall, texts, rounds)
    rate, bare_rate = rounds * len(texts) / read, rounds * len(texts) / bare
    mentions = sum(len(find_mentions(text)) for text in texts) / len(texts)
    print(f"articles of 5 KB a second: {rate:,.0f} ({mentions:.0f} mentions each); one bare digit pattern: {bare_rate:,.0f}")
    once = seconds(find_mentions, texts, 4)
    long = seconds(find_mentions, [text * 20 for text in texts], 4)
    growth = long / once / 20
    print(f"20 times the text takes {long / once:.1f} times as long ({growth:.2f} of linear)")
    slowest = 0.0
    for piece in HOSTILE:
        text = piece * (1_000_000 // len(piece.encode()))
        for lang in ("vi", "en"):
            begin = time.perf_counter()
            find_mentions(text, lang)
            took = time.perf_counter() - begin
            slowest = max(slowest, took)
            print(f"  a megabyte of {piece!r} ({lang}): {took:.2f} s")
    met = rate >= RATE_AIM and growth <= GROWTH_AIM and slowest < HOSTILE_AIM
    print("all aims met" if met else "an aim is missed")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
