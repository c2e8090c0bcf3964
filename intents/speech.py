"""What may be said just now, written for the recogniser: the same templates as rules of words with their syllables."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from intents.grammar import Alternative, Grammar, Ref, Word
from intents.phonetics.letters import DIGITS, LETTERS
from intents.phonetics.pinyin import pronunciations, syllables
from intents.phonetics.syllables import known
from intents.sentences.book import Book
from intents.templates.expression import SLOTS, Choice, Expression, Repeat, Sequence, Slot
from intents.templates.minimal import minimal, unrolled
from intents.tokens import sentence
from intents.units import ENGLISH, UNIVERSAL
from intents.vocabulary import Vocabulary

_SHARED = ("item",)
_MEASURES = ("个", "箱", "打", "斤", "公斤")
_DIGIT = "一二三四五六七八九"


class GrammarWriter:
    """Writes grammars for one language and vocabulary."""

    def __init__(self, book: Book, vocabulary: Vocabulary) -> None:
        self._book, self._vocabulary = book, vocabulary

    def write(self, expressions: Iterable[Expression]) -> Grammar:
        """Return the grammar of some sentences."""
        spoken = [
            spelled for expression in expressions if (spelled := unrolled(_by_kind(expression), self._said)) is not None
        ]
        states = minimal(spoken)
        rules: dict[str, tuple[Alternative, ...]] = {}
        for number, arcs in enumerate(states.arcs):
            ways = [self._arc(symbol, target) for symbol, target in arcs]
            rules[_state(number)] = tuple([*ways, ()] if number in states.final else ways)
        rules.update(self._slot_rules())
        return Grammar(_reachable(rules, _state(0)), _state(0), _SHARED)

    def _arc(self, symbol: str, target: int) -> Alternative:
        if symbol.startswith("{"):
            return (Ref(symbol[1:]), Ref(_state(target)))
        text, _, said = symbol.partition("\t")
        return (Word(text, tuple(said.split())), Ref(_state(target)))

    def _said(self, tokens: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return a run of words, each with its syllables behind a tab; None where one of them cannot be said."""
        word = self._words(tokens)
        if word is None:
            return None
        listed = syllables(tokens)
        override = self._book.pronounce.get(word.text)
        if override and len(override.split()) == len(tokens):
            listed = tuple((syllable,) for syllable in override.split())
        return tuple(f"{token}\t{' '.join(said)}" for token, said in zip(tokens, listed, strict=True))

    def _words(self, tokens: tuple[str, ...]) -> Word | None:
        text = tokens[0]
        for before, after in pairwise(tokens):
            text += f" {after}" if before.isascii() and after.isascii() else after
        override = self._book.pronounce.get(text)
        said = tuple(override.split()) if override else tuple(s for part in syllables(tokens) for s in part)
        return Word(text, said) if said and all(known(syllable) for syllable in said) else None

    def _slot_rules(self) -> dict[str, tuple[Alternative, ...]]:
        lists = self._book.lists
        listed = {
            kind: self._phrases(way for ways in lists.get(kind, {}).values() for way in ways)
            for kind in ("document", "reason", "term", "language", "choice", "pronoun")
        }
        people = [name for person in self._vocabulary.people.values() for name in (person.name, *person.aliases)]
        return {
            **listed,
            "thing": ((Ref("item"),), (Ref("pronoun"),)),
            "item": self._names(),
            "person": self._phrases(people),
            "place": self._places(),
            **(_numbers_en() if self._book.lang == "en" else _numbers_zh()),
            **self._units(),
            **_lots(),
            **(_dates_en() if self._book.lang == "en" else _dates_zh()),
        }

    def _phrases(self, phrases: Iterable[str]) -> tuple[Alternative, ...]:
        words = (self._words(tokens) for phrase in phrases if (tokens := sentence(phrase).tokens))
        return tuple(dict.fromkeys((word,) for word in words if word))

    def _names(self) -> tuple[Alternative, ...]:
        found: dict[Alternative, None] = {}
        for item in self._vocabulary.items.values():
            for name in (item.name, *item.aliases):
                for said in pronunciations(sentence(name).tokens):
                    found[(Word(name, said),)] = None
        return tuple(found)

    def _places(self) -> tuple[Alternative, ...]:
        found: dict[Alternative, None] = {}
        for place in self._vocabulary.places.values():
            for said in spoken_codes(place.code):
                found[(Word(place.code, said),)] = None
            for name in place.names:
                word = self._words(sentence(name).tokens)
                if word:
                    found[(word,)] = None
        return tuple(found)

    def _units(self) -> dict[str, tuple[Alternative, ...]]:
        own = self._vocabulary.units | set(_MEASURES)
        if self._book.lang == "en":
            words = sorted(word for word, units in ENGLISH.items() if own & set(units))
            units = self._phrases(words)
            amount: tuple[Alternative, ...] = (
                (Ref("number"), Ref("unit")),
                (Ref("number"), *_english("and a half"), Ref("unit")),
                (*_english("half a"), Ref("unit")),
                (Ref("number"), Ref("unit"), *_english("and"), Ref("number"), Ref("unit")),
                (Ref("number"),),
            )
            return {"unit": units, "quantity": amount}
        units = self._phrases(sorted(own & (UNIVERSAL | self._vocabulary.units)))
        half, zero = _hanzi("半"), _hanzi("零")
        return {
            "unit": units,
            "quantity": (
                (Ref("number"), Ref("unit")),
                (Ref("number"), Ref("unit"), half),
                (half, Ref("unit")),
                (Ref("number"), Ref("unit"), zero, Ref("small"), Ref("unit")),
                (Ref("number"), Ref("unit"), Ref("small"), Ref("unit")),
                (Ref("number"),),
            ),
        }


