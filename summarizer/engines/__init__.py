"""Engines write a draft summary of a document; the cross-check judges it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from summarizer.models import DraftSummary, Usage

Judge = Callable[[DraftSummary], Sequence[str]]
"""Tells an engine what is refuted in its draft: one sentence per finding; none where all agrees."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an engine returns.

    Attributes:
        summary: the draft as the engine wrote it.
        engine: which one.
        model: the model's name; `None` offline.
        prompt: prompt id and version ("summarize/v1"); `None` offline.
        prompt_sha256: hash of the prompt file; `None` offline.
        cached: whether it came from the cache.
        attempts: requests sent, all tries counted; 0 from the cache and offline.
        usage: tokens and cost over all tries.
        notes: what could not be rendered in English, by (section, index); only the offline engine has any.
    """

    summary: DraftSummary
    engine: Literal["llm", "offline"]
    model: str | None = None
    prompt: str | None = None
    prompt_sha256: str | None = None
    cached: bool = False
    attempts: int = 0
    usage: Usage = field(default_factory=Usage)
    notes: Mapping[tuple[str, int], str] = field(default_factory=dict)
