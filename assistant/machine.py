"""This machine: where the clerk's own files are, what the device is called, and what signs for it."""

import logging
import os
from pathlib import Path

from assistant.inventory.signing import NoSigner, Signer

APPLICATION = "xiaoer-clerk"
_log = logging.getLogger(__name__)


def home() -> Path:
    """Return the folder of the clerk's own files: `CLERK_HOME`, else the platform's place for user data."""
    own = os.environ.get("CLERK_HOME")
    if own:
        return Path(own)
    from platformdirs import user_data_path

    return user_data_path(APPLICATION)


def database() -> str:
    """Return where the books are: `CLERK_DATABASE_URL`, else a file in the clerk's folder."""
    return os.environ.get("CLERK_DATABASE_URL") or str(home() / "clerk.db")


def device() -> str:
    """Return this device's name: `CLERK_DEVICE`, else the host's."""
    import platform

    return os.environ.get("CLERK_DEVICE") or platform.node() or "this device"


def signer() -> Signer:
    """Return what signs the journal's head: a key in the clerk's folder, where `cryptography` is installed."""
    from assistant.inventory.signing import Ed25519Signer

    try:
        home().mkdir(parents=True, exist_ok=True)
        return Ed25519Signer.from_file(home() / "signing.key")
    except (ImportError, OSError) as error:
        _log.info("the journal is not signed: %s", error)
        return NoSigner()
