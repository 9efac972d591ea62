"""Hides secrets in what is said: in the log, in crash reports, in what a person wrote."""

from __future__ import annotations

import re
from typing import Final

from aexdesk.openplatform.named_values import prose_pattern
from aexdesk.redaction.hider import SECRET_NAMES, Hider
from aexdesk.redaction.sought import Others, encoded, of_elsewhere
from aexdesk.secret import MASK, Secret

_LOG_NAMES: Final = (*SECRET_NAMES, "code", "sign")


class SecretsSeen:
    """The secrets that went through this process, so that the log, crash reports and what is recorded can be cleared of
    them. `others`: they, for the record of a call; another thread may read it."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._hider = Hider({}, _LOG_NAMES)
        self.others = self._encoded = Others()

    def add(self, secret: Secret | None) -> None:
        """Remembers a secret that was read or given."""
        if secret is not None and (text := secret.reveal()) and text not in self._seen:
            self._seen.add(text)
            self._encoded += encoded((text,))
            self._hider = Hider(dict.fromkeys(self._seen, MASK), _LOG_NAMES, self._encoded)
            self.others += of_elsewhere(text)

    def hide(self, text: str, *, by_name: bool = True) -> str:
        """`text` without any of them, and, by name, without what a name beside it gives away (also sign and code)."""
        return (self._hider if by_name else self._hider.without_names()).hide(text)


_PROSE_NAMES: Final = (
    *SECRET_NAMES, "secret", "secret_key", "token", "sign", "signature", "cookie", "pwd", "passwd", "api_key",
    "access_key", "session_key", "top_session", "密码", "口令", "密钥", "令牌", "会话", "签名", "授权码", "验证码",
)  # fmt: skip
"""As people call them, in the two languages that support reads."""
_PROSE: Final = prose_pattern(_PROSE_NAMES)
_HEADER: Final = re.compile(
    r"(?P<before>[\"'])?(?<![\w-])(?:set-cookie|cookie|proxy-authorization|authorization)"
    r"(?P<after>\\{0,4}[\"'])?[ \t]*[:=：][ \t]*(?P<quote>\\{0,4}[\"'])?",
    re.IGNORECASE,
)
_LINE_END: Final = re.compile(r"(?=[\r\n])|\Z")
_SCHEME: Final = re.compile(r"\b((?:bearer|basic)\s+)[A-Za-z0-9+/=._~-]{6,}", re.IGNORECASE)


def hide_prose(text: str) -> str:
    """What a person wrote, as it may leave: without the word behind a secret's name, without the value of a header
    that lets somebody in, up to the end of its line or its quotes."""
    return _PROSE.sub(rf"\1{MASK}", _SCHEME.sub(rf"\1{MASK}", _hide_headers(text)))


def _hide_headers(text: str) -> str:
    out, done = [], 0
    for head in _HEADER.finditer(text):
        if head.start() < done:
            continue
        quote = head["quote"] or (head["before"] if not head["after"] else None)
        # In JSON inside a text, quotes have backslashes before them, and those of the value have more.
        ending = re.compile(rf"(?<!\\){re.escape(quote)}|(?=[\r\n])|\Z") if quote else _LINE_END
        end = ending.search(text, head.end())
        assert end is not None  # every text has an end
        out += [text[done : head.end()], MASK if end.start() > head.end() else ""]
        done = end.start()
    return "".join([*out, text[done:]])
