"""The tree's rows: asked for when opened, never more than a thousand to a node, and every value can be reached."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt

from aexdesk.bodies.reader_client import PAGE, Positions, Row
from aexdesk.ui.widgets.body.tree_rows import TreeRows

Asked = list[tuple[Positions, int, int]]


def _rows_over(root: Row) -> tuple[TreeRows, Asked]:
    asked: Asked = []
    rows = TreeRows(lambda at, offset, limit: asked.append((at, offset, limit)))
    rows.show(root)
    return rows, asked


def _numbers(offset: int, limit: int) -> tuple[Row, ...]:
    return tuple(Row(None, "number", str(number)) for number in range(offset, offset + limit))


def test_nothing_is_asked_before_it_is_opened(qapp: object) -> None:
    rows, asked = _rows_over(Row(None, "object", "", 2))
    assert asked == []
    assert rows.canFetchMore(QModelIndex())
    rows.fetchMore(QModelIndex())
    rows.fetchMore(QModelIndex())
    assert asked == [((), 0, 2)]
    rows.take((), 0, (Row("a", "string", "x", 1), Row("b", "array", "", 3)))
    assert rows.rowCount() == 2
    assert not rows.hasChildren(rows.index(0, 0))
    assert rows.hasChildren(rows.index(1, 0))
    assert [rows.index(row, 1).data() for row in range(2)] == ['"x"', "[3]"]


def test_a_long_array_opens_as_ranges(qapp: object) -> None:
    count = 2_500_000
    rows, asked = _rows_over(Row(None, "array", "", count))
    rows.fetchMore(QModelIndex())
    assert rows.rowCount() == 3
    last = rows.index(2, 0)
    assert last.data() == "[2,000,000 … 2,499,999]"
    rows.fetchMore(last)
    assert rows.rowCount(last) == 500
    assert asked == []
    inner = rows.index(499, 0, last)
    rows.fetchMore(inner)
    assert asked == [((), 2_499_000, PAGE)]
    rows.take((), 2_499_000, _numbers(2_499_000, PAGE))
    assert rows.index(999, 0, inner).data() == "[2,499,999]"
    assert rows.index(999, 1, inner).data() == "2499999"


def test_the_way_to_a_value_opens_page_by_page(qapp: object) -> None:
    rows, asked = _rows_over(Row(None, "object", "", 1))
    found: list[QModelIndex] = []
    rows.revealed.connect(found.append)
    rows.lead_to((0, 1500, 1))
    assert asked.pop() == ((), 0, 1)
    rows.take((), 0, (Row("list", "array", "", 2500),))
    QCoreApplication.processEvents()
    assert asked.pop() == ((0,), 1000, 1000)
    rows.take((0,), 1000, tuple(Row(None, "object", "", 2) for _number in range(1000)))
    QCoreApplication.processEvents()
    assert asked.pop() == ((0, 1500), 0, 2)
    assert not found
    rows.take((0, 1500), 0, (Row("x", "null", "null"), Row("y", "boolean", "true")))
    QCoreApplication.processEvents()
    assert found[0].data() == "y"
    assert rows.entry(found[0]).at == (0, 1500, 1)
    assert not asked


def test_a_page_of_another_document_is_not_taken(qapp: object) -> None:
    rows, _asked = _rows_over(Row(None, "object", "", 1))
    rows.take((5, 5), 0, _numbers(0, 1))
    assert rows.rowCount() == 0
    rows.show(Row(None, "number", "1.10"))
    assert rows.index(0, 1).data() == "1.10"
    assert rows.headerData(0, Qt.Orientation.Horizontal) == "Name"
