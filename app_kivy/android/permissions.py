"""Permissions that are asked for when they are needed, after the reason was said."""

from collections.abc import Callable, Sequence
from typing import Any

MICROPHONE = "android.permission.RECORD_AUDIO"
CAMERA = "android.permission.CAMERA"


def _android() -> Any:
    """Return python-for-android's own module."""
    from importlib import import_module

    return import_module("android.permissions")


def held(permission: str) -> bool:
    """Whether the permission was given."""
    return bool(_android().check_permission(permission))


def ask(permission: str, reason: Callable[[], None], then: Callable[[bool], None]) -> None:
    """Ask for a permission: `reason` tells the person why first; `then` gets whether it was given."""
    if held(permission):
        then(True)
        return
    reason()

    def answered(_permissions: Sequence[str], given: Sequence[bool]) -> None:
        then(all(given))

    _android().request_permissions([permission], answered)
