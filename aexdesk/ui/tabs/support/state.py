"""All that the Support tab shows, as values: the calls, the one that is chosen, the form, the hours. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from aexdesk.faults import AexError
from aexdesk.services.support_desk import SupportCase
from aexdesk.support.channels import Channel, Topic
from aexdesk.support.forms import SupportForm
from aexdesk.support.hours import ServiceHours
from aexdesk.workspace.environment import PRACTICE, Environment
from aexdesk.workspace.exchange import ExchangeSummary


@dataclass(frozen=True, slots=True)
class SupportState:
    """`rows`: the calls of this environment that the search finds. `description`: as it stands in the field.

    `has_mail`: whether a mail program took the last mail; true until one refuses.
    """

    environment: Environment = PRACTICE
    is_loaded: bool = False
    rows: tuple[ExchangeSummary, ...] = ()
    search: str = ""
    failed_only: bool = True
    chosen: str = ""
    case: SupportCase | None = None
    fault: AexError | None = None
    channel: Channel = Channel.DINGTALK
    topic: Topic = Topic.TECHNICAL
    description: str = ""
    hides_address: bool = False
    form: SupportForm | None = None
    hours: ServiceHours | None = None
    has_mail: bool = True

    @property
    def is_email(self) -> bool:
        """Only an email has an address and a subject."""
        return self.channel is Channel.EMAIL

    @property
    def is_own_description(self) -> bool:
        """Whether somebody wrote another description than the call suggests."""
        return self.case is not None and self.description.strip() not in ("", self.case.suggested)
