"""Settings: which source wins, what is refused and how it is told, and that the key stays secret."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.errors import UserError
from summarizer.settings import DEFAULT_MODEL, OPENAI_URL, Settings, config_path

ROOT = Path(__file__).parents[1]
SECRET = "sk-very-secret"


@pytest.fixture
def config(own_home) -> Path:
    path = config_path()
    path.parent.mkdir(parents=True)
    return path


@pytest.fixture
def dot_env(tmp_path, monkeypatch) -> Path:
    monkeypatch.delenv("SUMMARIZER_ENV_FILE")
    monkeypatch.chdir(tmp_path)
    return tmp_path / ".env"


def test_the_defaults():
    settings = Settings.resolve()

    assert settings.chosen_engine == "offline"
    assert (settings.model, settings.url, settings.api_key) == (DEFAULT_MODEL, OPENAI_URL, None)


def test_an_option_beats_the_environment_beats_dot_env_beats_the_file(config, dot_env, monkeypatch):
    config.write_text('model = "file"\njobs = 1\ntimeout = 1\ndeadline = 1\n', encoding="utf-8")
    dot_env.write_text("SUMMARIZER_MODEL=dotenv\nSUMMARIZER_JOBS=2\nSUMMARIZER_TIMEOUT=2\n", encoding="utf-8")
    monkeypatch.setenv("SUMMARIZER_MODEL", "environment")
    monkeypatch.setenv("SUMMARIZER_JOBS", "3")

    settings = Settings.resolve(model="option")

    assert (settings.model, settings.jobs, settings.timeout, settings.deadline) == ("option", 3, 2, 1)


def test_an_option_that_is_not_given_changes_nothing(monkeypatch):
    monkeypatch.setenv("SUMMARIZER_MODEL", "environment")

    assert Settings.resolve(model=None).model == "environment"


@pytest.mark.parametrize(
    ("variables", "engine"),
    [
        ({}, "offline"),
        ({"OPENAI_API_KEY": SECRET}, "llm"),
        ({"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}, "llm"),
        ({"OPENAI_API_KEY": "", "OPENAI_BASE_URL": ""}, "offline"),
        ({"OPENAI_API_KEY": SECRET, "SUMMARIZER_ENGINE": "offline"}, "offline"),
        ({"OPENAI_BASE_URL": "http://127.0.0.1:1/v1", "SUMMARIZER_ENGINE": "llm"}, "llm"),
    ],
)
def test_the_engine_that_runs(variables, engine, monkeypatch):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert Settings.resolve().chosen_engine == engine


def test_the_model_engine_without_key_and_server_says_what_to_do():
    with pytest.raises(UserError, match=r"OPENAI_API_KEY.*--base-url.*--engine offline"):
        Settings.resolve(engine="llm")


def test_our_own_name_beats_openais(monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://openai/v1")
    monkeypatch.setenv("SUMMARIZER_BASE_URL", "http://ours/v1/")

    assert Settings.resolve().url == "http://ours/v1"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SUMMARIZER_JOBS", "many", "jobs from SUMMARIZER_JOBS: .*integer.*'many'"),
        ("SUMMARIZER_ENGINE", "magic", "engine from SUMMARIZER_ENGINE: .*'auto', 'llm' or 'offline'"),
        ("SUMMARIZER_TIMEOUT", "-1", "timeout from SUMMARIZER_TIMEOUT: .*greater than 0"),
        ("OPENAI_BASE_URL", "localhost:11434", "base_url from OPENAI_BASE_URL: must begin with http"),
    ],
)
def test_a_wrong_value_is_told_with_its_name_and_origin(name, value, words, monkeypatch):
    monkeypatch.setenv(name, value)

    with pytest.raises(UserError, match=words):
        Settings.resolve()


def test_a_wrong_option_is_told():
    with pytest.raises(UserError, match=r"option mode: .*'fast'"):
        Settings.resolve(mode="fast")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('modle = "x"', "no such setting: modle; there are engine, model"),
        ("model = ", "cannot be read"),
        ("jobs = 'x'", r"jobs from .*config\.toml"),
    ],
)
def test_a_broken_file_is_told_with_its_path(config, text, words):
    config.write_text(text, encoding="utf-8")

    with pytest.raises(UserError, match=words):
        Settings.resolve()


def test_an_unknown_variable_of_ours_is_noted(monkeypatch, caplog):
    monkeypatch.setenv("SUMMARIZER_MODLE", "x")

    with caplog.at_level(logging.WARNING):
        Settings.resolve()
    assert "SUMMARIZER_MODLE is no setting" in caplog.text


def test_a_key_in_dot_env_is_used_and_not_exported(dot_env, monkeypatch):
    import os

    dot_env.write_text(f'OPENAI_API_KEY="{SECRET}"\nOTHER=${{HOME}}\n', encoding="utf-8")

    settings = Settings.resolve()

    assert settings.api_key is not None
    assert settings.api_key.get_secret_value() == SECRET
    assert "OPENAI_API_KEY" not in os.environ


def test_the_key_is_in_no_text_of_the_settings(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    settings = Settings.resolve()

    for text in (repr(settings), str(settings), settings.model_dump_json(), f"{settings.api_key}"):
        assert SECRET not in text


def test_a_wrong_key_in_the_file_is_not_shown(config):
    config.write_text(f'api_key = ["{SECRET}"]', encoding="utf-8")

    with pytest.raises(UserError) as caught:
        Settings.resolve()
    assert SECRET not in str(caught.value)


def test_the_example_file_names_only_settings_that_exist(monkeypatch, caplog, tmp_path):
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    filled = [line.removeprefix("#") for line in text.splitlines() if "=" in line and not line.startswith("# ")]
    path = tmp_path / "env"
    path.write_text("\n".join(filled), encoding="utf-8")
    monkeypatch.setenv("SUMMARIZER_ENV_FILE", str(path))

    assert Settings.resolve().chosen_engine == "offline"
    assert not caplog.records


def test_settings_cost_no_heavy_import():
    program = (
        "import sys, summarizer.settings as s; s.Settings.resolve();"
        "print(sorted({'openai', 'instructor', 'pydantic_settings', 'dotenv', 'httpx2'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)

    assert result.stdout.strip() == "[]"


def test_there_is_a_price_for_the_default_model():
    from summarizer.engines.prices import find_price

    assert find_price(DEFAULT_MODEL, OPENAI_URL, 10_000, 1_000)
    assert find_price("of-my-own", OPENAI_URL, 10_000, 1_000) is None
    assert find_price(DEFAULT_MODEL, "http://127.0.0.1:8080/v1", 10_000, 1_000) is None
