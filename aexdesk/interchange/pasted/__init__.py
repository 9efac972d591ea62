"""One request as a developer has it at hand, read without losing anything: cURL, raw HTTP, URL, HAR or JSON. Pure.

Importing keeps what a saved request needs; here everything counts, secrets and the signature above all.
"""

from __future__ import annotations

from aexdesk.interchange.pasted.reading import read_pasted
from aexdesk.interchange.pasted.request import PastedFile, PastedRequest

__all__ = ["PastedFile", "PastedRequest", "read_pasted"]
