"""The practice gateway: a local stand-in for the platform that verifies with code of its own."""

from __future__ import annotations

from aexdesk.practice.keepers import SecretKeeper, StateKeeper
from aexdesk.practice.object import PracticeObject, SeededCase
from aexdesk.practice.rules import Mismatch, Rules, TokenLives
from aexdesk.practice.running import DEFAULT_PORT, RunningPractice, start_practice

__all__ = [
    "DEFAULT_PORT",
    "Mismatch",
    "PracticeObject",
    "Rules",
    "RunningPractice",
    "SecretKeeper",
    "SeededCase",
    "StateKeeper",
    "TokenLives",
    "start_practice",
]
