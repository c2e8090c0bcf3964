"""Which model said something: carried by every result and every journal entry."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModelStamp:
    """Name, version and content hash of one model."""

    name: str
    """Folder name under `models/`, or the directory name of a user's own model."""
    version: str
    """Version from `model.toml`, `unknown` for a foreign model without one."""
    sha256: str = ""
    """Hash over the hashes of the model's files, hexadecimal."""

    def to_dict(self) -> dict[str, str]:
        """Return the JSON form."""
        return {"name": self.name, "version": self.version, "sha256": self.sha256}

    @classmethod
    def from_dict(cls, data: dict[str, str]) -> "ModelStamp":
        """Read the JSON form."""
        return cls(data["name"], data["version"], data.get("sha256", ""))
