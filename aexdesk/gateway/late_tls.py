"""TLS as httpx has it by default, but the trusted certificates are read at the first handshake: that takes its time,
and practice speaks plain HTTP."""

from __future__ import annotations

import os
import ssl
import sys
from typing import Any, Final

_FILE: Final = "SSL_CERT_FILE"
_FOLDER: Final = "SSL_CERT_DIR"


class LateTls(ssl.SSLContext):
    """A client's context: checks the server's name and its certificate, against what httpx would trust."""

    _is_loaded = False

    def wrap_bio(self, *arguments: Any, **named: Any) -> ssl.SSLObject:
        """As inherited. This is how asyncio begins a handshake."""
        self._load()
        return super().wrap_bio(*arguments, **named)

    def wrap_socket(self, *arguments: Any, **named: Any) -> ssl.SSLSocket:
        """As inherited."""
        self._load()
        return super().wrap_socket(*arguments, **named)

    def _load(self) -> None:
        if self._is_loaded:
            return
        try:
            self._load_authorities()
        except ssl.SSLError:
            raise
        except OSError as error:  # no file there: a handshake that fails, as for a file that holds no certificate
            raise ssl.SSLError(error.errno, f"{_FILE}: {error.strerror}") from error
        self._is_loaded = True

    def _load_authorities(self) -> None:
        if file := os.environ.get(_FILE):
            self.load_verify_locations(cafile=file)
        elif folder := os.environ.get(_FOLDER):
            self.load_verify_locations(capath=folder)
        else:
            import certifi  # noqa: PLC0415 - as late as the rest

            self.load_verify_locations(cafile=certifi.where())


def late_tls() -> LateTls:
    """A context that trusts nobody until its first handshake."""
    context = LateTls(ssl.PROTOCOL_TLS_CLIENT)  # checks names and certificates
    if sys.version_info >= (3, 13):  # what ssl.create_default_context adds there
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | ssl.VERIFY_X509_STRICT
    return context
