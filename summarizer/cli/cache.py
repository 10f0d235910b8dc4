"""`summarize cache stats|clear|path`."""

from __future__ import annotations

import click

from summarizer.cli.console import emit, note


@click.group("cache")
def command() -> None:
    """Look at the cache of model answers, or clear it.

    The cache saves paying twice for one article. It holds answers of the model,
    never findings and never keys.
    """


@command.command("stats")
def stats() -> int:
    """Print how many answers are kept, and their size."""
    from summarizer.cache import cache_stats
    from summarizer.settings import Settings

    found = cache_stats(Settings.resolve())
    size = f"{found.bytes / 2**20:.1f} of {found.limit / 2**20:.0f} MiB"
    emit(f"{found.entries} answers, {size}, in {found.path}\n")
    return 0


@command.command("clear")
def clear() -> int:
    """Remove every answer."""
    from summarizer.cache import clear_cache
    from summarizer.settings import Settings

    note(f"{clear_cache(Settings.resolve())} answers removed")
    return 0


@command.command("path")
def path() -> int:
    """Print the folder of the cache."""
    from summarizer.settings import Settings

    emit(f"{Settings.resolve().cache_path}\n")
    return 0
