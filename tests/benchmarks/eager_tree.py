"""The naive baseline of `bodies`: everything decoded, everything put into a QStandardItemModel, then painted.

`python -m tests.benchmarks.eager_tree FILE` prints the seconds from the bytes to the painted tree, and its rows: JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtGui import QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTreeView


class EagerTree(QTreeView):
    """Notes when it was painted, and ends."""

    def __init__(self) -> None:
        super().__init__()
        self.painted_at = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted_at = self.painted_at or time.perf_counter()
        QApplication.quit()


def _add(parent: QStandardItem, value: Any) -> int:
    """The rows that were made."""
    if not isinstance(value, dict | list):
        return 0
    members = value.items() if isinstance(value, dict) else enumerate(value)
    rows = 0
    for key, child in members:
        item = QStandardItem(str(key))
        rows += 1 + _add(item, child)
        parent.appendRow([item, QStandardItem("" if isinstance(child, dict | list) else str(child))])
    return rows


def main() -> None:
    app = QApplication([])
    tree = EagerTree()
    tree.resize(1280, 800)
    raw = Path(sys.argv[1]).read_bytes()
    start = time.perf_counter()
    model = QStandardItemModel()
    rows = _add(model.invisibleRootItem(), json.loads(raw))
    tree.setModel(model)
    tree.show()
    app.exec()
    print(json.dumps({"seconds": tree.painted_at - start, "rows": rows}))


if __name__ == "__main__":
    main()
