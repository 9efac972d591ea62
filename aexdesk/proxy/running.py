"""Runs the proxy on a loop and thread of its own."""

from __future__ import annotations

from collections.abc import Callable

from aexdesk.gateway.forwarding import ForwardDoor, ForwardingGateway
from aexdesk.proxy.app import ProxyApp
from aexdesk.proxy.identity import Identified, Prove
from aexdesk.serving import AsgiApp, LoopbackServer


class RunningProxy:
    """A proxy that answers, until `stop`."""

    def __init__(self, server: LoopbackServer) -> None:
        self._server = server

    @property
    def url(self) -> str:
        """The base URL, without a trailing slash."""
        return self._server.url

    def stop(self) -> None:
        """Ends running calls and writes the last records; blocks until the thread has ended. May be called again."""
        self._server.stop()


def start_proxy(
    port: int,
    make_gateway: Callable[[], ForwardingGateway],
    door: Callable[[], ForwardDoor],
    prove: Prove | None = None,
) -> RunningProxy:
    """Starts a proxy on `port` (0: any free one). `make_gateway` is called on the proxy's own loop.

    `prove`: by it others may find out that it is the one whose notice they read; see `identity`.

    Raises NetworkFault("port_taken", "port_forbidden"), BadInput("port_out_of_range").
    """
    server = LoopbackServer(port, name="aexdesk-proxy")
    app: AsgiApp = ProxyApp(make_gateway, door)
    server.start(app if prove is None else Identified(app, prove))
    return RunningProxy(server)
