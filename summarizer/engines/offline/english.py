"""English word forms and lists, for sentences put together from tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

VerbForm = Literal["base", "ing", "past", "participle", "s"]

_HEAD = re.compile(r"\[\[(\w[\w-]*)\]\]")
_IRREGULAR = {
    "be": ("was", "been", "is"),
    "become": ("became", "become", "becomes"),
    "break": ("broke", "broken", "breaks"),
    "bring": ("brought", "brought", "brings"),
    "build": ("built", "built", "builds"),
    "come": ("came", "come", "comes"),
    "cut": ("cut", "cut", "cuts"),
    "do": ("did", "done", "does"),
    "draw": ("drew", "drawn", "draws"),
    "find": ("found", "found", "finds"),
    "give": ("gave", "given", "gives"),
    "have": ("had", "had", "has"),
    "hold": ("held", "held", "holds"),
    "keep": ("kept", "kept", "keeps"),
    "lay": ("laid", "laid", "lays"),
    "lead": ("led", "led", "leads"),
    "make": ("made", "made", "makes"),
    "meet": ("met", "met", "meets"),
    "oversee": ("oversaw", "overseen", "oversees"),
    "pay": ("paid", "paid", "pays"),
    "put": ("put", "put", "puts"),
    "seek": ("sought", "sought", "seeks"),
    "sell": ("sold", "sold", "sells"),
    "set": ("set", "set", "sets"),
    "speed": ("speeded", "speeded", "speeds"),
    "stand": ("stood", "stood", "stands"),
    "strive": ("strove", "striven", "strives"),
    "take": ("took", "taken", "takes"),
    "withdraw": ("withdrew", "withdrawn", "withdraws"),
    "win": ("won", "won", "wins"),
    "rise": ("rose", "risen", "rises"),
    "fall": ("fell", "fallen", "falls"),
}
_DOUBLED = {
    "cut",
    "put",
    "set",
    "plan",
    "submit",
    "permit",
    "stop",
    "win",
    "ship",
    "equip",
    "step",
    "tap",
    "drop",
    "get",
    "run",
    "begin",
    "let",
    "fulfil",
    "control",
    "travel",
}
_MASS_ENDINGS = ("ss", "us", "is")
_IRREGULAR_PLURALS = {"person": "people", "child": "children", "staff": "staff", "people": "people"}
_ONLY_PLURAL = frozenset({"goods", "people", "customs", "electronics", "logistics"})


def mark(phrase: str) -> str:
    """Mark the first word of a verb phrase that is not an adverb as the one to inflect."""
    if "[[" in phrase:
        return phrase
    words = phrase.split(" ")
    index = next((n for n, word in enumerate(words) if not word.endswith("ly")), 0)
    words[index] = f"[[{words[index]}]]"
    return " ".join(words)


def inflect(phrase: str, form: VerbForm) -> str:
    """Put every marked verb of a phrase into a form."""
    return _HEAD.sub(lambda m: conjugate(m.group(1), form), phrase)


def conjugate(verb: str, form: VerbForm) -> str:
    """Return a form of one verb."""
    if form == "base":
        return verb
    if form == "ing":
        return _progressive(verb)
    if verb in _IRREGULAR:
        past, participle, third = _IRREGULAR[verb]
        return {"past": past, "participle": participle, "s": third}[form]
    return _third_person(verb) if form == "s" else _regular_past(verb)


def _progressive(verb: str) -> str:
    if verb == "be":
        return "being"
    if verb in _DOUBLED:
        return verb + verb[-1] + "ing"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return verb + "ing"


def _regular_past(verb: str) -> str:
    if verb in _DOUBLED:
        return verb + verb[-1] + "ed"
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + "ed"


def _third_person(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def is_plural(noun: str) -> bool:
    """Tell whether the head of a noun phrase is plural."""
    head = _head(noun)
    return head in {"people", "staff", "cattle"} or (head.endswith("s") and not head.endswith(_MASS_ENDINGS))


def _head(noun: str) -> str:
    return (
        re.split(r" (?:of|in|for|on|at|with|from|to|by|under|meeting|using|that) |,", noun)[0].split(" ")[-1].casefold()
    )


def pluralise(noun: str) -> str:
    """Return the plural of a singular noun phrase whose head stands before its first preposition."""
    if is_plural(noun):
        return noun
    match = re.match(r"(.*?)(\b[\w'-]+)((?: (?:of|in|for|on|at|with|from|to|by|under|meeting|using) .*)?)$", noun)
    if not match:
        return noun + "s"
    before, head, after = match.groups()
    return before + _plural_word(head) + after


def _plural_word(word: str) -> str:
    if word.casefold() in _IRREGULAR_PLURALS:
        return _IRREGULAR_PLURALS[word.casefold()]
    return _third_person(word) if not word.endswith("o") else word + "s"


def singularise(noun: str) -> str:
    """Return the singular of a noun phrase whose last word is its head."""
    before, _, head = noun.rpartition(" ")
    lead = before + " " if before else ""
    if head in _ONLY_PLURAL or not head.endswith("s") or head.endswith(_MASS_ENDINGS):
        return noun
    if head.endswith("ies"):
        return lead + head[:-3] + "y"
    return lead + (head[:-2] if head.endswith(("sses", "ches", "shes", "xes")) else head[:-1])


def join(parts: Sequence[str], word: str = "and") -> str:
    """Join the parts of a list as a sentence does, with a comma before "and" where a part has its own."""
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return "".join(parts)
    inner = any(f" {word} " in part for part in (parts[:1] if len(parts) == 2 else parts[-2:]))
    inner = inner or bool(re.match(rf"\[\[\w+\]\] {word} ", parts[-1]))
    return f"{', '.join(parts[:-1])}{',' if inner else ''} {word} {parts[-1]}"


def article(noun: str) -> str:
    """Put the indefinite article before a singular noun phrase."""
    return ("an " if noun[:1].casefold() in "aeiou" else "a ") + noun


def sentence(text: str) -> str:
    """Tidy spaces and marks, begin with a capital and end with a full stop."""
    text = re.sub(r"\s+", " ", text).strip(" ,;:.")
    text = re.sub(r"\b([Tt]he) the\b", r"\1", text)
    text = re.sub(r"\bat at least\b", "at no less than", text)
    text = re.sub(r"\bat at most\b", "at no more than", text)
    text = re.sub(r" ([,;.])", r"\1", text)
    text = re.sub(r",(?:\s*,)+", ",", text)
    return text[:1].upper() + text[1:] + "."
