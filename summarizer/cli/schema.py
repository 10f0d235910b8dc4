"""`summarize schema`."""

from __future__ import annotations

import json

import click

from summarizer.cli.console import emit


def schema_text() -> str:
    """Return the JSON Schema of `NAME.summary.json`, as `schemas/summary.schema.json` holds it."""
    from summarizer.models import SummaryFile

    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | SummaryFile.model_json_schema()
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


@click.command("schema")
def command() -> int:
    """Print the JSON Schema of the summary file, NAME.summary.json."""
    emit(schema_text())
    return 0
