"""The review's tests run against planted articles and a planted judge, unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from review.planted import find_planted, judge, plant

from summarizer.review import corrections, page


@pytest.fixture(autouse=True)
def planted_judge(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put the planted judge in the place of the cross-check, except where marked `real_check`."""
    corrections._recheck.cache_clear()
    page._mentions.cache_clear()
    if "real_check" not in request.fixturenames:
        monkeypatch.setattr(corrections, "check", judge)
        monkeypatch.setattr(page, "find_mentions", find_planted)
    yield
    corrections._recheck.cache_clear()
    page._mentions.cache_clear()


@pytest.fixture
def real_check() -> None:
    """Use the real cross-check in this test."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles: five findings to decide, one of them without evidence."""
    out = tmp_path / "out"
    out.mkdir()
    plant(out, "one", [101, 202, 303], ["1 reached 110 tonnes", "2 reached 202 tonnes", "3 reached 330 tonnes"])
    plant(out, "two", [404, 505], ["9 reached 5 tonnes", "1 reached 440 tonnes", "2 reached 550 tonnes"])
    return out
