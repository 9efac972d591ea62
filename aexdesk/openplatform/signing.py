"""Signs calls: string to sign, then digest. Pure; no clock, no network.

Sources: documentation articles 120692 and 120693, the official Python and Java SDKs (protocol, section 3).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from aexdesk.faults import BadInput
from aexdesk.secret import MASK, Secret

SIGN = "sign"


class Digest(StrEnum):
    """How the string to sign becomes a signature."""

    HMAC_SHA256 = "HMAC-SHA256"
    HMAC_MD5 = "HMAC-MD5"
    MD5 = "MD5"


SIGN_METHODS: Mapping[str, Digest] = {
    "sha256": Digest.HMAC_SHA256,
    "md5": Digest.MD5,
    "hmac": Digest.HMAC_MD5,
    # Seen in the field beside the documented names; the Java SDK takes the last one.
    "hmac-sha256": Digest.HMAC_SHA256,
    "HmacSHA256": Digest.HMAC_SHA256,
}
"""The values of `sign_method` and what each stands for; the first is the documented default."""


class Part(StrEnum):
    """What a segment of the string to sign is."""

    API_PATH = "api_path"
    NAME = "name"
    VALUE = "value"
    APP_SECRET = "app_secret"  # noqa: S105 - the name of a part


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the string to sign, and the parameter that it came from ("" for path and app secret)."""

    part: Part
    text: str
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class StringToSign:
    """What is digested, as a value one can look at. The app secret that MD5 wraps around it shows as dots."""

    digest: Digest
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """The string as it may be shown."""
        return "".join(segment.text for segment in self.segments)

    def reveal(self, app_secret: Secret) -> str:
        """The string as it is digested, app secret included where the digest wraps it around."""
        return "".join(
            app_secret.reveal() if segment.part is Part.APP_SECRET else segment.text for segment in self.segments
        )


def digest_of(sign_method: str) -> Digest:
    """What `sign_method` stands for. Raises BadInput for a name that nobody has seen."""
    try:
        return SIGN_METHODS[sign_method]
    except KeyError:
        raise BadInput("unknown_sign_method", name=sign_method, known=", ".join(SIGN_METHODS)) from None


def is_system(api: str) -> bool:
    """Whether `api` names a system interface: the SDKs look for a slash in the name."""
    return "/" in api


def build_string_to_sign(api: str, parameters: Mapping[str, str], digest: Digest) -> StringToSign:
    """Joins name and value of every parameter but `sign`, sorted by name, raw.

    For HMAC-SHA256 a system interface puts its path in front; for MD5 the app secret stands on both sides. Neither
    MD5 form, both of the older TOP protocol, knows a path. File parameters are not in `parameters`: the platform
    does not sign them.
    """
    segments: list[Segment] = []
    # Sorting by code point is sorting by UTF-8 byte: digits, capitals, underscore, small letters.
    for name in sorted(parameters):
        if name != SIGN:
            segments += [Segment(Part.NAME, name, name), Segment(Part.VALUE, parameters[name], name)]
    if is_system(api) and digest is Digest.HMAC_SHA256:
        segments.insert(0, Segment(Part.API_PATH, api))
    if digest is Digest.MD5:
        wrapping = Segment(Part.APP_SECRET, MASK)
        segments = [wrapping, *segments, wrapping]
    return StringToSign(digest, tuple(segments))


def sign(string_to_sign: StringToSign, app_secret: Secret) -> str:
    """The signature: upper-case hex, 64 characters for HMAC-SHA256, 32 for both MD5 forms.

    Raises BadInput where the string or the secret holds half a surrogate pair, which has no UTF-8.
    """
    try:
        key = app_secret.reveal().encode()
        message = string_to_sign.reveal(app_secret).encode()
    except UnicodeEncodeError:
        raise BadInput("not_utf8") from None
    if string_to_sign.digest is Digest.MD5:
        return hashlib.md5(message, usedforsecurity=False).hexdigest().upper()
    name = "sha256" if string_to_sign.digest is Digest.HMAC_SHA256 else "md5"
    return hmac.new(key, message, name).hexdigest().upper()
