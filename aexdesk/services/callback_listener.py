"""Waits on loopback for the system's browser to come back with a code."""

from __future__ import annotations

from aexdesk.services.login import LoginAttempt


class CallbackListener:
    """Binds the port of a loopback callback URL, on 127.0.0.1 only."""

    async def wait(self, attempt: LoginAttempt) -> str:
        """The URL with which the browser came back. Ends with cancelling. Raises NetworkFault: port_taken, …

        Answers the browser with a page that says to go back to AExDesk; anything but the callback is 404.
        """
        raise NotImplementedError