def _state(number: int) -> str:
    return f"s{number}"


def _reachable(rules: Mapping[str, tuple[Alternative, ...]], root: str) -> Mapping[str, tuple[Alternative, ...]]:
    kept: dict[str, tuple[Alternative, ...]] = {}
    waiting = [root]
    while waiting:
        name = waiting.pop()
        if name not in kept:
            kept[name] = rules[name]
            waiting += [part.rule for way in kept[name] for part in way if isinstance(part, Ref)]
    return kept


def _by_kind(expression: Expression) -> Expression:
    """Call slots by what fills them: to the ear a source and a destination are the same."""
    if isinstance(expression, Slot):
        kind = SLOTS[expression.name]
        return Slot("thing" if kind == "item" else kind)
    if isinstance(expression, Sequence):
        return Sequence(tuple(map(_by_kind, expression.parts)))
    if isinstance(expression, Choice):
        return Choice(tuple(map(_by_kind, expression.ways)))
    return Repeat(_by_kind(expression.body)) if isinstance(expression, Repeat) else expression


def _hanzi(text: str) -> Word:
    return Word(text, tuple(syllable for part in syllables(tuple(text)) for syllable in part))


def _english(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, tuple(syllables((word,))[0])) for word in text.split())


def _numbers_zh() -> dict[str, tuple[Alternative, ...]]:
    digit = tuple((_hanzi(word),) for word in _DIGIT)
    ten, hundred, thousand, zero, point = (_hanzi(word) for word in "十百千零点")
    many = (*digit, (_hanzi("两"),))
    return {
        "digit": digit,
        "many": many,
        "small": (*many, (ten,), (ten, Ref("digit")), (Ref("digit"), ten), (Ref("digit"), ten, Ref("digit"))),
        "tens": ((Ref("digit"), ten), (Ref("digit"), ten, Ref("digit"))),
        "hundreds": (
            (Ref("many"), hundred),
            (Ref("many"), hundred, Ref("digit")),
            (Ref("many"), hundred, zero, Ref("digit")),
            (Ref("many"), hundred, Ref("tens")),
        ),
        "number": (
            (Ref("small"),),
            (Ref("hundreds"),),
            (Ref("many"), thousand),
            (Ref("many"), thousand, Ref("digit")),
            (Ref("many"), thousand, Ref("hundreds")),
            (Ref("many"), thousand, zero, Ref("digit")),
            (Ref("many"), thousand, zero, Ref("tens")),
            (Ref("small"), point, Ref("digit")),
            (zero, point, Ref("digit")),
            (zero,),
        ),
    }


