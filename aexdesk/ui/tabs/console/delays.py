"""What is put off under a name, so that putting it off again starts anew."""

from __future__ import annotations

from collections.abc import Callable

from aexdesk.ui.later import Later, Timer


class Delays:
    """A few timers by name, on the clock that it is given."""

    def __init__(self, later: Later) -> None:
        self._later = later
        self._waiting: dict[str, Timer] = {}

    def after(self, name: str, seconds: float, act: Callable[[], None]) -> None:
        """Runs `act` in `seconds`, in place of what waited under this name."""
        self.stop(name)

        def run() -> None:
            del self._waiting[name]
            act()

        self._waiting[name] = self._later(seconds, run)

    def within(self, name: str, seconds: float, act: Callable[[], None]) -> None:
        """The same, but what waits already goes on waiting: who never pauses is served too."""
        if name not in self._waiting:
            self.after(name, seconds, act)

    def stop(self, name: str) -> bool:
        """Does not let it happen; whether it was waiting."""
        timer = self._waiting.pop(name, None)
        if timer is not None:
            timer.cancel()
        return timer is not None

    def stop_all(self) -> None:
        """Lets nothing happen any more."""
        for name in tuple(self._waiting):
            self.stop(name)
