"""The command line as scripts outside the project use it: JSON lines, exit codes, no traceback."""

import json
import shutil
from pathlib import Path

import pytest

from asr.sources.microphone import Microphone
from assistant.cli.app import run
from assistant.risk import Policy
from vision.errors import CameraMissingError
from vision.sources.camera import Camera

EXAMPLES = Path(__file__).parents[3] / "examples"
OIL = "OIL-01"


@pytest.fixture
def clerk(tmp_path, monkeypatch, capsys):
    """Run `clerk` on books of its own; gives the exit code and the JSON lines."""
    monkeypatch.setenv("CLERK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CLERK_DATABASE_URL", raising=False)
    monkeypatch.delenv("CLERK_LANG", raising=False)

    def command(*words):
        code = run([*words, "--json"])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return code, [json.loads(line) for line in printed.out.splitlines()]

    return command


@pytest.fixture
def shop(clerk):
    code, (result,) = clerk("import", str(EXAMPLES / "catalogue.csv"))
    assert (code, result["rows_refused"]) == (0, [])
    return clerk


def on_hand(shop, item=OIL):
    _, (result,) = shop("stock", item)
    return sum(float(row["quantity"]) for row in result["rows"])


def test_import_counts_items(clerk):
    _, (result,) = clerk("import", str(EXAMPLES / "catalogue.csv"))
    assert result["items"] >= 60
    assert {"items", "rows_refused", "warnings"} <= result.keys()


def test_say_and_confirm_are_two_processes_with_one_memory(shop):
    code, (asked,) = shop("say", "入库三箱金龙鱼大豆油")
    assert code == 0
    assert asked["reading"]["intent"] == "Receive"
    assert asked["reading"]["slots"]["quantity_base"] == "12"
    assert asked["reading"]["understood"]
    assert asked["question"]["slot"] == "confirm"
    assert asked["moves"] == []
    code, (booked,) = shop("confirm")
    assert code == 0
    (move,) = booked["moves"]
    assert (move["item"], move["quantity"], move["state"], move["source"]) == (OIL, "12", "posted", "SUPPLIER")
    assert {
        "id",
        "kind",
        "item",
        "lot",
        "quantity",
        "unit",
        "source",
        "destination",
        "state",
        "at",
        "reason",
    } <= move.keys()
    assert on_hand(shop) == 12


def test_undo_is_an_opposite_move(shop):
    shop("say", "入库三箱金龙鱼大豆油")
    shop("confirm")
    code, (undone,) = shop("undo")
    assert (code, [move["kind"] for move in undone["moves"]]) == (0, ["undo"])
    assert on_hand(shop) == 0


@pytest.mark.parametrize(
    "text",
    ["今天天气不错", "出库三箱金龙鱼大豆油", "入库零箱金龙鱼大豆油", "入库负三箱金龙鱼大豆油", "入库三箱火星巧克力"],
)
def test_what_cannot_be_booked_moves_nothing(shop, text):
    _, (turn,) = shop("say", text)
    assert (turn["moves"], turn["proposal"]) == ([], None)
    assert turn["reply"]
    _, (confirmed,) = shop("confirm")
    assert confirmed["moves"] == []


def test_a_refusal_exits_with_three(shop):
    assert shop("say", "今天天气不错")[0] == 3
    assert shop("confirm")[0] == 3
    assert shop("undo")[0] == 3


def test_the_senders_own_id_books_once(shop):
    shop("say", "入库三箱金龙鱼大豆油")
    shop("confirm", "--id", "mine")
    shop("confirm", "--id", "mine")
    assert on_hand(shop) == 12


def test_a_question_says_how_much_and_where(shop):
    shop("say", "入库三箱金龙鱼大豆油")
    shop("confirm")
    code, (answer,) = shop("say", "金龙鱼大豆油还有多少")
    assert code == 0
    assert "3箱" in answer["reply"]
    assert "A1-01" in answer["reply"]


def test_what_waits_for_a_person_is_put_right_and_booked(shop, monkeypatch):
    monkeypatch.setattr("assistant.clerk.shipped", lambda: Policy([]))
    assert shop("say", "入库三箱金龙鱼大豆油")[0] == 3
    _, (listed,) = shop("review", "list")
    (waiting,) = listed["rows"]
    assert shop("review", "change", waiting["id"], "quantity=many")[0] == 3
    assert shop("review", "change", waiting["id"], "quantity")[0] == 2
    code, (changed,) = shop("review", "change", waiting["id"], "quantity=5")
    assert (code, [move["quantity"] for move in changed["moves"]]) == (0, ["20"])
    assert shop("review", "change", waiting["id"], "quantity=6")[0] == 3
    assert on_hand(shop) == 20


def test_a_name_that_people_use_is_proposed_accepted_and_taken_back(shop):
    for _ in range(2):
        _, (asked,) = shop("say", "入库三箱金龙鱼豆油")
        if asked["question"]["slot"] == "item":
            shop("say", "金龙鱼大豆油")
        shop("confirm")
    _, (listed,) = shop("learnt", "list")
    (proposed,) = listed["rows"]
    assert (proposed["item"], proposed["times"]) == (OIL, 2)
    words = proposed["words"]
    assert shop("learnt", "accept", words, OIL)[0] == 0
    assert shop("learnt", "list")[1][0]["rows"] == []
    _, (named,) = shop("say", f"入库三箱{words}")
    assert named["question"]["slot"] == "confirm"
    assert shop("learnt", "remove", words, OIL)[0] == 0
    assert shop("say", f"入库三箱{words}")[1][0]["question"]["slot"] == "item"
    assert shop("learnt", "accept", "火星巧克力", OIL)[0] == 3
    assert shop("learnt", "forget")[0] == 0


