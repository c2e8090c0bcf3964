"""What goes wrong between a person and the clerk's senses, drawn from the pools of `benchmarks.evidence`.

A sentence comes out as the n-best list of a real recording: its confidences, which of them was right, and which slot
the others had wrong. Those become the sentence with another item, amount or command that sounds like it. What is only
a word or a yes comes out as a recording of a single word does.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from asr.utterance import Hypothesis, SpeechHealth, SpeechProblem, Utterance
from assistant.desk import Understands
from assistant.event import Heard, Seen
from assistant.inventory.item import Item
from benchmarks.records import HeardRecord, SeenRecord
from intents.numerals.zh import cardinal
from models.stamp import ModelStamp
from vision.sighting import Fields, Kind, PictureHealth, PictureProblem, Sighting

VERBS = {"Receive": "入库", "Issue": "出库", "ReturnFromCustomer": "客户退货", "Scrap": "报废"}
LIKE = {
    1: (7, 11),
    2: (1, 12),
    3: (13, 30),
    4: (10, 14, 40),
    5: (15, 50),
    6: (9, 16, 60),
    7: (1, 17),
    8: (18, 80),
    9: (6, 19),
    10: (4, 40),
    11: (17,),
    12: (2, 20),
    14: (4, 40),
    15: (5, 50),
    16: (6,),
    20: (12,),
    24: (14, 20),
}
"""Amounts that are taken for one another."""
EARS, EYES = ModelStamp("pool of recordings", "1"), ModelStamp("pool of photos", "1")
MISTAKEN = frozenset({"intent", "item", "quantity", "unit"})
"""Slots of these commands; a hypothesis that has another one wrong becomes words that fit nothing."""
MANY = 8
"""Draws after which all that sounds alike is taken to be used up."""
LOUDNESS = ((None, 4), (15.0, 3), (10.0, 2), (5.0, 1))
"""How often it is how loud: signal-to-noise ratio in dB and its share."""
CONDITIONS = (("as it is", 80), ("dark", 5), ("blurred", 8), ("torn", 7))


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants booked."""

    intent: str
    item: Item
    quantity: int
    unit: str

    @property
    def base(self) -> str:
        """The amount in base units, as the ledger writes it."""
        return f"{self.item.to_base(self.quantity, self.unit):f}"

    def amount(self) -> str:
        """Return the amount as it is said."""
        number = "两" if self.quantity == 2 else cardinal(self.quantity)
        return f"{number}{self.unit}"

    def sentence(self) -> str:
        """Return the command as it is said."""
        return f"{VERBS[self.intent]}{self.item.name}{self.amount()}"


@dataclass(slots=True)
class Senses:
    """Ears and eyes that fail as the recorded ones did."""

    rng: random.Random
    heard: Sequence[HeardRecord]
    seen: Sequence[SeenRecord]
    items: Sequence[Item]
    understanding: Understands
    _alike: dict[str, list[Item]] = field(default_factory=dict)
    units: list[str] = field(init=False)
    """All that anything is counted in."""

    def __post_init__(self) -> None:
        self.units = sorted({unit for item in self.items for unit in (item.unit, *item.packings)})

    def hear(self, text: str, wrong: Sequence[str], wish: Wish | None = None) -> Heard:
        """Return what comes of words that are said once.

        `wrong` are the words they are taken for; a whole command is taken for what is like its `wish` instead.
        """
        snr_db = self._drawn(LOUDNESS)
        # A command goes wrong as commands do and as words do: of the first too few people were recorded.
        whole = wish is not None and self.rng.random() < 0.5
        fitting = [one for one in self.heard if one.snr_db == snr_db and bool(one.wrong) is whole]
        record = self.rng.choice(fitting or [one for one in self.heard if one.snr_db == snr_db])
        others = iter([*wrong, *(f"{text}{number}" for number in range(9))])
        texts = []
        for rank in range(len(record.confidences)):
            if rank == record.truth:
                texts.append(text)
            elif wish is None:
                texts.append(next(others))
            else:
                slot = record.wrong[rank] if record.wrong else None
                known = slot is None or slot in MISTAKEN
                texts.append(self._unlike([text, *texts], wish, slot) if known else f"{text}{next(others)}")
        n_best = tuple(Hypothesis(one, sure) for one, sure in zip(texts, record.confidences, strict=True))
        problem = SpeechProblem(record.problem) if record.problem else None
        if not n_best and problem is None:
            problem = SpeechProblem.SILENCE
        best = n_best[0] if n_best else Hypothesis("", 0.0)
        health = SpeechHealth(record.snr_db, 1.5, 0.0, problem)
        return Heard(Utterance(best.text, best.confidence, n_best, 0.0, 1.5, health, EARS))

    def _unlike(self, taken: Sequence[str], wish: Wish, slot: str | None) -> str:
        """Return a mistaken sentence that is none of the taken: no two hypotheses of a list are the same."""
        for _ in range(MANY):
            sentence = self.mistaken(wish, slot).sentence()
            if sentence not in taken:
                return sentence
        return replace(wish, quantity=self.rng.randrange(100, 1000)).sentence()

    def mistaken(self, wish: Wish, slot: str | None = None) -> Wish:
        """Return the wish with one slot heard wrongly; without one, with what is heard wrongly most often."""
        if slot == "unit":
            # Most units that sound alike are none of this item's: the clerk can tell.
            return replace(wish, unit=self.rng.choice([unit for unit in self.units if unit != wish.unit]))
        kind = {"quantity": 0.0, "item": 0.5, "intent": 1.0}.get(slot or "", self.rng.random())
        if kind < 0.45:
            others = LIKE.get(wish.quantity, (wish.quantity + 1, wish.quantity * 10))
            return Wish(wish.intent, wish.item, self.rng.choice(others), wish.unit)
        if kind < 0.95:
            item = self.alike(wish.item)
            unit = wish.unit if wish.unit in {item.unit, *item.packings} else item.unit
            return Wish(wish.intent, item, wish.quantity, unit)
        return Wish("Issue" if wish.intent == "Receive" else "Receive", wish.item, wish.quantity, wish.unit)

    def alike(self, item: Item) -> Item:
        """Return another item, most often one whose name is like this one's."""
        if item.sku not in self._alike:
            known = {one.sku: one for one in self.items}
            found = [known[choice.value] for choice in self.understanding.match_item(item.name)]
            self._alike[item.sku] = [one for one in found if one.sku != item.sku]
        near = self._alike[item.sku]
        others = near if near and self.rng.random() < 0.7 else [one for one in self.items if one.sku != item.sku]
        return self.rng.choice(list(others))

    def see(self, item: Item) -> Seen:
        """Return what comes of a photo of an item's code."""
        condition = self._drawn(CONDITIONS)
        record = self.rng.choice([one for one in self.seen if one.condition == condition])
        problem = PictureProblem(record.problem) if record.problem and record.read == "nothing" else None
        health = PictureHealth(120.0, 300.0, problem)
        # A code that is read wrongly but passes its check digit is, but for chance, in no catalogue.
        code = {"right": item.codes[0][0], "wrong": "4006381333931", "nothing": None}[record.read]
        kind = Kind.BARCODE if code else Kind.NOTHING
        sure = record.confidence if code else 0.0
        return Seen((Sighting(kind, sure, (0, 0, 9, 9), health, code=code, fields=Fields(), models=(EYES,)),))

    def _drawn(self, shares: Sequence[tuple[str | float | None, int]]) -> str | float | None:
        return self.rng.choices([value for value, _ in shares], [share for _, share in shares])[0]
