"""The passage of the source that a quotation which is not in it comes nearest to."""

from __future__ import annotations

from summarizer.quantities.types import Span

_LONGEST = 4000


def find_nearest(quote: str, source: str) -> tuple[Span, float] | None:
    """Return the most similar passage of the source and how similar it is, 0 to 100."""
    if not quote.strip() or not source:
        return None
    from rapidfuzz import fuzz

    alignment = fuzz.partial_ratio_alignment(quote[:_LONGEST], source)
    if alignment is None or alignment.score <= 0:
        return None
    return Span(alignment.dest_start, alignment.dest_end), alignment.score


def first_difference(quote: str, passage: str) -> tuple[str, str]:
    """Return the first word in which a quotation differs from the passage it comes nearest to."""
    ours, theirs = quote.split(), passage.split()
    for said, written in zip(ours, theirs, strict=False):
        if said != written:
            return said, written
    return (ours[len(theirs)], "") if len(ours) > len(theirs) else ("", " ".join(theirs[len(ours) : len(ours) + 1]))
