"""What a form says of a call, in the two languages that the platform's support reads: English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from aexdesk.support.channels import FormLanguage


@dataclass(frozen=True, slots=True)
class Phrases:
    """The sentences, with {names} to be filled in; `between` stands between two of them."""

    question: str
    no_results: str
    kept_back: str
    failed: str
    no_answer: str
    expected: str
    expected_results: str
    when: str
    status: str
    how_often: str
    only_this: str
    no_other: str
    test_case: str
    kind: str
    sub_code: str
    quotes: str
    comma: str
    difference: str
    nothing: str
    between: str
    several: str
    not_sent: str
    no_answer_id: str
    no_id: str
    practice: str


_ENGLISH: Final = Phrases(
    question="Question about {api}, which answered without an error.",
    no_results="{api} answered that there are no results (code {code}).",
    kept_back="{api} was not sent: the order check of AExDesk kept it back ({why}).",
    failed="{api} failed with error code {error}.",
    no_answer="{api} got no answer that could be used ({error}).",
    expected="Expected: an answer without an error.",
    expected_results="Expected: results for these parameters.",
    when="Called at {time} (UTC+8), environment {environment}{status}.",
    status=", HTTP status {status}",
    how_often="In the 24 hours up to this call, AExDesk recorded {all} calls of this API; {same} of them, this one"
    " included, ended the same way.",
    only_this="In the 24 hours up to this call, AExDesk recorded {all} calls of this API; only this one ended so.",
    no_other="In the 24 hours up to this call, AExDesk recorded no other call of this API.",
    test_case="The order matches the order test case {name}.",
    kind="type {kind}",
    sub_code="sub code {code}",
    quotes='"{text}"',
    comma=", ",
    difference="{field}: expected {expected}, found {found}",
    nothing="nothing",
    between=" ",
    several="({number}) ",
    not_sent="none (the call was not sent)",
    no_answer_id="none (the call got no answer)",
    no_id="none (the answer held none)",
    practice="[PRACTICE GATEWAY: this call never reached the platform, do not send this to support]",
)

_CHINESE: Final = Phrases(
    question="关于接口 {api} 的咨询，该接口调用成功，未返回错误。",
    no_results="接口 {api} 返回无结果（返回码 {code}）。",
    kept_back="请求 {api} 未发出：AExDesk 的下单校验拦截了本次请求（{why}）。",
    failed="接口 {api} 调用失败，错误码 {error}。",
    no_answer="接口 {api} 未收到可用的响应（{error}）。",
    expected="期望结果：接口正常返回，不报错。",
    expected_results="期望结果：按上述参数能查询到结果。",
    when="调用时间：{time}（UTC+8），环境 {environment}{status}。",
    status="，HTTP 状态码 {status}",
    how_often="截至本次调用的 24 小时内，AExDesk 共记录该接口调用 {all} 次，其中 {same} 次（含本次）结果相同。",
    only_this="截至本次调用的 24 小时内，AExDesk 共记录该接口调用 {all} 次，仅本次出现该结果。",
    no_other="截至本次调用的 24 小时内，AExDesk 未记录到该接口的其他调用。",
    test_case="该订单与订单测试用例“{name}”一致。",
    kind="类型 {kind}",
    sub_code="子错误码 {code}",
    quotes="“{text}”",
    comma="，",
    difference="{field}：应为 {expected}，实际为 {found}",
    nothing="空",
    between="",
    several="（{number}）",
    not_sent="无（请求未发出）",
    no_answer_id="无（未收到响应）",
    no_id="无（响应中未包含）",
    practice="[PRACTICE GATEWAY: 本次请求只发往本机的模拟网关，并未到达平台，请勿提交给技术支持]",
)

PHRASES: Final[Mapping[FormLanguage, Phrases]] = {
    FormLanguage.ENGLISH: _ENGLISH,
    FormLanguage.CHINESE: _CHINESE,
}
