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
    max_body_bytes: int = 8 * 1024 * 1024  # of a call; an over-long body is read to its end and answered with an error
    max_drained_bytes: int = 256 * 1024 * 1024  # beyond this the connection is closed after the answer
    max_parameters: int = 1000
    max_log_entries: int = 1000
