"""Mutations of the order as a document: other orders, odd numbers, keys twice and in odd spellings, odd JSON."""

from __future__ import annotations

import json
from typing import Any

from tests.security.drafts import OTHER_ITEM, Draft
from tests.security.mutation import Pick, Stage, Table
from tests.security.odd_json import Raw, dump
from tests.security.spellings import respell

DOCUMENT = Table()
HUGE = (10**19 + 7, 2**64 + 1, 2**63, 10**40, 4294967297, 2147483648)
COUNTS: tuple[Any, ...] = (
    Raw("1.0"), Raw("1e0"), Raw("1E0"), Raw("10e-1"), Raw("1.5"), Raw("0.5"), Raw("1.0000000000000000001"),
    Raw("-1"), Raw("-0"), Raw("0"), Raw("01"), Raw("+1"), Raw("0x1"), Raw("1L"), Raw("1."), Raw(".1e1"), Raw("NaN"),
    Raw("Infinity"), Raw("-Infinity"), Raw("1e400"), Raw("1_0"), Raw("١"), Raw("１"), Raw("'1'"), Raw("undefined"),
    "1.0", "1e0", "01", "001", "+1", "-1", "0", "", " 1", "1 ", "1\n", "1\t", "1\u00a0", "\u00a01", "1\u200b",
    "\ufeff1",
    "1\u0000", "1\u00002", "１", "١", "۱", "१", "¹", "①", "Ⅰ", "一", "𝟏", "1\u202e", "\u202d1", "1\u0301", "0x1", "0b1",
    "0o1", "1,0", "1_0", "1L", "1f", "1;2", "1,2", "1 2", "one", "true", "null", "NaN", "1%00", "1%20", "%31",
    "\\u0031",
    True, False, None, [1], [1, 2], [], {}, {"value": 1}, {"1": 1}, ["1"], [[1]],
)  # fmt: skip
COUNTRIES: tuple[Any, ...] = (
    "us", "Us", "uS", "US ", " US", "US\n", "\tUS", "US\u0000", "US\u00a0", "U\u200bS", "\u202eSU", "\ufeffUS", "ＵＳ",
    "USA",
    "United States", "United States of America", "840", 840, "U.S.", "US,FR", "US;FR", "US|FR", "FR US", "US-FR",
    "UЅ",
    "US\u0301", "🇺🇸", "", None, True, 0, [], ["US"], ["US", "FR"], {"code": "US"}, {"US": "FR"}, "U%53", "%55S",
    "\\u0055S",
    "en_US", "*", "UK", "Us\u0131",
)  # fmt: skip
OTHER_COUNTRIES = ("FR", "DE", "BR", "RU", "CN", "ES", "KR", "IL", "GB", "UM", "VI", "PR", "AA", "ZZ")
FIELDS: tuple[tuple[tuple[str | int, ...], str, tuple[Any, ...]], ...] = (
    (("product_items", 0), "product_id", (int(OTHER_ITEM), OTHER_ITEM)),
    (("product_items", 0), "product_count", (2, "2", 1000)),
    (("logistics_address",), "country", ("FR", "BR")),
)
_TEXT_TRICKS: tuple[tuple[str, str], ...] = (
    ("\ufeff", ""), ("", "\u0000"), ("/*x*/", ""), ("", "//x\n"), ("//x\n", ""), ("#x\n", ""), ("", ","), ("[", "]"),
    ("(", ")"),
    (")]}',\n", ""), ("for(;;);", ""), ("callback(", ")"), ("\u00a0", ""), ("", "\u00a0"), ("\u2028", ""),
    ("\x0b", ""),
    ("\x0c", ""), ("", "}"), ("{", ""), ("", "\x1a"), ("\u200b", ""), ("<!--", "-->"), ("json=", ""),
    ("new Date(),", ""),
    ("1,", ""), ("", "[]"), ("null", ""), ("", "null"), ("\x00", ""),
)  # fmt: skip


# ---------------------------------------------------------------- another order, plainly


