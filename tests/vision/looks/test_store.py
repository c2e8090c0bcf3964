"""Views survive their file, and a changed file is noticed."""

import numpy as np
import pytest

from vision.looks import store
from vision.looks.details import Details
from vision.looks.view import View


def view(seed, points=7):
    rng = np.random.default_rng(seed)
    vector = rng.normal(size=16).astype(np.float32)
    details = Details(
        rng.uniform(0, 300, (points, 2)).astype(np.float32), rng.integers(0, 255, (points, 128), np.uint8)
    )
    return View(vector / np.linalg.norm(vector), details, rng.dirichlet(np.ones(54)).astype(np.float32))


@pytest.mark.parametrize("points", [[7], [7, 0, 3], [0]])
def test_what_is_saved_is_loaded(tmp_path, points):
    views = [view(seed, count) for seed, count in enumerate(points)]
    again = store.load(tmp_path, store.save(tmp_path, views))
    for one, other in zip(views, again, strict=True):
        np.testing.assert_array_equal(one.vector, other.vector)
        np.testing.assert_array_equal(one.colours, other.colours)
        np.testing.assert_array_equal(one.details.places, other.details.places)
        np.testing.assert_array_equal(one.details.descriptors, other.details.descriptors)


def test_the_same_views_have_the_same_name(tmp_path):
    assert store.save(tmp_path, [view(1)]) == store.save(tmp_path / "elsewhere", [view(1)])
    assert len(list(tmp_path.glob("*.npz"))) == 1
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("damage", [lambda content: content[:-1], lambda content: b"", lambda content: content + b"x"])
def test_a_changed_file_is_refused(tmp_path, damage):
    name = store.save(tmp_path, [view(1)])
    file = tmp_path / f"{name}.npz"
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(store.ViewsDamagedError) as raised:
        store.load(tmp_path, name)
    assert "重新登记" in raised.value.say("zh")


def test_a_removed_file_is_missing(tmp_path):
    name = store.save(tmp_path, [view(1)])
    store.remove(tmp_path, name)
    store.remove(tmp_path, name)
    with pytest.raises(store.ViewsDamagedError):
        store.load(tmp_path, name)
