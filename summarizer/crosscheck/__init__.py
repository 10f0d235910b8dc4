"""Holds every number of an English summary against the Vietnamese source. Pure: no model, no network, no I/O."""

from summarizer.crosscheck.checking import check

__all__ = ["check"]
