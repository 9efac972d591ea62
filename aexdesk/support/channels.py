"""The ways to the platform's support, their addresses, and the languages in which support reads. Pure."""

from __future__ import annotations

from enum import StrEnum


class Channel(StrEnum):
    """How the form travels."""

    DINGTALK = "dingtalk"
    TICKET = "ticket"
    EMAIL = "email"


class Topic(StrEnum):
    """What the question is about; it decides the email address. A ticket takes technical questions alone."""

    BUSINESS = "business"
    TECHNICAL = "technical"


class FormLanguage(StrEnum):
    """In which the description is written; the names of the fields are the platform's own in both."""

    ENGLISH = "en"
    CHINESE = "zh"


ADDRESSES = {  # protocol, section 10
    Topic.BUSINESS: "ds-api@aliexpress.com",
    Topic.TECHNICAL: "ae_ds_supporter_team@aliexpress.com",
}
