"""What the tab does: which call it takes, what it keeps, what it hands over and to whom."""

from __future__ import annotations

import email
import json
from collections.abc import Callable
from datetime import timedelta
from email.policy import default
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from aexdesk.faults import StorageFault
from aexdesk.support.channels import Channel, Topic
from aexdesk.support.mail import MAILTO_LIMIT
from aexdesk.ui.tabs.support.going_out import SaveWords
from aexdesk.ui.tabs.support.model import KEEP_AFTER_S
from aexdesk.ui.tabs.support.notes import Notes
from aexdesk.workspace.exchange import CallError, Origin, Parameter, SentRequest
from tests.ordertest.orders import order
from tests.ui.tabs.support.conftest import FAILED, World

LONG = SentRequest("POST", "http://127.0.0.1:1/sync", (), b"", (Parameter("p", "x" * 3000, Origin.USER),), "", "")
ORDER = SentRequest(
    "POST", "http://127.0.0.1:1/sync", (), b"", (Parameter("p", json.dumps(order()), Origin.USER),), "", ""
)


def test_without_a_call_there_is_no_form(world: World) -> None:
    assert world.state.is_loaded
    assert (world.state.chosen, world.state.case, world.state.form) == ("", None, None)
    assert not world.model.going_out.copy()
    world.act(lambda: world.model.describe("nothing to describe"))
    world.act(lambda: world.model.going_out.open_mail("short", str))
    assert (world.clipboard.texts, world.links.opened, world.state.description) == ([], [], "")


def test_the_newest_that_failed_is_taken_until_a_person_chooses(world: World) -> None:
    world.record(1, error=FAILED)
    world.record(2)
    assert world.state.chosen == "e1"
    world.record(3, error=FAILED)
    assert world.state.chosen == "e3"
    world.act(lambda: world.model.choose("e1"))
    world.record(4, error=FAILED)
    assert world.state.chosen == "e1"
    assert [row.id for row in world.state.rows] == ["e4", "e3", "e1"]


def test_writing_about_a_call_is_choosing_it(world: World) -> None:
    world.record(1, error=FAILED)
    world.act(lambda: world.model.describe("Why?"))
    world.record(2, error=FAILED)
    assert (world.state.chosen, world.state.description) == ("e1", "Why?")


def test_all_calls_or_the_failed_ones(world: World) -> None:
    world.record(1, error=FAILED)
    world.record(2, error=CallError("no_results", "405"))
    world.record(3)
    assert [row.id for row in world.state.rows] == ["e1"]
    world.act(lambda: world.model.show_failed_only(False))
    assert [row.id for row in world.state.rows] == ["e3", "e2", "e1"]
    world.act(lambda: world.model.search("no such text"))
    assert world.state.rows == ()
    assert world.state.chosen


def test_a_call_that_another_tab_hands_over(open_world: Callable[[], World]) -> None:
    world = open_world()
    world.record(1, 2, error=FAILED)
    world.record(3)
    world.act(lambda: world.desk.handovers.exchange_for_support.give("e1"))
    assert (world.state.chosen, world.state.failed_only) == ("e1", True)
    world.act(lambda: world.desk.handovers.exchange_for_support.give("e3"))
    assert (world.state.chosen, world.state.failed_only) == ("e3", False), "it stands in the list, though it went well"
    assert "e3" in [row.id for row in world.state.rows]


