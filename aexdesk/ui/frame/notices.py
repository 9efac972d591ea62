"""The banners over every tab: a fault of ours, a fault of the machine's, the keyring, the practice gateway."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.frame.names import name_environment
from aexdesk.ui.view import View
from aexdesk.ui.widgets.copied import say_copied

if TYPE_CHECKING:
    from aexdesk.ui.widgets.banner import Banner
    from aexdesk.workspace.loan_account import LoanAccount


def _say(error: AexError) -> tuple[str, str, str]:
    # The words are of no use before something has gone wrong, and a cold start does without them.
    from aexdesk.wording import describe  # noqa: PLC0415

    words = describe(error)
    return words.message, words.hint, "warn"


def _say_loans(loans: Sequence[LoanAccount]) -> tuple[str, str, str]:
    told = ", ".join(f"{loan.email} ({loan.until.isoformat() if loan.until else '–'})" for loan in loans)
    message = _("The loan of a test account ends soon: {accounts}.").format(accounts=told)
    return (
        message,
        _("After its last day no order for it leaves. Extend it in the App Console, or borrow another."),
        "warn",
    )


class Notices(View):
    """Each trouble has one banner; a banner goes when its trouble does, or when it is put away."""

    def __init__(self, model: FrameModel, copy: Callable[[str], None]) -> None:
        super().__init__()
        self._model = model
        self._copy = copy
        self._banners: dict[str, Banner] = {}
        self._column = theme.column(gap="", parent=self)
        model.changed.connect(self.retranslate)

    def banner(self, name: str) -> Banner | None:
        """The banner "crash", "trouble", "vault", "practice", "clock" or "loans", if it has ever been needed."""
        return self._banners.get(name)

    def retranslate(self) -> None:
        """Says what is wrong now, in the language of now."""
        state = self._model.state
        self._show("crash", self._say_crash() if state.crash else None)
        self._show("trouble", _say(state.trouble) if state.trouble else None)
        self._show("vault", self._say_vault() if state.vault_trouble and not state.is_vault_noted else None)
        trouble = state.practice.trouble if state.practice else None
        self._show("practice", _say(trouble) if trouble else None)
        self._show("clock", self._say_clock())
        self._show("loans", _say_loans(state.ending_loans) if state.ending_loans else None)

    def _show(self, name: str, words: tuple[str, str, str] | None) -> None:
        if words is None:
            if name in self._banners:
                self._banners[name].hide()
            return
        banner = self._banners.get(name) or self._add(name)
        banner.show_message(*words, dismiss=_("Put this message away"))
        if name == "crash":
            banner.set_actions((_("Copy report"), self._copy_crash))
        elif name == "practice":
            banner.set_actions(
                (_("Use a free port"), lambda: self._model.start_practice(0)),
                (_("Try again"), self._model.start_practice),
            )

    def _say_clock(self) -> tuple[str, str, str] | None:
        skew, place = self._model.state.skew, self._model.state.environment
        if skew is None or place is None or not skew.is_refused:
            return None
        from aexdesk.wording.clock_words import warn_skew  # noqa: PLC0415 - most clocks are right

        words = warn_skew(skew.ahead, name_environment(place))
        return words.message, words.hint, "bad"

    def _add(self, name: str) -> Banner:
        from aexdesk.ui.widgets.banner import Banner  # noqa: PLC0415 - most starts go well

        put_away = {
            "crash": self._model.put_away_crash,
            "trouble": self._model.put_away_trouble,
            "vault": self._model.put_away_vault,
            "loans": self._model.put_away_loans,
        }.get(name)
        banner = Banner(can_dismiss=put_away is not None)
        if put_away is not None:
            banner.dismissed.connect(put_away)
        self._column.addWidget(banner)
        self._banners[name] = banner
        return banner

    def _say_crash(self) -> tuple[str, str, str]:
        return (
            _("Something went wrong inside AExDesk. What was saved is safe."),
            _("The report holds no secret. Send it to whoever looks after AExDesk for you."),
            "bad",
        )

    def _say_vault(self) -> tuple[str, str, str]:
        trouble = self._model.state.vault_trouble
        assert trouble is not None
        message, hint, tone = _say(trouble)
        kept = _("Until then secrets stay in memory and are gone when AExDesk closes.")
        return message, f"{hint} {kept}", tone

    def _copy_crash(self) -> None:
        self._copy(self._model.state.crash)
        say_copied(self._banners["crash"])
