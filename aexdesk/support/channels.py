"""The ways to the platform's support, and their addresses. Pure."""

from __future__ import annotations

from enum import StrEnum


class Channel(StrEnum):
    """How the form travels."""

    DINGTALK = "dingtalk"
    TICKET = "ticket"
    EMAIL = "email"


class Topic(StrEnum):
    """What the question is about; it decides the email address."""

    BUSINESS = "business"
    TECHNICAL = "technical"


ADDRESSES = {  # protocol, section 10
    Topic.BUSINESS: "ds-api@aliexpress.com",
    Topic.TECHNICAL: "ae_ds_supporter_team@aliexpress.com",
}
