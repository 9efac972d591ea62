"""Examines a failing request: is the signature right, and if not, which mistakes made it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aexdesk.doctor.changes import changes_of
from aexdesk.doctor.changes.parameters import cut_values
from aexdesk.doctor.conclusions import conclusions_of
from aexdesk.doctor.digests import Digest, digests_for, is_right_for
from aexdesk.doctor.draft import Draft, baseline
from aexdesk.doctor.effort import Effort, KeepGoing, Stopped
from aexdesk.doctor.finding import Explanation, Finding, Signing, Verdict
from aexdesk.doctor.keys import Key, keys_of
from aexdesk.doctor.received import SIGN, Received
from aexdesk.doctor.search import Hit, Search
from aexdesk.doctor.signature_text import writings_of
from aexdesk.doctor.ways import Ways
from aexdesk.secret import Secret

_LIKELIEST = (
    "path-missing", "system-signed-as-business", "secret-whitespace", "separators-kept",
    "values-percent-encoded", "values-form-encoded", "digest-lowercase", "md5-wrapped", "hmac-wrapped", "path-added",
    "json-respaced", "json-ascii-escaped", "timestamp-seconds", "sorted-locale", "empty-values-left-out",
    "bool-case", "whitespace-trimmed", "charset-latin1", "charset-gbk", "sorted-case-insensitive", "sorted-descending",
    "unsorted",
)  # fmt: skip
"""Where several explain a signature alike, the one seen most often comes first (pains, sightings).

Parameters that arrive in a sorted order were sorted so, and are not unsorted by chance.
"""


def always(_tried: int) -> bool:
    """Lets a search go on to its end."""
    return True


def examine(
    received: Received,
    app_secret: Secret | None,
    others: Mapping[str, Secret],
    known: Mapping[str, str],
    keep_going: KeepGoing = always,
) -> Finding:
    """What there is to say of the signature.

    `others` are the secrets of other profiles by their names; `known` values that the program may have signed and not
    sent, by parameter. Without a secret only what needs none is found. `keep_going` is asked some thousand times a
    second.
    """
    draft = baseline(received)
    digests = digests_for(received.value("sign_method"))
    keys = keys_of(app_secret, received.value("app_key"), others)
    expected = _expected(received, draft, digests, keys, app_secret)
    sign = received.value(SIGN)
    if not sign:
        return Finding(Verdict.UNSIGNED, expected, Signing("", ""))
    ways = Ways(writings_of(sign), digests, keys)
    if (signed := _old_way_with_path(received, draft, ways, sign)) is not None:
        return Finding(Verdict.VALID, expected, signed, tried=1)
    search = Search(
        draft=draft,
        changes=changes_of(received, known, expected.sign),
        many=cut_values(received),
        ways=ways,
        effort=Effort(keep_going),
        timestamp=received.value("timestamp"),
    )
    stopped = False
    try:
        search.run()
    except Stopped:
        stopped = True
    return _found(search, expected, sign, app_secret, stopped)


def _expected(
    received: Received, draft: Draft, digests: tuple[Digest, ...], keys: tuple[Key, ...], secret: Secret | None
) -> Signing:
    """The right string to sign, and with a secret the right signature. An unknown sign method is taken as sha256."""
    right = next((one for one in digests if not one.mistakes), None)
    if right is None:
        right = next(one for one in digests if one.mistakes[0].kind == "sign-method-mismatch")
    text = _shown(draft, right, secret)
    key = next((key for key in keys if not key.mistakes), None)
    return Signing(text, "" if key is None else right.make(key.data)(draft.message()).hex().upper())


def _shown(draft: Draft, digest: Digest, secret: Secret | None) -> str:
    if digest.wraps and secret:
        return secret.reveal() + draft.text + secret.reveal()
    return draft.text


def _old_way_with_path(received: Received, draft: Draft, ways: Ways, sign: str) -> Signing | None:
    """Whether MD5 forms know a path on /rest is not documented: such a signature is not blamed for having one."""
    if not received.is_system or received.value("sign_method") not in ("md5", "hmac"):
        return None
    with_path = replace(draft, prefix=received.api)
    message = with_path.message()
    fits = any(not way.mistakes and way.fits(message) for way in ways.beyond(0))
    return Signing(with_path.text, sign) if fits else None


def _found(search: Search, expected: Signing, sign: str, secret: Secret | None, stopped: bool) -> Finding:
    hits = _without_repeats([_settled(hit) for hit in search.hits])
    if not hits:
        return Finding(
            Verdict.UNEXPLAINED,
            expected,
            Signing("", sign),
            notes=conclusions_of(sign, expected.sign, has_secret=bool(secret), is_cut=stopped),
            tried=search.effort.tried,
            stopped=stopped,
        )
    first, *others = hits
    return Finding(
        Verdict.EXPLAINED if first.mistakes else Verdict.VALID,
        expected,
        Signing(_shown(first.draft, first.digest, secret), sign),
        mistakes=first.mistakes,
        alternatives=tuple(hit.mistakes for hit in others),
        tried=search.effort.tried,
        stopped=stopped,
    )


def _settled(hit: Hit) -> Hit:
    """A sign method that was signed and not sent explains its digest and its path: those are no other mistakes."""
    signed = next((one.how for one in hit.mistakes if one.id == "param-not-sent:sign_method"), "")
    if not signed or not is_right_for(signed, hit.digest.mistakes):
        return hit
    gone = {"path-missing"} if signed in ("md5", "hmac") else set()  # those forms know no path
    kept = tuple(one for one in hit.mistakes if one not in hit.digest.mistakes and one.kind not in gone)
    return Hit(kept, hit.draft, hit.digest)


def _without_repeats(hits: list[Hit]) -> list[Hit]:
    """The shortest, one for each set of ids, the likeliest first."""
    fewest = min((len(hit.mistakes) for hit in hits), default=0)
    kept: dict[frozenset[str], Hit] = {}
    for hit in hits:
        if len(hit.mistakes) == fewest:
            kept.setdefault(frozenset(mistake.id for mistake in hit.mistakes), hit)
    return sorted(kept.values(), key=lambda hit: _rank(hit.mistakes))


def _rank(mistakes: Explanation) -> int:
    return sum(_LIKELIEST.index(one.kind) if one.kind in _LIKELIEST else len(_LIKELIEST) for one in mistakes)
