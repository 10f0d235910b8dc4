"""The project file tells the truth."""

from __future__ import annotations

import ast
import re
import sys
import tomllib

from drafts import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OTHER_NAMES = {"dotenv": "python-dotenv"}
LOCK = (ROOT / "constraints-ci.txt").read_text(encoding="utf-8")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[<>=\[; ]", requirement)[0]) for requirement in requirements}


def imported() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "summarizer").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"summarizer"}


def test_what_is_imported_is_declared_and_nothing_else() -> None:
    needed = {normal(OTHER_NAMES.get(module, module)) for module in imported()}

    assert needed == names(PROJECT["dependencies"])


def test_every_declared_package_is_locked() -> None:
    locked = {line.partition("==")[0] for line in LOCK.splitlines() if line and not line.startswith("#")}

    extras = [name for group in PROJECT["optional-dependencies"].values() for name in group]
    assert names([*PROJECT["dependencies"], *extras]) <= locked
