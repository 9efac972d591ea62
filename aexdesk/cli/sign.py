"""aexdesk sign: signs a call and shows how; sends nothing, checks nothing, hides nothing."""

from __future__ import annotations

import argparse
import time

from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.parameters import read_parameters
from aexdesk.cli.parsers import add_json, add_parameters, add_secret, add_session
from aexdesk.cli.secrets_given import read_app_secret, read_variable
from aexdesk.cli.terminal import Terminal
from aexdesk.faults import BadInput
from aexdesk.i18n import _
from aexdesk.openplatform.request import Call, Credentials, SignedRequest, build_request
from aexdesk.secret import Secret
from aexdesk.workspace.environment import PRACTICE, Environment


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument(
        "--api", required=True, metavar="NAME_OR_PATH", help=_("business interface, or path of a system one")
    )
    parser.add_argument("--app-key", required=True, metavar="K", help=_("the app key"))
    add_secret(parser, required=True)
    add_parameters(parser)
    parser.add_argument("--sign-method", metavar="M", help=_("sha256 (the default), md5 or hmac"))
    parser.add_argument("--timestamp", metavar="T", help=_("milliseconds since 1970; else now"))
    add_session(parser)
    parser.add_argument("--http-method", metavar="M", default="POST", help=_("POST (the default) or GET"))
    parser.add_argument("--environment", metavar="E", help=_("whose address the URL shall have; else practice's own"))
    add_json(parser)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Signs and prints."""
    app_secret = read_app_secret(options, terminal) or Secret("")
    session = read_variable(options.session_env, terminal.environ)
    request = build_request(
        Call(options.api, _gather(options), options.http_method),
        Credentials(options.app_key, app_secret, session),
        _find_environment(options, terminal).endpoints,
        str(int(time.time() * 1000)),
    )
    # What was given is printed as it was given: the app secret too, where MD5 wraps it around.
    string_to_sign = request.string_to_sign.reveal(app_secret)
    if options.json:
        terminal.print_json(_to_json(request, string_to_sign))
    else:
        terminal.print(_to_text(request, string_to_sign))
    return ExitCode.DONE


def _gather(options: argparse.Namespace) -> tuple[tuple[str, str], ...]:
    """The parameters as they will travel: an option wins over the common parameter that it names."""
    given = dict(read_parameters(options))
    if given.get("app_key", options.app_key) != options.app_key:
        raise BadInput("parameter_twice", name="app_key")
    for name, value in (("sign_method", options.sign_method), ("timestamp", options.timestamp)):
        if value is not None:
            given[name] = value
    return tuple(given.items())


def _find_environment(options: argparse.Namespace, terminal: Terminal) -> Environment:
    if options.environment is None:
        return PRACTICE
    from aexdesk.cli.at_desk import find_environment

    return find_environment(options, terminal)


def _to_json(request: SignedRequest, string_to_sign: str) -> dict[str, object]:
    return {
        "string_to_sign": string_to_sign,
        "sign": request.sign,
        "http_method": request.http_method,
        "url": request.url,
        "params": {parameter.name: parameter.value for parameter in request.parameters},
    }


def _to_text(request: SignedRequest, string_to_sign: str) -> str:
    parameters = (f"  {parameter.name}={parameter.value}" for parameter in request.parameters)
    return "\n".join(
        [
            f"{request.http_method} {request.url}",
            *parameters,
            _("string to sign:"),
            f"  {string_to_sign}",
            f"sign: {request.sign}",
        ]
    )
