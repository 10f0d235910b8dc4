"""The wheel holds what it needs and runs from any folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from drafts import ARTICLE, ROOT

pytest.importorskip("build", reason="the wheel is built with `build` and `hatchling`: pip install '.[dev]'")
pytest.importorskip("hatchling")
pytestmark = pytest.mark.xdist_group("wheel")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an environment of its own, which borrows the dependencies of this one."""
    home = tmp_path_factory.mktemp("env")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    python = home / "bin" / "python"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-deps",
        str(wheel),
    ]
    subprocess.run(pip, check=True, capture_output=True, timeout=200)
    packages = next(home.glob("lib/python*/site-packages"))
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home / "bin"


def tracked(*folders: str) -> set[str]:
    listing = subprocess.run(["git", "ls-files", *folders], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    return {name for name in listing.stdout.splitlines() if (ROOT / name).exists()}


def run(command: Path, *words: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return subprocess.run(
        [command, *words],
        cwd="/",
        env=clean,
        input=ARTICLE,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_prompts_and_schemas_in_the_wheel_are_those_that_git_tracks(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    shipped = {name.removeprefix("summarizer/_data/") for name in names if name.startswith("summarizer/_data/")}

    assert shipped
    assert shipped == tracked("prompts", "schemas")


def test_the_wheel_has_every_file_of_the_package_and_one_top_level(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert tracked("summarizer") <= set(names)
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"summarizer"}
    assert not [name for name in names if name.endswith((".pyc", ".env"))]


def test_the_installed_command_summarises_from_the_root_folder(installed: Path) -> None:
    where = run(installed / "python", "-c", "import summarizer; print(summarizer.__file__)").stdout
    done = run(installed / "summarize", "-", "--engine", "offline", "--format", "json")

    assert Path(where.strip()).is_relative_to(installed.parent)
    assert done.returncode in {0, 1}, done.stderr
    assert json.loads(done.stdout)["article"]["text"] == ARTICLE


def test_the_installed_package_finds_its_prompt_and_its_schema(installed: Path) -> None:
    code = (
        "from summarizer.prompts import load_prompt; from summarizer.resources import read_text\n"
        "print(load_prompt().name); print(len(read_text('schemas/summary.schema.json')))"
    )

    done = run(installed / "python", "-c", code)

    assert done.stdout.split()[0] == "summarize/v1", done.stderr
