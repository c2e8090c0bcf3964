"""The compiled language, checked by walking the written file: what is accepted, what is not, at which cost."""

import itertools
import math

import numpy as np
import pytest

from asr import fst
from asr.automaton import build
from asr.graph import HESITATION, STRICT, Costs, free_loop, transducer, with_marks, write_model
from asr.rules import GrammarError, Rules
from asr.wording import joined, wordings

COSTS = Costs(syllable=0.5, hesitation=3)

GRAMMAR = {
    "root": "command",
    "rules": {
        "command": [
            [["入库", "ru ku"], {"rule": "number"}, {"rule": "unit"}, {"rule": "item"}],
            [["出库", "chu ku"], {"rule": "item"}, {"rule": "number"}, {"rule": "unit"}],
            [["取消", "qu xiao"]],
        ],
        "number": [[{"rule": "digit"}], [{"rule": "digit"}, {"rule": "number"}], [["10", "shi"], {"rule": "number"}]],
        "digit": [[["1", "yi"]], [["2", "er"]], [["5", "wu"]], [["10", "shi"]]],
        "unit": [[["箱", "xiang"]], [["桶", "tong"]], []],
        "item": [
            [["酱油", "jiang you"]],
            [["醋", "cu"]],
            [["白醋", "bai cu"]],
            [["酱", "jiang"]],
            [["拍醋", "bai cu"]],
        ],
    },
    "shared": ["item"],
}
SYLLABLES = sorted({syllable for rule in GRAMMAR["rules"].values() for other in rule for part in other
                    if isinstance(part, list) for syllable in part[1].split()} | {"en"})  # fmt: skip
WORDS = {"<eps>": 0, **{word: number for number, word in enumerate(SYLLABLES, 1)}, "#0": 90, HESITATION: 91}
SENTENCES = {
    "ru ku shi xiang jiang you": ["入库10箱酱油"],
    "ru ku er wu yi jiang": ["入库251酱"],
    "ru ku wu xiang bai cu": ["入库5箱白醋", "入库5箱拍醋"],
    "chu ku cu er tong": ["出库醋2桶"],
    "chu ku jiang you er": ["出库酱油2"],
    "qu xiao": ["取消"],
}
NO_SENTENCES = [
    "", "ru ku", "ru ku xiang jiang you", "ru ku shi xiang", "chu ku shi xiang jiang you", "qu", "qu xiao qu xiao",
    "ru ku shi xiang jiang you shi", "chu ku jiang you", "jiang you", "ru ku shi xiang you",
]  # fmt: skip


def best(graph, sequence, words=WORDS):
    """The cheapest path over a sequence, as (cost, what it says): Dijkstra by hand."""
    names = {number: word for word, number in words.items()}
    arcs = {}
    for source, label, said, weight, target in graph.arcs.tolist():
        arcs.setdefault(source, []).append((label, said, weight, target))

    def close(here):
        waiting = list(here)
        while waiting:
            state = waiting.pop()
            for label, said, weight, target in arcs.get(state, ()):
                offer = (here[state][0] + weight, here[state][1] + ((names[said],) if said else ()))
                if label == 0 and (target not in here or offer < here[target]):
                    here[target] = offer
                    waiting.append(target)
        return here

    here = close({graph.start: (0.0, ())})
    for syllable in sequence:
        following = {}
        for state, (cost, text) in here.items():
            for label, said, weight, target in arcs.get(state, ()):
                offer = (cost + weight, text + ((names[said],) if said else ()))
                if label == words[syllable] and (target not in following or offer < following[target]):
                    following[target] = offer
        here = close(following)
    ends = [
        (cost + graph.final[state], text) for state, (cost, text) in here.items() if np.isfinite(graph.final[state])
    ]
    return min(ends, default=None)


@pytest.fixture(params=["copied", "shared"])
def rules_and_automaton(request, monkeypatch):
    if request.param == "shared":
        monkeypatch.setattr("asr.automaton.LARGE", 0)
    rules = Rules.from_dict(GRAMMAR)
    return rules, build(rules)


@pytest.fixture
def graph(rules_and_automaton, tmp_path):
    transducer(rules_and_automaton[1], WORDS, COSTS).write(tmp_path / "Gr.fst")
    return fst.read(tmp_path / "Gr.fst")


@pytest.mark.parametrize(("said", "texts"), SENTENCES.items())
def test_sentences(rules_and_automaton, graph, said, texts):
    rules, automaton = rules_and_automaton
    sequence = tuple(said.split())
    assert automaton.accepts(sequence)
    assert best(graph, sequence) == (pytest.approx(0.5 * len(sequence)), sequence)
    assert sorted(joined(wording) for wording in wordings(rules, sequence)) == sorted(texts)


@pytest.mark.parametrize("said", NO_SENTENCES)
def test_what_is_no_sentence_is_not_let_through(rules_and_automaton, graph, said):
    rules, automaton = rules_and_automaton
    sequence = tuple(said.split())
    assert wordings(rules, sequence) == []
    if not automaton.accepts(sequence):
        assert best(graph, sequence) is None


def test_copied_lists_keep_the_language_exact():
    automaton = build(Rules.from_dict(GRAMMAR))
    assert [said for said in NO_SENTENCES if automaton.accepts(said.split())] == []


def test_hesitations_are_heard_and_not_written(graph):
    sequence = ("en", "en", "qu", "xiao", "en")
    assert best(graph, sequence) == (
        pytest.approx(3 * 3 + 2 * 0.5),
        (HESITATION, HESITATION, "qu", "xiao", HESITATION),
    )