def test_english(shop):
    _, (asked,) = shop("say", "receive three boxes of STM32F407", "--lang", "en")
    assert asked["reading"]["intent"] == "Receive"


def test_the_journal_verifies(shop):
    shop("say", "入库三箱金龙鱼大豆油")
    shop("confirm")
    code, (result,) = shop("journal", "verify")
    assert (code, result["ok"], result["broken_at"]) == (0, True, None)
    assert result["entries"] > 3


@pytest.mark.parametrize("words", [["say"], ["nonsense"], ["stock", "--no-such-option"], ["hear"]])
def test_wrong_usage_exits_with_two(clerk, words):
    assert clerk(*words)[0] == 2


@pytest.mark.parametrize("content", [b"", b"RIFF....WAVEnothing", b"\x00" * 5000])
def test_a_broken_recording_is_bad_input(shop, tmp_path, content):
    file = tmp_path / "broken.wav"
    file.write_bytes(content)
    code, (turn,) = shop("hear", str(file))
    assert (code, turn["moves"]) == (4, [])
    assert turn["reply"]


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0", b"GIF89a"])
def test_a_broken_picture_is_bad_input(shop, tmp_path, content):
    file = tmp_path / "broken.jpg"
    file.write_bytes(content)
    code, (turn,) = shop("look", str(file))
    assert (code, turn["moves"]) == (4, [])
    assert turn["reply"]


def test_missing_files_are_bad_input(shop):
    assert shop("hear", "nowhere.wav")[0] == 4
    assert shop("look", "nowhere.jpg")[0] == 4
    assert shop("import", "nowhere.csv")[0] == 4
    assert shop("replay", "nowhere.jsonl")[0] == 4


@pytest.mark.parametrize("target", ["no folder/seen.png", "seen.xyz"])
def test_a_picture_that_cannot_be_written_is_bad_input(shop, tmp_path, target):
    picture = EXAMPLES / "pictures" / "receipt-label.jpg"
    code, (_, failed) = shop("look", str(picture), "--overlay", str(tmp_path / target), "--lang", "en")
    assert (code, failed["error"]) == (4, "PictureUnwritableError")
    assert target in failed["reply"]


def test_one_bad_file_does_not_stop_the_others(shop, tmp_path):
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"")
    code, lines = shop("hear", str(broken), str(EXAMPLES / "recordings" / "receive-oil.wav"))
    assert (code, len(lines)) == (4, 2)


def test_what_is_heard_is_proposed_and_booked(shop):
    _, (asked,) = shop("hear", str(EXAMPLES / "recordings" / "receive-oil.wav"))
    assert asked["utterance"]["text"] == "入库三箱金龙鱼大豆油"
    assert set(asked["utterance"]["health"]) >= {"snr_db", "speech_s", "clipped", "problem"}
    assert asked["question"]["slot"] == "confirm"
    shop("hear", str(EXAMPLES / "recordings" / "yes.wav"))
    assert on_hand(shop) == 12


def test_doctor_names_models_and_hashes(clerk):
    code, (result,) = clerk("doctor")
    assert code == 0
    for sense in result["senses"]:
        assert {"name", "works", "why", "model", "version", "sha256"} <= sense.keys()
    assert all(sense["works"] for sense in result["senses"])


def test_doctor_says_whether_there_are_a_microphone_and_a_camera(clerk, monkeypatch):
    _, (result,) = clerk("doctor")
    assert [device["name"] for device in result["devices"]] == ["microphone", "camera"]
    assert all(device["works"] == (device["why"] is None) for device in result["devices"])
    monkeypatch.setattr(Microphone, "problem", lambda _: None)
    monkeypatch.setattr(Camera, "problem", lambda _: CameraMissingError("7"))
    _, (result,) = clerk("doctor", "--lang", "en")
    microphone, camera = result["devices"]
    assert microphone == {"name": "microphone", "works": True, "why": None}
    assert (camera["works"], camera["why"]) == (False, CameraMissingError("7").en)


def test_a_recorded_session_replays_the_same(shop, tmp_path):
    file = tmp_path / "shift.jsonl"
    shop("say", "入库三箱金龙鱼大豆油", "--record", str(file))
    shop("confirm", "--record", str(file))
    code, lines = shop("replay", str(file))
    assert code == 0
    assert [line["same"] for line in lines] == [True, True]
    assert lines[1]["moves"][0]["quantity"] == "12"


def test_the_database_url_from_the_environment_is_used(clerk, tmp_path, monkeypatch):
    monkeypatch.setenv("CLERK_DATABASE_URL", f"sqlite:///{tmp_path / 'own.db'}")
    clerk("import", str(EXAMPLES / "catalogue.csv"))
    assert (tmp_path / "own.db").exists()


def test_a_read_only_place_is_said(clerk, tmp_path):
    file = tmp_path / "not-a-database.db"
    file.write_text("this is no database, it is a letter to a friend, and a long one at that. " * 40)
    code, (turn,) = clerk("stock", "--db", str(file))
    assert (code, bool(turn["reply"])) == (3, True)
    shutil.rmtree(tmp_path / "home", ignore_errors=True)
