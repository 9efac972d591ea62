"""Benefits of an account, and reports that are taken and forgotten."""

from __future__ import annotations

from typing import Any

import pytest

from tests.practice.world import Client, error_of


def benefits(client: Client, session: str | None = None) -> Any:
    return client.sync("aliexpress.ds.member.benefit.get", session)["aliexpress_ds_member_benefit_get_response"]


def test_benefits_are_of_an_account(client: Client) -> None:
    told = benefits(client)
    assert told["rsp_code"] == "200"
    assert [(one["code"], one["canBenefit"]) for one in told["result"]] == [("auto-pay", "true")]
    assert benefits(client, "")["result"] == []
    assert error_of(client.sync("aliexpress.ds.member.benefit.get", "placeholder")) == "IllegalAccessToken"


@pytest.mark.parametrize("text", ["{}", "not JSON", "[" * 5000, "é📱"])
def test_any_report_is_taken(client: Client, text: str) -> None:
    answer = client.sync("aliexpress.ds.search.event.report", "", report_text=text)
    assert answer["aliexpress_ds_search_event_report_response"]["code"] == "0"
    assert client.admin("/log").json[-1]["verdict"] == "ok"


def test_a_report_of_nothing(client: Client) -> None:
    assert error_of(client.sync("aliexpress.ds.search.event.report", report_text="")) == "MissingParameter"
