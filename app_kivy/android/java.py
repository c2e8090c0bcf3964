"""Java classes and the application's activity, behind one door, so that tests can put fakes in their place."""

from functools import cache
from typing import Any


@cache
def java(name: str) -> Any:
    """Return a Java class by its full name."""
    from jnius import autoclass

    return autoclass(name)


def cast(name: str, thing: Any) -> Any:
    """Return a Java object as one of another class: Java declares interfaces where it gives something larger."""
    from jnius import cast as as_class

    return as_class(name, thing)


def as_bytes(array: Any) -> bytes:
    """Return a `byte[]` of Java; its own way is a thousand times faster than number by number."""
    return bytes(array.tostring() if hasattr(array, "tostring") else array)


def activity() -> Any:
    """Return the activity that runs the window."""
    return java("org.kivy.android.PythonActivity").mActivity


def implements(interface: str, **methods: Any) -> Any:
    """Return a Java object of an interface whose methods are Python functions; `name__signature=function`."""
    from jnius import PythonJavaClass, java_method

    body: dict[str, Any] = {"__javainterfaces__": [interface], "__javacontext__": "app"}
    for name, (signature, function) in methods.items():
        body[name] = java_method(signature)(lambda _self, *given, function=function: function(*given))
    return type("Listener", (PythonJavaClass,), body)()
