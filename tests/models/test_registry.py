"""Models are found by name, and a changed file is refused."""

import hashlib

import pytest

from models import registry
from models.registry import ModelDamagedError, ModelMissingError


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    folder = tmp_path / "toy"
    folder.mkdir()
    (folder / "net.bin").write_bytes(b"weights")
    digest = hashlib.sha256(b"weights").hexdigest()
    (folder / "model.toml").write_text(
        f'name = "toy"\nversion = "1"\nkind = "test"\n[files."net.bin"]\nbytes = 7\nsha256 = "{digest}"\n'
    )
    monkeypatch.setenv("CLERK_MODELS", str(tmp_path))
    registry.verify.cache_clear()
    return folder


def test_a_users_folder_is_looked_into(shelf):
    model = registry.load("toy")
    assert (model.stamp.name, model.stamp.version, model.bytes, model.kind) == ("toy", "1", 7, "test")
    assert "toy" in registry.names()


@pytest.mark.parametrize("content", [b"Weights", b"weights and more", b""])
def test_a_changed_file_is_refused(shelf, content):
    (shelf / "net.bin").write_bytes(content)
    with pytest.raises(ModelDamagedError, match=r"net\.bin"):
        registry.load("toy")


def test_a_missing_file_is_refused(shelf):
    (shelf / "net.bin").unlink()
    with pytest.raises(ModelDamagedError, match="missing"):
        registry.load("toy")


def test_an_unknown_model_is_named():
    with pytest.raises(ModelMissingError, match="nothing-of-the-kind"):
        registry.load("nothing-of-the-kind")


def test_all_shipped_models_verify_and_fit_the_budget():
    shipped = [registry.verify(file.parent) for file in registry.SHIPPED.glob("*/model.toml")]
    assert sum(model.bytes for model in shipped) <= 15_000_000
