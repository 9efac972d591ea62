"""Asks the doctor about a case and judges what it says."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from aexdesk.doctor.examining import examine
from aexdesk.doctor.finding import Finding, Verdict
from aexdesk.doctor.received import Received, SentFile
from aexdesk.interchange.pasted import read_pasted
from aexdesk.secret import Secret
from aexdesk.services.diagnosing import received_of
from tests.doctor.corpus.bases import OTHER_SECRET, SECRET
from tests.doctor.corpus.cases import Case
from tests.doctor.corpus.texts import as_raw_http

OTHERS = {"staging": Secret(OTHER_SECRET)}
_NO_HMAC = ("md5-wrapped", "sha256-plain", "sha256-no-key", "key-message-swapped", "secret-", "charset-", "digest-",
            "file-bytes-included", "sign-method-mismatch")  # fmt: skip


@dataclass
class Score:
    """How many of the cases were explained, and how long it took. `by_size`: digits of the signature."""

    cases: int = 0
    right: int = 0
    shorter: list[str] = field(default_factory=list)
    """Explained with fewer mistakes than were made: as true, since it gives the same signature."""
    wrong: list[str] = field(default_factory=list)
    not_reproduced: list[str] = field(default_factory=list)
    seconds: dict[int, list[float]] = field(default_factory=dict)

    @property
    def every_second(self) -> list[float]:
        return [one for some in self.seconds.values() for one in some]


def received(case: Case) -> Received:
    """As it arrives; with a file as it is pasted, unless what names the API was not sent."""
    if case.base.file is None:
        return Received(case.base.api, case.request)
    if any(name == "method" for name, _value in case.request):
        return received_of(read_pasted(as_raw_http(case)))
    return Received(case.base.api, case.request, (SentFile(*case.base.file),))


def asked(case: Case) -> Finding:
    return examine(received(case), Secret(SECRET), OTHERS, {})


def ids_of(finding: Finding) -> list[frozenset[str]]:
    """The explanation, then the alternatives, each as a set of ids."""
    return [frozenset(one.id for one in some) for some in (finding.mistakes, *finding.alternatives)]


def score(cases: Iterable[Case]) -> Score:
    """Asks about each case, one after the other."""
    found = Score()
    for case in cases:
        started = time.perf_counter()
        finding = asked(case)
        found.seconds.setdefault(len(case.sign), []).append(time.perf_counter() - started)
        judge(case, finding, found)
    return found


def merged(scores: Iterable[Score]) -> Score:
    """Several as one."""
    whole = Score()
    for one in scores:
        whole.cases += one.cases
        whole.right += one.right
        whole.shorter += one.shorter
        whole.wrong += one.wrong
        whole.not_reproduced += one.not_reproduced
        for size, seconds in one.seconds.items():
            whole.seconds.setdefault(size, []).extend(seconds)
    return whole


def judge(case: Case, finding: Finding, found: Score) -> None:
    """Adds one case."""
    found.cases += 1
    explanations = ids_of(finding)
    told = f"{case.label}: {[sorted(one) for one in explanations]}"
    if finding.verdict is Verdict.EXPLAINED and case.ids in explanations:
        found.right += 1
        if finding.mistakes and explanations[0] == case.ids and not _is_reproduced(case, finding):
            found.not_reproduced.append(told)
    elif finding.verdict is Verdict.EXPLAINED and len(finding.mistakes) < len(case.ids):
        found.shorter.append(told)
    else:
        found.wrong.append(told)


def _is_reproduced(case: Case, finding: Finding) -> bool:
    """Whether the string that is said to be signed gives the signature, where that is an HMAC of it."""
    if any(one.startswith(_NO_HMAC) for one in case.ids):
        return True
    method = case.base.sign_method
    message, key = finding.received.string_to_sign.encode(), SECRET.encode()
    if method == "md5" and len(case.ids & {"hmac-md5", "hmac-sha1", "hmac-wrapped"}) == 0:
        return hashlib.md5(message).hexdigest().upper() == case.sign
    name = {40: "sha1", 32: "md5", 64: "sha256"}[len(case.sign)]
    return hmac.new(key, message, name).hexdigest().upper() == case.sign
