"""Test cases from a file: what is read, what is refused and where, and that nothing is ever imported by halves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.faults import BadInput
from aexdesk.services.case_import import LARGEST
from aexdesk.services.case_table import FIELDS, MOST_ROWS, read_case_table
from aexdesk.services.test_cases import OrderTestCaseDraft
from aexdesk.wording import describe
from aexdesk.workspace.order_test_case import OrderTestCaseState
from tests.services.worlds import a_desk

THEIRS = "Test Case Name,Loan Account Email,Item ID,Quantity,Receiving countries/Region,Reason for Application"
OURS = ",".join(FIELDS)
ROW = "Mug,buyer01@example.test,1005990000000001,2,US,Checkout test"


def table(text: str, *taken: str) -> list[tuple[int, list[str]]]:
    """For each row its line and the codes of what is wrong with it."""
    rows = read_case_table(text, "practice", frozenset(taken)).rows
    return [(row.line, [fault.code for fault in row.faults]) for row in rows]


def refusal(text: str) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read_case_table(text, "practice", frozenset())
    words = describe(caught.value)
    assert "–" not in words.message + words.hint
    return caught.value


@pytest.mark.parametrize("header", [THEIRS, OURS, THEIRS.upper(), " name , Email,product_id,quantity,Country,Reason"])
def test_a_row_is_read_by_the_app_consoles_words_or_ours(header: str) -> None:
    (row,) = read_case_table(f"{header}\n{ROW}\n", "practice", frozenset()).rows
    assert row.draft == OrderTestCaseDraft(
        "practice", "Mug", "buyer01@example.test", "1005990000000001", 2, "US", "Checkout test"
    )
    assert row.draft.state is OrderTestCaseState.DRAFT


@pytest.mark.parametrize("sign", [";", "\t"])
def test_other_signs_between_the_cells(sign: str) -> None:
    assert table(f"{THEIRS}\n{ROW}".replace(",", sign)) == [(2, [])]


def test_columns_may_stand_in_any_order_and_some_be_left_out_or_unknown() -> None:
    read = read_case_table("Country,State,email,name,item id\nspain,active,a@b.c,Mug,1005\n", "practice", frozenset())
    assert read.unknown == ("State",)
    (draft,) = [row.draft for row in read.rows]
    assert draft == OrderTestCaseDraft("practice", "Mug", "a@b.c", "1005", 1, "ES")


def test_a_link_to_the_product_is_its_id() -> None:
    link = "https://www.aliexpress.com/item/1005990000000001.html?spm=x"
    assert table(f"{OURS}\nMug,a@b.c,{link},1,us,") == [(2, [])]


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (",a@b.c,1005,1,US,", ["field_missing"]),
        ("Mug,,1005,1,US,", ["field_missing"]),
        ("Mug,nobody,1005,1,US,", ["bad_email"]),
        ("Mug,a@b.c,,1,US,", ["field_missing"]),
        ("Mug,a@b.c,0005,1,US,", ["bad_item_id"]),
        ("Mug,a@b.c,1005e3,1,US,", ["bad_item_id"]),
        ("Mug,a@b.c,https://a.aliexpress.com/_x,1,US,", ["item_link_short"]),
        ("Mug,a@b.c,1005,0,US,", ["bad_quantity"]),
        ("Mug,a@b.c,1005,1.0,US,", ["bad_quantity"]),
        ("Mug,a@b.c,1005,-1,US,", ["bad_quantity"]),
        ("Mug,a@b.c,1005,１,US,", ["bad_quantity"]),
        ("Mug,a@b.c,1005,10001,US,", ["bad_quantity"]),
        ("Mug,a@b.c,1005,1,Atlantis,", ["bad_country"]),
        ("Mug,a@b.c,1005,1,,", ["field_missing"]),
        ("Mug,a@b.c,1005,1", ["import_cells"]),
        ("Mug,a@b.c,1005,1,US,one,two", ["import_cells"]),
        ("Cup,a@b.c,1005,1,US,", ["name_taken"]),
        (",,x,x,Atlantis,y", ["field_missing", "field_missing", "bad_item_id", "bad_quantity", "bad_country"]),
    ],
)
def test_what_is_wrong_with_a_row_stands_at_its_line(row: str, codes: list[str]) -> None:
    assert table(f"{OURS}\n{ROW.replace('Mug', 'First')}\n\n{row}\n", "Cup") == [(2, []), (4, codes)]
    faults = read_case_table(f"{OURS}\n{row}\n", "practice", frozenset({"Cup"})).rows[0].faults
    for fault in faults:
        words = describe(fault)
        assert not words.message.startswith("This failed"), fault.code
        assert "–" not in words.message + words.hint


def test_lines_are_counted_through_quoted_line_ends() -> None:
    text = f'{OURS}\nMug,a@b.c,1005,1,US,"a reason,\nof two lines"\nCup,a@b.c,x,1,US,\n'
    assert table(text) == [(2, []), (4, ["bad_item_id"])]


def test_of_two_rows_with_one_name_the_second_is_at_fault() -> None:
    assert table(f"{OURS}\n{ROW}\n{ROW}\n") == [(2, []), (3, ["name_taken"])]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "import_empty"),
        ("\n\n", "import_empty"),
        (OURS, "import_empty"),
        ("a,b\n1,2", "import_no_header"),
        ("{}", "import_no_header"),
        (f"{OURS},Email\n{ROW},x", "import_column_twice"),
        (f'{OURS}\n"Mug,a@b.c', "import_not_csv"),
        (f'{OURS}\n"Mug"x,a@b.c,1005,1,US,', "import_not_csv"),
        (f"{OURS}\n" + f"{ROW}\n" * (MOST_ROWS + 1), "import_too_many"),
        (f"{OURS}\nMug,a@b.c,1005,1,US,{'x' * 140_000}", "import_not_csv"),
    ],
)
def test_a_file_that_is_none(text: str, code: str) -> None:
    assert refusal(text).code == code


def test_a_missing_column_is_named() -> None:
    assert refusal("name,quantity,country\nMug,1,US").values["missing"] == "loan_account_email, item_id"


@given(st.text(st.characters(exclude_categories=[]), max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    for given_text in (text, f"{OURS}\n{text}", f"{THEIRS}\n{ROW}\n{text}"):
        try:
            rows = read_case_table(given_text, "practice", frozenset()).rows
        except BadInput:
            continue
        assert all((row.draft is None) == bool(row.faults) for row in rows)


# ---------------------------------------------------------------- the file, and saving


async def test_a_file_is_shown_first_and_saved_then(tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_bytes(f"\ufeff{THEIRS}\r\n{ROW}\r\n{ROW.replace('Mug', 'Tasse für Ü')}\r\n".encode())
    async with a_desk(tmp_path) as desk:
        await desk.loan_accounts.add("practice", "Buyer01@example.test")
        plan = await desk.case_import.read(file, "practice")
        assert (plan.can_save, plan.fault_count, plan.strangers, plan.file_name) == (True, 0, (), "cases.csv")
        assert await desk.test_cases.list() == ()
        heard: list[int] = []
        desk.test_cases.changed.append(lambda: heard.append(1))
        saved = await desk.case_import.save(plan)
        assert heard == [1]
        assert [case.name for case in await desk.test_cases.list("practice")] == ["Mug", "Tasse für Ü"]
        assert {case.state for case in saved} == {OrderTestCaseState.DRAFT}
        assert (await desk.case_import.read(file, "practice")).fault_count == 2, "their names are in use now"
        assert (await desk.case_import.read(file, "live")).fault_count == 0


async def test_an_account_that_is_not_noted_is_told(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text(f"{OURS}\n{ROW}\n")
    async with a_desk(tmp_path) as desk:
        plan = await desk.case_import.read(tmp_path / "cases.csv", "practice")
    assert plan.strangers == ("buyer01@example.test",)
    assert plan.can_save


async def test_nothing_of_a_faulty_file_is_saved(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text(f"{OURS}\n{ROW}\nCup,a@b.c,x,1,US,\n")
    async with a_desk(tmp_path) as desk:
        plan = await desk.case_import.read(tmp_path / "cases.csv", "practice")
        assert (plan.can_save, plan.fault_count) == (False, 1)
        with pytest.raises(BadInput, match="import_faulty"):
            await desk.case_import.save(plan)
        assert await desk.test_cases.list() == ()


async def test_a_name_that_somebody_took_meanwhile_stops_all_of_it(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text(f"{OURS}\n{ROW}\n{ROW.replace('Mug', 'Cup')}\n")
    async with a_desk(tmp_path) as desk:
        plan = await desk.case_import.read(tmp_path / "cases.csv", "practice")
        await desk.test_cases.add(OrderTestCaseDraft("practice", "Cup", "a@b.c", "1005", 1, "US"))
        with pytest.raises(BadInput, match="name_taken"):
            await desk.case_import.save(plan)
        assert [case.name for case in await desk.test_cases.list()] == ["Cup"]


async def test_files_that_are_no_table(tmp_path: Path) -> None:
    huge, binary, wide = tmp_path / "huge.csv", tmp_path / "picture.csv", tmp_path / "wide.csv"
    with huge.open("wb") as file:
        file.truncate(100 * LARGEST)
    binary.write_bytes(bytes(range(256)))
    wide.write_bytes(f"{THEIRS}\n{ROW}\n".encode("utf-16"))
    (tmp_path / "nul.csv").write_bytes(f"{OURS}\n{ROW}\0\n".encode())
    async with a_desk(tmp_path) as desk:
        for path, code in (
            (huge, "import_too_large"),
            (binary, "import_not_text"),
            (tmp_path / "nul.csv", "import_not_text"),
            (tmp_path / "gone.csv", "import_unreadable"),
            (tmp_path, "import_unreadable"),
        ):
            with pytest.raises(BadInput) as caught:
                await desk.case_import.read(path, "practice")
            assert caught.value.code == code
            words = describe(caught.value)
            assert "–" not in words.message + words.hint
        assert (await desk.case_import.read(wide, "practice")).can_save


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only POSIX has named pipes")
async def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    async with a_desk(tmp_path) as desk:
        with pytest.raises(BadInput, match="import_unreadable"):
            await desk.case_import.read(tmp_path / "pipe.csv", "practice")
