"""What the books refuse, worded without a dialogue: for commands that act on the books directly."""

from assistant.inventory.errors import LedgerError
from assistant.voice.wording import Wording


def sentence(error: LedgerError, lang: str) -> str:
    """Return the refusal in the person's language."""
    wording = Wording(lang)
    words = {name: str(value) for name, value in error.parameters.items() if value is not None}
    if "place" in words:
        words["place"] = wording.place(words["place"])
    key = f"ledger.{error.code}"
    if wording.knows(key):
        return wording.say(key, **words)
    return wording.say("ledger.other", message=str(error))
