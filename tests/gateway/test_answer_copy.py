"""The copy of an answer that passes: a little that becomes much is never in memory at once."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from aexdesk.gateway.answer_copy import AnswerCopy
from aexdesk.gateway.intake import PlainIntake
from aexdesk.redaction import hider_by_value
from aexdesk.storage.body_files import BodyFiles


class MeasuringIntake(PlainIntake):
    """Notes how much it is given at once."""

    most = 0

    def feed(self, chunk: bytes) -> bytes:
        self.most = max(self.most, len(chunk))
        return super().feed(chunk)


@pytest.mark.fault("compressed bomb")
def test_it_is_unpacked_in_pieces(tmp_path: Path) -> None:
    intake = MeasuringIntake(hider_by_value(()))
    copy = AnswerCopy(BodyFiles(tmp_path).open_sink(), intake, "gzip")
    copy.take(gzip.compress(b" " * 5_000_000))
    assert copy.finish().size == 5_000_000
    assert intake.most <= 64 * 1024
