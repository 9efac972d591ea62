"""The Meters tab: the clock on top, the apps and their calls of today, under them the APIs of the chosen one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QStackedWidget, QWidget

from aexdesk.i18n import _
from aexdesk.services.meters import AppMeter
from aexdesk.ui import theme
from aexdesk.ui.frame.names import name_environment
from aexdesk.ui.outcomes import short_api
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.meters import words
from aexdesk.ui.tabs.meters.model import MetersModel
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.empty_state import EmptyState
from aexdesk.ui.widgets.fitting import FittingTable
from aexdesk.ui.widgets.pane_parts import bar, centred, thin_line
from aexdesk.wording import describe

_GIVES_WAY = (5, 1)
_LEAST_LETTERS = 20


class MetersView(ComposedView):
    """Draws the model; counts while it is seen."""

    def __init__(self, model: MetersModel, navigate: Navigate) -> None:
        super().__init__()
        self._model = model
        self._navigate = navigate

    def _compose(self) -> Steps:
        self._frame()
        yield
        self.apps = FittingTable(
            ListRows(self._app_columns(), lambda row: row.app_key, self), _GIVES_WAY, _LEAST_LETTERS
        )
        self._top.addWidget(self.apps)
        yield
        self.apis = FittingTable(ListRows(_api_columns(), lambda row: row.api, self), (4,), _LEAST_LETTERS)
        self._below.addWidget(self.apis)
        yield
        names = {"apps": self.apps, "apis": self.apis, "ask": self.ask, "clock": self.clock}
        for name, widget in names.items():
            widget.setObjectName(f"meters.{name}")
        self._connect()

    def _app_columns(self) -> tuple[Column, ...]:
        return (
            Column(lambda: _("App"), lambda row: words.name_app(row, self._model.state)),
            Column(lambda: _("App key"), lambda row: row.app_key or words.NOTHING, "mono", 14),
            Column(lambda: _("Calls"), lambda row: words.write_count(row.meter.calls), "number", 12),
            Column(lambda: _("Success"), lambda row: words.write_success(row.meter), "number", 12,
                   tone=lambda row: words.tone_of_success(row.meter)),
            Column(lambda: _("Throttled"), lambda row: words.write_count(row.meter.throttled), "number", 12,
                   tone=lambda row: words.tone_of_throttled(row.meter)),
            Column(lambda: _("No answer"), lambda row: words.write_unanswered(row.meter), "number", 12),
        )  # fmt: skip

    def _frame(self) -> None:
        self.trouble, self.ask, self.pages = Banner(can_dismiss=True), QPushButton(), QStackedWidget()
        self.clock, self.since, self.rates = QLabel(), QLabel(), QLabel()
        self.clock.setWordWrap(True)
        for label in (self.since, self.rates):
            theme.mark(label, kind="small")
            label.setWordWrap(True)
            label.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        head = bar(self.clock, self.ask, is_headed=True)
        theme.column(self.trouble, head, thin_line(), self.pages, gap="", parent=self).setStretch(3, 1)
        self.empty, halves = EmptyState("meters"), QSplitter(Qt.Orientation.Vertical)
        halves.setObjectName("metersSplitter")
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(theme.space("hair"))
        self._nothing, self._halves = centred(self.empty), halves
        for page in (self._nothing, halves):
            self.pages.addWidget(page)
        top, below = QWidget(), QWidget()
        for number, half in enumerate((top, below)):
            halves.addWidget(half)
            halves.setStretchFactor(number, number + 1)
        self._top = theme.column(self.since, gap="", parent=top)
        self._below = theme.column(self.rates, gap="", parent=below)

    def _connect(self) -> None:
        self._model.changed.connect(self._show)
        self.trouble.dismissed.connect(self._model.put_away_fault)
        self.ask.clicked.connect(self._model.ask_time)
        self.apps.chosen.connect(self._choose)
        self.empty.acted.connect(lambda: self._navigate("console"))

    def retranslate(self) -> None:
        """Writes its words."""
        self.apps.setAccessibleName(_("Apps and their calls of today"))
        self.apis.setAccessibleName(_("APIs and their calls of today"))
        self.ask.setToolTip(_("Makes one call that only reads; its answer tells the platform's time"))
        self.clock.setToolTip(words.explain_clock())
        self.since.setToolTip(words.explain_since())
        self.rates.setText(words.explain_rates())
        for table in (self.apps, self.apis):
            table.rows.retranslate()
        self._show()

    def _show(self) -> None:
        state = self._model.state
        self.clock.setText(words.say_clock(state.skew))
        theme.mark(self.clock, tone=words.tone_of_clock(state.skew))
        self.ask.setText(_("Asking…") if state.is_asking else _("Check the clock"))
        self.ask.setEnabled(state.profile is not None and not state.is_asking)
        self.empty.set_words(*words.say_empty(name_environment(state.environment)))
        metering = state.metering
        self.pages.setCurrentWidget(self._nothing if metering is not None and not metering.apps else self._halves)
        self.since.setText(words.say_since(metering.since) if metering is not None else "")
        self.apps.show_rows(metering.apps if metering is not None else (), state.chosen or None)
        self.apis.show_rows(state.app.apis if state.app is not None else ())
        said = describe(state.fault) if state.fault is not None else None
        self.trouble.show_message(
            said.message if said else "", said.hint if said else "", "bad", _("Put this message away")
        )

    def _choose(self, app: AppMeter | None) -> None:
        if app is not None:
            self._model.choose(app.app_key)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: it counts."""
        super().showEvent(event)
        self._model.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        self._model.watch(False)
        super().hideEvent(event)


def _api_columns() -> tuple[Column, ...]:
    return (
        Column(lambda: _("API"), lambda row: short_api(row.api) or words.NOTHING, "mono", tooltip=lambda row: row.api),
        Column(lambda: _("Calls"), lambda row: words.write_count(row.meter.calls), "number", 10),
        Column(lambda: _("Success"), lambda row: words.write_success(row.meter), "number", 10,
               tone=lambda row: words.tone_of_success(row.meter)),
        Column(lambda: _("Busiest second"), lambda row: words.write_count(row.meter.peak), "number", 16,
               tone=words.tone_of_peak),
        Column(lambda: _("Documented"), words.write_rate, "number", 18),
        Column(lambda: _("Throttled"), lambda row: words.write_count(row.meter.throttled), "number", 12,
               tone=lambda row: words.tone_of_throttled(row.meter)),
    )  # fmt: skip
