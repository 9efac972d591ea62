"""What keeps the network's faults from harm, taken away: names, TLS and redirects."""

from __future__ import annotations

from tests.faults.removals.network_answers import ANSWERS
from tests.faults.removals.removal import Edit, Removal

_CALLS = "aexdesk/gateway/httpx_calls.py"
_FAULTS = "aexdesk/gateway/network_faults.py"
_LOOKUP = "aexdesk/gateway/name_lookup.py"
_TLS = "aexdesk/gateway/late_tls.py"
_READING = "aexdesk/gateway/answer_reading.py"
_RELEASES = "aexdesk/gateway/release_list.py"

_OF_LOOKUP = "tests/gateway/test_name_lookup.py"
_OF_TLS = "tests/faults/test_net_tls.py"
_CALL = f"{_OF_TLS}::test_a_call_says_what_is_wrong_and_sends_nothing"
_CODE = f"{_OF_TLS}::test_a_code_is_not_given_to_such_a_server"
_UPDATES = f"{_OF_TLS}::test_updates_say_it_too"
_BEHIND_PROXY = f"{_OF_TLS}::test_a_program_behind_the_proxy_is_told"
_REDIRECT = "tests/faults/test_net_call.py::test_a_redirect_is_told_and_nothing_goes_there"

_CONTEXT = "context = LateTls(ssl.PROTOCOL_TLS_CLIENT)  # checks names and certificates"


def _lenient(line: str) -> tuple[Edit, ...]:
    """A context that overlooks something."""
    return (Edit(_TLS, _CONTEXT, f"{_CONTEXT}\n    {line}"),)


_NAMES = (
    Removal(
        "DNS failure",
        "a name that is not found is told as such",
        (Edit(_FAULTS, "if any(isinstance(cause, socket.gaierror) for cause in causes):", "if False:"),),
        (f"{_OF_TLS}::test_a_name_that_nobody_knows_is_told",),
    ),
    Removal(
        "DNS failure",
        "names are looked up outside of the pool of threads, which must end before the program does",
        (Edit(_CALLS, '        event_hooks={"request": [look_up_beside]},\n', ""),),
        ("tests/faults/test_net_names.py::test_a_call_is_given_up_and_the_program_ends",),
    ),
    Removal(
        "DNS failure",
        "the program ends without a lookup that hangs",
        (Edit(_LOOKUP, "daemon=True", "daemon=False"),),
        (f"{_OF_LOOKUP}::test_an_answer_that_comes_after_the_end_troubles_nobody",),
    ),
    Removal(
        "DNS failure",
        "a name holds one thread, however many ask for it",
        (
            Edit(_LOOKUP, "self._running.get(asked) or self._begin(asked)", "self._begin(asked)"),
            Edit(_LOOKUP, "self._running.pop(asked)", "self._running.pop(asked, None)"),
        ),
        (f"{_OF_LOOKUP}::test_many_that_hang_keep_one_thread_and_no_other_work",),
    ),
    Removal(
        "DNS failure",
        "who gives up waiting takes nothing from the lookup",
        (Edit(_LOOKUP, "await asyncio.wait((found,))\n        return found.result()", "return await found"),),
        (f"{_OF_LOOKUP}::test_a_call_that_waits_is_cancelled_at_once_and_the_answer_troubles_nobody",),
    ),
    Removal(
        "DNS failure",
        "an answer to a loop that has ended is dropped",
        (Edit(_LOOKUP, "with suppress(RuntimeError):", "with suppress():"),),
        (f"{_OF_LOOKUP}::test_an_answer_that_comes_after_the_end_troubles_nobody",),
    ),
    Removal(
        "DNS failure",
        "to connect has a limit of its own, far below the one of silence",
        (Edit(_CALLS, "httpx.Timeout(SILENCE_LIMIT_S, connect=CONNECT_LIMIT_S)", "httpx.Timeout(SILENCE_LIMIT_S)"),),
        ("tests/faults/test_net_names.py::test_a_call_is_given_up_and_the_program_ends",),
    ),
)

