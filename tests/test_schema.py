"""The JSON Schema of the summary file: exported, and what the files keep to."""

from __future__ import annotations

import json
from pathlib import Path

from summarizer.cli.schema import schema_text

EXPORTED = Path(__file__).parents[1] / "schemas" / "summary.schema.json"


def test_the_exported_schema_has_not_drifted() -> None:
    assert EXPORTED.read_text(encoding="utf-8") == schema_text(), "run `make docs`"


def test_the_contracts_keys_are_required() -> None:
    schema = json.loads(schema_text())

    contract = {"article", "summary", "findings", "omitted", "flagged", "reviews", "provenance"}
    assert contract <= set(schema["required"])
    assert schema["properties"]["schema_version"]["const"] == "1"
    assert schema["additionalProperties"] is False
