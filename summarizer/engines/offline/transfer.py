"""Puts Vietnamese verb phrases and noun phrases of this genre into English, by table and rule.

A chart over the words of one clause: every noun phrase, prepositional phrase and verb phrase that the
vocabulary covers, the cheapest for each stretch. What the vocabulary does not cover has no reading at all, so
that no half-translated sentence can come out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from summarizer.engines.offline.english import inflect, join, mark, pluralise, singularise
from summarizer.engines.offline.vocabulary import Entry, load_vocabulary, tokenise

_ENTRY = 1.0
_LEXICON = 0.4
_LIST = 0.3
_VERB_LIST = 0.35
_ATTACH = 0.3
_GERUND = 2.2
_NAME = 1.2
_SEPARATORS = frozenset({",", ";"})
_VAGUE = re.compile(r"^(?:the province|difficulties|obstacles|measures|tasks|localities|the number of.*)$")
_JOINERS = frozenset({"và", "cùng", "hoặc", "-", "&"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """An English phrase for a stretch of words.

    Attributes:
        cost: the lower, the better the reading.
        en: the English; verbs to be inflected are marked.
        attr: the form before another noun; "" where it cannot stand there.
        kind: "plain", "verbal" (a nominal verb), "list" or "name".
        flags: those of the head noun.
        definite: whether an article or quantifier stands already.
        head: the noun to be put into the singular or plural, as it stands in `en`.
    """

    cost: float
    en: str
    attr: str = ""
    kind: str = "plain"
    flags: Mapping[str, str] = field(default_factory=dict)
    definite: bool = False
    head: str = ""


Chart = dict[int, Phrase]


@dataclass(frozen=True, slots=True)
class Known:
    """A stretch of the source with its English already known: a number, a date, a name."""

    start: int
    end: int
    en: str
    kind: str  # "number", "amount", "period", "name", "aside" or "silent"


def _offer(chart: Chart, end: int, phrase: Phrase) -> None:
    if end not in chart or phrase.cost < chart[end].cost:
        chart[end] = phrase


class Clause:
    """The words of one clause and the phrases found in it."""

    def __init__(self, text: str, literals: tuple[Known, ...] = ()) -> None:
        self._literals: dict[int, Known] = {}
        self._offsets: list[int] = []
        self.keys: tuple[str, ...] = tuple(self._read(text, literals))
        self._vocabulary = load_vocabulary()
        self._memo: dict[tuple[str, int], Chart] = {}

    def _read(self, text: str, literals: tuple[Known, ...]) -> Iterator[str]:
        index, end = 0, 0
        pending = sorted(literals, key=lambda literal: literal.start)
        for token in tokenise(text):
            if token.start < end:
                continue
            literal = next((item for item in pending if item.start <= token.start < item.end), None)
            if literal and literal.kind == "silent":
                end = literal.end
                continue
            self._offsets.append(token.start)
            if literal:
                self._literals[index], end = literal, literal.end
                yield f"<{literal.kind}>"
            else:
                yield token.key
            index += 1

    @cached_property
    def size(self) -> int:
        """The number of words and marks."""
        return len(self.keys)

    def verb_phrase(self, start: int = 0) -> Phrase | None:
        """Return the reading of the whole rest as a list of verb phrases."""
        return self._memoised("verbs", start, self._verb_list).get(self.size)

    def noun_phrase(self, start: int = 0) -> Phrase | None:
        """Return the reading of the whole rest as a noun phrase or a list of them."""
        return self._memoised("nouns", start, self._noun_list).get(self.size)

    def noun_phrases(self, start: int) -> Chart:
        """Return every noun phrase that begins at `start`, by its end."""
        return self._memoised("nouns", start, self._noun_list)

    def offset(self, index: int) -> int:
        """Return where word number `index` begins in the clause's text."""
        return self._offsets[index]

    def opens_with_verb(self, start: int) -> bool:
        """Tell whether a verb begins at `start`, adverbs and silent words aside."""
        begin, _, _ = self._adverbs(start)
        verb = max((end for end, _ in self._entries(begin, "verb")), default=0)
        return verb > 0 and verb >= max((end for end, _ in self._entries(begin, "noun")), default=0)

    def first_noun(self) -> str:
        """Return the noun that the clause begins with, the longest form of the table."""
        nouns = [(end, entry.en) for end, entry in self._entries(0, "noun") if entry.en]
        return max(nouns)[1] if nouns else ""

    def topics(self) -> list[str]:
        """Return up to two things that are named, the longest forms first."""
        found: list[tuple[int, str]] = []
        for start in range(self.size):
            for end, entry in self._entries(start, "noun"):
                if end - start > 1 and entry.en and entry.listed and not _VAGUE.search(entry.en):
                    found.append((end - start, entry.en))
        best = sorted(found, key=lambda item: -item[0])
        return list(dict.fromkeys(en for _, en in best))[:2]

    def _memoised(self, name: str, start: int, parse: Callable[[int], Chart]) -> Chart:
        key = (name, start)
        if key not in self._memo:
            self._memo[key] = {}  # a left-recursive look finds nothing, and ends
            self._memo[key] = parse(start) if start < self.size else {}
        return self._memo[key]

    def _entries(self, start: int, *kinds: str) -> Iterator[tuple[int, Entry]]:
        if start < self.size:
            yield from (item for item in self._vocabulary.find(self.keys, start) if item[1].kind in kinds)

    def _separator(self, start: int) -> int | None:
        """Return the offset after a comma, a joiner, or both."""
        position = start
        if position < self.size and self.keys[position] in _SEPARATORS:
            position += 1
        if position < self.size and self.keys[position] in _JOINERS:
            position += 1
            if position < self.size and self.keys[position] == "của":
                position += 1
        return position if position > start else None

    # Noun phrases

    def _noun_list(self, start: int) -> Chart:
        chart: Chart = {}
        parts: dict[int, list[tuple[float, list[Phrase]]]] = {}
        for end, noun in self._memoised("noun", start, self._noun).items():
            parts.setdefault(end, []).append((noun.cost, [noun]))
        for end in range(start + 1, self.size + 1):
            for cost, nouns in sorted(parts.get(end, []), key=lambda part: part[0])[:2]:
                _offer(chart, end, _listed(nouns, cost))
                self._extend_list(parts, end, cost, nouns)
        return chart

    def _extend_list(
        self, parts: dict[int, list[tuple[float, list[Phrase]]]], end: int, cost: float, nouns: list[Phrase]
    ) -> None:
        after = self._separator(end)
        if after is None or len(nouns) > 8 or nouns[-1].kind == "amount":
            return
        for stop, noun in self._memoised("noun", after, self._noun).items():
            if noun.kind == "amount":
                continue
            odd = 0.4 if noun.kind == "verbal" and nouns[-1].kind != "verbal" else 0.0
            parts.setdefault(stop, []).append((cost + noun.cost + _LIST + odd, [*nouns, noun]))

    def _noun(self, start: int) -> Chart:
        chart: Chart = {}
        for end, phrase in self._bare_nouns(start):
            _offer(chart, end, phrase)
        for end in range(start + 1, self.size + 1):
            if end in chart:
                for stop, phrase in self._modified(end, chart[end]):
                    _offer(chart, stop, phrase)
        return chart

    def _bare_nouns(self, start: int) -> Iterator[tuple[int, Phrase]]:
        key = self.keys[start]
        if key in {"<name>", "<amount>", "<period>"}:
            kind = "amount" if key == "<amount>" else "name"
            yield start + 1, Phrase(_NAME, self._literals[start].en, kind=kind, definite=True)
        if key == "<number>":
            yield from self._counted(start)
        for end, entry in self._entries(start, "quantifier"):
            yield from self._quantified(end, entry)
        for end, entry in self._entries(start, "noun"):
            yield from self._headed(end, entry)
        yield from self._nominal(start)

    def _counted(self, start: int) -> Iterator[tuple[int, Phrase]]:
        number = self._literals[start].en
        yield start + 1, Phrase(_ENTRY, number, kind="name", definite=True)
        single = number.split(" ")[-1] in {"1", "one"} or number.endswith(("one more", " 1 more"))
        for end, noun in self._memoised("noun", start + 1, self._noun).items():
            if noun.kind == "plain" and not noun.definite:
                en = _count(noun, single)
                yield end, replace(noun, cost=noun.cost + _ENTRY, en=f"{number} {en}", attr="", definite=True)

    def _quantified(self, end: int, entry: Entry) -> Iterator[tuple[int, Phrase]]:
        for stop, noun in self._memoised("noun", end, self._noun).items():
            if noun.kind in {"name", "amount"} or noun.definite:
                continue
            en = f"{entry.en} {re.sub('^the ', '', noun.en)}" if entry.en else noun.en
            if entry.en in {"each", "a"}:
                en = f"{entry.en} {_count(noun, single=True)}"
            yield stop, replace(noun, cost=noun.cost + 0.1, en=en, attr="", definite=bool(entry.en))

    def _headed(self, end: int, entry: Entry) -> Iterator[tuple[int, Phrase]]:
        cost = _ENTRY if entry.listed else _ENTRY + _LEXICON
        if "skip" in entry.flags:
            for stop, noun in self._memoised("noun", end, self._noun).items():
                kind = "plain" if noun.kind == "verbal" else noun.kind
                yield stop, replace(noun, cost=noun.cost + 0.2, kind=kind)
            if not entry.en:
                return
        attr = entry.other or singularise(re.sub("^the ", "", entry.en))
        definite, head = entry.en.startswith("the "), entry.en.removeprefix("the ")
        yield end, Phrase(cost, entry.en, attr, flags=entry.flags, definite=definite, head=head)
        if "tail" in entry.flags:
            for stop, noun in self._memoised("nouns", end, self._noun_list).items():
                if noun.attr:
                    yield stop, Phrase(noun.cost + 0.5, f"{noun.attr} {entry.en}")

    def _nominal(self, start: int) -> Iterator[tuple[int, Phrase]]:
        for end, entry in self._entries(start, "verb"):
            if not entry.other:
                continue
            bare = re.sub(r" (?:of|for|in|on|to|from|with|against)$", "", entry.other)
            if entry.other == bare or "i" in entry.flags or entry.other.endswith(" of"):
                yield end, Phrase(_ENTRY + 0.25, bare, bare, "verbal")
            if entry.other != bare:
                for stop, noun in self._memoised("nouns", end, self._noun_list).items():
                    yield (
                        stop,
                        Phrase(
                            _ENTRY + 0.3 + noun.cost, f"{_definite(entry.other)} {noun.en}", kind="verbal"
                        ),
                    )
        if not self.keys[start].startswith("<"):
            for end, verb in self._memoised("verb", start, self._verb).items():
                yield end, Phrase(verb.cost + _GERUND, inflect(verb.en, "ing"), kind="verbal")

    def _modified(self, end: int, noun: Phrase) -> Iterator[tuple[int, Phrase]]:
        yield from self._with_adjective(end, noun)
        for stop, phrase in self._memoised("prepositional", end, self._prepositional).items():
            of = phrase.en.startswith("of ")
            if of and noun.en.endswith(phrase.en):
                yield stop, replace(noun, cost=noun.cost + 0.1)
                continue
            en = noun.en
            if of and not noun.definite and noun.kind == "plain":
                en = f"the {en}"
            cost = noun.cost + phrase.cost + (0.1 if of else 0.2)
            yield (
                stop,
                replace(noun, cost=cost, en=f"{en}{_gap(phrase.en)}{phrase.en}", attr="", definite=True),
            )
        if noun.kind == "amount" and noun.en.endswith("%"):
            for stop, other in self._memoised("noun", end, self._noun).items():
                yield stop, replace(noun, cost=noun.cost + other.cost, en=f"{noun.en} of {other.en}")
        if noun.kind == "plain":
            yield from self._compounded(end, noun)
            yield from self._serving(end, noun)

    def _with_adjective(self, end: int, noun: Phrase) -> Iterator[tuple[int, Phrase]]:
        for stop, entry in self._entries(end, "adjective"):
            if noun.attr or noun.kind == "verbal":
                en = _insert_adjective(noun.en, entry.en)
                attr = f"{entry.en} {noun.attr}" if noun.attr else ""
                yield stop, replace(noun, cost=noun.cost + 0.7, en=en, attr=attr)
        yield from self._related(end, noun, "")
        if "related" in noun.flags and (after := self._separator(end)):
            yield from self._related(after, noun, "and" if self.keys[after - 1] in _JOINERS else ",")

    def _related(self, start: int, noun: Phrase, glue: str) -> Iterator[tuple[int, Phrase]]:
        """A noun with a clause about it: "projects already under way"."""
        for stop, entry in self._entries(start, "relative"):
            en = f"{noun.en}{f' {glue}' if glue == 'and' else glue} {entry.en}"
            flags = {**noun.flags, "related": ""}
            yield stop, replace(noun, cost=noun.cost + 0.7, en=en, attr="", flags=flags)

    def _compounded(self, end: int, noun: Phrase) -> Iterator[tuple[int, Phrase]]:
        """A noun that another noun follows: "energy projects", "the efficiency of production"."""
        for stop, other in self._memoised("noun", end, self._noun).items():
            if glue := next((word for word in ("of", "in", "on") if word in noun.flags), None):
                cost = noun.cost + other.cost + _ATTACH
                if noun.en.endswith(other.en):
                    yield stop, replace(noun, cost=cost)
                    continue
                en = f"{_with_the(noun) if glue == 'of' else noun.en} {glue} {other.en}"
                yield stop, Phrase(cost, en, definite=True)
            elif other.kind == "name":
                en = _named(noun, other.en)
                yield (
                    stop,
                    replace(noun, cost=noun.cost + other.cost + _ATTACH, en=en, attr="", definite=True),
                )
            elif other.attr and noun.attr and other.kind == "plain" and not other.definite:
                attr = f"{other.attr} {noun.attr}"
                en = _insert_adjective(noun.en, other.attr)
                yield stop, replace(noun, cost=noun.cost + other.cost + _ATTACH + 0.1, en=en, attr=attr)
            elif other.kind == "plain":
                en = f"{_with_the(noun)} of {other.en}"
                yield stop, Phrase(noun.cost + other.cost + 2 * _ATTACH, en, definite=True)

    def _serving(self, end: int, noun: Phrase) -> Iterator[tuple[int, Phrase]]:
        """A noun with the action it serves: "procedures for building clusters"."""
        if "for" not in noun.flags:
            return
        for stop, verb in self._memoised("verbs", end, self._verb_list).items():
            cost = noun.cost + verb.cost + 2 * _ATTACH + (0.8 if verb.kind == "list" else 0.0)
            yield stop, Phrase(cost, f"{noun.en} for {inflect(verb.en, 'ing')}", definite=True)

    def _prepositional(self, start: int) -> Chart:
        chart: Chart = {}
        if start < self.size and self.keys[start] == "<period>":
            _offer(chart, start + 1, Phrase(0.6, _in_time(self._literals[start].en)))
        if start < self.size and self.keys[start] == "<aside>":
            _offer(chart, start + 1, Phrase(0.2, self._literals[start].en))
        for end, entry in self._entries(start, "adverbial"):
            _offer(chart, end, Phrase(0.7, entry.en))
        for end, entry in self._entries(start, "preposition"):
            for stop, noun in self._memoised("nouns", end, self._noun_list).items():
                _offer(chart, stop, Phrase(0.6 + noun.cost, f"{entry.en} {noun.en}"))
        if start < self.size and self.keys[start] == ",":
            for end, entry in self._entries(start + 1, "preposition"):
                if entry.en.startswith(("to ", ",", "in the face", "such", "with ")):
                    for stop, noun in self._memoised("nouns", end, self._noun_list).items():
                        gap = "" if entry.en.startswith(",") else ","
                        _offer(chart, stop, Phrase(0.8 + noun.cost, f"{gap} {entry.en} {noun.en}".strip()))
        return chart

    # Verb phrases

    def _verb_list(self, start: int) -> Chart:
        chart: Chart = {}
        parts: dict[int, tuple[float, list[str]]] = {}
        for end, verb in self._memoised("verb", start, self._verb).items():
            parts[end] = (verb.cost, [verb.en])
        for end in range(start + 1, self.size + 1):
            if end not in parts:
                continue
            cost, verbs = parts[end]
            _offer(chart, end, Phrase(cost, join(verbs), kind="list" if len(verbs) > 1 else "plain"))
            after = self._separator(end)
            if after is None:
                continue
            for stop, verb in self._memoised("verb", after, self._verb).items():
                total = cost + verb.cost + _VERB_LIST
                if stop not in parts or total < parts[stop][0]:
                    parts[stop] = (total, [*verbs, verb.en])
        return chart

    def _verb(self, start: int) -> Chart:
        chart: Chart = {}
        begin, adverbs, cost = self._adverbs(start)
        for end, verb in self._verb_group(begin, []):
            en = _with_adverbs(adverbs, verb.en)
            _offer(chart, end, Phrase(verb.cost + cost, en))
        for end in range(start + 1, self.size + 1):
            if end in chart:
                for stop, phrase in self._complemented(end, chart[end]):
                    _offer(chart, stop, phrase)
        return chart

    def _adverbs(self, start: int) -> tuple[int, str, float]:
        """Skip silent words and take adverbs; return where they end, their English, and their cost."""
        words: list[str] = []
        position, cost = start, 0.0
        while position < self.size:
            skip = position
            if words and (after := self._separator(position)):
                skip = after
            found = max(self._entries(skip, "adverb"), key=lambda item: item[0], default=None)
            silent = max(self._entries(position, "silent"), key=lambda item: item[0], default=None)
            if found and found[0] < self.size:
                words.append(found[1].en)
                position, cost = found[0], cost + 0.5
            elif silent:
                position, cost = silent[0], cost + 0.2
            else:
                break
        return position, join(words), cost

    def _verb_group(self, start: int, before: list[str]) -> Iterator[tuple[int, Phrase]]:
        """Verbs that share one object: "renovate and upgrade the power grid"."""
        if len(before) > 4:
            return
        for end, entry in self._entries(start, "verb"):
            position, adverbs, cost = self._adverbs(end)
            for stop, phrase in self._completed(position, entry, shared=bool(before)):
                head = _with_adverbs(adverbs, phrase.en)
                yield stop, Phrase(phrase.cost + cost + _ENTRY, join([*before, head]))
            if adverbs:
                for stop, phrase in self._completed(end, entry, shared=bool(before)):
                    yield stop, Phrase(phrase.cost + _ENTRY, join([*before, phrase.en]))
            after = self._separator(end)
            if (
                after is not None
                and entry.flags.keys() <= {"ing", "ov", "inf"}
                and not entry.en.endswith(" of")
            ):
                shared = mark(entry.en)
                for stop, phrase in self._verb_group(after, [*before, shared]):
                    yield stop, replace(phrase, cost=phrase.cost + 0.2 + _ENTRY * 0.8)

    def _completed(self, start: int, entry: Entry, shared: bool) -> Iterator[tuple[int, Phrase]]:
        """A verb with what it must have: nothing, an object, an action, or both."""
        flags = entry.flags
        if "i" in flags and not shared:
            yield start, Phrase(0.0, mark(flags["i"] or entry.en))
        if "only" not in flags and not (
            "i" in flags and not flags["i"] and not entry.other.endswith((" of", " for", " in"))
        ):
            for stop, noun in self._memoised("nouns", start, self._noun_list).items():
                if (noun.kind == "verbal" and "ing" in flags) or (
                    noun.kind == "amount" and "amount" not in flags
                ):
                    continue
                yield stop, Phrase(noun.cost, f"{mark(entry.en)} {noun.en}")
        for flag, form in (("inf", "base"), ("ing", "ing")):
            if flag in flags:
                for stop, verb in self._memoised("verb", start, self._verb).items():
                    en = inflect(verb.en, "base" if form == "base" else "ing")
                    yield stop, Phrase(verb.cost + 0.1, f"{mark(flags[flag])} {en}")
        yield from self._with_actor(start, flags)

    def _with_actor(self, start: int, flags: Mapping[str, str]) -> Iterator[tuple[int, Phrase]]:
        """A verb with who is to act and what they are to do: "help businesses expand exports"."""
        if "ov" in flags:
            for middle, noun in self._memoised("nouns", start, self._noun_list).items():
                if noun.kind in {"verbal", "amount"}:
                    continue
                begin = next((end for end, _ in self._entries(middle, "purpose")), middle)
                for stop, verb in self._memoised("verbs", begin, self._verb_list).items():
                    en = flags["ov"].replace("{o}", noun.en).replace("{v}", inflect(verb.en, "base"))
                    yield stop, Phrase(noun.cost + verb.cost + 0.3, mark(en))
        if "ovcho" in flags and start < self.size and self.keys[start] == "cho":
            for stop, noun in self._memoised("noun", start + 1, self._noun).items():
                yield stop, Phrase(noun.cost + 0.2, mark(flags["ovcho"].replace("{o}", noun.en)))

    def _complemented(self, end: int, verb: Phrase) -> Iterator[tuple[int, Phrase]]:
        for stop, entry in self._entries(end, "adverb"):
            yield stop, replace(verb, cost=verb.cost + 0.6, en=f"{entry.en} {verb.en}")
        for stop, phrase in self._memoised("prepositional", end, self._prepositional).items():
            if not phrase.en.startswith("of "):
                yield (
                    stop,
                    replace(
                        verb, cost=verb.cost + phrase.cost + 0.3, en=f"{verb.en}{_gap(phrase.en)}{phrase.en}"
                    ),
                )
        begin = end + 1 if end < self.size and self.keys[end] == "," else end
        for middle, entry in self._entries(begin, "purpose"):
            for stop, aim in self._memoised("verbs", middle, self._verb_list).items():
                en = f"{verb.en} {entry.en} {inflect(aim.en, 'base')}"
                yield stop, replace(verb, cost=verb.cost + aim.cost + 0.5, en=en)