def test_a_call_that_was_handed_over_before_the_tab_was_opened(
    open_world: Callable[[], World], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_world()
    first.record(1, 2, error=FAILED)
    first.close()
    from aexdesk.services.handover import Handovers

    made = Handovers.__init__

    def make(handovers: Handovers) -> None:
        made(handovers)
        handovers.exchange_for_support.give("e1")

    monkeypatch.setattr(Handovers, "__init__", make)
    assert open_world().state.chosen == "e1"


def test_a_call_that_is_gone_says_so(world: World) -> None:
    world.record(1, error=FAILED)
    world.act(lambda: world.model.choose("nope"))
    fault = world.state.fault
    assert fault is not None
    assert (fault.code, world.state.form) == ("unknown_exchange", None)
    world.act(lambda: world.model.choose("e1"))
    assert world.state.form is not None
    assert world.state.fault is None


def test_environments_do_not_mix(world: World) -> None:
    world.record(1, error=FAILED)
    world.record(2, error=FAILED, environment="live")
    assert world.state.chosen == "e1"
    world.do(world.desk.standing.choose_environment("live"))
    assert [row.id for row in world.state.rows] == ["e2"]
    assert world.state.chosen == "e2"
    assert world.state.case is not None
    assert not world.state.case.is_practice
    world.act(lambda: world.model.choose("e1"))
    assert world.state.chosen == "e2", "a call of the other environment is not shown"


def test_the_choices_come_back(open_world: Callable[[], World]) -> None:
    world = open_world()
    world.record(1, error=FAILED)
    world.act(lambda: world.model.choose_channel("email"))
    world.act(lambda: world.model.choose_topic("business"))
    world.act(lambda: world.model.describe("What I wrote, and session=CANARY-5"))
    world.close()
    again = open_world()
    assert (again.state.channel, again.state.topic) == (Channel.EMAIL, Topic.BUSINESS)
    assert again.state.description == "What I wrote, and session=••••"
    assert again.state.form is not None
    assert again.state.form.to == "ds-api@aliexpress.com"
    again.act(again.model.suggest_again)
    again.move_clock(timedelta(seconds=KEEP_AFTER_S))
    assert again.state.case is not None
    assert again.state.description == again.state.suggested
    again.close()
    assert not open_world().state.is_own_description


def test_what_was_remembered_wrongly_is_no_harm(open_world: Callable[[], World]) -> None:
    world = open_world()
    for name, value in (("channel", "fax"), ("topic", 7), ("descriptions", ["e1"])):
        world.do(world.desk.preferences.set(f"support.{name}", value))
    world.close()
    again = open_world()
    assert (again.state.channel, again.state.topic) == (Channel.DINGTALK, Topic.TECHNICAL)


def test_only_the_newest_notes_are_kept() -> None:
    notes = Notes({"a": "1", "b": 2, 3: "c"}, lambda text: text.upper())
    assert (notes.of("a"), notes.of("b")) == ("1", None)
    for number in range(12):
        notes.put(str(number), f"x{number}")
    notes.put("a", "again")
    notes.put("11", None)
    assert list(notes.to_keep().items()) == [(str(n), f"X{n}") for n in range(2, 11)] + [("a", "AGAIN")]


# ---------------------------------------------------------------- the form


def test_the_form_follows_what_is_chosen(world: World) -> None:
    world.record(1, error=FAILED, environment="practice")
    world.act(lambda: world.model.describe("Why is this?"))
    assert world.state.form is not None
    assert world.state.form.body.startswith("Description: Why is this? [PRACTICE GATEWAY")
    world.act(lambda: world.model.choose_channel("email"))
    assert world.state.form.body.startswith("Your AppKey: 12345678\nDescription: Why is this?")
    assert world.state.form.to == "ae_ds_supporter_team@aliexpress.com"
    world.act(lambda: world.model.describe("   "))
    assert "failed with error code 15" in world.state.form.body
    world.act(world.model.suggest_again)
    assert world.state.description.startswith("aliexpress.ds.product.get failed with error code 15")


def test_the_address_is_hidden(world: World) -> None:
    world.record(1, error=FAILED, request=ORDER)
    assert world.state.form is not None
    assert "Vineland" not in world.state.form.body
    assert world.state.form.body.count(" hidden)") == 7


def test_copying_takes_the_text_alone(world: World) -> None:
    world.record(1, error=FAILED)
    world.act(lambda: world.model.choose_channel("email"))
    assert world.model.going_out.copy()
    assert world.state.form is not None
    assert world.clipboard.texts == [world.state.form.body]


# ---------------------------------------------------------------- mail


def _mail(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    fields = parse_qs(parts.query, strict_parsing=True)
    return unquote(parts.path), fields["subject"][0], fields["body"][0].replace("\r\n", "\n")


def test_the_mail_program_gets_all_of_a_short_form(world: World) -> None:
    world.record(1, error=FAILED)
    world.act(lambda: world.model.choose_channel("email"))
    world.act(lambda: world.model.going_out.open_mail("paste it", str))
    form = world.state.form
    assert form is not None
    assert _mail(world.links.opened[0]) == (form.to, form.subject, form.body)
    assert world.clipboard.texts == []


def test_of_a_long_form_the_clipboard_has_the_text(world: World) -> None:
    world.record(1, error=FAILED, request=LONG)
    world.act(lambda: world.model.choose_channel("email"))
    world.act(lambda: world.model.going_out.open_mail("paste it", str))
    form = world.state.form
    assert form is not None
    assert _mail(world.links.opened[0]) == (form.to, form.subject, "paste it")
    assert len(world.links.opened[0]) < MAILTO_LIMIT
    assert world.clipboard.texts == [form.body]


def test_no_mail_program(world: World) -> None:
    world.record(1, error=FAILED)
    world.act(lambda: world.model.choose_channel("email"))
    world.links.takes = False
    world.act(lambda: world.model.going_out.open_mail("paste it", str))
    assert not world.state.has_mail
    world.links.takes = True
    world.act(lambda: world.model.going_out.open_mail("paste it", str))
    assert world.state.has_mail


def test_a_form_that_is_no_email_has_no_mail(world: World) -> None:
    world.record(1, error=FAILED)
    world.act(lambda: world.model.going_out.open_mail("paste it", str))
    world.act(lambda: world.model.going_out.save_mail(SaveWords("Save", "*.eml", str)))
    assert (world.links.opened, world.files.asked) == ([], [])


def test_a_mail_is_saved_where_the_person_says(world: World, tmp_path: Path) -> None:
    world.record(1, error=FAILED, api="/auth/token/create")
    world.act(lambda: world.model.choose_channel("email"))
    world.act(lambda: world.model.going_out.save_mail(SaveWords("Save", "Mail (*.eml)", lambda name: f"saved {name}")))
    assert world.files.asked == [("support-auth-token-create-20260301-120001.eml", "Mail (*.eml)")]
    assert world.toasts.lines == [], "the person closed the question"
    world.files.answer = tmp_path / "a mail.eml"
    world.act(lambda: world.model.going_out.save_mail(SaveWords("Save", "Mail (*.eml)", lambda name: f"saved {name}")))
    mail = email.message_from_bytes(world.files.answer.read_bytes(), policy=default)
    assert mail["To"] == "ae_ds_supporter_team@aliexpress.com"
    body = mail.get_body()
    assert body is not None
    assert body.get_content().startswith("Your AppKey: 12345678")
    (pack,) = mail.iter_attachments()
    assert pack.get_filename() == "support-auth-token-create-20260301-120001.zip"
    assert [say() for say in world.toasts.lines] == ["saved a mail.eml"]


def test_a_place_that_cannot_be_written_is_reported(world: World, tmp_path: Path) -> None:
    world.record(1, error=FAILED)
    world.act(lambda: world.model.choose_channel("email"))
    world.files.answer = tmp_path / "no such folder" / "a.eml"
    world.act(lambda: world.model.going_out.save_mail(SaveWords("Save", "*.eml", str)))
    (trouble,) = world.reports
    assert isinstance(trouble, StorageFault)
    assert trouble.code == "output_unwritable"
    assert world.toasts.lines == []
    world.reports.clear()


# ---------------------------------------------------------------- the clock


def test_the_hours_change_at_the_minute(world: World) -> None:
    found = [is_open(world)]
    for by in (timedelta(seconds=29), timedelta(seconds=1), timedelta(hours=12, seconds=1)):
        world.move_clock(by)
        found.append(is_open(world))
    assert found == [False, False, True, False]


def is_open(world: World) -> bool:
    assert world.state.hours is not None
    return world.state.hours.is_open


def test_after_its_end_nothing_of_it_listens_or_waits(world: World) -> None:
    desk = world.desk
    lists = (desk.standing.changed, desk.history.changed, desk.handovers.exchange_for_support.changed)
    before = [len(one) for one in lists]
    world.run(world.tab.close())
    assert [len(one) for one in lists] == [count - 1 for count in before]
    assert all(timer.is_over for timer in world.later.timers)
    world.is_closed = True
    world.run(world.desk.close())
