"""What keeps an answer that is not what it should be from harm, taken away."""

from __future__ import annotations

from tests.faults.removals.removal import Edit, Removal

_CLIENT = "aexdesk/gateway/client.py"
_CALLS = "aexdesk/gateway/httpx_calls.py"
_SENT = "aexdesk/gateway/sent_calls.py"
_BODY = "aexdesk/gateway/httpx_body.py"
_COPY = "aexdesk/gateway/answer_copy.py"
_FORWARDING = "aexdesk/gateway/forwarding.py"
_READING = "aexdesk/gateway/answer_reading.py"
_RELEASES = "aexdesk/gateway/release_list.py"
_UNPACKING = "aexdesk/gateway/unpacking.py"

_CALL = "tests/faults/test_net_call.py"
_NONE = f"{_CALL}::test_an_answer_that_is_none_ends_with_5_and_says_why"
_STOPS = f"{_CALL}::test_an_answer_that_stops_is_given_up"
_DRIPS = f"{_CALL}::test_an_answer_that_drips_is_given_up"
_TOO_MUCH = f"{_CALL}::test_an_answer_that_is_too_much_is_given_up"
_MEMORY = "tests/faults/test_net_memory.py::test_what_becomes_too_much_is_never_in_memory"
_CANCELLED = "tests/faults/window/test_net_console.py::test_what_never_ends_is_cancelled_at_once"
_CONSOLE = "tests/faults/window/test_net_console.py::test_each_is_told_with_what_to_do_and_the_console_goes_on"
_IN_PROXY = "tests/faults/test_net_proxy.py"
_LIST = "tests/gateway/test_release_list.py"
_TOO_LONG = "tests/gateway/test_forwarding.py::test_what_is_too_long_is_passed_on_whole_and_not_kept"
_BROKEN_OFF = "tests/gateway/test_forwarding.py::test_an_answer_that_breaks_off_breaks_off_for_the_caller_too"
_BREAKS = "tests/gateway/test_client.py::test_a_connection_that_breaks_is_named_so"
_SURPLUS = "tests/gateway/test_surplus.py"

_IS_JSON = Edit(
    _READING,
    'return None if answer.is_json or not wants_json else CallError("network", "not_json")',
    "return None if wants_json else None",
)

_SLOW = (
    Removal(
        "slow drip",
        "an answer as a whole has a limit",
        (Edit(_CLIENT, "asyncio.timeout(WHOLE_LIMIT_S)", "asyncio.timeout(None)"),),
        (f"{_DRIPS}[drip_in_body]",),
    ),
    Removal(
        "slow drip",
        "that it took too long is told as a fault of the network",
        (Edit(_CLIENT, "raise _endless(request) from error", "raise"),),
        (_DRIPS,),
    ),
    Removal(
        "slow drip",
        "a call that is cancelled is recorded",
        (
            Edit(
                _CLIENT,
                'await self._keep_surely(replace(begun, error=CallError("network", "cancelled")), intake.hider)',
                "pass",
            ),
        ),
        (_CANCELLED,),
    ),
    Removal(
        "slow drip",
        "an order that is asked to the end through the proxy has a limit",
        (Edit(_FORWARDING, "asyncio.timeout(WHOLE_LIMIT_S)", "asyncio.timeout(None)"),),
        (f"{_IN_PROXY}::test_an_order_whose_answer_drips_is_given_up",),
    ),
)