def _definite(nominal: str) -> str:
    """Put the article before a nominal verb that takes an object: "the development of"."""
    first = nominal.split(" ")[0]
    bare = not nominal.endswith(" of") or first in {
        "the",
        "better",
        "higher",
        "stronger",
        "sales",
        "exports",
        "imports",
    }
    return nominal if bare else f"the {nominal}"


def _in_time(period: str) -> str:
    if period[:1].isdigit() and " " in period:
        return f"on {period}"
    return f"for {period}" if "–" in period else f"in {period}"


def _gap(phrase: str) -> str:
    return "" if phrase.startswith(",") else " "


def _listed(nouns: list[Phrase], cost: float) -> Phrase:
    if len(nouns) == 1:
        return nouns[0]
    attr = join([noun.attr for noun in nouns]) if all(noun.attr for noun in nouns) else ""
    kind = "verbal" if nouns[0].kind == "verbal" else "list"
    return Phrase(cost, join([noun.en for noun in nouns]), attr, kind)


def _with_adverbs(adverbs: str, verb: str) -> str:
    if not adverbs:
        return verb
    first = verb.split(" ")[0]
    return (
        f"{adverbs} and {verb}" if first.endswith("ly") and not first.startswith("[") else f"{adverbs} {verb}"
    )


def _named(noun: Phrase, name: str) -> str:
    """Return "the industry and trade sector of Thanh Hóa", "the Nghi Sơn plant"."""
    if noun.definite or not noun.attr:
        return f"{noun.en} of {name}"
    return f"the {name} {noun.attr}"


def _with_the(noun: Phrase) -> str:
    return noun.en if noun.definite else f"the {noun.en}"


def _insert_adjective(noun: str, adjective: str) -> str:
    if noun.startswith("the "):
        return f"the {adjective} {noun[4:]}"
    return f"{adjective} {noun}"


def _count(noun: Phrase, single: bool) -> str:
    """Put the head of a noun phrase into the number that a numeral asks for."""
    en = noun.en.removeprefix("the ")
    head = noun.head or en
    return en.replace(head, singularise(head) if single else pluralise(head), 1)
