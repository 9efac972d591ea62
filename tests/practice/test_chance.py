"""What must not be guessed. That tokens and codes are random is seen by their own tests."""

from __future__ import annotations

from random import Random

from aexdesk.practice import chance


def test_each_guess_of_a_password_costs_memory() -> None:
    """The other tests hash at no cost (tests/conftest.py); the program says what is asked of it."""
    assert 128 * chance._SCRYPT["n"] * chance._SCRYPT["r"] >= 8 * 2**20


def test_a_password_is_known_by_its_hash_alone() -> None:
    known, again = (chance.hash_password("CANARY-secret", Random(seed)) for seed in (1, 2))
    assert chance.is_password("CANARY-secret", known)
    assert not chance.is_password("CANARY-secret ", known)
    assert known.digest != again.digest, "salted"
    assert "CANARY" not in repr(known)
