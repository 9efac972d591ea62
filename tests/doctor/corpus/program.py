"""A program that signs a request, one small step after the other. Right as it stands; each mistake spoils a step."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.doctor.corpus.bases import SECRET, Base

Params = dict[str, str]


@dataclass
class Program:
    """Its steps in the order in which they run. What is sent is laid out from `send`, what is signed from `sign`."""

    base: Base
    secret: str = SECRET
    send: list[Callable[[Params], None]] = field(default_factory=list)  # what stands in the request
    gather: list[Callable[[Params], None]] = field(default_factory=list)
    clock: Callable[[str], str] = str
    formats: list[Callable[[str, str], str]] = field(default_factory=list)  # name, value
    dumps: Callable[[str], str] | None = None
    escape: Callable[[str], str] | None = None
    drop_empty: bool = False
    quote: Callable[[str, str], str] | None = None  # value, charset
    order: Callable[[list[str]], list[str]] = sorted
    join: Callable[[list[tuple[str, str]]], str] | None = None
    front: str | None = None
    charset: str = "utf-8"
    hash: str = ""
    plain: str = ""  # "" is an HMAC; else a format of secret {k} and string {s} that is hashed
    wrap: bool = False
    swap: bool = False
    lower: bool = False
    b64: bool = False
    cut: int = 0

    # ------------------------------------------------ what is sent

    def request(self) -> list[tuple[str, str]]:
        """Every text parameter that is sent, the signature last."""
        sent = dict(self.base.params)
        for step in self.send:
            step(sent)
        return [*sent.items(), ("sign", self.signature())]

    # ------------------------------------------------ what is signed

    def string_to_sign(self) -> str:
        params = dict(self.base.params)
        for step in self.gather:
            step(params)
        if "timestamp" in params:
            params["timestamp"] = self.clock(params["timestamp"])
        params = {k: self._formatted(k, v) for k, v in params.items()}
        if self.drop_empty:
            params = {k: v for k, v in params.items() if v}
        if self.quote is not None:
            params = {k: self.quote(v, self.charset) for k, v in params.items()}
        text = self._front()
        pairs = [(k, params[k]) for k in self.order(list(params))]
        if self.join is not None:
            return text + self.join(pairs)
        for k, v in pairs:
            text += k + v
        return text

    def _formatted(self, name: str, value: str) -> str:
        for fmt in self.formats:
            value = fmt(name, value)
        if value[:1] in ("{", "[") and self.dumps is not None:
            value = self.dumps(value)
        return value if self.escape is None else self.escape(value)

    def _front(self) -> str:
        if self.front is not None:
            return self.front
        return self.base.api if self.base.is_system and self.base.sign_method not in ("md5", "hmac") else ""

    def signature(self) -> str:
        string = self.string_to_sign().encode(self.charset, "strict" if "utf" in self.charset else "replace")
        key = self.secret.encode(self.charset if "utf" in self.charset else "utf-8")
        digest = self._digest(key, string)
        if self.b64:
            text = base64.b64encode(digest.hex().encode() if self.lower else digest).decode()
        else:
            text = digest.hex() if self.lower else digest.hex().upper()
        return text[: self.cut] if self.cut else text

    def _digest(self, key: bytes, string: bytes) -> bytes:
        method = self.base.sign_method
        name = self.hash or {"md5": "md5", "hmac": "md5"}.get(method, "sha256")
        plain = self.plain or ("ksk" if method == "md5" and not (self.hash or self.wrap or self.swap) else "")
        if plain:
            parts = {"k": key, "s": string}
            return hashlib.new(name, b"".join(parts[letter] for letter in plain)).digest()
        if self.wrap:
            string = key + string + key
        if self.swap:
            key, string = string, key
        return hmac.new(key, string, name).digest()
