"""Which topic a text reads like: a hint by words of both languages, and none where nothing speaks for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.support.channels import Channel, Topic
from aexdesk.support.topics import hint_on, words_of

TECHNICAL, BUSINESS = Topic.TECHNICAL, Topic.BUSINESS


@pytest.mark.parametrize(
    ("text", "reads_like"),
    [
        ("The API call fails with error code 15 and a signature problem.", TECHNICAL),
        ("IncompleteSignature since today", TECHNICAL),
        ("接口调用报错，返回签名异常。", TECHNICAL),
        ("token 过期后请求超时", TECHNICAL),
        ("We want to register a company account and need a contract.", BUSINESS),
        ("How do we sign up? What commission do partners pay?", BUSINESS),
        ("我们想咨询入驻条件、佣金和合同。", BUSINESS),
        ("需要发票，请联系商务。", BUSINESS),
    ],
)
def test_what_a_text_reads_like(text: str, reads_like: Topic) -> None:
    other = TECHNICAL if reads_like is BUSINESS else BUSINESS
    assert hint_on(text, reads_like, Channel.EMAIL) is None
    hint = hint_on(text, other, Channel.EMAIL)
    assert hint is not None
    assert hint.topic is reads_like
    assert set(hint.words) <= set(words_of(text, reads_like))


@pytest.mark.parametrize("text", ["", "Hello", "你好", "The parcel is late.", "designated coffee", "sharpener"])
@pytest.mark.parametrize("topic", Topic)
def test_nothing_is_said_of_a_text_that_says_nothing(text: str, topic: Topic) -> None:
    assert hint_on(text, topic, Channel.EMAIL) is None


def test_one_foreign_word_amid_own_ones_is_no_hint() -> None:
    text = "The endpoint returns an error since the company moved."
    assert hint_on(text, TECHNICAL, Channel.EMAIL) is None


def test_a_ticket_takes_technical_questions_alone() -> None:
    hint = hint_on("Hello", BUSINESS, Channel.TICKET)
    assert hint is not None
    assert (hint.topic, hint.words) == (TECHNICAL, ())
    assert hint_on("Hello", BUSINESS, Channel.DINGTALK) is None
    assert hint_on("Hello", TECHNICAL, Channel.TICKET) is None


@given(st.text(), st.sampled_from(Topic), st.sampled_from(Channel))
def test_any_text_may_be_asked_about(text: str, topic: Topic, channel: Channel) -> None:
    hint = hint_on(text, topic, channel)
    assert hint is None or hint.topic in Topic
