"""Puts Vietnamese verb phrases and noun phrases of this genre into English, by table and rule.

A chart over the words of one clause: every noun phrase, prepositional phrase and verb phrase that the
vocabulary covers, the cheapest for each stretch. What the vocabulary does not cover has no reading at all, so
that no half-translated sentence can come out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from summarizer.engines.offline.english import inflect, join, mark, singularise
from summarizer.engines.offline.phrases import (
    Chart,
    Known,
    Phrase,
    add_adverbs,
    count_noun,
    definite_nominal,
    gap_before,
    in_time,
    insert_adjective,
    list_nouns,
    name_noun,
    share_object,
    with_article,
)
from summarizer.engines.offline.vocabulary import Entry
from summarizer.engines.offline.words import Words

_ENTRY = 1.0
_LEXICON = 0.4
_LIST = 0.3
_VERB_LIST = 0.35
_ATTACH = 0.3
_EMBEDDED_LIST = -0.1
_GERUND = 2.2
_NAME = 1.2
_CLAUSE_LIKE = re.compile(r"\w+ing \w")
_TIME_AT_END = re.compile(r" (?:in|for) (\d{4}(?:–\d{4})?)$")
_CLOSE = re.compile(r",|totalling|with (?:funding|total|a capacity|an area|registered)")
_VAGUE = re.compile(r"^(?:the province|difficulties|obstacles|measures|tasks|localities|the number of.*)$")


def _offer(chart: Chart, end: int, phrase: Phrase) -> None:
    if end not in chart or phrase.cost < chart[end].cost:
        chart[end] = phrase


class Clause:
    """The words of one clause and the phrases found in it."""

    def __init__(self, text: str, known: tuple[Known, ...] = ()) -> None:
        self._words = Words(text, known)
        self.keys = self._words.keys
        self._memo: dict[tuple[str, int], Chart] = {}

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
        return self._words.offset(index)

    def opens_with_verb(self, start: int) -> bool:
        """Tell whether a verb begins at `start`, adverbs and silent words aside."""
        begin, _, _ = self._adverbs(start)
        verb = max((end for end, _ in self._words.entries(begin, "verb")), default=0)
        return verb > 0 and verb >= max((end for end, _ in self._words.entries(begin, "noun")), default=0)

    def first_noun(self) -> str:
        """Return the noun that the clause begins with, the longest form of the table."""
        nouns = [(end, entry.en) for end, entry in self._words.entries(0, "noun") if entry.en]
        return max(nouns)[1] if nouns else ""

    def topics(self) -> list[str]:
        """Return up to two things that are named, the longest forms first."""
        found: list[tuple[int, str]] = []
        for start in range(self.size):
            for end, entry in self._words.entries(start, "noun"):
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

    # Noun phrases

    def _noun_list(self, start: int) -> Chart:
        chart: Chart = {}
        parts: dict[int, list[tuple[float, list[Phrase]]]] = {}
        for end, noun in self._memoised("noun", start, self._noun).items():
            parts.setdefault(end, []).append((noun.cost, [noun]))
        for end in range(start + 1, self.size + 1):
            for cost, nouns in sorted(parts.get(end, []), key=lambda part: part[0])[:2]:
                _offer(chart, end, list_nouns(nouns, cost))
                self._extend_list(parts, end, cost, nouns)
        return chart

    def _extend_list(
        self, parts: dict[int, list[tuple[float, list[Phrase]]]], end: int, cost: float, nouns: list[Phrase]
    ) -> None:
        after = self._words.separator(end)
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
            yield start + 1, Phrase(_NAME, self._words.known_at(start).en, kind=kind, definite=True)
        if key == "<number>":
            yield from self._counted(start)
        for end, entry in self._words.entries(start, "quantifier"):
            yield from self._quantified(end, entry)
        for end, entry in self._words.entries(start, "noun"):
            yield from self._headed(end, entry)
        yield from self._nominal(start)

    def _counted(self, start: int) -> Iterator[tuple[int, Phrase]]:
        number = self._words.known_at(start).en
        yield start + 1, Phrase(_ENTRY, number, kind="name", definite=True)
        single = number.split(" ")[-1] in {"1", "one"} or number.endswith(("one more", " 1 more"))
        for end, noun in self._memoised("noun", start + 1, self._noun).items():
            if noun.kind == "plain" and not noun.definite:
                en = count_noun(noun, single)
                yield end, replace(noun, cost=noun.cost + _ENTRY, en=f"{number} {en}", attr="", definite=True)

    def _quantified(self, end: int, entry: Entry) -> Iterator[tuple[int, Phrase]]:
        for stop, noun in self._memoised("noun", end, self._noun).items():
            if noun.definite and not entry.en and noun.kind == "plain":
                yield stop, replace(noun, cost=noun.cost + 0.1)
            if noun.kind in {"name", "amount"} or noun.definite:
                continue
            en = f"{entry.en} {re.sub('^the ', '', noun.en)}" if entry.en else noun.en
            if entry.en in {"each", "a"}:
                en = f"{entry.en} {count_noun(noun, single=True)}"
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
        for end, entry in self._words.entries(start, "verb"):
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
                            _ENTRY + 0.3 + noun.cost,
                            f"{definite_nominal(entry.other)} {noun.en}",
                            kind="verbal",
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
            if of and (time := _TIME_AT_END.search(en)):
                stated = replace(noun, cost=noun.cost + phrase.cost, attr="", definite=True)
                en = f"{with_article(replace(noun, en=en[: time.start()]))} {phrase.en} for {time[1]}"
                yield stop, replace(stated, en=en)
                continue
            if of and not noun.definite and noun.kind == "plain":
                en = f"the {en}"
            cost = noun.cost + phrase.cost + (0.1 if of else 0.2)
            yield (
                stop,
                replace(noun, cost=cost, en=f"{en}{gap_before(phrase.en)}{phrase.en}", attr="", definite=True),
            )
        if noun.kind == "amount" and noun.en.endswith("%"):
            for stop, other in self._memoised("noun", end, self._noun).items():
                yield stop, replace(noun, cost=noun.cost + other.cost, en=f"{noun.en} of {other.en}")
        if noun.kind == "plain":
            yield from self._compounded(end, noun)
            yield from self._serving(end, noun)

    def _with_adjective(self, end: int, noun: Phrase) -> Iterator[tuple[int, Phrase]]:
        for stop, entry in self._words.entries(end, "adjective"):
            if noun.attr or noun.kind == "verbal":
                en = insert_adjective(noun.en, entry.en)
                attr = f"{entry.en} {noun.attr}" if noun.attr else ""
                yield stop, replace(noun, cost=noun.cost + 0.7, en=en, attr=attr)
        yield from self._related(end, noun, "")
        if "related" in noun.flags and (after := self._words.separator(end)):
            yield from self._related(after, noun, "and" if self._words.joins(after - 1) else ",")

    def _related(self, start: int, noun: Phrase, glue: str) -> Iterator[tuple[int, Phrase]]:
        """A noun with a clause about it: "projects already under way"."""
        for stop, entry in self._words.entries(start, "relative"):
            en = f"{noun.en}{f' {glue}' if glue == 'and' else glue} {entry.en}"
            flags = {**noun.flags, "related": ""}
            yield stop, replace(noun, cost=noun.cost + 0.7, en=en, attr="", flags=flags)

    def _compounded(self, end: int, noun: Phrase) -> Iterator[tuple[int, Phrase]]:
        """A noun that another noun follows: "energy projects", "the efficiency of production"."""
        for stop, other in self._memoised("noun", end, self._noun).items():
            if "solo" in noun.flags and other.kind != "name":
                continue  # "ngành sản xuất ô tô" is not the sector of this genre
            if glue := next((word for word in ("of", "in", "on") if word in noun.flags), None):
                cost = noun.cost + other.cost + _ATTACH
                if noun.en.endswith(other.en):
                    yield stop, replace(noun, cost=cost)
                    continue
                en = f"{with_article(noun) if glue == 'of' else noun.en} {glue} {other.en}"
                yield stop, Phrase(cost, en, definite=True)
            elif other.kind == "name":
                en = name_noun(noun, other.en)
                yield (
                    stop,
                    replace(noun, cost=noun.cost + other.cost + _ATTACH, en=en, attr="", definite=True),
                )
            elif (
                other.attr
                and noun.attr
                and other.kind == "plain"
                and not other.definite
                and not _CLAUSE_LIKE.search(other.attr)
            ):
                attr = f"{other.attr} {noun.attr}"
                en = insert_adjective(noun.en, other.attr)
                yield stop, replace(noun, cost=noun.cost + other.cost + _ATTACH + 0.1, en=en, attr=attr)
            elif other.kind == "plain":
                en = f"{with_article(noun)} of {other.en}"
                yield stop, Phrase(noun.cost + other.cost + 2 * _ATTACH, en, definite=True)

    def _serving(self, end: int, noun: Phrase) -> Iterator[tuple[int, Phrase]]:
        """A noun with the action it serves: "procedures for building clusters"."""
        if "for" not in noun.flags:
            return
        for stop, verb in self._memoised("verbs", end, self._verb_list).items():
            cost = noun.cost + verb.cost + 2 * _ATTACH + (_EMBEDDED_LIST if verb.kind == "list" else 0.0)
            yield stop, Phrase(cost, f"{noun.en} for {inflect(verb.en, 'ing')}", definite=True)

    def _prepositional(self, start: int) -> Chart:
        chart: Chart = {}
        if start < self.size and self.keys[start] == "<period>":
            _offer(chart, start + 1, Phrase(0.6, in_time(self._words.known_at(start).en)))
        if start < self.size and self.keys[start] == "<aside>":
            _offer(chart, start + 1, Phrase(0.2, self._words.known_at(start).en))
        for end, entry in self._words.entries(start, "adverbial"):
            _offer(chart, end, Phrase(0.7, entry.en))
        for end, entry in self._words.entries(start, "preposition"):
            for stop, noun in self._memoised("nouns", end, self._noun_list).items():
                _offer(chart, stop, Phrase(0.6 + noun.cost, f"{entry.en} {noun.en}"))
        if start < self.size and self.keys[start] == ",":
            for end, entry in self._words.entries(start + 1, "preposition"):
                if entry.en.startswith(("to ", ",", "in the face", "such", "with ", "totalling")):
                    for stop, noun in self._memoised("nouns", end, self._noun_list).items():
                        gap = "" if _CLOSE.match(entry.en) else ","
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
            after = self._words.separator(end)
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
            en = add_adverbs(adverbs, verb.en)
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
            if words and (after := self._words.separator(position)):
                skip = after
            found = max(self._words.entries(skip, "adverb"), key=lambda item: item[0], default=None)
            silent = max(self._words.entries(position, "silent"), key=lambda item: item[0], default=None)
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
        for end, entry in self._words.entries(start, "verb"):
            position, adverbs, cost = self._adverbs(end)
            for stop, phrase in self._completed(position, entry, shared=bool(before)):
                head = add_adverbs(adverbs, phrase.en)
                yield stop, Phrase(phrase.cost + cost + _ENTRY, share_object(before, head))
            if adverbs:
                for stop, phrase in self._completed(end, entry, shared=bool(before)):
                    yield stop, Phrase(phrase.cost + _ENTRY, share_object(before, phrase.en))
            after = self._words.separator(end)
            if after is not None and _can_share(entry):
                shared = mark(entry.en)
                for stop, phrase in self._verb_group(after, [*before, shared]):
                    yield stop, replace(phrase, cost=phrase.cost + 0.35 + _ENTRY * 0.8)

    def _completed(self, start: int, entry: Entry, shared: bool) -> Iterator[tuple[int, Phrase]]:
        """A verb with what it must have: nothing, an object, an action, or both."""
        flags = entry.flags
        if "nominal" in flags:
            return  # "hoard", "trade in": what is fought, never what is asked for
        if "i" in flags and not shared:
            yield start, Phrase(0.0, mark(flags["i"] or entry.en))
        if "only" not in flags and not (
            "i" in flags and not flags["i"] and not entry.other.endswith((" of", " for", " in"))
        ):
            for stop, noun in self._memoised("nouns", start, self._noun_list).items():
                if (noun.kind == "verbal" and "ing" in flags) or (noun.kind == "amount" and "amount" not in flags):
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
                begin = next((end for end, _ in self._words.entries(middle, "purpose")), middle)
                for stop, verb in self._memoised("verbs", begin, self._verb_list).items():
                    en = flags["ov"].replace("{o}", noun.en).replace("{v}", inflect(verb.en, "base"))
                    yield stop, Phrase(noun.cost + verb.cost + 0.3, mark(en))
        if "ovcho" in flags and start < self.size and self.keys[start] == "cho":
            for stop, noun in self._memoised("noun", start + 1, self._noun).items():
                yield stop, Phrase(noun.cost + 0.2, mark(flags["ovcho"].replace("{o}", noun.en)))

    def _complemented(self, end: int, verb: Phrase) -> Iterator[tuple[int, Phrase]]:
        for stop, entry in self._words.entries(end, "adverb"):
            yield stop, replace(verb, cost=verb.cost + 0.6, en=f"{entry.en} {verb.en}")
        for stop, phrase in self._memoised("prepositional", end, self._prepositional).items():
            if not phrase.en.startswith("of "):
                yield (
                    stop,
                    replace(
                        verb,
                        cost=verb.cost + phrase.cost + 0.3,
                        en=f"{verb.en}{gap_before(phrase.en)}{phrase.en}",
                    ),
                )
        begin = end + 1 if end < self.size and self.keys[end] == "," else end
        for middle, entry in self._words.entries(begin, "purpose"):
            for stop, aim in self._memoised("verbs", middle, self._verb_list).items():
                en = f"{verb.en} {entry.en} {inflect(aim.en, 'base')}"
                yield stop, replace(verb, cost=verb.cost + aim.cost + 0.5, en=en)


def _can_share(entry: Entry) -> bool:
    """Tell whether a verb can share the object of the next one: "invest in, renovate and upgrade the grid"."""
    if not entry.flags.keys() <= {"ing", "ov", "inf", "i"} or entry.en.endswith((" of", " for")):
        return False
    return "i" not in entry.flags or (bool(entry.flags["i"]) and entry.en.count(" ") == 1)
