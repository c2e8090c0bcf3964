"""Which of the readings of a sentence is meant, how sure that is, and what has to be asked first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from intents.context import Context
from intents.lattice import Edge, Unknown
from intents.matching import Match
from intents.reading import Alternative, Choice, Doubt, Reading
from intents.resolving import Filled, Resolver
from intents.sentences.book import Pattern
from intents.titles import Titled
from intents.tokens import Sentence, name_key
from intents.vocabulary import Vocabulary

_READ = 0.98
"""Of a sentence that a template explains to the last word."""
_ASKED = 0.8
"""No reading with something left over or in doubt is surer than this."""
_BARE = 0.6
"""What it costs to read a sentence as goods without a verb."""
_DOUBT = 0.15
"""What it costs a reading to leave something to be asked."""
_RIVAL = 0.008
"""So much dearer may a reading be and still stand against the cheapest."""
_EXPLAINED = 0.5
"""Less than this share of the words explained: chatter, not a command."""
_ORDER = ("intent", "item", "quantity", "unit", "source", "destination", "place", "document", "person")
_OFFERED = ("Receive", "Issue", "Move", "Count", "QueryStock")
BOOKS = frozenset(
    (
        *(
            "Receive",
            "Issue",
            "Move",
            "PutAway",
            "Pick",
            "Short",
            "Count",
            "ReturnFromCustomer",
            "ReturnToSupplier",
            "Scrap",
        ),
        *("Reserve", "Release", "Repack", "Forward", "Approve", "Undo", "Correct"),
    )
)
"""Intents that change something: a sentence with a denial or a question in it never means one of them."""
PARTIES = frozenset({"Receive", "Issue", "Reserve", "Release"})
"""Intents whose person is a customer or supplier: one that is on no list is taken as the name that was said. Not those
of returns: 退给王老板 and 王老板退 are the opposite of each other."""
AGAIN, BARE, ANSWER = "again", "bare", "answer"
"""Patterns without an intent of their own: it comes from the context."""


class Judge:
    """Turns matches into one reading."""

    def __init__(self, resolver: Resolver, vocabulary: Vocabulary) -> None:
        self._resolver, self._vocabulary = resolver, vocabulary
        self.needs: dict[str, tuple[str, ...]] = {}
        self.denials: tuple[str, ...] = ()
        self.rough: tuple[str, ...] = ()

    def best(
        self,
        text: Sentence,
        matches: Sequence[Match],
        patterns: Sequence[Pattern],
        context: Context,
        *,
        loose: bool = False,
    ) -> Reading:
        """Return the likeliest reading with the others as alternatives; intent None where it is no command."""
        readings: list[tuple[float, Reading]] = []
        for match in matches[:12]:
            if match.cost > matches[0].cost + (1.2 if loose else 0.5):
                break
            for number in _one_per_intent(match.templates, patterns):
                reading = self._reading(text, match, patterns[number], context)
                if reading is not None:
                    bare = _BARE if patterns[number].intent == BARE else 0.0
                    readings.append((match.cost + bare, reading))
        if not readings:
            return Reading(text.text, None, left_over=(text.text.strip(),))
        readings.sort(key=lambda pair: pair[0] + _DOUBT * len(pair[1].doubts) - 0.001 * len(pair[1].slots))
        cost, first = readings[0]
        others = [reading for _, reading in readings[1:] if _differ(reading, first)]
        rivals = [
            reading
            for other, reading in readings[1:]
            if other <= cost + _RIVAL and _conflict(reading, first) and not _harmless(first, reading)
        ]
        if rivals and first.understood:
            first = self._torn(first, rivals)
        return replace(first, alternatives=tuple(self.alternative(reading) for reading in _distinct(others)[:3]))

    @staticmethod
    def alternative(reading: Reading) -> Alternative:
        """Return a reading as one that came second."""
        return Alternative(reading.intent or "", dict(reading.slots), reading.confidence)

    def _torn(self, first: Reading, rivals: Sequence[Reading]) -> Reading:
        intents = list(dict.fromkeys(reading.intent or "" for reading in (first, *rivals)))
        if len(intents) > 1:
            doubt = Doubt("intent", "ambiguous", first.text, tuple(Choice(intent, intent, 0.5) for intent in intents))
        else:
            other = rivals[0]
            slot = next(
                slot for slot in (*_ORDER, *first.slots, *other.slots) if first.slots.get(slot) != other.slots.get(slot)
            )
            values = dict.fromkeys(value for reading in (first, *rivals) if (value := reading.slots.get(slot)))
            choices = tuple(Choice(value, self._resolver.label(value), 0.5) for value in values)
            doubt = Doubt(slot, "ambiguous", first.text, choices)
        return replace(first, doubts=(doubt, *first.doubts), confidence=min(first.confidence, 0.6))

    def _reading(self, text: Sentence, match: Match, pattern: Pattern, context: Context) -> Reading | None:
        """Return the reading of one match, None where it is no command after all."""
        intent, needs, before = self._meant(pattern, context)
        filled = self._filled(text, match, pattern, context, (intent, before))
        if not self._plausible(text, match, pattern, filled, context):
            return None
        if intent in {"QueryStock", "QueryPlace", "QueryPrice"} and "item" in needs and "item" not in filled.slots:
            self._spoken_of(filled, context)
        self._missing(filled, needs, intent)
        left_over = tuple(_words(text, match.left_over))
        if left_over and any(doubt.slot == "item" and doubt.why == "missing" for doubt in filled.doubts):
            return None
        if left_over and intent == "Confirm":
            # A yes among other words is no yes.
            return None
        if intent in BOOKS and any(word in part for part in left_over for word in self.denials):
            return None
        left_over = self._rough(filled, left_over)
        confidence = _READ * filled.confidence
        if match.left_over:
            confidence *= 0.75 * (1 - len(match.left_over) / len(text))
        if left_over or filled.doubts:
            confidence = min(confidence, _ASKED)
        return Reading(
            text=text.text,
            intent=intent or None,
            slots=filled.slots,
            confidence=round(confidence, 4),
            left_over=left_over,
            doubts=tuple(sorted(filled.doubts, key=lambda doubt: _rank(doubt.slot))),
            sentence=pattern.text,
        )

    def _meant(self, pattern: Pattern, context: Context) -> tuple[str, tuple[str, ...], dict[str, str]]:
        """Return intent, needed slots, and the slots that the context brings along."""
        if pattern.intent == ANSWER:
            intent = context.intent or "Correct"
            return intent, self.needs.get(intent, ()), dict(context.slots)
        if pattern.intent == AGAIN:
            intent = context.last_intent or ""
            return intent, self.needs.get(intent, ()), {"item": context.last_item} if context.last_item else {}
        return "" if pattern.intent == BARE else pattern.intent, pattern.needs, {}

    def _filled(
        self, text: Sentence, match: Match, pattern: Pattern, context: Context, meant: tuple[str, dict[str, str]]
    ) -> Filled:
        intent, before = meant
        within = replace(context, slots={**context.slots, **before}, intent=intent) if before else context
        filled = self._resolver.fill(
            text,
            match.edges,
            pattern.slots,
            within,
            zero=intent == "Count",
            last_wins=intent in {"Correct", "SwitchLanguage"},
            party=intent in PARTIES,
        )
        self._choice(filled, match.edges, context)
        if before:
            _lay_over(filled, before)
            self._resolver.again(filled, within)
        return filled

    def _plausible(self, text: Sentence, match: Match, pattern: Pattern, filled: Filled, context: Context) -> bool:
        """Whether the match is more than chance: unknown people stand only where somebody has to be named."""
        unknown = {edge.slot for edge in match.edges if isinstance(edge.value, Unknown)}
        if pattern.intent not in PARTIES:
            unknown |= {edge.slot for edge in match.edges if isinstance(edge.value, Titled)}
        if "person" in unknown and ("item" in unknown or "person" not in (*pattern.needs, context.expecting)):
            return False
        named = pattern.intent == ANSWER and context.expecting in {"item", "person"} and not match.left_over
        return named or self._explained(text, match, filled)

    def _rough(self, filled: Filled, left_over: tuple[str, ...]) -> tuple[str, ...]:
        """Let a word like "about" make the amount a rough one; return what else is left over."""
        if "quantity" not in filled.slots or not any(part in self.rough for part in left_over):
            return left_over
        for slot in ("quantity", "quantity_base"):
            filled.slots.pop(slot, None)
        filled.doubt("quantity", "vague", " ".join(left_over))
        return tuple(part for part in left_over if part not in self.rough)

    def _spoken_of(self, filled: Filled, context: Context) -> None:
        """Let a question without an item be about what is shown or was spoken of last; ask where these differ."""
        meant = list(dict.fromkeys(sku for sku in (context.seen_item, context.last_item) if sku))
        if not meant or any(doubt.slot == "item" for doubt in filled.doubts):
            return
        if len(meant) > 1:
            filled.doubt("item", "ambiguous", choices=[Choice(sku, self._resolver.label(sku), 0.5) for sku in meant])
            return
        filled.slots["item"] = meant[0]
        filled.sure.append(0.95)

    @staticmethod
    def _missing(filled: Filled, needs: Iterable[str], intent: str) -> None:
        if not intent:
            filled.doubt("intent", "missing", choices=[Choice(name, name, 0.3) for name in _OFFERED])
        doubted = {doubt.slot for doubt in filled.doubts}
        for slot in needs:
            if slot not in filled.slots and slot not in doubted:
                filled.doubt(slot, "missing")

    @staticmethod
    def _explained(text: Sentence, match: Match, filled: Filled) -> bool:
        guessed = sum(edge.end - edge.start for edge in match.edges if isinstance(edge.value, Unknown))
        total = match.explained + guessed + len(match.left_over)
        if total == 0 or match.explained == 0:
            return guessed > 0 and not match.left_over and not any(doubt.why == "unknown" for doubt in filled.doubts)
        unknown = any(doubt.why == "unknown" for doubt in filled.doubts if doubt.slot == "item")
        known = match.explained if unknown else match.explained + 0.8 * guessed
        if unknown and (match.left_over or guessed > 8):
            return False
        if match.left_over and any(doubt.slot == "item" and doubt.why == "close" for doubt in filled.doubts):
            return known / total >= 0.65 and len(match.left_over) <= 2
        return known / total >= (0.34 if unknown else _EXPLAINED) and len(match.left_over) <= max(2, len(text) // 3)

    def _choice(self, filled: Filled, edges: Sequence[Edge], context: Context) -> None:
        for edge in edges:
            if edge.slot != "choice":
                continue
            number = int(edge.value)
            offered = context.choices
            place = number - 1 if number > 0 else number
            slot = context.expecting or "choice"
            if offered and -len(offered) <= place < len(offered):
                filled.slots[slot] = offered[place].value
                filled.sure.append(0.97)
            else:
                filled.doubt(slot, "invalid", choices=offered)

    def among_choices(self, text: Sentence, context: Context) -> Reading | None:
        """Return the reading of an answer that names one of what was offered by a part of its name: 大瓶的."""
        if not context.choices or not context.expecting or context.expecting == "quantity":
            return None
        dropped = {"的", "那", "个", "要", "是", "就", "吧", "种", "拿", "选", "我", "the", "one", "please", "it", "s"}
        said = "".join(token for token in text.tokens if token not in dropped)
        fitting = [choice for choice in context.choices if said and said in self._names(choice)]
        if len(fitting) != 1:
            return None
        slot = context.expecting
        filled = Filled(slots={**context.slots, slot: fitting[0].value}, sure=[0.95])
        if slot in {"item", "unit"}:
            filled.slots.pop("quantity_base", None)
        intent = context.intent or "Correct"
        self._resolver.again(filled, replace(context, slots=filled.slots))
        self._missing(filled, self.needs.get(intent, ()), intent)
        confidence = _READ * filled.confidence
        return Reading(
            text.text,
            intent,
            filled.slots,
            round(min(confidence, _ASKED) if filled.doubts else confidence, 4),
            doubts=tuple(filled.doubts),
            sentence="(one of what was offered)",
        )

    def _names(self, choice: Choice) -> str:
        item = self._vocabulary.items.get(choice.value)
        names = (item.name, *item.aliases, item.sku) if item else (choice.value,)
        return "|".join(name_key(name) for name in (choice.label, *names))


def _lay_over(filled: Filled, before: Mapping[str, str]) -> None:
    """Keep what was known before, except the amount where item or unit has changed."""
    fresh = set(filled.slots)
    for slot, value in before.items():
        filled.slots.setdefault(slot, value)
    if fresh & {"item", "unit", "quantity"} and "quantity_base" not in fresh:
        filled.slots.pop("quantity_base", None)


def _one_per_intent(templates: Iterable[int], patterns: Sequence[Pattern]) -> list[int]:
    return list(
        {
            (patterns[number].intent, *patterns[number].slots.items()): number for number in reversed(list(templates))
        }.values()
    )[::-1]


def _differ(one: Reading, other: Reading) -> bool:
    return (one.intent, one.slots) != (other.intent, other.slots)


def _conflict(one: Reading, other: Reading) -> bool:
    """Whether two readings contradict each other: one that merely says more does not."""
    if one.intent != other.intent:
        return one.intent is not None
    return any(one.slots[slot] != other.slots[slot] for slot in one.slots.keys() & other.slots.keys())


def _harmless(first: Reading, other: Reading) -> bool:
    """Whether a question stands against a booking that would have to be asked about: 卖了几箱."""
    return (first.intent or "").startswith("Query") and bool(other.doubts)


def _distinct(readings: Iterable[Reading]) -> list[Reading]:
    return list({(reading.intent, *sorted(reading.slots.items())): reading for reading in readings}.values())


def _rank(slot: str) -> int:
    return _ORDER.index(slot) if slot in _ORDER else len(_ORDER)


def _words(text: Sentence, left_over: Sequence[int]) -> list[str]:
    words: list[str] = []
    start = 0
    while start < len(left_over):
        end = start
        while end + 1 < len(left_over) and left_over[end + 1] == left_over[end] + 1:
            end += 1
        words.append(text.words(left_over[start], left_over[end] + 1))
        start = end + 1
    return words