@DOCUMENT.add(Stage.DOCUMENT)
def another_item(draft: Draft, pick: Pick) -> None:
    mine = int(draft.told["test_case"]["item_id"])
    item = pick((int(OTHER_ITEM), mine + 1, mine - 1, mine * 10, mine // 10, 0, -mine, mine + 2**53, mine + 2**64))
    draft.item["product_id"] = pick((item, str(item)))
    draft.write()


@DOCUMENT.add(Stage.DOCUMENT)
def another_quantity(draft: Draft, pick: Pick) -> None:
    count = pick((pick(range(2, 100_001)), pick(HUGE)))
    draft.item["product_count"] = pick((count, str(count)))
    draft.write()


@DOCUMENT.add(Stage.DOCUMENT)
def another_country(draft: Draft, pick: Pick) -> None:
    draft.address["country"] = pick(OTHER_COUNTRIES)
    draft.write()


@DOCUMENT.add(Stage.DOCUMENT)
def several_items(draft: Draft, pick: Pick) -> None:
    more = pick(
        (draft.item, draft.evil["product_items"][0], {**draft.item, "product_id": OTHER_ITEM}, {}, None, "1", [])
    )
    items = draft.order["product_items"]
    items.insert(pick((0, 1)), more)
    items.extend([more] * pick((0, 0, 1, 48)))
    draft.write()


@DOCUMENT.add(Stage.DOCUMENT)
def items_of_another_shape(draft: Draft, pick: Pick) -> None:
    item = draft.item
    draft.order["product_items"] = pick((
        [], {}, None, "", item, {"0": item}, {"product_item": [item]}, [[item]], [[item], [item]], [json.dumps(item)],
        json.dumps([item]), {"item": [item, item]}, [None], [1], True, [item, []], {"@size": 1, "0": item},
    ))  # fmt: skip
    draft.write()


# ---------------------------------------------------------------- odd values


@DOCUMENT.add(Stage.DOCUMENT)
def odd_quantity(draft: Draft, pick: Pick) -> None:
    draft.item["product_count"] = pick(COUNTS)
    draft.write()


@DOCUMENT.add(Stage.DOCUMENT)
def odd_item(draft: Draft, pick: Pick) -> None:
    mine = draft.told["test_case"]["item_id"]
    odd = pick(COUNTS)
    if isinstance(odd, Raw):
        odd = Raw(str(odd).replace("1", mine))
    elif isinstance(odd, str):
        odd = odd.replace("1", mine)
    elif odd in ([1], ["1"]):
        odd = [int(mine)]
    draft.item["product_id"] = odd if odd != mine else f"0{mine}"
    draft.write()


@DOCUMENT.add(Stage.DOCUMENT)
def odd_country(draft: Draft, pick: Pick) -> None:
    draft.address["country"] = pick(COUNTRIES)
    draft.write()


@DOCUMENT.add(Stage.DOCUMENT)
def a_field_is_missing(draft: Draft, pick: Pick) -> None:
    path, name, _others = pick(FIELDS)
    del draft._inner(path)[name]
    draft.write()


@DOCUMENT.add(Stage.DOCUMENT)
def a_part_is_missing(draft: Draft, pick: Pick) -> None:
    name = pick(("product_items", "logistics_address"))
    draft.order[name] = pick((None, "", [], 0, "x", {}))
    draft.write()


@DOCUMENT.add(Stage.DOCUMENT)
def address_of_another_shape(draft: Draft, pick: Pick) -> None:
    address = draft.address
    elsewhere = {**address, "country": "FR"}
    draft.order["logistics_address"] = pick((
        [address], [address, elsewhere], json.dumps(address), {"address": address}, {"0": address, "1": elsewhere},
        {**address, "logistics_address": elsewhere}, {**address, "address": elsewhere}, [],
    ))  # fmt: skip
    draft.write()


# ---------------------------------------------------------------- keys


@DOCUMENT.add(Stage.DOCUMENT)
def a_key_twice(draft: Draft, pick: Pick) -> None:
    path, name, others = pick(FIELDS)
    escaped = Raw('"' + "".join(f"\\u{ord(letter):04x}" for letter in name) + '"')
    half = Raw(f'"\\u{ord(name[0]):04X}{name[1:]}"')
    draft.twin(path, pick((name, name, escaped, half)), pick(others), first=pick((False, True)))


@DOCUMENT.add(Stage.DOCUMENT)
def a_part_twice(draft: Draft, pick: Pick) -> None:
    name = pick(("product_items", "logistics_address"))
    other = [draft.evil["product_items"][0]] if name == "product_items" else {**draft.address, "country": "FR"}
    draft.twin((), pick((name, Raw(json.dumps(respell(name, pick))))), other, first=pick((False, True)))


@DOCUMENT.add(Stage.DOCUMENT)
def a_key_in_another_spelling(draft: Draft, pick: Pick) -> None:
    path, name, others = pick(FIELDS)
    draft.twin(path, respell(name, pick), pick(others), first=pick((False, True)))


@DOCUMENT.add(Stage.DOCUMENT)
def a_key_only_in_another_spelling(draft: Draft, pick: Pick) -> None:
    path, name, others = pick(FIELDS)
    holder = draft._inner(path)
    del holder[name]
    holder[respell(name, pick)] = pick(others)
    draft.write()


@DOCUMENT.add(Stage.DOCUMENT)
def a_key_in_another_place(draft: Draft, pick: Pick) -> None:
    _path, name, others = pick(FIELDS)
    places: dict[str, tuple[tuple[str | int, ...], ...]] = {
        "product_id": ((), ("logistics_address",)),
        "product_count": ((), ("logistics_address",)),
        "country": ((), ("product_items", 0)),
    }
    draft.twin(pick(places[name]), pick((name, respell(name, pick))), pick(others), first=pick((False, True)))


@DOCUMENT.add(Stage.DOCUMENT)
def another_order_inside(draft: Draft, pick: Pick) -> None:
    path = pick(((), ("product_items", 0), ("logistics_address",)))
    name = pick(
        ("order", "request", "data", "param_place_order_request4_open_api_d_t_o", "__proto__", "0", "", "items")
    )
    inner = pick((draft.evil, [draft.evil], {"product_items": draft.evil["product_items"]}, {"country": "FR"}))
    draft.twin(path, name, inner, first=pick((False, True)))


@DOCUMENT.add(Stage.DOCUMENT)
def a_key_that_commands_the_parser(draft: Draft, pick: Pick) -> None:
    path = pick(((), ("product_items", 0), ("logistics_address",)))
    name = pick(("@type", "$ref", "$type", "@class", " @type", "$id", "\t$ref", "@id", "@json"))
    draft.twin(path, name, pick(("com.alibaba.Order", "$.product_items[0]", "..", "#/1")), first=pick((False, True)))


@DOCUMENT.add(Stage.DOCUMENT)
def nested_too_deep(draft: Draft, pick: Pick) -> None:
    depth = pick((30, 64, 500, 20_000))
    is_list = pick((False, True))
    draft.order["out_order_id"] = Raw("[" * depth + "]" * depth if is_list else '{"a":' * depth + "1" + "}" * depth)
    draft.write()


# ---------------------------------------------------------------- the JSON text


@DOCUMENT.add(Stage.TEXT)
def text_around_the_json(draft: Draft, pick: Pick) -> None:
    before, behind = pick(_TEXT_TRICKS)
    draft.slot.value = before + draft.slot.value + behind


@DOCUMENT.add(Stage.TEXT)
def two_documents(draft: Draft, pick: Pick) -> None:
    texts = [draft.slot.value, dump(draft.evil)]
    if pick((False, True)):
        texts.reverse()
    draft.slot.value = pick(("", " ", "\n", ",", ";", "\u0000", "\x1e")).join(texts)


@DOCUMENT.add(Stage.TEXT)
def json_in_json(draft: Draft, pick: Pick) -> None:
    text = draft.slot.value
    draft.slot.value = pick((json.dumps(text), json.dumps(json.dumps(text)), json.dumps([text]), f"[{text}]"))


@DOCUMENT.add(Stage.TEXT)
def lenient_json(draft: Draft, pick: Pick) -> None:
    text = draft.slot.value
    draft.slot.value = pick((
        text.replace('"', "'"), text.replace('"product_count"', "product_count"), text.replace("}", ",}"),
        text.replace("]", ",]"), text.replace(":", "=", 1), text.replace('"country"', '"country" /*x*/'),
        text.replace("{", "{,", 1), text.replace("Test Street", "Test\nStreet"),
        text.replace("Test Street", "Test\\xStreet"),
        text.replace('"US"', '"\\U0055S"'), text.replace('"US"', "US"), text.replace("}", ";}", 1),
        text.replace("Test Street", "Test\tStreet"), text.replace("{", "{\u00a0", 1), text[:-1], text[1:],
    ))  # fmt: skip


# ---------------------------------------------------------------- disguises: the order stays what it was


@DOCUMENT.add(Stage.DOCUMENT, hostile=False)
def numbers_as_text(draft: Draft, pick: Pick) -> None:
    for name in ("product_id", "product_count"):
        value = draft.item[name]
        if type(value) is int or (isinstance(value, str) and value.isascii() and value.isdecimal() and value[0] != "0"):
            draft.item[name] = pick((int, str))(value)
    draft.write()


@DOCUMENT.add(Stage.DOCUMENT, hostile=False)
def a_strange_key_beside(draft: Draft, pick: Pick) -> None:
    path = pick(((), ("product_items", 0), ("logistics_address",)))
    draft.twin(
        path, pick(("memo", "x", "", "日本", "order_memo")), pick(("1", None, [], {}, 2)), first=pick((True, False))
    )


@DOCUMENT.add(Stage.TEXT, hostile=False)
def other_blanks(draft: Draft, pick: Pick) -> None:
    text = draft.slot.value
    draft.slot.value = pick((
        f" {text}\r\n", text.replace("/", "\\/"), text.replace('":', '" :\t'), text.replace('{"', '{\n "'),
        text.replace('},"', '} ,\r\n"'),
    ))  # fmt: skip
