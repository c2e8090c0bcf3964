"""Signs the end of the journal, so that nobody without the key can cut entries off and pass it as whole."""

import os
from pathlib import Path
from typing import Protocol


class Signer(Protocol):
    """Port: something that can sign and recognise its own signatures."""

    name: str
    """Goes into the database beside the signature; empty: unsigned."""

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message."""

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Return whether the signature is this key's."""


class NoSigner:
    """Signs nothing: a shortened journal is found only if the head was left alone."""

    name = ""

    def sign(self, message: bytes) -> bytes:
        """Return nothing."""
        del message
        return b""

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Accept what carries no signature."""
        del message
        return not signature


class Ed25519Signer:
    """A key of this device (RFC 8032), by the package `cryptography`."""

    def __init__(self, seed: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.name = "ed25519:" + self._key.public_key().public_bytes_raw().hex()

    @classmethod
    def from_file(cls, path: Path) -> "Ed25519Signer":
        """Read the 32-byte key, making one that only its owner may read where there is none."""
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return cls(path.read_bytes())
        seed = os.urandom(32)
        os.write(descriptor, seed)
        os.fsync(descriptor)
        os.close(descriptor)
        return cls(seed)

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature."""
        return self._key.sign(message)

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Return whether this key made the signature."""
        return signed_by(self.name, message, signature)


def signed_by(name: str, message: bytes, signature: bytes) -> bool:
    """Return whether the key of that name (`ed25519:` and its public half) made the signature.

    Raises `ImportError` where `cryptography` is missing.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    kind, _, public = name.partition(":")
    try:
        if kind != "ed25519":
            return False
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
