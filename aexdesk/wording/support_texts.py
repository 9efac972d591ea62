"""Describes calls for support: what was expected and observed, when by Beijing's clock, how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aexdesk.support.channels import FormLanguage
from aexdesk.support.forms import FormTexts
from aexdesk.support.hours import BEIJING
from aexdesk.wording.support_phrases import PHRASES, Phrases
from aexdesk.workspace.exchange import CallError, Exchange

PRACTICE_NOTICE = PHRASES[FormLanguage.ENGLISH].practice


@dataclass(frozen=True, slots=True)
class HowOften:
    """Of `all` recorded calls of an API within a day, `same` ended as the one in question; it is one of them."""

    same: int
    all: int


def write_texts(
    exchanges: Sequence[Exchange],
    description: str,
    language: FormLanguage = FormLanguage.ENGLISH,
    *,
    is_practice: bool = False,
) -> FormTexts:
    """The words of a form."""
    phrases = PHRASES[language]
    return FormTexts(
        description=description.strip(),
        subject=_write_subject(exchanges, is_practice),
        no_request_ids=tuple(_say_why_no_request_id(one, phrases) for one in exchanges),
        notice=phrases.practice if is_practice else "",
    )


def suggest_description(
    exchanges: Sequence[Exchange],
    language: FormLanguage = FormLanguage.ENGLISH,
    how_often: Sequence[HowOften | None] = (),
) -> str:
    """What happened, when and how often, in one line; each call has its number where there are several."""
    phrases = PHRASES[language]
    often = (*how_often, *[None] * (len(exchanges) - len(how_often)))
    told = [_describe(one, count, phrases) for one, count in zip(exchanges, often, strict=True)]
    if len(told) == 1:
        return told[0]
    return phrases.between.join(phrases.several.format(number=number) + text for number, text in enumerate(told, 1))


def _describe(exchange: Exchange, how_often: HowOften | None, phrases: Phrases) -> str:
    error = exchange.error
    sentences = [_say_what_happened(exchange, phrases)]
    if error is not None:
        sentences.append(phrases.expected_results if error.kind == "no_results" else phrases.expected)
    sentences.append(_say_when(exchange, phrases))
    if error is not None and how_often is not None:
        sentences.append(_say_how_often(how_often, phrases))
    if exchange.guard.allowed and exchange.guard.test_case:
        sentences.append(phrases.test_case.format(name=exchange.guard.test_case))
    return phrases.between.join(sentences)


def _say_how_often(count: HowOften, phrases: Phrases) -> str:
    if count.all == 1:
        return phrases.no_other
    template = phrases.only_this if count.same == 1 else phrases.how_often
    return template.format(same=count.same, all=count.all)


def _say_what_happened(exchange: Exchange, phrases: Phrases) -> str:
    error, api = exchange.error, exchange.api
    if error is None:
        return phrases.question.format(api=api)
    if error.kind == "no_results":
        return phrases.no_results.format(api=api, code=error.code)
    if not exchange.guard.allowed:
        return phrases.kept_back.format(api=api, why=_say_differences(exchange, phrases))
    template = phrases.failed if error.kind == "platform" else phrases.no_answer
    return template.format(api=api, error=_say_error(error, phrases))


def _say_error(error: CallError, phrases: Phrases) -> str:
    sub = phrases.sub_code.format(code=error.sub_code) if error.sub_code else ""
    said = [phrases.quotes.format(text=text) for text in dict.fromkeys((error.message, error.sub_message)) if text]
    kind = phrases.kind.format(kind=error.type) if error.type else ""
    return phrases.comma.join(part for part in (error.code, kind, sub, *said) if part)


def _say_differences(exchange: Exchange, phrases: Phrases) -> str:
    verdict = exchange.guard
    differing = [
        phrases.difference.format(field=one.field, expected=one.expected, found=one.found or phrases.nothing)
        for one in verdict.differences
    ]
    return "; ".join(differing) or verdict.reason.replace("_", " ")


def _say_when(exchange: Exchange, phrases: Phrases) -> str:
    response = exchange.response
    return phrases.when.format(
        time=f"{exchange.at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}",
        environment=exchange.environment,
        status="" if response is None else phrases.status.format(status=response.status),
    )


def _write_subject(exchanges: Sequence[Exchange], is_practice: bool) -> str:
    first = exchanges[0]
    error = first.error
    what = f"error {error.sub_code or error.code}" if error is not None else "question"
    more = f" (and {len(exchanges) - 1} more)" if len(exchanges) > 1 else ""
    request = f", RequestID {first.request_id}" if first.request_id else ""
    return f"{'[PRACTICE] ' if is_practice else ''}{first.api}: {what}{request}{more}"


def _say_why_no_request_id(exchange: Exchange, phrases: Phrases) -> str:
    if not exchange.guard.allowed:
        return phrases.not_sent
    return phrases.no_answer_id if exchange.response is None else phrases.no_id
