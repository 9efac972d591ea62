"""The rules that the practice gateway plays by: a default for everything that is unknown of the platform.

Each default is the choice of the design; where the protocol notes give a source, it stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Mismatch(StrEnum):
    """What becomes of an order that matches no active test case."""

    REFUSE = "refuse"
    CHARGE = "charge"


class PushSignature(StrEnum):
    """What signs a push message: lower-case hex HMAC-SHA256. Protocol, section 9."""

    KEY_AND_BODY = "app_key_and_body"  # keyed by the app secret
    BODY = "body"  # keyed by the app key: how one may read the platform's own page


@dataclass(frozen=True, slots=True)
class TokenLives:
    """How long tokens live, in seconds."""

    access: int
    refresh: int


TOKEN_LIVES: Mapping[str, TokenLives] = MappingProxyType(  # protocol, section 5: state of the app -> lifetimes
    {"test": TokenLives(86_400, 172_800), "online": TokenLives(2_592_000, 5_184_000)}
)
PERMITTED_GROUPS: Mapping[str, frozenset[str]] = MappingProxyType(  # type of the app -> groups of the catalogue
    {
        "dropshipping": frozenset({"dropshipping", "affiliate", "seller", "system"}),
        "affiliate": frozenset({"affiliate", "system"}),
    }
)


@dataclass(frozen=True, slots=True)
class Rules:
    """Settings of the stand-in, with its defaults."""

    throttle: bool = True  # at the documented rates
    max_skew_seconds: int = 7200  # protocol, section 4
    accept_text_timestamps: bool = False
    accept_lower_case_sign: bool = False
    old_sign_methods_on_rest: bool = False  # md5 and hmac
    sign_empty_values: bool = True  # False: a parameter with an empty value is left out, as the Java SDK does
    session_wins: bool = True  # over access_token, where both are sent
    simplify_drops_outer_key: bool = False
    qps_overrides: Mapping[str, int] = field(default_factory=dict)  # API -> calls a second, in place of the documented
    code_seconds: int = 180  # protocol, section 5
    token_lives: Mapping[str, TokenLives] = field(default_factory=lambda: TOKEN_LIVES)
    permitted_groups: Mapping[str, frozenset[str]] = field(default_factory=lambda: PERMITTED_GROUPS)
    repeat_seconds: int = 86_400  # the same out_order_id within this time is REPEATED_ORDER_ERROR
    ticket_seconds: int = 600  # how long a login page stays usable
    search_id_seconds: int = 60  # how long the search_id of a feed leads to its next page; protocol, section 8
    max_body_bytes: int = 8 * 1024 * 1024  # of a call; an over-long body is read to its end and answered with an error
    max_drained_bytes: int = 256 * 1024 * 1024  # beyond this the connection is closed after the answer
    max_parameters: int = 1000
    max_log_entries: int = 1000
    # The life of an order. 0 or None: never by itself.
    pay_within_seconds: float | None = 1_728_000  # unpaid after 20 days, it is cancelled
    ship_after_seconds: float | None = 3600
    finish_after_seconds: float | None = 86_400  # after shipping
    details_after_seconds: float = 0  # protocol, section 8: some 10 s; off, so that a test need not wait
    push_signature: PushSignature = PushSignature.KEY_AND_BODY
    push_answer_seconds: float = 0.5  # protocol, section 9: so long may a receiver take to answer 200
    push_retry_pauses: tuple[float, ...] = (1.0, 5.0, 30.0)  # short, so that one sees it; the sister waits 30 minutes
    max_pushes_waiting: int = 10_000
