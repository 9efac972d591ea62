"""All that the Doctor tab shows, as values: what is asked, how far the search is, what came of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from aexdesk.faults import AexError
from aexdesk.services.doctor_apps import AppFound
from aexdesk.services.doctor_desk import Examination
from aexdesk.workspace.environment import PRACTICE, Environment
from aexdesk.workspace.exchange import Exchange


@dataclass(frozen=True, slots=True)
class CodeState:
    """The corrected request in a language, or why it cannot be written."""

    language: str = "curl"
    names: tuple[tuple[str, str], ...] = ()
    text: str = ""
    written: str = ""
    variables: tuple[str, ...] = ()
    fault: AexError | None = None


@dataclass(frozen=True, slots=True)
class DoctorState:
    """`text` is what was pasted, `exchange` the recorded call that is examined in its place.

    `app` is whose secret would be taken; None before something was read. `fault` belongs to the field, `trouble` to the
    examination. `tried` counts digests while `is_examining`; `is_long` once that takes long enough to notice, and until
    then an older `result` stands as it is.
    """

    environment: Environment = PRACTICE
    text: str = ""
    exchange: Exchange | None = None
    app: AppFound | None = None
    fault: AexError | None = None
    trouble: AexError | None = None
    is_asked: bool = False
    is_examining: bool = False
    is_long: bool = False
    tried: int = 0
    result: Examination | None = None
    code: CodeState = CodeState()

    @property
    def has_request(self) -> bool:
        """Whether there is something to examine."""
        return bool(self.exchange is not None or self.text.strip())
