"""Settings: options, then environment, then `.env`, then the user's configuration file.

Read by hand and not with pydantic-settings, whose import alone takes a third of the time that a cached
article may take; see `docs/decisions/0003-settings-by-hand.md`.
"""

from __future__ import annotations

import logging
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)

from summarizer.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

log = logging.getLogger(__name__)

DEFAULT_MODEL = "gpt-6-luna"
"""OpenAI's cheapest current model that takes strict schemas in chat completions."""

OPENAI_URL = "https://api.openai.com/v1"

Engine = Literal["auto", "llm", "offline"]
Mode = Literal["auto", "strict", "json_schema", "tools", "json", "text"]
Strictness = Literal["normal", "strict", "lenient"]

PREFIX = "SUMMARIZER_"
ALIASES = {"OPENAI_API_KEY": "api_key", "OPENAI_BASE_URL": "base_url"}


class Settings(BaseModel):
    """What the user chose; every field can be set by an option, `SUMMARIZER_<FIELD>`, or the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    engine: Engine = Field(default="auto", description="auto: the model if a key or a base URL is set.")
    model: str = Field(default=DEFAULT_MODEL, min_length=1)
    base_url: str | None = Field(default=None, description="An OpenAI-compatible server; OpenAI's own if unset.")
    api_key: SecretStr | None = None
    mode: Mode = Field(default="auto", description="How the shape of the answer is asked for.")
    timeout: float = Field(default=300, gt=0, description="Seconds one request may take.")
    deadline: float = Field(default=900, gt=0, description="Seconds one answer may take, all tries counted.")
    max_attempts: int = Field(default=5, ge=1, le=20, description="Requests for one answer, if the first fail.")
    reasks: int = Field(default=2, ge=0, le=5, description="How often an answer of a wrong shape is sent back.")
    mend: bool = Field(default=True, description="Whether the model sees its refuted numbers once.")
    max_input_tokens: int = Field(default=16_000, ge=500, description="Longer articles are read in parts.")
    max_output_tokens: int | None = Field(default=None, ge=100, description="Sent only if set.")
    temperature: float | None = Field(default=None, ge=0, le=2, description="Sent only if set.")
    cache_dir: Path | None = Field(default=None, description="The user's cache folder if unset.")
    cache_size_limit: int = Field(default=256 * 2**20, ge=2**20, description="Bytes.")
    use_cache: bool = True
    jobs: int = Field(default=4, ge=1, le=64, description="Articles at a time.")
    strictness: Strictness = "normal"

    @field_validator("base_url")
    @classmethod
    def _check_url(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return url.rstrip("/") if url else None

    @model_validator(mode="after")
    def _check_key(self) -> Self:
        if self.engine == "llm" and not (self.api_key or self.base_url):
            raise UserError(
                "the model engine has no key and no server: set OPENAI_API_KEY, or --base-url for a server "
                "of your own (it needs no key), or run with --engine offline"
            )
        return self

    @classmethod
    def resolve(cls, **overrides: object) -> Settings:
        """Return the settings in force; an override of `None` counts as not given.

        Raises:
            UserError: a value that cannot be, with its name and where it came from.
        """
        layers = [_from_file(config_path()), _from_environment(_dot_env()), _from_environment(os.environ)]
        layers.append({(key, "option"): value for key, value in overrides.items() if value is not None})
        values: dict[str, object] = {}
        origins: dict[str, str] = {}
        for layer in layers:
            for (key, origin), value in layer.items():
                values[key], origins[key] = value, origin
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            raise UserError(_explain(error, origins)) from None

    @property
    def chosen_engine(self) -> Literal["llm", "offline"]:
        """The engine that runs: with `auto`, the model if a key or a base URL is set."""
        if self.engine == "auto":
            return "llm" if self.api_key or self.base_url else "offline"
        return self.engine

    @property
    def url(self) -> str:
        """The server's address."""
        return self.base_url or OPENAI_URL

    @property
    def cache_path(self) -> Path:
        """The folder of the cache."""
        if self.cache_dir is not None:
            return self.cache_dir.expanduser()
        from platformdirs import user_cache_path

        return user_cache_path("summarizer", appauthor=False)


Layer = dict[tuple[str, str], object]


def config_path() -> Path:
    """Return where the user's configuration file is looked for."""
    base = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(base) if base else Path("~/.config").expanduser()) / "summarizer" / "config.toml"


def _from_file(path: Path) -> Layer:
    """Read the configuration file; none is no error, a broken one or an unknown key is."""
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UserError(f"{path} cannot be read: {error}; mend or remove it") from None
    if unknown := sorted(table.keys() - Settings.model_fields.keys()):
        known = ", ".join(Settings.model_fields)
        raise UserError(f"{path}: no such setting: {', '.join(unknown)}; there are {known}")
    return {(key, str(path)): value for key, value in table.items()}


def _dot_env() -> dict[str, str]:
    """Read `.env` of the working folder, or the file that SUMMARIZER_ENV_FILE names ("" for none)."""
    path = Path(os.environ.get("SUMMARIZER_ENV_FILE", ".env") or os.devnull)
    if not path.is_file():
        return {}
    from dotenv import dotenv_values

    try:
        return {key: value for key, value in dotenv_values(path, interpolate=False).items() if value is not None}
    except (OSError, ValueError) as error:
        raise UserError(f"{path} cannot be read: {error}; mend or remove it") from None


def _from_environment(variables: Mapping[str, str]) -> Layer:
    """Take our variables; an empty one counts as not set, our own name beats OpenAI's."""
    layer: Layer = {(field, name): variables[name] for name, field in ALIASES.items() if variables.get(name)}
    for name, value in variables.items():
        field = name.removeprefix(PREFIX).lower()
        if not name.startswith(PREFIX) or name == "SUMMARIZER_ENV_FILE" or not value:
            continue
        if field in Settings.model_fields:
            layer[field, name] = value
        else:
            log.warning("%s is no setting and is ignored", name)
    return layer


def _explain(error: ValidationError, origins: Mapping[str, str]) -> str:
    """Say which setting is wrong and where it was set; the value only if it cannot be a secret."""
    sentences = []
    for problem in error.errors(include_url=False):
        name = str(problem["loc"][0]) if problem["loc"] else "settings"
        origin = origins.get(name, "option")
        given = "" if name == "api_key" else f" (given: {problem['input']!r})"
        where = f"option {name}" if origin == "option" else f"{name} from {origin}"
        sentences.append(f"{where}: {problem['msg'].removeprefix('Value error, ')}{given}")
    return "; ".join(sentences)
