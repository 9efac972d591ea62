"""What the frame says of Live: read-only or unlocked, for how long, and what is at risk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aexdesk.i18n import _, ngettext
from aexdesk.ui.widgets.countdown import describe_time_left

if TYPE_CHECKING:
    from aexdesk.faults import AexError
    from aexdesk.workspace.ledger import Money


def say_unlocked(seconds_left: float) -> str:
    """The red button of the top line."""
    return _("Unlocked · {left}").format(left=describe_time_left(seconds_left) or _("over"))


def explain_unlock() -> str:
    """What the unlock allows, before anybody types."""
    return _(
        "For 15 minutes calls that write may leave, and so may orders that match an active order test case. "
        "Leaving Live, changing the profile, or one click on the countdown ends it."
    )


def say_what_to_type(name: str) -> str:
    """Over the field."""
    return _("Type the profile's name: {name}").format(name=name)


def complain(fault: AexError | None) -> str:
    """Why Live stayed locked."""
    if fault is None:
        return ""
    from aexdesk.wording import describe  # noqa: PLC0415 - most unlocks go well

    words = describe(fault)
    return f"{words.message} {words.hint}".strip()


def say_at_risk(totals: tuple[Money, ...], unpriced: int) -> str:
    """What stands in the status line."""
    told = [f"{one.currency} {one.amount}" for one in totals]
    if unpriced:
        told.append(ngettext("{count} unpriced", "{count} unpriced", unpriced).format(count=unpriced))
    return _("at risk {amounts}").format(amounts=" + ".join(told) or "0")


def explain_at_risk(totals: tuple[Money, ...], unpriced: int) -> str:
    """The tooltip."""
    if not totals and not unpriced:
        return _("No order in Live waits to be settled. Press for the ledger.")
    lines = [_("Orders in Live that are not settled yet may cost this. Press for the ledger.")]
    if unpriced:
        lines.append(
            ngettext(
                "Of {count} the platform has not told the amount.",
                "Of {count} the platform has not told the amount.",
                unpriced,
            ).format(count=unpriced)
        )
    return "\n".join(lines)