_TRUNCATED = (
    Removal(
        "truncated",
        "what the library raises where an answer breaks off is a fault of the network",
        (Edit(_SENT, "except errors as error:", "except () as error:"),),
        (f"{_NONE}[close_in_body]",),
    ),
    Removal(
        "truncated",
        "a reset on the short way to this machine is an error of the connection",
        (Edit("aexdesk/gateway/loopback_stream.py", "raise httpcore.ReadError(str(error)) from error", "raise"),),
        (f"{_BREAKS}[reset]",),
    ),
    Removal(
        "truncated",
        "a packed answer without its end is none",
        (Edit(_UNPACKING, "if unpacking is not None and not unpacking.is_whole:", "if False:"),),
        (f"{_NONE}[half_gzip]", "tests/gateway/test_unpacking.py::test_what_is_not_whole_or_not_known_is_refused"),
    ),
    Removal(
        "truncated",
        "silence has a limit",
        (Edit(_CALLS, "httpx.Timeout(SILENCE_LIMIT_S,", "httpx.Timeout(None,"),),
        (f"{_STOPS}[hang_in_body]",),
    ),
    Removal(
        "truncated",
        "silence has a limit on the short way too",
        (Edit("aexdesk/gateway/loopback.py", '{"read": self._silence_limit_s, ', '{"read": None, '),),
        ("tests/gateway/test_loopback.py::test_silence_has_an_end",),
    ),
    Removal(
        "truncated",
        "an answer that breaks off is recorded so, and breaks off for a program behind the proxy",
        (
            Edit(
                _FORWARDING,
                "ended = replace(call.begun, error=error_of_fault(fault))\n            raise",
                "is_whole = True",
            ),
        ),
        (_BROKEN_OFF,),
    ),
)

_LENGTHS = (
    Removal(
        "wrong length",
        "what came behind an answer is told to no other call",
        (Edit(_BODY, "            retire_where_more_came(connection)\n", "            pass\n"),),
        (f"{_SURPLUS}::test_a_call_is_never_told_what_came_behind_another",),
    ),
    Removal(
        "wrong length",
        "nor on the short way to this machine",
        (Edit("aexdesk/gateway/loopback.py", "            retire_where_more_came(connection.http)\n", ""),),
        (f"{_SURPLUS}::test_what_passes_through_is_as_safe",),
    ),
    Removal("wrong length", "what is cut short by its own length is no answer", (_IS_JSON,), (f"{_NONE}[too_short]",)),
    Removal(
        "wrong length",
        "who waits for what never comes gives up",
        (Edit(_CALLS, "httpx.Timeout(SILENCE_LIMIT_S,", "httpx.Timeout(None,"),),
        (f"{_STOPS}[too_long]",),
    ),
    Removal(
        "wrong length",
        "a length that is none, or two of them, are a fault of the network",
        (Edit(_SENT, "except errors as error:", "except () as error:"),),
        (f"{_NONE}[no_number]", f"{_NONE}[two_lengths]"),
    ),
)

_OVERSIZED = (
    Removal(
        "oversized",
        "an answer has a limit of size",
        (Edit(_CLIENT, "if size > MOST_BYTES:", "if False:"),),
        (f"{_TOO_MUCH}[large]",),
    ),
    Removal(
        "oversized",
        "nothing of what is given up stays on disk",
        (Edit(_CLIENT, "            sink.discard()\n", ""),),
        (f"{_TOO_MUCH}[large]",),
    ),
    Removal(
        "oversized",
        "what is given up is not listened to any more",
        (Edit(_SENT, "await incoming.close()", "pass"),),
        (_CONSOLE,),
    ),
    Removal(
        "oversized",
        "what is given up is ended in order, not by the collector, which under Qt's loop fails",
        (Edit(_BODY, "await self._break_off()", "pass"),),
        (_CONSOLE,),
    ),
    Removal(
        "oversized",
        "what is large lies in a file, not in memory",
        (
            Edit(
                "aexdesk/storage/body_files.py",
                "if self._stream is None and self._size <= self._limit:",
                "if self._stream is None:",
            ),
        ),
        (f"{_MEMORY}[endless]",),
    ),
    Removal(
        "oversized",
        "of what passes through the proxy no more is kept than of a call of our own",
        (Edit(_COPY, "if self._left < 0:", "if False:"),),
        (_TOO_LONG,),
    ),
    Removal(
        "oversized",
        "an answer that the proxy must hold whole has a limit",
        (Edit(_FORWARDING, "if len(whole) > WHOLE_LIMIT:", "if False:"),),
        (f"{_IN_PROXY}::test_an_order_whose_answer_is_too_long_is_given_up",),
    ),
    Removal(
        "oversized",
        "a list of releases has a limit of size",
        (Edit(_RELEASES, "if len(data) > most_bytes:", "if False:"),),
        (f"{_LIST}::test_one_that_never_ends_is_given_up",),
    ),
    Removal(
        "oversized",
        "no more of an answer is held for its tokens than these can be",
        (Edit("aexdesk/gateway/intake.py", "len(self._held) > TOKEN_ANSWER_LIMIT", "False"),),
        ("tests/gateway/test_token_door.py::test_an_endless_answer_is_not_held_in_memory_and_gives_no_token",),
    ),
)

