"""Which addresses a picture may be fetched from: http and https, and never a door of the platform. Pure.

A call of the platform is a plain GET, too, and one that was signed elsewhere may stand in any answer as a "picture".
The guard reads calls; here, what might be one is not sent at all.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from urllib.parse import unquote

from aexdesk.faults import BadInput
from aexdesk.workspace.environment import Environment

_DOORS = frozenset({"sync", "rest", "oauth", "router", "_practice"})
_PLATFORM = (".aliexpress.com", ".taobao.com", ".alibaba.com")
"""Regions have hosts of their own; pictures lie elsewhere."""

_LOOPBACK = "loopback"
_MOST_UNQUOTED = 8


def check_address(scheme: str, host: str, path: str, environments: Sequence[Environment]) -> None:
    """Raises BadInput for what is no http(s) address, and for a door of the platform or of what stands in for it.

    On this machine practice and the guard proxy listen at any port, so that ports do not count.
    """
    if scheme not in ("http", "https") or not host:
        raise BadInput("picture_address", found=scheme)
    doors = {_known_name(_host_of(one.base_url)) for one in environments} | {_LOOPBACK}
    name = _known_name(host)
    if (name in doors or f".{name}".endswith(_PLATFORM)) and _leads_in(path, environments):
        raise BadInput("picture_door", host=host)


def check_redirect(scheme: str, host: str, to_scheme: str, to_host: str) -> None:
    """Raises BadInput where a server leads somewhere else than the person who clicked could see."""
    if to_scheme not in ("http", "https") or (scheme == "https" and to_scheme == "http"):
        raise BadInput("picture_led_away", host=host)
    if is_near(to_host) and not is_near(host):
        raise BadInput("picture_led_away", host=host)


def is_near(host: str) -> bool:
    """Whether a host is this machine, or lies in its own network, by what is written; names are not looked up."""
    if _known_name(host) == _LOOPBACK:
        return True
    address = _address(host)
    return address is not None and not address.is_global


def _known_name(host: str) -> str:
    """One name for all the ways to write a host."""
    plain = host.strip("[]").rstrip(".").casefold()
    if plain == "localhost" or plain.endswith(".localhost"):
        return _LOOPBACK
    address = _address(plain)
    if address is None:
        return plain
    return _LOOPBACK if address.is_loopback or address.is_unspecified else str(address)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    plain = host.strip("[]").rstrip(".").partition("%")[0]
    try:
        address = ipaddress.ip_address(plain)
    except ValueError:
        return _odd_address(plain)
    return getattr(address, "ipv4_mapped", None) or address


def _odd_address(host: str) -> ipaddress.IPv4Address | None:
    """What systems read as an address, too: 127.1, 0x7f000001, 2130706433."""
    if not host or not host[0].isdigit() or not host.isascii() or " " in host:
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def _leads_in(path: str, environments: Sequence[Environment]) -> bool:
    """Whether a server may read one of the doors in a path, however it is written."""
    plain = path
    for _time in range(_MOST_UNQUOTED):
        if (unquoted := unquote(plain)) == plain:
            break
        plain = unquoted
    steps = [step.partition(";")[0].strip() for step in plain.replace("\\", "/").casefold().split("/")]
    if _DOORS & set(steps):
        return True
    joined = "/".join(["", *(step for step in steps if step not in ("", ".")), ""])
    own = {path for one in environments for path in (one.sync_path, one.rest_path, one.authorize_path)}
    return any(f"/{path.strip('/').casefold()}/" in joined for path in own)


def _host_of(base_url: str) -> str:
    rest = base_url.partition("://")[2].partition("/")[0].rpartition("@")[2]
    return rest[1:].partition("]")[0] if rest.startswith("[") else rest.partition(":")[0]
