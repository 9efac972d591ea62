"""A recipe: what code needs to make a recorded call again and sign it by itself. Nothing of it is secret. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from aexdesk.interchange.multipart import is_multipart, parts_of
from aexdesk.openplatform.endpoints import Endpoints
from aexdesk.openplatform.request import Origin, endpoint_of, quote_path
from aexdesk.openplatform.signing import SIGN, SIGN_METHODS, Digest, is_system
from aexdesk.secret import MASK
from aexdesk.workspace.exchange import Exchange, Parameter

SESSION_NAMES: Final = ("session", "access_token")
_COMPUTED: Final = frozenset({"app_key", "timestamp", "sign_method", SIGN, *SESSION_NAMES})
_SETTINGS: Final = frozenset({"format", "simplify", "v", "partner_id", "debug"})  # protocol, section 2
_DEFAULT_FILE_TYPE: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class RecipeFile:
    """A file that was sent: its parameter, its name without a folder, its content type."""

    parameter: str
    file_name: str
    content_type: str = _DEFAULT_FILE_TYPE


@dataclass(frozen=True, slots=True)
class Recipe:
    """A call without what is computed anew for each: timestamp, signature, session.

    A parameter whose whole value was a secret is among `secret_parameters`, with the variable that code reads it from.
    `session_parameter` is the name under which the session was sent, "" for none.
    """

    api: str
    parameters: tuple[tuple[str, str], ...]
    files: tuple[RecipeFile, ...]
    settings: tuple[tuple[str, str], ...]
    app_key: str
    sync_url: str
    rest_url: str
    http_method: str
    sign_method: str
    needs_session: bool
    session_parameter: str = ""
    secret_parameters: tuple[tuple[str, str], ...] = ()
    is_multipart: bool = False

    @property
    def is_system(self) -> bool:
        """Whether the path stands in the URL, and before the string to sign."""
        return is_system(self.api)

    @property
    def digest(self) -> Digest:
        """How it is signed; a sign method that nobody knows is taken for the documented one."""
        return SIGN_METHODS.get(self.sign_method, Digest.HMAC_SHA256)

    @property
    def variables(self) -> tuple[tuple[str, str], ...]:
        """Each parameter that code reads from the environment, and the variable."""
        session = ((self.session_parameter, "AE_SESSION"),) if self.needs_session else ()
        return (*session, *self.secret_parameters)

    @property
    def base_url(self) -> str:
        """What both addresses have in common, as AE_BASE_URL holds it; no trailing slash."""
        address, ending = (self.rest_url, "/rest") if self.is_system else (self.sync_url, "/sync")
        if address.endswith(ending):
            return address.removesuffix(ending)
        parts = urlsplit(address)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def path(self) -> str:
        """What stands behind the base URL."""
        endpoint = endpoint_of(self.api, Endpoints(self.sync_url, self.rest_url))
        return endpoint.removeprefix(self.base_url)


def recipe_of(exchange: Exchange) -> Recipe:
    """The recipe of an exchange that went through `redaction.for_leaving`.

    Whatever layout the parameters travelled in, code sends them as this program does: a GET in the query, a POST in
    the body, a system interface with its path in the URL.
    """
    parameters = {one.name: one for one in reversed(exchange.request.parameters)}  # of doubled ones, the first
    kept = [parameters[name] for name in dict.fromkeys(one.name for one in exchange.request.parameters)]
    kept = [one for one in kept if not _is_computed(one, exchange.api)]
    plain = [one for one in kept if one.value != MASK]
    session = next((name for name in SESSION_NAMES if name in parameters and parameters[name].value), "")
    method = parameters.get("sign_method")
    sync_url, rest_url = _addresses(exchange)
    return Recipe(
        api=exchange.api,
        parameters=tuple((one.name, whole(one.value)) for one in plain if not _is_setting(one)),
        files=tuple(_files(exchange)),
        settings=tuple((one.name, whole(one.value)) for one in plain if _is_setting(one)),
        app_key=exchange.app_key or (parameters["app_key"].value if "app_key" in parameters else ""),
        sync_url=sync_url,
        rest_url=rest_url,
        http_method="GET" if exchange.request.method == "GET" else "POST",
        sign_method=method.value if method is not None and method.value in SIGN_METHODS else "sha256",
        needs_session=bool(session),
        session_parameter=session,
        secret_parameters=tuple((one.name, variable_of(one.name)) for one in kept if one.value == MASK),
        is_multipart=is_multipart(exchange.request),
    )


def variable_of(name: str) -> str:
    """The environment variable that code reads a secret parameter from."""
    return "AE_" + re.sub(r"[^A-Z0-9]+", "_", name.upper()).strip("_")


def whole(text: str) -> str:
    """`text` without half characters: no language can write them into a request."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _is_computed(one: Parameter, api: str) -> bool:
    return one.name in _COMPUTED or (one.name == "method" and one.value == api)


def _is_setting(one: Parameter) -> bool:
    return one.origin is Origin.SETTING or one.name in _SETTINGS


def _addresses(exchange: Exchange) -> tuple[str, str]:
    """Both addresses, from the one that was called."""
    endpoint = exchange.request.url.partition("?")[0].partition("#")[0]
    if not is_system(exchange.api):
        return endpoint, endpoint.removesuffix("/sync") + "/rest"
    # The official Python and PHP SDKs call /rest itself, and name the path as `method`. Protocol, section 1.
    rest_url = endpoint.removesuffix(quote_path(exchange.api)).rstrip("/")
    return rest_url.removesuffix("/rest") + "/sync", rest_url


def _files(exchange: Exchange) -> list[RecipeFile]:
    found: dict[str, RecipeFile] = {}
    for part in parts_of(exchange.request):
        if part.file_name is not None and part.name not in found:
            found[part.name] = RecipeFile(
                whole(part.name), bare_name(part.file_name, part.name), part.content_type or _DEFAULT_FILE_TYPE
            )
    return list(found.values())


def bare_name(file_name: str, parameter: str) -> str:
    """A name that lies in the folder at hand, on any system."""
    bare = re.sub(r"[^\w.() -]+", "_", whole(re.split(r"[/\\]", file_name)[-1])).strip(" .")
    return bare or re.sub(r"\W+", "_", parameter) or "file"