def test_every_short_sequence_agrees_with_the_wording():
    """Exhaustive: the automaton of copied lists, and the wording, describe one language."""
    rules = Rules.from_dict(GRAMMAR)
    automaton = build(rules)
    some = ["chu", "ku", "jiang", "you", "cu", "er", "xiang"]
    for length in range(6):
        for sequence in itertools.product(some, repeat=length):
            assert automaton.accepts(sequence) == bool(wordings(rules, sequence)), sequence


def test_a_shared_list_lets_in_mixtures_that_the_wording_refuses(monkeypatch):
    monkeypatch.setattr("asr.automaton.LARGE", 0)
    rules = Rules.from_dict(GRAMMAR)
    mixed = ("ru", "ku", "shi", "xiang", "jiang", "you", "er", "tong")
    assert build(rules).accepts(mixed)
    assert wordings(rules, mixed) == []


@pytest.mark.parametrize(
    ("said", "complete", "extendable"),
    [("qu", False, True), ("qu xiao", True, False), ("chu ku cu er", True, True), ("bai", False, False)],
)
def test_what_may_follow(said, complete, extendable):
    automaton = build(Rules.from_dict(GRAMMAR))
    assert automaton.accepts(said.split()) == complete
    assert automaton.extendable(said.split()) == extendable


@pytest.mark.parametrize(
    ("said", "ways"),
    # qu, ru or chu; after "ru ku" a number of the grammar; after "qu" nothing but "xiao".
    [("qu xiao", 3), ("chu ku", 3), ("", 1), ("bai bai", 3)],
)
def test_choices_are_what_the_grammar_leaves_open(said, ways):
    assert build(Rules.from_dict(GRAMMAR)).choices(said.split()) == pytest.approx(math.log(ways))


def test_times_of_words_follow_their_syllables():
    [wording] = wordings(Rules.from_dict(GRAMMAR), ("chu", "ku", "jiang", "you", "er", "tong"))
    assert [(span.text, span.first, span.after) for span in wording] == [
        ("出库", 0, 2), ("酱油", 2, 4), ("2", 4, 5), ("桶", 5, 6),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["入库", "USB", "线"], "入库USB线"),
        (["receive", "ten", "boxes"], "receive ten boxes"),
        (["S", "T", "M", "32"], "STM32"),
        (["A", "7", "-", "12"], "A7-12"),
    ],
)
def test_joined(words, text):
    grammar = {"root": "r", "rules": {"r": [[[word, f"s{index}"] for index, word in enumerate(words)]]}}
    [wording] = wordings(Rules.from_dict(grammar), tuple(f"s{index}" for index in range(len(words))))
    assert joined(wording) == text


def test_unknown_syllables_are_reported_and_only_they_are_lost():
    grammar = {"root": "r", "rules": {"r": [[["好", "hao"]], [["坏词", "xyz"]], [["坏词", "xyz"], ["好", "hao"]]]}}
    rules = Rules.from_dict(grammar, frozenset({"hao"}))
    assert rules.unspeakable == ("坏词",)
    assert build(rules).accepts(["hao"])


@pytest.mark.parametrize(
    "rules",
    [
        {"r": [[{"rule": "missing"}]]},
        {"r": [[{"rule": "r"}, ["好", "hao"]], [["好", "hao"]]]},
        {"r": [[{"rule": "r"}], [["好", "hao"]]]},
        {"r": [[["好", "hao"], {"rule": "s"}, ["好", "hao"]]], "s": [[["好", "hao"], {"rule": "r"}]]},
    ],
)
def test_grammars_that_are_not_regular(rules):
    with pytest.raises(GrammarError):
        Rules.from_dict({"root": "r", "rules": rules})


def test_model_directory_links_the_rest(tmp_path):
    base, target = tmp_path / "base", tmp_path / "target"
    for folder in ("am", "conf", "graph"):
        (base / folder).mkdir(parents=True)
    (base / "am" / "final.mdl").write_bytes(b"net")
    (base / "conf" / "model.conf").write_text("--beam=13.0\n--lattice-beam=6.0\n--acoustic-scale=1.0\n")
    (base / "graph" / "Gr.fst").write_bytes(b"old")
    words = with_marks({word: number for word, number in WORDS.items() if number < 91})
    assert words == WORDS
    write_model(base, transducer(build(Rules.from_dict(GRAMMAR)), words, COSTS), words, STRICT, target)
    assert (target / "am" / "final.mdl").read_bytes() == b"net"
    assert f"{HESITATION} 91" in (target / "graph" / "words.txt").read_text()
    conf = (target / "conf" / "model.conf").read_text()
    assert "--beam=13.0" not in conf
    assert "--acoustic-scale=1.0" in conf
    assert conf.count("--lattice-beam") == 1
    assert fst.read(target / "graph" / "Gr.fst").final.size > 10
    assert (base / "graph" / "Gr.fst").read_bytes() == b"old"


def test_the_free_loop_takes_everything_that_can_be_said():
    graph = free_loop(WORDS, 1.5)
    assert best(graph, ["you", "you", "ru"]) == (pytest.approx(4.5), ("you", "you", "ru"))
    assert set(graph.arcs["input"].tolist()) == {WORDS[syllable] for syllable in SYLLABLES}


def test_what_is_no_fst(tmp_path):
    (tmp_path / "x.fst").write_bytes(b"\0" * 99)
    with pytest.raises(ValueError):
        fst.read(tmp_path / "x.fst")
