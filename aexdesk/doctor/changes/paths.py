"""The path in front: missing, too much of it, or where none belongs. Pure. Protocol, section 3, step 4."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from aexdesk.doctor.changes.change import Change, Stage
from aexdesk.doctor.draft import Draft
from aexdesk.doctor.finding import Mistake
from aexdesk.doctor.received import Received

_HOSTS = ("https://api-sg.aliexpress.com", "http://api-sg.aliexpress.com")


def changes(received: Received) -> list[Change]:
    """For a system interface and for a business one."""
    return _system(received) if received.is_system else _business(received)


def _system(received: Received) -> list[Change]:
    path = received.api
    slashed = path if path.startswith("/") else "/" + path
    found = [
        _prefixed(Mistake("path-missing"), ""),
        _prefixed(Mistake("path-without-slash"), path.lstrip("/")),
        _prefixed(Mistake("path-with-slash", "after"), slashed + "/"),
        _prefixed(Mistake("path-with-rest", "rest"), "/rest" + slashed),
        _prefixed(Mistake("path-with-rest", "rest-without-slash"), "rest" + slashed),
        _prefixed(Mistake("path-with-rest", "rest-alone"), "/rest"),
        _prefixed(Mistake("path-with-rest", "sync"), "/sync"),
    ]
    for host in _hosts(received.url):
        bare = host.partition("://")[2]
        found += [
            _prefixed(Mistake("path-with-rest", "host"), f"{host}/rest{slashed}"),
            _prefixed(Mistake("path-with-rest", "host"), f"{bare}/rest{slashed}"),
            _prefixed(Mistake("path-with-rest", "host-without-rest"), host + slashed),
            _prefixed(Mistake("path-with-rest", "host-alone"), f"{host}/rest"),
        ]
    if not received.has("method"):
        for how, as_method in (("", path), ("without-slash", path.lstrip("/"))):
            found.append(_as_business(Mistake("system-signed-as-business", how), as_method))
    else:
        found.append(_prefixed(Mistake("system-signed-as-business", "method-sent"), ""))
    return found


def _as_business(mistake: Mistake, method: str) -> Change:
    def apply(draft: Draft) -> Draft:
        return replace(draft, pairs=(*draft.pairs, ("method", method)), prefix="")

    return Change(mistake, Stage.PARAMETERS, "path", apply)


def _business(received: Received) -> list[Change]:
    name = received.api
    found = [
        _prefixed(Mistake("path-added", "name"), name),
        _prefixed(Mistake("path-added", "slash-name"), "/" + name),
        _prefixed(Mistake("path-added", "sync"), "/sync"),
        _prefixed(Mistake("path-added", "sync-without-slash"), "sync"),
        _prefixed(Mistake("path-added", "rest"), "/rest"),
        _prefixed(Mistake("path-added", "rest-name"), "/rest/" + name),
        _prefixed(Mistake("path-added", "sync-name"), "/sync/" + name),
    ]
    for host in _hosts(received.url):
        found += [
            _prefixed(Mistake("path-added", "host"), f"{host}/sync"),
            _prefixed(Mistake("path-added", "host"), f"{host}/sync?"),
            _prefixed(Mistake("path-added", "host"), f"{host}/rest"),
        ]
    found.append(Change(Mistake("business-signed-as-system"), Stage.PARAMETERS, "path", _as_system("/" + name)))
    found.append(Change(Mistake("path-added", "method-verb"), Stage.PATH, "path", _put(received.http_method or "POST")))
    return found


def _as_system(prefix: str) -> Callable[[Draft], Draft]:
    def apply(draft: Draft) -> Draft:
        return replace(draft, pairs=tuple(pair for pair in draft.pairs if pair[0] != "method"), prefix=prefix)

    return apply


def _prefixed(mistake: Mistake, prefix: str) -> Change:
    return Change(mistake, Stage.PATH, "path", _put(prefix))


def _put(prefix: str) -> Callable[[Draft], Draft]:
    return lambda draft: replace(draft, prefix=prefix)


def _hosts(url: str) -> tuple[str, ...]:
    """Schemes and hosts that a program may have put in front: that of the request, and the platform's."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return _HOSTS
    own = (f"{parts.scheme}://{parts.netloc}",) if parts.scheme and parts.netloc else ()
    return tuple(dict.fromkeys((*own, *_HOSTS)))
