"""What a practice gateway was seeded with: an app, a loaned buyer with a session, a test case, a real buyer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from aexdesk.faults import BadInput
from aexdesk.secret import Secret
from aexdesk.workspace.environment import PRACTICE
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState
from aexdesk.workspace.token import fold_account

if TYPE_CHECKING:
    from aexdesk.ordertest.guard import SessionOwner

SEEDED_ID = "practice-seed"


@dataclass(frozen=True, slots=True)
class PracticeSeeds:
    """The practice object, with its parts in our own words."""

    url: str
    app_key: str
    app_secret: Secret
    callback_url: str
    buyer_email: str
    buyer_password: Secret
    session: Secret
    refresh_token: Secret
    real_buyer_email: str
    real_session: Secret
    test_case: OrderTestCase
    access_expires_at: datetime
    refresh_expires_at: datetime

    @property
    def loan_account(self) -> LoanAccount:
        """The seeded buyer as a loan account."""
        return LoanAccount(id=SEEDED_ID, environment=PRACTICE.name, email=self.buyer_email)

    def owner_of(self, session: Secret) -> SessionOwner | None:
        """Whose a session is, if it is one of the two seeded ones."""
        from aexdesk.ordertest.guard import SessionOwner  # noqa: PLC0415 - practice alone does without the guard

        if session == self.session:
            return SessionOwner(fold_account(self.buyer_email), is_real=False)
        if session == self.real_session:
            return SessionOwner(fold_account(self.real_buyer_email), is_real=True)
        return None


def read_seeds(found: Mapping[str, Any]) -> PracticeSeeds:
    """Reads a practice object. Raises BadInput for one that is incomplete or odd: another's, or another version's."""
    try:
        return _read(found)
    except (KeyError, TypeError, ValueError, OverflowError, OSError) as error:
        raise BadInput("practice_object_incomplete") from error


def _read(found: Mapping[str, Any]) -> PracticeSeeds:
    case = found["test_case"]
    return PracticeSeeds(
        url=_text(found, "url"),
        app_key=_text(found, "app_key"),
        app_secret=Secret(_text(found, "app_secret")),
        callback_url=_text(found, "callback_url"),
        buyer_email=_text(found, "buyer_email"),
        buyer_password=Secret(_text(found, "buyer_password")),
        session=Secret(_text(found, "access_token")),
        refresh_token=Secret(_text(found, "refresh_token")),
        real_buyer_email=_text(found, "real_buyer_email"),
        real_session=Secret(_text(found, "real_buyer_access_token")),
        access_expires_at=_time(found["expire_time"]),
        refresh_expires_at=_time(found["refresh_token_valid_time"]),
        test_case=OrderTestCase(
            id=SEEDED_ID,
            environment=PRACTICE.name,
            name=_text(case, "name"),
            loan_account_email=_text(case, "loan_account_email"),
            item_id=_text(case, "item_id"),
            quantity=_number(case, "quantity"),
            country=_text(case, "country"),
            reason=_text(case, "reason"),
            state=OrderTestCaseState.ACTIVE,
            activated_at=datetime.now(UTC),
        ),
    )


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _number(found: Mapping[str, Any], name: str) -> int:
    value = found[name]
    if not isinstance(value, int):
        raise TypeError(name)
    return value


def _time(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
