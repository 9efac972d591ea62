"""All that the Support tab shows, as values: calls and cases, the chosen one, the form, the hours. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from aexdesk.faults import AexError
from aexdesk.services.support_desk import FormWish, SupportCase
from aexdesk.support.channels import Channel, FormLanguage, Topic
from aexdesk.support.forms import SupportForm
from aexdesk.support.hours import ServiceHours
from aexdesk.support.topics import TopicHint
from aexdesk.workspace.environment import PRACTICE, Environment
from aexdesk.workspace.exchange import ExchangeSummary
from aexdesk.workspace.filed_case import FiledCase, FiledState


class SupportPage(StrEnum):
    """What the left side lists."""

    CALLS = "calls"
    CASES = "cases"


@dataclass(frozen=True, slots=True)
class CasesState:
    """`rows`: what search and `only` (None: all) find. `linked`: every case of the environment, by its calls.

    `notes`: as they stand in the field.
    """

    rows: tuple[FiledCase, ...] = ()
    is_loaded: bool = False
    search: str = ""
    only: FiledState | None = None
    chosen: FiledCase | None = None
    notes: str = ""
    linked: Mapping[str, tuple[FiledCase, ...]] = field(default_factory=dict)
    count: int = 0


@dataclass(frozen=True, slots=True)
class SupportState:
    """`rows`: the calls of this environment that the search finds. `picked`: those that the form is about, `chosen`
    leads. `description`: as it stands in the field.

    `folded`: the channels whose way a person knows. `shown`: the hidings that a person wants to see. `has_mail`:
    whether a mail program took the last mail; true until one refuses.
    """

    environment: Environment = PRACTICE
    page: SupportPage = SupportPage.CALLS
    is_loaded: bool = False
    rows: tuple[ExchangeSummary, ...] = ()
    search: str = ""
    failed_only: bool = True
    picked: tuple[str, ...] = ()
    case: SupportCase | None = None
    fault: AexError | None = None
    channel: Channel = Channel.DINGTALK
    topic: Topic = Topic.TECHNICAL
    language: FormLanguage = FormLanguage.ENGLISH
    folded: frozenset[Channel] = frozenset()
    description: str = ""
    shown: frozenset[str] = frozenset()
    form: SupportForm | None = None
    hint: TopicHint | None = None
    hours: ServiceHours | None = None
    has_mail: bool = True
    cases: CasesState = field(default_factory=CasesState)

    @property
    def chosen(self) -> str:
        """The call that leads, or ""."""
        return self.picked[0] if self.picked else ""

    @property
    def wish(self) -> FormWish:
        """How the form is to be."""
        return FormWish(self.channel, self.topic, self.description, self.language, self.shown)

    @property
    def is_guide_open(self) -> bool:
        """Whether the way to the channel stands there."""
        return self.channel not in self.folded

    @property
    def is_email(self) -> bool:
        """Only an email has an address and a subject."""
        return self.channel is Channel.EMAIL

    @property
    def suggested(self) -> str:
        """What the calls themselves suggest."""
        return self.case.suggested(self.language) if self.case is not None else ""

    @property
    def is_own_description(self) -> bool:
        """Whether somebody wrote another description than the call suggests."""
        return self.case is not None and self.description.strip() not in ("", self.suggested)

    @property
    def filed(self) -> tuple[FiledCase, ...]:
        """The cases about the call that leads."""
        return self.cases.linked.get(self.chosen, ())
