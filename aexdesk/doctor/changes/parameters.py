"""Which parameters were signed: one less than sent, one more, the signature, a file. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from aexdesk.doctor.changes.change import Change, Stage, with_pairs
from aexdesk.doctor.draft import Draft, with_value
from aexdesk.doctor.finding import Mistake
from aexdesk.doctor.received import SIGN, Pairs, Received, SentFile

_OFTEN: tuple[tuple[str, str], ...] = (
    ("sign_method", "sha256"), ("sign_method", "md5"), ("sign_method", "hmac"), ("sign_method", "hmac-sha256"),
    ("format", "json"), ("format", "xml"), ("v", "2.0"), ("simplify", "true"), ("simplify", "false"),
    ("debug", "true"), ("debug", "false"), ("grant_type", "authorization_code"), ("grant_type", "refresh_token"),
    ("need_refresh_token", "true"), ("sp", "ae"), ("partner_id", "iop-sdk-python-20220609"),
    ("partner_id", "iop-sdk-php-20220608"), ("partner_id", "top-apitools"), ("target_language", "en"),
    ("session", ""), ("access_token", ""), ("tracking_id", ""), ("tracking_id", "default"), ("uuid", ""),
)  # fmt: skip
"""Common parameters, with the values that the SDKs and the documentation give them (protocol, section 2)."""

_LONGEST_CUT = 6  # pieces that an unencoded & can have made of one value


def changes(received: Received, known: Mapping[str, str], right_sign: str) -> list[Change]:
    """What was left out or put in."""
    return [
        *_left_out(received),
        *_not_sent(received, known),
        *_sign_included(received, right_sign),
        *_files_included(received),
        Change(Mistake("empty-values-left-out"), Stage.EMPTY, "empty", _without_empty("")),
        Change(Mistake("empty-values-left-out", "blank"), Stage.EMPTY, "empty", _without_empty(" ")),
    ]


def _left_out(received: Received) -> Iterator[Change]:
    for name, _value in received.once:
        if name != SIGN:
            yield Change(
                Mistake("param-left-out", where=(name,), name=name),
                Stage.PARAMETERS,
                f"parameter {name}",
                _without(name),
            )


def _without(name: str) -> Callable[[Draft], Draft]:
    return lambda draft: with_pairs(draft, tuple([pair for pair in draft.pairs if pair[0] != name]))


def _not_sent(received: Received, known: Mapping[str, str]) -> Iterator[Change]:
    yielded: set[tuple[str, str]] = set()
    for name, value in (*_likely(received), *known.items()):
        if received.has(name) or (name, value) in yielded:
            continue
        yielded.add((name, value))
        mistake = Mistake("param-not-sent", how=value, name=name)
        yield Change(mistake, Stage.PARAMETERS, f"parameter {name}", _added((name, value)))
    yield from _session_twice(received)


def _session_twice(received: Received) -> Iterator[Change]:
    """Signed under both of its names, sent under one. The mistake names the other one: the value is a secret."""
    for sent, other in (("session", "access_token"), ("access_token", "session")):
        value = received.value(sent)
        if value and not received.has(other):
            mistake = Mistake("param-not-sent", where=(sent,), name=other)
            yield Change(mistake, Stage.PARAMETERS, f"parameter {other}", _added((other, value)))


def _likely(received: Received) -> Iterator[tuple[str, str]]:
    yield ("method", received.api)
    app_key = received.value("app_key")
    if app_key:
        yield ("client_id", app_key)
    yield from _OFTEN


def _added(pair: tuple[str, str]) -> Callable[[Draft], Draft]:
    return lambda draft: with_pairs(draft, (*draft.pairs, pair))


def _sign_included(received: Received, right_sign: str) -> Iterator[Change]:
    """With nothing in it yet, or what an earlier turn had put there."""
    values = {"empty": ""}
    if right_sign:
        values |= {"right": right_sign, "right-lower": right_sign.lower()}
    values |= {"null": "null", "None": "None", "undefined": "undefined"}
    at = next((at for at, (name, _value) in enumerate(received.once) if name == SIGN), len(received.once))
    for how, value in values.items():
        yield Change(Mistake("sign-included", how=how), Stage.PARAMETERS, "sign", _inserted((SIGN, value), at))


def _inserted(pair: tuple[str, str], at: int) -> Callable[[Draft], Draft]:
    return lambda draft: with_pairs(draft, (*draft.pairs[:at], pair, *draft.pairs[at:]))


def _files_included(received: Received) -> Iterator[Change]:
    """Every file's bytes, its name, or nothing but the parameter's name; read as text in the two usual ways."""
    if not received.files:
        return
    where = tuple(file.name for file in received.files)
    ways: dict[str, Callable[[SentFile], str]] = {
        "bytes": lambda file: file.content.decode("utf-8", "surrogateescape"),
        "latin1": lambda file: file.content.decode("latin-1"),
        "replaced": lambda file: file.content.decode("utf-8", "replace"),
        "file-name": lambda file: file.file_name,
        "at-file-name": lambda file: f"@{file.file_name}",
        "name-alone": lambda file: "",
    }
    for how, way in ways.items():
        yield Change(
            Mistake("file-bytes-included" if how in ("bytes", "latin1", "replaced") else "file-name-included",
                    how=how, where=where),
            Stage.PARAMETERS, "files", _all_added(received.files, way),
        )  # fmt: skip


def _all_added(files: Sequence[SentFile], way: Callable[[SentFile], str]) -> Callable[[Draft], Draft]:
    pairs: list[tuple[str, str]] = []

    def apply(draft: Draft) -> Draft:
        if not pairs:  # a file may be long: it is read once, when somebody asks
            pairs.extend((file.name, way(file)) for file in files)
        return with_pairs(draft, (*draft.pairs, *pairs))

    return apply


def cut_values(received: Received) -> Iterator[Change]:
    """A value with & in it that was sent unencoded arrives in pieces: `u=a?x=1&y=2` as u and y. Five times as many
    as there are parameters: each is made when it is its turn."""
    pairs = received.once
    for start in range(len(pairs)):
        for end in range(start + 2, min(start + _LONGEST_CUT, len(pairs)) + 1):
            pieces = pairs[start:end]
            if any(name == SIGN for name, _value in pieces):
                break
            yield Change(
                Mistake("value-not-encoded", where=tuple(name for name, _value in pieces)),
                Stage.PARAMETERS,
                "cut",
                _merged(pieces),
            )


def _merged(pieces: Pairs) -> Callable[[Draft], Draft]:
    (name, value), *others = pieces

    def apply(draft: Draft) -> Draft:
        whole = "&".join([value, *(f"{one}={text}" for one, text in others)])
        gone = {one for one, _text in others}
        kept = tuple([pair for pair in draft.pairs if pair[0] not in gone])
        return with_pairs(draft, with_value(kept, name, whole))

    return apply


def _without_empty(blanks: str) -> Callable[[Draft], Draft]:
    """IOP-JAVA leaves them out of signature and request; left out of one of both, they spoil it."""
    if blanks:
        return lambda draft: with_pairs(draft, tuple([pair for pair in draft.pairs if pair[1].strip()]))
    return lambda draft: with_pairs(draft, tuple([pair for pair in draft.pairs if pair[1]]))