_CHARSETS = (
    Removal(
        "wrong charset",
        "what is no UTF-8 is read as no JSON",
        (Edit("aexdesk/openplatform/envelope.py", "except (ValueError, RecursionError):", "except RecursionError:"),),
        (f"{_NONE}[gbk]",),
    ),
    Removal("wrong charset", "what is no JSON is no answer of the platform", (_IS_JSON,), (f"{_NONE}[gbk_told]",)),
    Removal(
        "wrong charset",
        "secrets are known in the wide charsets too",
        (
            Edit(
                "aexdesk/redaction/wide.py",
                "for shape in dict.fromkeys(shapes) for width in _CHARSETS",
                "for shape in dict.fromkeys(shapes) for width in ()",
            ),
        ),
        ("tests/gateway/test_client.py::test_an_answer_in_another_charset_keeps_no_secret",),
    ),
    Removal(
        "wrong charset",
        "what is no UTF-8 is shown all the same",
        (Edit("aexdesk/workspace/body.py", 'decode("utf-8", errors="replace")', 'decode("utf-8")'),),
        (_CONSOLE,),
    ),
)

_BOMBS = (
    Removal(
        "compressed bomb",
        "an answer is unpacked piece by piece",
        (Edit(_UNPACKING, "self._decoder.decompress(chunk, _PIECE)", "self._decoder.decompress(chunk)"),),
        (f"{_MEMORY}[bomb_gzip]",),
    ),
    Removal(
        "compressed bomb",
        "the copy of what passes through the proxy is unpacked piece by piece",
        (Edit(_COPY, "decoder.decompress(chunk, _PIECE)", "decoder.decompress(chunk)"),),
        ("tests/gateway/test_answer_copy.py::test_it_is_unpacked_in_pieces",),
    ),
    Removal(
        "compressed bomb",
        "the limit of size counts what was unpacked",
        (Edit(_CLIENT, "size += len(chunk)", "size = 0"),),
        (f"{_TOO_MUCH}[bomb_gzip]",),
    ),
    Removal(
        "compressed bomb",
        "several codings in one another are not unpacked",
        (Edit(_UNPACKING, 'raise httpx.DecodingError("in a coding that nobody asked for")', 'coding = "gzip"'),),
        (f"{_NONE}[gzip_twice]",),
    ),
    Removal(
        "compressed bomb",
        "what cannot be unpacked is a fault of the network",
        (Edit(_UNPACKING, "except zlib.error as error:", "except () as error:"),),
        (f"{_NONE}[no_gzip]",),
    ),
    Removal(
        "compressed bomb",
        "a list of releases that came packed is not unpacked, and none",
        (
            Edit(
                _RELEASES,
                'if answer.headers.get("content-encoding", "identity").strip().lower() != "identity":',
                "if False:",
            ),
        ),
        (f"{_LIST}::test_what_is_no_list",),
    ),
)

ANSWERS = (*_SLOW, *_TRUNCATED, *_LENGTHS, *_OVERSIZED, *_CHARSETS, *_BOMBS)
