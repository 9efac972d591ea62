"""What Chromium takes from the process's environment, cut to what cannot weaken a login. Pure.

It would open a port for debuggers, write the keys of its connections into a file, or look at no certificate, and
nothing in the window would show it.
"""

from __future__ import annotations

import logging
from collections.abc import MutableMapping

FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"
_LEFT_OUT = ("QTWEBENGINE_REMOTE_DEBUGGING", "SSLKEYLOGFILE")
_HARMLESS = frozenset({
    "--disable-dev-shm-usage", "--disable-gpu", "--disable-gpu-compositing", "--disable-software-rasterizer",
    "--enable-unsafe-swiftshader", "--force-device-scale-factor", "--in-process-gpu", "--lang", "--log-level",
    "--no-sandbox", "--ozone-platform", "--use-angle", "--use-gl",
})  # fmt: skip
"""Flags that make it run on odd machines. Listed, for there are two thousand others, and new ones with each version."""

_log = logging.getLogger(__name__)


def make_safe(environ: MutableMapping[str, str]) -> None:
    """To be called before the first profile is made: Chromium reads `environ` once. What goes is told in the log."""
    lost = [name for name in _LEFT_OUT if environ.pop(name, None) is not None]
    given = environ.get(FLAGS, "").split()
    kept = [flag for flag in given if flag.partition("=")[0] in _HARMLESS]
    if kept != given:
        environ[FLAGS] = " ".join(kept)
        lost += [flag.partition("=")[0] for flag in given if flag not in kept]
    if lost:
        _log.warning("The browser of the login does not heed: %s", ", ".join(lost))
