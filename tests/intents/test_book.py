"""Sentences as data: what ships is up to date, every intent is there, and a shop adds its own without Python."""

import json
import random
from pathlib import Path

import pytest
from world import TODAY, understanding, vocabulary

from intents.grammar import Ref
from intents.sentences.book import FOLDER, BadSentencesError, load
from intents.sentences.compile import compiled, read_yaml
from intents.templates.expression import BadTemplateError, parse
from intents.understanding import Understanding

CONTRACT = """
Receive Issue Move PutAway Pick Short Count ReturnFromCustomer ReturnToSupplier Scrap Reserve Release Repack QueryStock
QueryPlace QueryExpiry QueryPrice QueryTransit QueryDocuments QueryMoves Forward Approve Print StartTask PauseTask
ResumeTask HandOver Confirm Deny Correct Undo Repeat Slower Louder Help Stop WhoAreYou NoiseSample SwitchLanguage
"""
INTENTS = set(CONTRACT.split())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_json_that_ships_is_what_the_yaml_says(lang: str) -> None:
    assert (FOLDER / f"{lang}.json").read_text("utf-8") == compiled(FOLDER / lang), "run `make sentences`"


@pytest.mark.parametrize(("lang", "least"), [("zh", 12), ("en", 6)])
def test_every_intent_can_be_said_in_many_ways(lang: str, least: int) -> None:
    reader = understanding(lang)
    assert set(reader.book.needs) == INTENTS
    rng = random.Random(1)
    for intent in sorted(INTENTS):
        assert len({reader.sample(intent, rng) for _ in range(80)}) >= least, intent


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_languages_mirror_each_other_and_their_tests(lang: str) -> None:
    def names(folder: Path) -> set[str]:
        return {path.stem for path in folder.glob("*_*.yaml") if not path.stem.startswith("_")}

    assert names(FOLDER / lang) == names(FOLDER / "zh") == names(Path(__file__).parent / "sentences" / lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_most_sampled_sentences_are_read_as_what_they_are(lang: str) -> None:
    reader = understanding(lang)
    rng = random.Random(2)
    sampled = [(intent, reader.sample(intent, rng)) for intent in sorted(INTENTS) for _ in range(5)]
    right = [intent for intent, text in sampled if reader.read(text, today=TODAY).intent == intent]
    assert len(right) >= 0.85 * len(sampled)


OWN = """
intent: Receive
sentences:
  - '{item}{quantity}进门'
  - say: 老规矩来{quantity}{item}
"""


def test_a_shop_adds_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert understanding().read("可乐三箱进门", today=TODAY).intent != "Receive"
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "ours_Receive.yaml").write_text(OWN, encoding="utf-8")
    reader = Understanding(vocabulary(), "zh", tmp_path)
    reading = reader.read("可乐三箱进门", today=TODAY)
    assert (reading.intent, reading.understood, reading.slots["quantity_base"]) == ("Receive", True, "72")
    said = {
        part.text
        for ways in reader.grammar().rules.values()
        for way in ways
        for part in way
        if not isinstance(part, Ref)
    }
    assert {"老", "规", "矩"} <= said


def test_own_sentences_may_be_json_so_that_no_yaml_is_needed(tmp_path: Path) -> None:
    data = {"intent": "Undo", "sentences": ["当我没说"]}
    (tmp_path / "ours_Undo.json").write_text(json.dumps(data), encoding="utf-8")
    assert Understanding(vocabulary(), "zh", tmp_path).read("当我没说", today=TODAY).intent == "Undo"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[", "not YAML"), ("- a", "begins with names"), ("intent: Receive\nsentences: 3", "docs/sentences.md"),
        ("intent: Receive\nsentences: [{text: a}]", "docs/sentences.md"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_named(content: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(BadSentencesError, match=says) as caught:
        load("zh", tmp_path)
    assert "ours.yaml" in str(caught.value)


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("(a|b", "missing"), ("a)", "no beginning"), ("[a", "missing"), ("{thing}", "no slot"), ("<nope>", "no rule"),
        ("{item", "missing"),
        ("<a>", "contains itself"), ("a*", "stands behind"), ("a}", "no beginning"),
    ],
)  # fmt: skip
def test_a_faulty_template_says_what_is_wrong(template: str, says: str) -> None:
    with pytest.raises(BadTemplateError, match=says):
        parse(template, {"a": "<b>", "b": "<a>"})


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadSentencesError, match="no such folder"):
        load("zh", tmp_path / "nowhere")
    with pytest.raises(BadSentencesError, match="no sentences"):
        load("fr")
    assert read_yaml(FOLDER / "zh" / "talk_Stop.yaml")["intent"] == "Stop"