_TRUST = (
    Removal(
        "TLS expired",
        "the dates of a certificate are looked at",
        _lenient("context.verify_flags |= ssl.VerifyFlags(0x200000)  # OpenSSL's NO_CHECK_TIME"),
        (f"{_CALL}[expired]", f"{_CODE}[expired]"),
    ),
    Removal(
        "TLS expired",
        "the client of all calls checks certificates",
        (Edit(_CALLS, "verify=late_tls()", "verify=False"),),
        (f"{_CALL}[expired]",),
    ),
    Removal(
        "TLS expired",
        "a handshake that failed is told as such",
        (Edit(_FAULTS, "if any(isinstance(cause, ssl.SSLError) for cause in causes):", "if False:"),),
        (f"{_CALL}[expired]",),
    ),
    Removal(
        "TLS expired",
        "a program behind the proxy gets an answer that says so",
        (
            Edit(
                "aexdesk/gateway/raw_answers.py",
                "            raise as_fault(error, url) from error\n        if _is_strange",
                "            raise\n        if _is_strange",
            ),
        ),
        (f"{_BEHIND_PROXY}[expired]",),
    ),
    Removal(
        "TLS wrong host",
        "the name in a certificate is looked at",
        _lenient("context.check_hostname = False"),
        (f"{_CALL}[wrong host]", f"{_CODE}[wrong host]"),
    ),
    Removal(
        "TLS wrong host",
        "what is wrong with a certificate is told",
        (Edit(_FAULTS, "if isinstance(cause, ssl.SSLCertVerificationError):", "if False:"),),
        (f"{_CALL}[wrong host]",),
    ),
    Removal(
        "TLS wrong host",
        "the list of releases is asked for by the same strict client",
        (Edit(_RELEASES, "make_client(None) as client", "httpx.AsyncClient(verify=False) as client"),),
        (f"{_UPDATES}[wrong host]",),
    ),
    Removal(
        "TLS self-signed",
        "who signed a certificate is looked at",
        _lenient("context.check_hostname, context.verify_mode = False, ssl.CERT_NONE"),
        (f"{_CALL}[self-signed]",),
    ),
    Removal(
        "TLS self-signed",
        "the proxy's calls check certificates",
        (Edit(_CALLS, "verify=late_tls()", "verify=False"),),
        (f"{_BEHIND_PROXY}[self-signed]",),
    ),
    Removal(
        "TLS self-signed",
        "a code is given to nobody who cannot be trusted",
        (Edit(_CALLS, "verify=late_tls()", "verify=False"),),
        (f"{_CODE}[self-signed]",),
    ),
)

_REDIRECTS = (
    Removal(
        "redirect to another host",
        "a call is not sent on",
        (Edit(_CALLS, "follow_redirects=False", "follow_redirects=True"),),
        (_REDIRECT,),
    ),
    Removal(
        "redirect to another host",
        "an answer that leads elsewhere is an error",
        (Edit(_READING, "if 300 <= response.status < 400:", "if False:"),),
        (_REDIRECT,),
    ),
    Removal(
        "redirect to another host",
        "of where it leads only the host is told, and what is kept of it holds no secret",
        (
            Edit(_READING, 'urlsplit(urljoin(request.url, location)).netloc.rpartition("@")[2]', "location"),
            Edit(
                "aexdesk/redaction/exchanges.py",
                "headers=_hide_headers(response.headers, hider)",
                "headers=response.headers",
            ),
        ),
        (_REDIRECT,),
    ),
    Removal(
        "redirect to another host",
        "the list of releases stays on its server",
        (
            Edit(
                _RELEASES,
                "if (onward.scheme, onward.host, onward.port) != (there.scheme, there.host, there.port):",
                "if False:",
            ),
        ),
        ("tests/gateway/test_release_list.py::test_what_is_no_list",),
    ),
    Removal(
        "redirect to another host",
        "a picture that leads to a door of the platform is not asked for",
        (
            Edit(
                "aexdesk/gateway/pictures.py",
                '        check_address(there.scheme, there.host, there.raw_path.decode("ascii").partition("?")[0], '
                "environments)\n",
                "",
            ),
        ),
        ("tests/gateway/test_pictures.py::test_what_is_no_picture_says_why",),
    ),
)

NETWORK = (*_NAMES, *_TRUST, *_REDIRECTS, *ANSWERS)
