"""Called by name: from the moment the screen is free until the word was said, on a thread of its own.

For the screens: keep one `Wake` (`asr.wake.wake.open_wake()`, some tenths of a second, so not on the window's thread).
Begin a `Waking` when nobody speaks, the clerk's voice included, and nobody holds the microphone; the screen says that
only the name is listened for. `called` gets a source that goes on behind the word: give it to `Listening` in place of
`devices.microphone()`, and begin a new `Waking` when that has ended. `stop` before push-to-talk, before the clerk
speaks, and when the window goes to the background.
"""

import logging
from collections.abc import Callable

from app_kivy.senses import threads
from asr.errors import HearingError
from asr.sources.port import Source
from asr.wake.continued import Continued, wait_for_call
from asr.wake.wake import Wake

_log = logging.getLogger(__name__)


class Waking:
    """Listens for the word alone. At most one callback comes, from the listening thread; none after `stop`."""

    def __init__(
        self,
        wake: Wake,
        source: Source,
        *,
        called: Callable[[Continued], None],
        failed: Callable[[HearingError], None],
    ) -> None:
        self._wake, self._source = wake, source
        self._called, self._failed = called, failed
        self._stopped = False
        self._thread = threads.start("waking", self._run)

    def stop(self) -> None:
        """Listen no more; lets go of the microphone."""
        self._stopped = True
        self._source.close()

    def join(self, timeout: float = 5.0) -> None:
        """Wait until it has ended."""
        self._thread.join(timeout)

    def _run(self) -> None:
        try:
            rest = wait_for_call(self._source, self._wake)
        except HearingError as error:
            _log.info("waiting for the word failed: %s", error)
            if not self._stopped:
                self._failed(error)
            return
        if rest is not None and not self._stopped:
            self._called(rest)
        elif rest is not None:
            rest.close()
