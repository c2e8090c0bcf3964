"""Clips and pictures: found by their content, kept as long as the house wants, and always while in review."""

import pytest

from assistant.inventory.evidence import EvidenceDamagedError, EvidenceMissingError, Retention

DAY = 86400


@pytest.fixture
def kept(books, tmp_path):
    with books.open(evidence=tmp_path / "evidence") as ledger:
        yield ledger


def keep(ledger, content, suffix=".wav"):
    with ledger.unit() as unit:
        return unit.evidence.keep(content, suffix)


def there(ledger, reference):
    with ledger.view() as unit:
        try:
            return unit.evidence.path(reference).is_file()
        except EvidenceMissingError:
            return False


def test_a_clip_is_kept_once_under_its_content(kept, tmp_path):
    first = keep(kept, b"clip")
    assert keep(kept, b"clip") == first
    assert len([file for file in (tmp_path / "evidence").rglob("*") if file.is_file()]) == 1
    with kept.view() as unit:
        assert unit.evidence.path(first).read_bytes() == b"clip"
        unit.evidence.path(first).write_bytes(b"clap")
        with pytest.raises(EvidenceDamagedError):
            unit.evidence.path(first)


def test_old_clips_go_by_themselves_and_what_is_in_review_stays(kept, books):
    old, held = keep(kept, b"old"), keep(kept, b"held")
    with kept.unit() as unit:
        unit.evidence.retain(Retention(days=30))
        unit.reviews.put("r", {}, [held])
    books.clock.advance(31 * DAY)
    new = keep(kept, b"new")
    assert [there(kept, one) for one in (old, held, new)] == [False, True, True]
    with kept.unit() as unit:
        unit.reviews.resolve("r", "reject")
        assert unit.evidence.prune() == [held]
    assert not there(kept, held)


def test_the_oldest_go_first_when_there_is_too_much(kept, books):
    references = []
    for number in range(5):
        references.append(keep(kept, bytes([number]) * 1000))
        books.clock.advance(60)
    with kept.unit() as unit:
        unit.reviews.put("r", {}, references[:1])
        assert unit.evidence.prune(days=365, megabytes=0.003) == references[1:3]
        assert unit.evidence.megabytes() == pytest.approx(0.003)
    assert [there(kept, one) for one in references] == [True, False, False, True, True]


def test_the_switch_keeps_nothing_and_still_names_it(kept):
    with kept.unit() as unit:
        unit.evidence.retain(Retention(on=False))
    reference = keep(kept, b"clip")
    assert reference.endswith(".wav")
    assert not there(kept, reference)


def test_an_undone_transaction_drops_no_file(kept, books):
    reference = keep(kept, b"old")
    books.clock.advance(100 * DAY)
    with pytest.raises(RuntimeError), kept.unit() as unit:  # noqa: PT012 - the unit is to fail after it
        assert unit.evidence.prune() == [reference]
        raise RuntimeError
    assert there(kept, reference)


@pytest.mark.parametrize("retention", [Retention(days=-1), Retention(megabytes=-1)])
def test_less_than_nothing_cannot_be_kept(kept, retention):
    with pytest.raises(ValueError, match="zero or more"), kept.unit() as unit:
        unit.evidence.retain(retention)
