"""A shift without network keeps its memory, its journal and its decisions."""

import pytest

from benchmarks.replayed_shift import EXAMPLES, forbid_network, shift


@pytest.mark.soak
def test_an_hour_without_network(monkeypatch):
    monkeypatch.setattr("socket.socket.connect", None)
    monkeypatch.setattr("socket.getaddrinfo", None)
    forbid_network()
    row = shift(1.0, 20.0, EXAMPLES)
    assert row.wrong == 0
    assert row.figures["journal_ok"]
    assert row.figures["books_ok"]
    assert row.figures["growth"] <= 0.05
