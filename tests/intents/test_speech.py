"""The grammar for the recogniser: only syllables that it has, and every path through it is understood again."""

import random

import pytest
from world import TODAY, understanding

from asr.rules import Rules
from intents.context import Context
from intents.grammar import Grammar, Ref
from intents.phonetics.syllables import known


def walk(grammar: Grammar, rng: random.Random, rule: str) -> list[str]:
    words: list[str] = []
    for part in rng.choice(grammar.rules[rule]):
        words += walk(grammar, rng, part.rule) if isinstance(part, Ref) else [part.text]
    return words


def joined(words: list[str]) -> str:
    """Join words as the recogniser does: a space between Latin words, none between hanzi."""
    text = ""
    for word in words:
        latin = text[-1:].isascii() and text[-1:].isalpha() and word[:1].isascii() and word[:1].isalpha()
        text += f" {word}" if latin else word
    return text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_syllable_is_known(lang: str) -> None:
    grammar = understanding(lang).grammar()
    unknown = {
        syllable
        for ways in grammar.rules.values()
        for way in ways
        for part in way
        if not isinstance(part, Ref)
        for syllable in part.syllables
        if not known(syllable)
    }
    assert unknown == set()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_recogniser_can_read_it(lang: str) -> None:
    rules = Rules.from_dict(understanding(lang).grammar().to_dict())
    assert rules.unspeakable == ()


@pytest.mark.parametrize("seed", range(80))
def test_what_the_grammar_lets_be_said_is_a_command(seed: int) -> None:
    grammar = understanding().grammar()
    said = joined(walk(grammar, random.Random(seed), grammar.root))
    reading = understanding().read(said, today=TODAY)
    assert reading.intent or reading.doubts, said
    assert reading.left_over == (), said


def starts(grammar: Grammar) -> set[str]:
    return {part.rule for way in grammar.rules[grammar.root] for part in way[:1] if isinstance(part, Ref)}


def test_a_question_adds_its_answers() -> None:
    assert "choice" not in starts(understanding().grammar())
    assert "choice" in starts(understanding().grammar(Context(expecting="item", intent="Receive")))


def test_every_place_and_item_can_be_said() -> None:
    grammar = understanding().grammar()
    said = {
        part.text
        for rule in ("item", "place")
        for way in grammar.rules[rule]
        for part in way
        if not isinstance(part, Ref)
    }
    assert {item.name for item in understanding().vocabulary.items.values()} <= said
    assert set(understanding().vocabulary.places) <= said


def ends(grammar: Grammar, rule: str, text: str) -> set[str]:
    """Return what is left of a text behind each way of saying a rule."""
    rests = set()
    for way in grammar.rules[rule]:
        left = {text}
        for part in way:
            if isinstance(part, Ref):
                left = {end for rest in left for end in ends(grammar, part.rule, rest)}
            else:
                left = {rest[len(part.text) :] for rest in left if rest.startswith(part.text)}
        rests |= left
    return rests


@pytest.mark.parametrize("said", ["盘点可乐一共三箱", "清点可乐一共十二瓶", "盘点可乐三箱", "还有几箱在哪里"])
def test_this_can_be_heard(said: str) -> None:
    grammar = understanding().grammar()
    assert "" in ends(grammar, grammar.root, said)
