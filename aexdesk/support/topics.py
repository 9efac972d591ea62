"""Reads of what kind a question is, by its words, English and Chinese: a hint for a person, never a verdict. Pure.

The words are a choice of ours: what stands in the platform's error lists and guides on one side, and on the other what
its page on support names as business (registering an account, consulting, requirements).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from aexdesk.support.channels import Channel, Topic

_ENGLISH: Final = {
    Topic.TECHNICAL: """error|errors|error code|fails|failed|failing|exception|bug|timeout|timed out|signature
        |incompletesignature|invalid signature|timestamp|illegaltimestamp|token|access_token|refresh_token|session
        |request id|requestid|request body|response|json|parameter|parameters|sdk|endpoint|callback|http|status code
        |stack trace|api returns|api returned|api call|invalidapipath|insufficientpermission|apicalllimit|rate limit""",
    Topic.BUSINESS: """register|registration|registered|sign up|open an account|account opening|onboarding|partner
        |partnership|cooperate|cooperation|contract|agreement|commission|invoice|billing|pricing|price list|fee|fees
        |payment terms|discount|qualification|qualifications|requirement|requirements|business licence|business license
        |consult|consulting|consultation|inquiry|enquiry|apply for access|apply for permission|allow-list|allowlist
        |whitelist|policy|company|account manager|quota increase|new feature""",
}
_CHINESE: Final = {
    Topic.TECHNICAL: """报错 错误码 错误信息 出错 异常 签名 时间戳 令牌 超时 参数 请求 返回 响应 回调
        接口调用 调用接口 调用失败 接口报错 堆栈 限流 状态码 联调 调试""",
    Topic.BUSINESS: """注册 入驻 开户 开通账号 合作 商务 咨询 资质 费用 收费 价格 佣金 发票 合同 协议
        结算 折扣 需求 申请权限 开通权限 白名单 政策 营业执照 公司 客户经理""",
}
_LEAST: Final = 2
"""So many words of the other kind make a hint, where the text has some of its own too."""


@dataclass(frozen=True, slots=True)
class TopicHint:
    """The text reads like `topic`, for these words in it; or (`words` empty) the channel takes that topic alone."""

    topic: Topic
    words: tuple[str, ...] = ()


def words_of(text: str, topic: Topic) -> tuple[str, ...]:
    """The words of a text that belong to a topic, as the lists have them."""
    lowered = " ".join(text.casefold().split())
    english = [word for word in _words(topic) if _has_word(lowered, word)]
    return (*english, *(word for word in _CHINESE[topic].split() if word in lowered))


def hint_on(text: str, topic: Topic, channel: Channel) -> TopicHint | None:
    """A word of warning, where `text` reads like the other topic, or where the channel does not take this one."""
    other = Topic.BUSINESS if topic is Topic.TECHNICAL else Topic.TECHNICAL
    own, foreign = words_of(text, topic), words_of(text, other)
    if len(foreign) > len(own) and (not own or len(foreign) >= _LEAST):
        return TopicHint(other, foreign)
    if channel is Channel.TICKET and topic is Topic.BUSINESS:
        return TopicHint(Topic.TECHNICAL)
    return None


def _words(topic: Topic) -> list[str]:
    return [" ".join(word.split()) for word in _ENGLISH[topic].split("|")]


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"(?<![a-z0-9_]){re.escape(word)}(?![a-z0-9_])", text) is not None
