"""Checks a call: app key, address, timestamp, signature, API, permission, session, limits, parameters, so ordered."""

from __future__ import annotations

import re
from dataclasses import replace

from aexdesk.practice.catalogue import Api, Param, load_apis
from aexdesk.practice.chance import digest
from aexdesk.practice.door.cause import cause_of
from aexdesk.practice.door.clock_check import check_timestamp
from aexdesk.practice.door.reading import Call, Door
from aexdesk.practice.door.signature import check_signature
from aexdesk.practice.numbers import read_json
from aexdesk.practice.platform import Admitted, Platform
from aexdesk.practice.records import AccountState, App, GrantKind
from aexdesk.practice.refusal import (
    ISP,
    Refusal,
    invalid_parameter,
    missing_parameter,
    service_refusal,
    unsupported_mapping,
)
from aexdesk.practice.rules import Rules
from aexdesk.secret import Secret

_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,10})?")


def admit(call: Call, platform: Platform, simulated: frozenset[str]) -> Admitted:
    """The call, checked; a Refusal from the first check that fails."""
    app = _check_app_key(call, platform)
    if app.ip_allow_list and call.caller not in app.ip_allow_list:
        raise Refusal("AppWhiteIpLimit", f"The address {call.caller} is not on the IP allow list of the app")
    check_timestamp(call.params.get("timestamp", ""), platform.now(), _timestamp_rules(call, platform))
    _check_signature(call, platform.secrets[app.app_key], platform.rules)
    api = _check_known(call)
    _check_permission(api, app, platform)
    account = "" if api.is_system else _check_session(call, api, app, platform)
    platform.counter.check(app, api, platform.now(), platform.rules)
    if api.name not in simulated:  # before the parameters: nothing here would use them
        raise Refusal("PracticeNotSimulated", f"The practice gateway does not simulate {api.name}", kind=ISP)
    _check_parameters(call, api)
    return Admitted(api, app, account, call.params, call.files)


def _check_signature(call: Call, secret: Secret, rules: Rules) -> None:
    try:
        check_signature(call.params, call.api_path, secret, rules)
    except Refusal as refusal:
        raise Refusal(refusal.code, f"{refusal.msg}: {cause_of(call, secret)}") from None


def _check_app_key(call: Call, platform: Platform) -> App:
    app = platform.state.apps.get(call.params.get("app_key", ""))
    if app is None or app.app_key not in platform.secrets:
        raise Refusal("InvalidAppkey", "The specified App Key is invalid")
    return app


def _timestamp_rules(call: Call, platform: Platform) -> Rules:
    """The old gateway's own form of a timestamp was text. Protocol, section 4."""
    return replace(platform.rules, accept_text_timestamps=True) if call.door is Door.TOP else platform.rules


def _check_known(call: Call) -> Api:
    api = load_apis().get(call.api)
    if api is None or api.is_system is not (call.door is Door.REST):
        raise Refusal("InvalidApiPath", "The specified API path is invalid")
    return api


def _check_permission(api: Api, app: App, platform: Platform) -> None:
    if api.group not in platform.rules.permitted_groups.get(app.app_type, frozenset()):
        raise Refusal("InsufficientPermission", "The app has no permission for this API")


def _check_session(call: Call, api: Api, app: App, platform: Platform) -> str:
    """Whose session it is; empty without one. A session that is sent must be good even where none is needed."""
    names = ("session", "access_token") if platform.rules.session_wins else ("access_token", "session")
    token = next((call.params[name] for name in names if call.params.get(name)), "")
    if not token:
        if api.needs_session:  # protocol, section 7: InsufficientPermission, "no token where one is required"
            raise Refusal("InsufficientPermission", "This API needs a session, and none was sent")
        return ""
    grant = platform.state.grants.get(digest(token))
    is_good = grant is not None and grant.kind is GrantKind.ACCESS and grant.expires_at > platform.now()
    if grant is None or not is_good or grant.app_key != app.app_key:
        raise Refusal("IllegalAccessToken", "The specified access token is invalid or expired")
    account = platform.state.accounts.get(grant.account)
    if account is not None and account.state == AccountState.NOT_MIGRATED:
        told = "The account is not set up for this programme"
        raise service_refusal("isv.account-migration-check-fail", told)
    return grant.account


def _check_parameters(call: Call, api: Api) -> None:
    if call.params.get("format", "json") != "json":
        raise invalid_parameter("format", "the practice gateway answers in json only")
    for param in api.params:
        _check_parameter(param, call)


def _check_parameter(param: Param, call: Call) -> None:
    value = call.params.get(param.name, "")
    if not value:
        if param.required and param.name not in call.files:
            raise missing_parameter(param.name)
        return
    if param.type == "Number" and not _NUMBER.fullmatch(value):
        raise invalid_parameter(param.name, "not a number")
    if param.type == "Boolean" and value not in ("true", "false"):  # protocol, section 2: "True" is a classic mistake
        raise invalid_parameter(param.name, "must be true or false, in small letters")
    if param.type.startswith("Object"):
        _check_json(param, value)


def _check_json(param: Param, value: str) -> None:
    wanted = list if param.type.endswith("[]") else dict
    try:
        found = read_json(value)
    except ValueError:
        raise unsupported_mapping(param.name, "not valid JSON") from None
    if not isinstance(found, wanted):
        raise unsupported_mapping(param.name, f"not a JSON {'array' if wanted is list else 'object'}")
