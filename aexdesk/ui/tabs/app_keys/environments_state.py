"""All that is shown of environments, as values. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from aexdesk.faults import AexError, BadInput
from aexdesk.services.environments import DEFAULTS, check_path, clean_base_url
from aexdesk.workspace.environment import Environment

PATHS = ("sync_path", "rest_path", "authorize_path")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where an environment calls, as typed."""

    base_url: str
    sync_path: str
    rest_path: str
    authorize_path: str


def addresses_of(environment: Environment) -> Addresses:
    """As they are kept."""
    return Addresses(environment.base_url, environment.sync_path, environment.rest_path, environment.authorize_path)


def find_problems(environment: Environment, typed: Addresses) -> tuple[tuple[str, BadInput], ...]:
    """What keeps them from being saved, by field."""
    return tuple(_problems(environment, typed))


def _problems(environment: Environment, typed: Addresses) -> Iterator[tuple[str, BadInput]]:
    try:
        clean_base_url(typed.base_url, environment)
    except BadInput as problem:
        yield "base_url", problem
    for field in PATHS:
        try:
            check_path(getattr(typed, field))
        except BadInput as problem:
            yield field, problem


@dataclass(frozen=True, slots=True)
class EnvironmentForm:
    """One environment, saved and as typed."""

    environment: Environment
    typed: Addresses
    is_standing: bool = False
    is_saving: bool = False
    problems: tuple[tuple[str, BadInput], ...] = ()

    @property
    def is_dirty(self) -> bool:
        """Whether there is something to save."""
        return self.typed != addresses_of(self.environment)

    @property
    def is_default(self) -> bool:
        """Whether there is nothing to reset."""
        default = DEFAULTS.get(self.environment.name)
        return default is None or self.typed == addresses_of(default)


class Practice(StrEnum):
    """How the practice gateway is. JOINED: another AExDesk runs it."""

    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"
    JOINED = "joined"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class EnvironmentRow:
    """A line of the list; `address` is where its calls really go."""

    environment: Environment
    address: str
    practice: Practice
    is_dirty: bool


@dataclass(frozen=True, slots=True)
class EnvironmentsState:
    """`fault` is the practice gateway's; `trouble` is what went wrong in saving."""

    forms: tuple[EnvironmentForm, ...] = ()
    practice: Practice = Practice.STOPPED
    practice_url: str = ""
    fault: AexError | None = None
    trouble: AexError | None = None

    def form(self, name: str) -> EnvironmentForm | None:
        """The one of this name."""
        return next((form for form in self.forms if form.environment.name == name), None)

    @property
    def rows(self) -> tuple[EnvironmentRow, ...]:
        """The lines of the list."""
        return tuple(
            EnvironmentRow(form.environment, self._address(form.environment), self.practice, form.is_dirty)
            for form in self.forms
        )

    def _address(self, environment: Environment) -> str:
        return environment.base_url if environment.is_live else self.practice_url or environment.base_url

    def is_elsewhere(self, form: EnvironmentForm) -> bool:
        """Whether the practice gateway runs, but not where its environment says."""
        return bool(self.practice_url) and self.practice_url != form.environment.base_url
