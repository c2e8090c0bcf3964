"""A recorded shift, replayed, comes out the same; a changed one is found out."""

import json

import pytest

from assistant import session
from assistant.event import Event, Heard, Pressed, Said, Seen
from assistant.session import SessionDamagedError


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
