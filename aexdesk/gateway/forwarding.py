"""Forwards calls of other programs: the guard reads what arrived, and exactly that is sent. Changes no byte."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from aexdesk.gateway.client import Gateway
from aexdesk.workspace.environment import Environment

RawHeaders = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class RawRequest:
    """A request as it arrived: target and headers byte for byte, the body whole."""

    method: str
    target: bytes
    headers: RawHeaders
    body: bytes


@dataclass(frozen=True, slots=True)
class ForwardDoor:
    """Where a door leads."""

    name: str
    environment: Environment


@dataclass(frozen=True, slots=True)
class ForwardedAnswer:
    """The platform's answer as it comes."""

    status: int
    headers: RawHeaders
    chunks: AsyncIterator[bytes]


class ForwardingGateway(Gateway):
    """The way out with a second door: `forward` beside `send`."""

    async def forward(self, raw: RawRequest, door: ForwardDoor) -> ForwardedAnswer:
        """Guards, sends and records."""
        raise NotImplementedError
