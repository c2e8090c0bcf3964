"""A recorded shift, replayed, comes out the same; a changed one is found out."""

import json
from decimal import Decimal

import pytest

from assistant import session
from assistant.check_digits import place_digits
from assistant.event import Event, Heard, Pressed, Said, Seen, Tapped
from assistant.inventory.document import DocumentDraft, DocumentKind, LineDraft
from assistant.session import SessionDamagedError
from assistant.tasks import store
from assistant.tasks.task import Task, TaskKind, TaskLine


@pytest.fixture
def recorded(counter, tmp_path, monkeypatch, phrases):
    monkeypatch.setattr("assistant.world.understanding", lambda unit, lang: phrases)
    file = tmp_path / "shift.jsonl"
    with counter.clerk.ledger.view() as unit:
        opening = session.start(unit, counter.clerk, counter.clerk.clock())
    plain = counter.clerk.handle

    def handle(event):
        turn = plain(event)
        session.record(file, event, turn, None if file.exists() else opening)
        return turn

    counter.clerk = type("Recording", (), {"handle": staticmethod(handle), "ledger": counter.clerk.ledger})()
    counter.show("6901234567892", lot="L8", expiry="2027-01-31")
    counter.hear(("入库三箱", 0.97))
    counter.press("confirm")
    counter.say("出库两桶金龙鱼")
    counter.press("confirm")
    counter.press("undo")
    counter.hear(problem="noise")
    return file


def test_a_replay_decides_the_same(recorded):
    turns = list(session.replay(recorded))
    assert len(turns) == 7
    assert sum(len(turn.moves) for _, turn, _ in turns) == 3
    for _, then, now in turns:
        assert json.dumps(now.to_dict(), sort_keys=True) == json.dumps(then.to_dict(), sort_keys=True)


def test_every_event_survives_a_round_trip(recorded):
    events = [event for event, _, _ in session.replay(recorded)]
    assert {type(event.what) for event in events} == {Heard, Seen, Said, Pressed}
    assert [Event.from_dict(json.loads(json.dumps(event.to_dict()))) for event in events] == events


def test_other_words_lead_to_other_turns(recorded):
    text = recorded.read_text().replace("出库两桶金龙鱼", "报废两桶金龙鱼", 1)
    recorded.write_text(text)
    assert any(then.to_dict() != now.to_dict() for _, then, now in session.replay(recorded))


@pytest.mark.parametrize("content", ["", "{}", "not json", '{"session": 99}'])
def test_what_is_no_session_is_said_to_be_none(tmp_path, content):
    file = tmp_path / "broken.jsonl"
    file.write_text(content)
    with pytest.raises(SessionDamagedError, match="line 1"):
        list(session.replay(file))


def test_a_broken_line_is_named(recorded):
    lines = recorded.read_text().splitlines()
    lines[3] = lines[3][:40]
    recorded.write_text("\n".join(lines))
    with pytest.raises(SessionDamagedError, match="line 4"):
        list(session.replay(recorded))


def test_guided_work_replays_with_its_list_its_digits_and_its_orders(real, tmp_path):
    clerk = real.clerk
    with clerk.ledger.unit() as unit:
        unit.state.put("check_digits", "the house's own")
        lines = (LineDraft("OIL", Decimal(8)), LineDraft("RICE", Decimal(20)))
        unit.documents.write(DocumentDraft("S1", DocumentKind.PICK_LIST, lines), release=True)
        unit.documents.write(DocumentDraft("P1", DocumentKind.PURCHASE_ORDER, lines), release=True)
        store.add(unit, Task("T1", TaskKind.PICK, [TaskLine("OIL", Decimal(4), "A1-01")], person="老王"))
        opening = session.start(unit, clerk, clerk.clock())
    digits = place_digits("the house's own", "A1-01", real.clerk.clock().date())
    file = tmp_path / "work.jsonl"
    happenings = [
        *(Said("开始拣货"), Said(digits), Tapped("", {"quantity": "1", "unit": "箱"}), Said("还有哪些采购单")),
        *(Seen(()), Said("入库两箱金龙鱼大豆油"), Said("金龙鱼大豆油"), Said("对")),
    ]
    posted = 0
    for number, what in enumerate(happenings):
        event = Event(f"e{number}", clerk.clock(), what, "老王")
        turn = clerk.handle(event)
        posted += len(turn.moves)
        session.record(file, event, turn, None if file.exists() else opening)
    assert posted == 2
    for _, then, now in session.replay(file):
        assert json.dumps(now.to_dict(), sort_keys=True) == json.dumps(then.to_dict(), sort_keys=True)