def _numbers_en() -> dict[str, tuple[Alternative, ...]]:
    from intents.numerals.en import ONES, TENS

    ones = tuple(_english(word) for word, value in ONES.items() if 0 < value < 10)
    teens = tuple(_english(word) for word, value in ONES.items() if value >= 10)
    tens: tuple[Alternative, ...] = tuple(_english(word) for word in TENS)
    with_ones: tuple[Alternative, ...] = tuple((*word, Ref("digit")) for word in tens)
    hundred = _english("hundred")
    return {
        "digit": ones,
        "small": (*ones, *teens, *tens, *with_ones),
        "number": (
            (Ref("small"),),
            (Ref("digit"), *hundred),
            (Ref("digit"), *hundred, *_english("and"), Ref("small")),
            (Ref("digit"), *hundred, Ref("small")),
            _english("a"),
            _english("a dozen"),
            _english("half a dozen"),
            _english("a hundred"),
        ),
    }


def _lots() -> dict[str, tuple[Alternative, ...]]:
    signs = tuple(
        (Word(sign.upper(), tuple(way.split())),)
        for table in (LETTERS, DIGITS)
        for sign, ways in table.items()
        for way in ways
        if way != "liang"
    )
    return {"sign": signs, "lot": ((Ref("sign"), Ref("sign")), (Ref("sign"), Ref("lot")))}


def _dates_zh() -> dict[str, tuple[Alternative, ...]]:
    days = (
        "今天 昨天 前天 大前天 明天 后天 月底 月初 上个月 这个月 下个月 上周 这周 下周 今年 明年 去年 年底 "
        "三个月内 一个月内 半年内 一周内 三天内"
    )
    weekdays = [
        f"{which}{week}{day}" for which in ("", "上", "这", "下") for week in ("周", "星期") for day in "一二三四五六日"
    ]
    month, day = _hanzi("月"), _hanzi("号")
    months = [*_DIGIT, "十", "十一", "十二"]
    numbers = [
        *months,
        *(f"十{digit}" for digit in _DIGIT[2:]),
        "二十",
        *(f"二十{digit}" for digit in _DIGIT),
        "三十",
        "三十一",
    ]
    years = ("今年", "明年", "后年", "二零二六年", "二零二七年", "二零二八年", "二零二九年", "二零三零年")
    return {
        "month": tuple((_hanzi(word), month) for word in months),
        "day": tuple((_hanzi(word), day) for word in numbers),
        "year": tuple((_hanzi(word),) for word in years),
        "date": (
            *((_hanzi(word),) for word in [*days.split(), *weekdays]),
            (Ref("month"), Ref("day")),
            (Ref("year"), Ref("month"), Ref("day")),
            (Ref("year"), Ref("month")),
            (Ref("day"),),
            (Ref("month"),),
        ),
    }


def _dates_en() -> dict[str, tuple[Alternative, ...]]:
    months = "january february march april june july august september october november december"
    days = (
        "today",
        "yesterday",
        "tomorrow",
        "last week",
        "this week",
        "next week",
        "last month",
        "this month",
        "next month",
    )
    weekdays = "monday tuesday wednesday thursday friday saturday sunday"
    return {
        "month": tuple(_english(word) for word in months.split()),
        "date": (
            *(_english(word) for word in days),
            *(_english(f"{which} {word}".strip()) for which in ("", "last", "next") for word in weekdays.split()),
            (Ref("month"),),
            (Ref("month"), Ref("small")),
        ),
    }


def spoken_codes(code: str) -> list[tuple[str, ...]]:
    """Return how people read a bin's code out: A7-12 as A七杠十二, A七十二, A七幺二, A七排十二号."""
    tokens = sentence(code).tokens
    found: dict[tuple[str, ...], None] = {}
    for joint in ("杠", "", "排"):
        spread: list[str] = []
        for token in tokens:
            if token in {"-", ".", "/"}:
                spread += [joint] if joint else []
            else:
                spread.append(token)
        for said in pronunciations(spread, 4):
            if all(known(syllable) for syllable in said):
                found[said] = None
    return list(found)
