"""Hand-written attacks on the order's JSON: each gives some parser reason to read another order."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.security.drafts import OTHER_ITEM, Draft
from tests.security.odd_json import Raw, dump

Attack = Callable[[Draft], None]
ITEM: tuple[str | int, ...] = ("product_items", 0)
ADDRESS: tuple[str | int, ...] = ("logistics_address",)


def item(**changes: Any) -> Attack:
    """Changes the one line of the order."""

    def apply(draft: Draft) -> None:
        draft.item.update(changes)
        draft.write()

    return apply


def address(**changes: Any) -> Attack:
    """Changes where it goes."""

    def apply(draft: Draft) -> None:
        draft.address.update(changes)
        draft.write()

    return apply


def root(**changes: Any) -> Attack:
    """Changes the order itself."""

    def apply(draft: Draft) -> None:
        draft.order.update(changes)
        draft.write()

    return apply


def twin(path: tuple[str | int, ...], name: str, value: Any, *, first: bool = False) -> Attack:
    """A second key."""
    return lambda draft: draft.twin(path, name, value, first=first)


def text(change: Callable[[str], str]) -> Attack:
    """Changes the JSON text."""

    def apply(draft: Draft) -> None:
        draft.slot.value = change(draft.slot.value)

    return apply


def with_evil(change: Callable[[str, str], str]) -> Attack:
    """Makes one text of the honest order and one that would cost money."""

    def apply(draft: Draft) -> None:
        draft.slot.value = change(draft.slot.value, dump(draft.evil))

    return apply


def without(path: tuple[str | int, ...], name: str) -> Attack:
    """Takes a key away."""

    def apply(draft: Draft) -> None:
        del draft._inner(path)[name]
        draft.write()

    return apply


def _shaped(shape: Callable[[Any], Any], name: str) -> Attack:
    def apply(draft: Draft) -> None:
        draft.order[name] = shape(draft.order[name])
        draft.write()

    return apply


def _items(shape: Callable[[Any], Any]) -> Attack:
    return _shaped(lambda items: shape(items[0]), "product_items")


DOCUMENT_ATTACKS: dict[str, Attack] = {
    # another order, plainly
    "orders two pieces": item(product_count=2),
    "orders two pieces as text": item(product_count="2"),
    "orders another item": item(product_id=int(OTHER_ITEM)),
    "orders another item as text": item(product_id=OTHER_ITEM),
    "ships to another country": address(country="FR"),
    "orders the item twice": _items(lambda one: [one, one]),
    "orders another item as well": _items(lambda one: [one, {**one, "product_id": OTHER_ITEM}]),
    "orders another item first": _items(lambda one: [{**one, "product_id": OTHER_ITEM}, one]),
    "orders nothing": root(product_items=[]),
    # ids that are the same number to somebody
    "an id that wraps round at 2^64": lambda draft: item(product_id=int(draft.item["product_id"]) + 2**64)(draft),
    "an id that wraps round at 2^32": item(product_count=1 + 2**32),
    "an id that a double rounds": lambda draft: item(product_id=int(draft.item["product_id"]) + 2**70)(draft),
    "an id with a fraction": lambda draft: item(product_id=Raw(f"{draft.item['product_id']}.0"))(draft),
    "an id with an exponent": lambda draft: item(product_id=Raw(f"{draft.item['product_id']}0e-1"))(draft),
    "an id with noughts in front": lambda draft: item(product_id=f"00{draft.item['product_id']}")(draft),
    "an id with a blank": lambda draft: item(product_id=f"{draft.item['product_id']} ")(draft),
    "an id with a no-break blank": lambda draft: item(product_id=f"{draft.item['product_id']}\u00a0")(draft),
    "an id with a NUL and another behind": lambda draft: item(product_id=f"{draft.item['product_id']}\0{OTHER_ITEM}")(
        draft
    ),
    "two ids with a comma": lambda draft: item(product_id=f"{draft.item['product_id']},{OTHER_ITEM}")(draft),
    "ids in a list": lambda draft: item(product_id=[draft.item["product_id"], OTHER_ITEM])(draft),
    "an id in fullwidth digits": lambda draft: item(
        product_id="".join(chr(ord(digit) + 0xFEE0) for digit in draft.item["product_id"])
    )(draft),
    "an id in Arabic digits": lambda draft: item(
        product_id="".join(chr(ord(digit) + 0x630) for digit in draft.item["product_id"])
    )(draft),
    "an id written backwards by a mark": lambda draft: item(product_id=f"\u202e{draft.item['product_id'][::-1]}")(
        draft
    ),
    "an id with a minus": lambda draft: item(product_id=-int(draft.item["product_id"]))(draft),
    "an id with a plus": lambda draft: item(product_id=f"+{draft.item['product_id']}")(draft),
    # quantities
    "no piece": item(product_count=0),
    "less than no piece": item(product_count=-1),
    "a piece and a half": item(product_count=Raw("1.5")),
    "one piece with a fraction": item(product_count=Raw("1.0")),
    "one piece with an exponent": item(product_count=Raw("1e0")),
    "ten pieces with an exponent": item(product_count=Raw("1e1")),
    "ten pieces with an exponent as text": item(product_count="1e1"),
    "endless pieces": item(product_count=Raw("Infinity")),
    "no number of pieces": item(product_count=Raw("NaN")),
    "one piece in octal": item(product_count=Raw("01")),
    "sixteen pieces in hex": item(product_count="0x10"),
    "one piece that is true": item(product_count=True),
    "pieces in a list": item(product_count=[1, 9]),
    "pieces in an object": item(product_count={"value": 9}),
    "pieces of nothing": item(product_count=None),
    "one piece in a circle": item(product_count="①"),
    "one piece in superscript": item(product_count="¹"),
    "one and a combining character": item(product_count="1\u0301"),
    "one and an invisible nine": item(product_count="1\u200b9"),
    "one, a line end and nine": item(product_count="1\n9"),
    "one, a NUL and nine": item(product_count="1\x009"),
    "one with a thousands mark": item(product_count="1,000"),
    "more pieces than a long holds": item(product_count=2**64 + 1),
    "more digits than anybody reads": item(product_count=Raw("1" * 5000)),
    "the word one": item(product_count="one"),
    # keys twice
    "a second quantity behind": twin(ITEM, "product_count", 9),
    "a second quantity before": twin(ITEM, "product_count", 9, first=True),
    "a second quantity with escapes": twin(ITEM, Raw('"product\\u005fcount"'), 9),
    "a second item id": twin(ITEM, "product_id", OTHER_ITEM),
    "a second country": twin(ADDRESS, "country", "FR"),
    "a second list of items": lambda draft: draft.twin((), "product_items", draft.evil["product_items"], first=False),
    "a first list of items": lambda draft: draft.twin((), "product_items", draft.evil["product_items"], first=True),
    "a second address": lambda draft: draft.twin(
        (), "logistics_address", {**draft.address, "country": "FR"}, first=False
    ),
    "the same key twice with one value": twin(ITEM, "product_count", 1),
    "a strange key twice": lambda draft: (twin(ITEM, "memo", 1)(draft), twin(ITEM, "memo", 2)(draft))[0],
    # keys in other spellings, which lenient mappers match
    "a quantity in camel case": twin(ITEM, "productCount", 9),
    "a quantity in capitals": twin(ITEM, "PRODUCT_COUNT", 9),
    "a quantity in mixed case": twin(ITEM, "Product_Count", 9),
    "a quantity with a hyphen": twin(ITEM, "product-count", 9),
    "a quantity with a dot": twin(ITEM, "product.count", 9),
    "a quantity with a blank": twin(ITEM, "product count", 9),
    "a quantity with a blank behind": twin(ITEM, "product_count ", 9),
    "a quantity with an underscore before": twin(ITEM, "_product_count", 9),
    "a quantity with a NUL": twin(ITEM, "product_count\0", 9),
    "a quantity with a NUL and more": twin(ITEM, "product_count\0x", 9),
    "a quantity with brackets": twin(ITEM, "product_count[]", 9),
    "a quantity with an invisible letter": twin(ITEM, "product\u200b_count", 9),
    "a quantity with a key encoded once more": twin(ITEM, "%70roduct_count", 9),
    "a quantity in fullwidth letters": twin(ITEM, "ｐroduct_count", 9),
    "an item id with a dotless i": twin(ITEM, "product_ıd", OTHER_ITEM),
    "items with a long s": lambda draft: twin((), "productItem\u017f", draft.evil["product_items"])(draft),
    "items in camel case": lambda draft: twin((), "productItems", draft.evil["product_items"])(draft),
    "items with a hyphen": lambda draft: twin((), "product-items", draft.evil["product_items"])(draft),
    "an address in camel case": lambda draft: twin((), "logisticsAddress", {**draft.address, "country": "FR"})(draft),
    "an address in camel case as JSON text": root(logisticsAddress='{"country":"FR"}'),
    "a country in capitals": twin(ADDRESS, "Country", "FR"),
    "only a quantity in camel case": lambda draft: (without(ITEM, "product_count")(draft), item(productCount=9)(draft))[
        0
    ],
    # keys elsewhere
    "a quantity at the root": root(product_count=9),
    "a country at the root": root(country="FR"),
    "an item id at the root": root(product_id=OTHER_ITEM),
    "a country in the item": item(country="FR"),
    "an address in the item": item(logistics_address={"country": "FR"}),
    "items in the address": lambda draft: address(product_items=draft.evil["product_items"])(draft),
    "an extension in camel case": root(dsExtendRequest={"promotion": {}}),
    "a whole order inside": lambda draft: root(order=draft.evil)(draft),
    "a prototype": root(__proto__={"product_count": 9}),
    "a quantity by a path": twin((), "product_items[0].product_count", 9),
    "a country by a path": twin((), "logistics_address.country", "FR"),
    "a quantity by a pointer": root(**{"/product_items/0/product_count": 9}),
    "a country by colons": root(**{"logistics_address:country": "FR"}),
    "a country by an arrow": root(**{"logistics_address->country": "FR"}),
    "a reference": item(**{"$ref": "$.evil"}),
    "a type name": root(**{"@type": "com.alibaba.fastjson.JSONObject"}),
    # other shapes
    "items as an object": _items(lambda one: {"0": one}),
    "items in a wrapper": _items(lambda one: {"product_item": [one]}),
    "items in a nested list": _items(lambda one: [[one]]),
    "items as JSON text": _items(lambda one: json.dumps([one])),
    "an item as JSON text": _items(lambda one: [json.dumps(one)]),
    "an item in place of a list": _items(lambda one: one),
    "an item and nothing": _items(lambda one: [one, None]),
    "an address in a list": _shaped(lambda one: [one], "logistics_address"),
    "two addresses in a list": _shaped(lambda one: [one, {**one, "country": "FR"}], "logistics_address"),
    "an address as JSON text": _shaped(json.dumps, "logistics_address"),
    "an address within the address": lambda draft: address(logistics_address={**draft.address, "country": "FR"})(draft),
    "no address": without((), "logistics_address"),
    "no items": without((), "product_items"),
    # countries
    "no country": without(ADDRESS, "country"),
    "an empty country": address(country=""),
    "a country's name": address(country="United States"),
    "a country in small letters": address(country="us"),
    "a country of three letters": address(country="USA"),
    "a country's number": address(country=840),
    "two countries with a comma": address(country="US,FR"),
    "two countries in a list": address(country=["US", "FR"]),
    "a country with a blank": address(country="US "),
    "a country with a NUL and another": address(country="US\0FR"),
    "a country in fullwidth letters": address(country="ＵＳ"),
    "a country in Cyrillic": address(country="UЅ"),
    "a country's flag": address(country="🇺🇸"),
    "a country written backwards by a mark": address(country="\u202eSU"),
    "no country but null": address(country=None),
    # the JSON text
    "a byte order mark": text(lambda json_text: "\ufeff" + json_text),
    "a comment that hides a quantity": text(
        lambda json_text: json_text.replace('"product_count"', '"product_count":9,/*"x":1,*/"y"', 1)
    ),
    "a comment to the end of the line": text(lambda json_text: json_text.replace("{", '{//\n"product_count":9,\n', 1)),
    "a comma too many": text(lambda json_text: json_text.replace("}", ",}")),
    "single quotes": text(lambda json_text: json_text.replace('"', "'")),
    "keys without quotes": text(lambda json_text: json_text.replace('"product_count"', "product_count")),
    "a raw line end in a text": text(lambda json_text: json_text.replace("Test Street", "Test\nStreet")),
    "JSON in JSON": text(json.dumps),
    "JSON in JSON in JSON": text(lambda json_text: json.dumps(json.dumps(json_text))),
    "the order in a list": text(lambda json_text: f"[{json_text}]"),
    "two orders in a list": with_evil(lambda mine, evil: f"[{mine},{evil}]"),
    "two orders, one behind the other": with_evil(lambda mine, evil: mine + evil),
    "two orders, a line each": with_evil(lambda mine, evil: f"{mine}\n{evil}"),
    "two orders with a NUL": with_evil(lambda mine, evil: f"{mine}\0{evil}"),
    "a NUL behind": text(lambda json_text: json_text + "\0"),
    "no JSON": text(lambda _: "[object Object]"),
    "Python's own writing": text(lambda json_text: f"{json.loads(json_text)}"),
    "XML": text(lambda _: "<order><product_count>9</product_count></order>"),
    "nothing": text(lambda _: ""),
    "null": text(lambda _: "null"),
    "thirty deep": root(memo=Raw("[" * 30 + "]" * 30)),
    "no number in a strange field": root(memo=Raw("NaN")),
    "a quantity by another name": item(quantity=9),
    "a country by another name": address(country_code="FR"),
    "items by another name": lambda draft: root(order_items=draft.evil["product_items"])(draft),
    "items of the cart": lambda draft: root(cart_items=draft.evil["product_items"])(draft),
    "a quantity to buy": item(buy_count=9),
    "a quantity of purchase": item(purchaseQuantity=9),
    "a number of pieces": item(num=9),
    "an item id to buy": item(offer_item_id=OTHER_ITEM),
    "a country of the receiver": address(receiverCountry="FR"),
    "a country to ship to": root(shipToCountryCode="FR"),
    "too deep": root(memo=Raw("[" * 5000 + "]" * 5000)),
    "base64": text(lambda _: "eyJwcm9kdWN0X2l0ZW1zIjpbXX0="),
    "percent-encoded once more": text(lambda json_text: json_text.replace("{", "%7B").replace("}", "%7D")),
    "a country behind a quotation mark encoded once more": address(city="x%22,%22country%22:%22FR"),
    "a country behind a quotation mark encoded twice more": address(city="x%2522,%2522country%2522:%2522FR"),
    "a country behind Microsoft's quotation mark": address(city="x%u0022,%u0022country%u0022:%u0022FR"),
    "a country behind a backslash encoded once more": address(city="x%5c", zip=',"country":"FR'),
    "a country behind HTML's quotation mark": address(city="x&quot;,&quot;country&quot;:&quot;FR"),
    "a country behind HTML's number of it": address(city="x&#x22;,&#34;country&#034;:&amp;#34;FR"),
    "a country behind a fullwidth quotation mark": address(city="x＂,＂country＂:＂FR"),
    "HTML entities": text(lambda json_text: json_text.replace('"', "&quot;")),
    "half a character": text(lambda json_text: json_text.replace('"product_count"', '"product_count\\ud800"', 1)),
}
