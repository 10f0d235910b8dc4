"""Prompts: files with TOML front matter, rendered by one substitution that no article can trigger.

A prompt file begins with TOML between two `+++` lines (id, version, inputs, why). The text after it is cut
into sections by lines such as `--- system ---`. `${name}` stands for an input; what an input holds is never
looked at again, so `${glossary}`, `{{ 7*7 }}` or `%s` inside an article stay as they are.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.errors import BrokenFileError
from summarizer.resources import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

SUMMARIZE = "summarize/v1"
"""The prompt in use."""

_SLOT = re.compile(r"\$\{(\w+)\}")
_SECTION = re.compile(r"^--- (\w+) ---$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One released prompt.

    Attributes:
        name: id and version, as in provenance ("summarize/v1").
        sha256: of the whole file.
        inputs: the names that its sections may use.
        sections: text by section name.
    """

    name: str
    sha256: str
    inputs: frozenset[str]
    sections: Mapping[str, str]

    def render(self, section: str, **inputs: str) -> str:
        """Fill the slots of one section in a single pass.

        Raises:
            BrokenFileError: the section is missing, or has a slot that no input fills.
        """
        if section not in self.sections:
            raise BrokenFileError(f"prompt {self.name} has no section {section!r}")
        text = self.sections[section]
        if missing := set(_SLOT.findall(text)) - inputs.keys():
            raise BrokenFileError(f"prompt {self.name}, {section}: nothing fills {', '.join(sorted(missing))}")
        return _SLOT.sub(lambda slot: inputs[slot[1]], text)


@lru_cache(maxsize=8)
def load_prompt(name: str = SUMMARIZE) -> Prompt:
    """Read and check the prompt `name`.

    Raises:
        BrokenFileError: the file is missing, or is no prompt.
    """
    return parse_prompt(name, read_text(f"prompts/{name}.md"))


def parse_prompt(name: str, text: str) -> Prompt:
    """Return the prompt that `text` holds."""
    text = text.replace("\r\n", "\n")
    front, fence, body = text.removeprefix("+++\n").partition("\n+++\n")
    try:
        head = tomllib.loads(front)
        identity = f"{head['id']}/v{head['version']}"
        inputs = frozenset(head["inputs"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise BrokenFileError(f"prompt {name}: its front matter is broken: {error}") from None
    if not fence or identity != name:
        raise BrokenFileError(f"prompt {name}: the file calls itself {identity}")
    _, *pieces = _SECTION.split(body)
    sections = {key: words.strip() for key, words in zip(pieces[::2], pieces[1::2], strict=True)}
    if not sections:
        raise BrokenFileError(f"prompt {name} has no sections")
    if unknown := set(_SLOT.findall(body)) - inputs:
        raise BrokenFileError(f"prompt {name}: not among its inputs: {', '.join(sorted(unknown))}")
    return Prompt(name, hashlib.sha256(text.encode()).hexdigest(), inputs, sections)


def fence_for(*texts: str) -> str:
    """Return a mark that stands in none of the texts; the same texts always get the same one."""
    seed = "\0".join(texts)
    for turn in range(1000):
        mark = "DATA-" + hashlib.sha256(f"{turn}\0{seed}".encode()).hexdigest()[:12].upper()
        if mark not in seed:
            return mark
    raise AssertionError("a text cannot hold a thousand of its own hashes")


def select_glossary(glossary: str, text: str) -> str:
    """Keep the terms that the text uses, in the order of the glossary, with the forms that it uses.

    A line is `vi | vi -> en | en`. The longest form wins; a single syllable is no evidence, since most are
    parts of other words ("nghệ" is turmeric, and half of "công nghệ").
    """
    terms, longest = _index(glossary)
    words = _flatten(text).split()
    found: dict[int, list[str]] = {}
    place = 0
    while place < len(words):
        step = 1
        for length in range(min(longest, len(words) - place), 0, -1):
            form = " ".join(words[place : place + length])
            if form in terms:
                row, written = terms[form]
                if written not in found.setdefault(row, []):
                    found[row].append(written)
                step = length
                break
        place += step
    english = [line.partition("->")[2].strip() for line in glossary.splitlines()]
    return "\n".join(f"{' | '.join(found[row])} -> {english[row]}" for row in sorted(found))


@lru_cache(maxsize=2)
def _index(glossary: str) -> tuple[dict[str, tuple[int, str]], int]:
    """Return form -> (line, form as written), and the words of the longest form."""
    terms: dict[str, tuple[int, str]] = {}
    for row, line in enumerate(glossary.splitlines()):
        vietnamese, arrow, _ = line.partition("->")
        for form in vietnamese.split("|") if arrow else ():
            written = form.strip()
            flat = " ".join(_flatten(written).split())
            if " " in flat or (written.isupper() and len(flat) > 2):
                terms.setdefault(flat, (row, written))
    return terms, max((form.count(" ") + 1 for form in terms), default=0)


_SPACES = str.maketrans(dict.fromkeys("-–—,.;:!?()[]\"“”'‘’…/", " "))


def _flatten(text: str) -> str:
    return text.casefold().translate(_SPACES)
