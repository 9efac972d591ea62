"""What the Meters tab shows. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from aexdesk.faults import AexError
from aexdesk.services.clock import Skew
from aexdesk.services.meters import AppMeter, Metering
from aexdesk.workspace.environment import PRACTICE, Environment
from aexdesk.workspace.profile import Profile


@dataclass(frozen=True)
class MetersState:
    """`metering` is None until it is read; `chosen` is an app key. `profile`: as whom the clock would be asked."""

    environment: Environment = PRACTICE
    profiles: tuple[Profile, ...] = ()
    profile: Profile | None = None
    metering: Metering | None = None
    chosen: str = ""
    skew: Skew | None = None
    is_asking: bool = False
    fault: AexError | None = None

    @property
    def app(self) -> AppMeter | None:
        """The app whose APIs are shown."""
        apps = self.metering.apps if self.metering else ()
        return next((one for one in apps if one.app_key == self.chosen), None)
