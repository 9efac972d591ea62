"""Runs the proxy on a loop and thread of its own."""

from __future__ import annotations

from collections.abc import Callable

from aexdesk.gateway.forwarding import ForwardDoor, ForwardingGateway
from aexdesk.proxy.app import ProxyApp
from aexdesk.serving import LoopbackServer


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
    port: int, make_gateway: Callable[[], ForwardingGateway], door: Callable[[], ForwardDoor]
) -> RunningProxy:
    """Starts a proxy on `port` (0: any free one). `make_gateway` is called on the proxy's own loop.

    Raises NetworkFault("port_taken", "port_forbidden"), BadInput("port_out_of_range").
    """
    server = LoopbackServer(port, name="aexdesk-proxy")
    server.start(ProxyApp(make_gateway, door))
    return RunningProxy(server)
