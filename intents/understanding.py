"""What a sentence means: the one entrance for speech, typing and touch.

understanding = Understanding(vocabulary, lang="zh")
reading = understanding.read("三箱金龙鱼入库", today=date(2026, 11, 24))
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from intents.audibility import Audibility
from intents.codes import PlaceReader
from intents.context import Context
from intents.grammar import Grammar
from intents.judging import AGAIN, ANSWER, BARE, Judge
from intents.lattice import Lattice, Phrases, Readers
from intents.matching import Match, Matcher
from intents.names.index import NameIndex
from intents.phonetics.syllables import encode
from intents.quantities import QuantityReader
from intents.reading import Choice, Reading
from intents.resolving import Resolver
from intents.sentences.book import Book, Pattern, load
from intents.speech import GrammarWriter
from intents.templates.automaton import Automaton
from intents.templates.expression import Expression, parse
from intents.templates.sampler import Sampler
from intents.titles import Titled
from intents.tokens import MAX_TOKENS, sentence
from intents.vocabulary import ItemName, Vocabulary

ALWAYS = ("Confirm", "Deny", "Correct", "Undo", "Stop", "Help", "Repeat", "Slower", "Louder", "PauseTask")
"""Intents that are understood whatever has been asked."""
KINDS = ("document", "reason", "term", "language", "choice", "pronoun")


class Understanding:
    """Reads sentences of one language about one vocabulary."""

    def __init__(
        self,
        vocabulary: Vocabulary | None = None,
        lang: str = "zh",
        own_sentences: Path | None = None,
        index: NameIndex | None = None,
    ) -> None:
        """Load the sentences and spell out the names, unless `index` (from `names.store`) brings them spelled.

        Raises `BadSentencesError` or `BadTemplateError` for sentences that cannot be used.
        """
        self.vocabulary = vocabulary if vocabulary is not None else Vocabulary()
        self.lang = lang
        self.book: Book = load(lang, own_sentences)
        self.items = index if index is not None else NameIndex()
        if index is None:
            for item in self.vocabulary.items.values():
                self.items.add(item.sku, (item.name, *item.aliases), (item.sku,))
        self._lists = {
            kind: Phrases((way, value) for value, ways in self.book.lists.get(kind, {}).items() for way in ways)
            for kind in KINDS
        }
        self._fillers = Phrases((word, word) for word in self.book.fillers)
        self._matchers: dict[str, tuple[list[Pattern], Matcher]] = {}
        self.refresh()

    def refresh(self) -> None:
        """Take up changes of places, people and units in the vocabulary."""
        self._units = units = self.vocabulary.units
        people = NameIndex()
        for person in self.vocabulary.people.values():
            people.add(person.name, (person.name, *person.aliases))
        self._readers = Readers(
            QuantityReader(units, self.lang),
            PlaceReader(self.vocabulary.places.values()),
            self.items,
            people,
            self._lists,
            tuple(units),
            self.lang,
        )
        self._resolver = Resolver(self.vocabulary, self.items, people, self.lang)
        self._judge = Judge(self._resolver, self.vocabulary)
        self._judge.needs = self.book.needs
        self._judge.denials, self._judge.rough = tuple(self.book.denials), tuple(self.book.rough)

    def add_item(self, item: ItemName) -> None:
        """Add or replace an item."""
        self.items.remove(item.sku)
        self.items.add(item.sku, (item.name, *item.aliases), (item.sku,))
        self.vocabulary.items[item.sku] = item
        if not {item.unit, *item.packings} <= self._units:
            self.refresh()

    def remove_item(self, sku: str) -> None:
        """Take an item away; an unknown one is ignored."""
        self.items.remove(sku)
        self.vocabulary.items.pop(sku, None)

    def read(self, text: str, *, context: Context | None = None, today: date) -> Reading:
        """Return what a text means; any text is allowed."""
        words = sentence(text)
        if not words or len(words) > MAX_TOKENS:
            return Reading(text, None, left_over=(text.strip(),) if text.strip() else ())
        given = context or Context()
        lattice = Lattice(words, self._readers, today)
        if given.expecting:
            answer = self._answer(lattice, given)
            if answer is not None:
                return answer
        patterns, matcher = self._commands()
        strict = matcher.match(lattice)
        if strict:
            reading = self._judge.best(words, strict, patterns, given)
            if reading.intent or not any(isinstance(edge.value, Titled) for match in strict for edge in match.edges):
                return reading
        return self._judge.best(words, matcher.match(lattice, loose=True), patterns, given, loose=True)

    def read_best(
        self, hypotheses: Iterable[tuple[str, float]], *, context: Context | None = None, today: date
    ) -> Reading:
        """Return the reading of the likeliest hypothesis (text, probability) that is a command.

        The other hypotheses that are commands become alternatives, and an equally likely one takes confidence away.
        """
        read = [(self.read(text, context=context, today=today), probability) for text, probability in hypotheses]
        commands = [(reading, probability) for reading, probability in read if reading.intent]
        if not commands:
            return read[0][0] if read else Reading("", None)
        best, probability = max(commands, key=lambda pair: pair[1] * (1.0 if pair[0].understood else 0.8))
        other = [reading for reading, _ in commands if (reading.intent, reading.slots) != (best.intent, best.slots)]
        return replace(best, confidence=best.confidence * min(1.0, probability + 0.5 * (not other)), alternatives=(
            *best.alternatives, *(self._judge.alternative(reading) for reading in other[:3]),
        ))  # fmt: skip

    def match_item(self, text: str, most: int = 5) -> list[Choice]:
        """Return the items whose names are like a text (a label's line, a typed name), best first."""
        words = sentence(text)
        return list(self._resolver.choices(self._resolver.search(words, 0, len(words))[:most])) if words else []

    def match_syllables(self, syllables: Sequence[str], most: int = 5) -> list[Choice]:
        """Return the items that sound like toneless syllables, best first."""
        return list(self._resolver.choices(self.items.search("", encode(list(syllables)), most)))

    def grammar(self, context: Context | None = None) -> Grammar:
        """Return what may be said just now for the recogniser: every command, and the answers to an open question."""
        given = context or Context()
        patterns, _ = self._commands()
        if given.expecting:
            patterns = [*self._answers(given.expecting)[0], *patterns]
        parsed: dict[str, Expression] = {}
        expressions = [
            parse(pattern.text, self.book.rules, parsed)
            for pattern in patterns
            if pattern.spoken and pattern.intent != BARE
        ]
        return GrammarWriter(self.book, self.vocabulary).write(expressions)

    def sample(self, intent: str, rng: random.Random) -> str:
        """Return a sentence made from the templates of an intent, "" when there is no such intent."""
        patterns = [pattern for pattern in self.book.patterns if pattern.intent == intent]
        if not patterns:
            return ""
        expression = parse(rng.choice(patterns).text, self.book.rules)
        return Sampler(self.vocabulary, self.book.lists, self.lang).say(expression, rng)

    def commands(self) -> list[str]:
        """Return the commands that are said without naming anything: a product had better not be called so."""
        texts = (pattern.text for pattern in self.book.patterns if pattern.spoken and "{" not in pattern.text)
        return [text for text in texts if not set(text) & set("()[]<>|*")]

    def audibility(self) -> Audibility:
        """Return the check of what can be heard, for the vocabulary as it is now."""
        return Audibility(self.vocabulary.items.values(), self.commands())

    def _answer(self, lattice: Lattice, context: Context) -> Reading | None:
        words = lattice.text
        slot = context.expecting or ""
        patterns, matcher = self._answers(slot)
        matches = matcher.match(lattice)
        chosen = self._judge.among_choices(words, context)
        if chosen is not None and not any(
            patterns[number].intent in {"Stop", "Help", "Undo", "Deny"}
            for match in matches
            for number in match.templates
        ):
            return chosen
        if matches:
            return self._judge.best(words, matches, patterns, context)
        commands, all_matcher = self._commands()
        strict = all_matcher.match(lattice)
        if strict:
            command = self._judge.best(words, strict, commands, context)
            if command.intent:
                return command
        loose: list[Match] = matcher.match(lattice, loose=True)
        reading = self._judge.best(words, loose, patterns, context, loose=True) if loose else None
        return reading if reading is not None and reading.intent and not reading.left_over else None

    def _commands(self) -> tuple[list[Pattern], Matcher]:
        if "" not in self._matchers:
            extra = [Pattern(kind, text, {}, ()) for kind in (AGAIN, BARE) for text in self.book.answers.get(kind, ())]
            self._matchers[""] = self._matcher([*self.book.patterns, *extra])
        return self._matchers[""]

    def _answers(self, slot: str) -> tuple[list[Pattern], Matcher]:
        if slot not in self._matchers:
            own = [Pattern(ANSWER, text, {}, ()) for text in self.book.answers.get(slot, ())]
            always = [pattern for pattern in self.book.patterns if pattern.intent in ALWAYS]
            self._matchers[slot] = self._matcher([*own, *always])
        return self._matchers[slot]

    def _matcher(self, patterns: list[Pattern]) -> tuple[list[Pattern], Matcher]:
        automaton = Automaton()
        parsed: dict[str, Expression] = {}
        for number, pattern in enumerate(patterns):
            automaton.add(number, parse(pattern.text, self.book.rules, parsed))
        return patterns, Matcher(automaton, self._fillers)
