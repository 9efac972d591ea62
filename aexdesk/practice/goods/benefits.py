"""Answers aliexpress.ds.member.benefit.get and aliexpress.ds.search.event.report."""

from __future__ import annotations

from typing import Any

from aexdesk.practice.platform import Admitted, Platform

Json = dict[str, Any]


def get_benefits(platform: Platform, call: Admitted) -> Json:
    """What the account may use. Success is rsp_code "200". Without a session there is no account, hence nothing.

    The one benefit is that of the guide's sample; whoever is logged in has it, as every order here is paid at once.
    """
    benefit = {"code": "auto-pay", "title": "auto-pay", "canApply": "true", "canBenefit": "true"}
    return {"rsp_code": "200", "rsp_msg": "Call succeeds", "result": [benefit] if call.account else []}


def report_search_event(platform: Platform, call: Admitted) -> Json:
    """Takes a report of what people did with a search, and does nothing with it. Success is code "0"."""
    return {"code": "0", "msg": "success", "data": "true"}
