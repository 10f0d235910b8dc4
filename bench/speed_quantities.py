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
HOSTILE = ("1.", "9,", " ", "tỷ ")
# dense with numbers: as long as so many mentions take, and no longer
DENSE = ("1 ", "một ", "1/", "1-", "$", "năm ", "5% ", "twenty ", "(1", "1 of ", "1 đến ", "tháng 1, 2, ")
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
    """Return the processor time of the best of three runs over all texts."""
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        for _ in range(rounds):
            for text in texts:
                read(text)  # type: ignore[operator]
        best = min(best, time.process_time() - begin)
    return best


def hostile(piece: str, size: int) -> float:
    """Read a text of one piece over and over in both languages; return the longer time."""
    text = piece * (size // len(piece.encode()))
    slowest = 0.0
    for lang in ("vi", "en"):
        begin = time.process_time()
        found = find_mentions(text, lang)
        took = time.process_time() - begin
        slowest = max(slowest, took)
        print(f"  {size // 1000} KB of {piece!r} ({lang}): {took:.2f} s, {len(found)} mentions")
    return slowest


def main() -> int:
    texts = articles()
    find_mentions(texts[0])
    rounds = 20
    read = seconds(find_mentions, texts, rounds)
    bare = seconds(DIGITS.findall, texts, rounds)
    rate, bare_rate = rounds * len(texts) / read, rounds * len(texts) / bare
    mentions = sum(len(find_mentions(text)) for text in texts) / len(texts)
    print(f"articles of 5 KB a second: {rate:,.0f} ({mentions:.0f} mentions each)")
    print(f"one bare digit pattern over the same texts: {bare_rate:,.0f}")
    once = seconds(find_mentions, texts, 4)
    long = seconds(find_mentions, [text * 20 for text in texts], 4)
    growth = long / once / 20
    print(f"20 times the text takes {long / once:.1f} times as long ({growth:.2f} of linear)")
    slowest = max(hostile(piece, 1_000_000) for piece in HOSTILE)
    for piece in DENSE:
        hostile(piece, 50_000)
    met = rate >= RATE_AIM and growth <= GROWTH_AIM and slowest < HOSTILE_AIM
    print("all aims met" if met else "an aim is missed")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
