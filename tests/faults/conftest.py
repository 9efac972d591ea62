"""A terminal that a test holds in its hands, as for the commands' own tests."""

from __future__ import annotations

from tests.cli.conftest import _no_gateway_of_the_persons_own, console

__all__ = ["_no_gateway_of_the_persons_own", "console"]
