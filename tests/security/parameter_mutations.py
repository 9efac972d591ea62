"""Mutations of the parameters: given twice, in other spellings, in other places; other APIs, other sessions."""

from __future__ import annotations

from tests.practice.door.layouts import PARTS, QUERY
from tests.practice.world import ORDER_PARAM
from tests.security.drafts import CREATE, READ, Draft
from tests.security.mutation import Pick, Stage, Table
from tests.security.odd_json import dump
from tests.security.spellings import respell

PARAMETERS = Table()
PLACE = "aliexpress.trade.buy.placeorder"
_ODD_NAMES = (
    f" {CREATE}", f"{CREATE} ", f"{CREATE}\t", f"{CREATE}\n", f"{CREATE}\0", f"{CREATE}\0.get",
    CREATE.replace("o", "\u200bo"),
    CREATE.replace("r", "\u00adr"), CREATE.replace("e", "ｅ"), CREATE.replace("o", "о"),
    CREATE.replace("order", "%6frder"),
    CREATE.replace("order", "%256frder"), f"{CREATE};", f"{CREATE}#", f"{CREATE}?x=1", f"{READ},{CREATE}",
    f"{READ};{CREATE}",
    f"{READ}&method={CREATE}", f"{CREATE}\u202e", f"[{CREATE}]", f'"{CREATE}"', f"{CREATE}\u00a0", f"\ufeff{CREATE}",
    f"{READ} {CREATE}", f"{READ}|{CREATE}", f"{READ}\n{CREATE}", f"{READ}\0{CREATE}", CREATE.replace(".", "\u3002"),
    "", " ",
    f"{CREATE}%00", f"{CREATE}%20", f"%20{CREATE}", f"{CREATE}+", f"({CREATE})", f"{CREATE}:1", f"{CREATE}@1",
    f"${{{CREATE}}}",
)  # fmt: skip
_NEW_NAMES = (
    CREATE.upper(), "aliexpress.ds.Order.create", "aliexpress.ds.order.create.v2", "aliexpress.ds.order.pay",
    "aliexpress.ds.trade.confirm", "aliexpress.ds.ORDER.CREATE", "aliexpress.ds..order.create",
    ".aliexpress.ds.order.create",
    "aliexpress.ds.order.create.", "aliexpress.ds.order_create", "aliexpress-ds-order-create",
    "aliexpress/ds/order/create",
    "aliexpress.ds.order.create/", "/aliexpress.ds.order.create", "/aliexpress/ds/order/create",
    "taobao.ds.order.create",
    "aliexpress.buy", "aliexpress.ds.purchase", "aliexpress.checkout", "aliexpress.ds.payment.do",
    "aliexpress.ds.orders.create",
    "aliexpress.trade.redefining.placeorder",
)  # fmt: skip


def _evil_text(draft: Draft) -> str:
    return dump(draft.evil)


# ---------------------------------------------------------------- twice


@PARAMETERS.add(Stage.PARAMETERS)
def a_second_order(draft: Draft, pick: Pick) -> None:
    draft.add(ORDER_PARAM, _evil_text(draft), first=pick((False, True)))


@PARAMETERS.add(Stage.PARAMETERS)
def a_second_order_in_another_place(draft: Draft, pick: Pick) -> None:
    place = draft.other_place(draft.slot.place)
    draft.add(ORDER_PARAM, _evil_text(draft), place=place, first=pick((False, True)))


@PARAMETERS.add(Stage.PARAMETERS)
def a_second_order_in_another_spelling(draft: Draft, pick: Pick) -> None:
    place = pick((draft.slot.place, draft.other_place(draft.slot.place)))
    draft.add(respell(ORDER_PARAM, pick), _evil_text(draft), place=place, first=pick((False, True)))


@PARAMETERS.add(Stage.PARAMETERS)
def the_order_only_in_another_spelling(draft: Draft, pick: Pick) -> None:
    draft.slot.value = _evil_text(draft)
    draft.slot.name = respell(ORDER_PARAM, pick)


@PARAMETERS.add(Stage.PARAMETERS)
def a_field_of_the_order_as_a_parameter(draft: Draft, pick: Pick) -> None:
    name, value = pick((("product_id", "1"), ("product_count", "9"), ("country", "FR"), ("product_items", "[]")))
    within = pick(("", "", f"{ORDER_PARAM}.", f"{ORDER_PARAM}.product_items[0].", f"{ORDER_PARAM}.logistics_address."))
    spelt = pick((name, respell(name, pick)))
    place = pick((draft.slot.place, draft.other_place(draft.slot.place)))
    draft.add(within + spelt, value, place=place, first=pick((False, True)))


@PARAMETERS.add(Stage.PARAMETERS)
def a_field_of_the_order_in_brackets(draft: Draft, pick: Pick) -> None:
    path, value = pick((
        ("[product_items][0][product_count]", "9"), ("[logistics_address][country]", "FR"),
        ("[product_items][]", "{}"),
        ("[product_items][0][product_id]", "1"), ("[0]", "{}"), ("[", "{}"), ("]", "{}"),
    ))  # fmt: skip
    draft.add(ORDER_PARAM + path, value, first=pick((False, True)))


@PARAMETERS.add(Stage.PARAMETERS)
def a_second_api_name(draft: Draft, pick: Pick) -> None:
    draft.find("method")  # without a first one, it would be the only one
    place = pick((draft.slot.place, draft.other_place(draft.slot.place)))
    draft.add("method", pick((READ, PLACE, CREATE.upper(), f"{CREATE} ", "")), place=place, first=pick((False, True)))


@PARAMETERS.add(Stage.PARAMETERS)
def a_second_api_name_in_another_spelling(draft: Draft, pick: Pick) -> None:
    draft.write_evil()
    for pair in draft.pairs:
        if pair.name == "method":
            pair.value = READ
    place = pick((draft.slot.place, draft.other_place(draft.slot.place)))
    draft.add(respell("method", pick), CREATE, place=place, first=pick((False, True)))


@PARAMETERS.add(Stage.PARAMETERS)
def a_second_session(draft: Draft, pick: Pick) -> None:
    place = pick((draft.slot.place, draft.other_place(draft.slot.place)))
    name = pick(("session", "access_token", respell("session", pick), respell("access_token", pick)))
    draft.add(name, draft.told["real_buyer_access_token"], place=place, first=pick((False, True)))


@PARAMETERS.add(Stage.PARAMETERS)
def a_common_parameter_twice(draft: Draft, pick: Pick) -> None:
    name, value = pick((
        ("app_key", "500001"), ("timestamp", "1"), ("sign_method", "md5"), ("sign", "AB" * 32), ("format", "xml"),
    ))  # fmt: skip
    if name == "format":
        draft.add("format", "json")
    place = pick((draft.slot.place, draft.other_place(draft.slot.place)))
    draft.add(name, value, place=place, first=pick((False, True)))


@PARAMETERS.add(Stage.PARAMETERS)
def a_parameter_that_sets_the_charset(draft: Draft, pick: Pick) -> None:
    """Servers of this house decode the form by it; in GBK a backslash behind certain bytes is no backslash."""
    inner = '中","product_count":9,"x":"'
    draft.slot.value = draft.slot.value.replace("1 Test Street", json_text(inner))
    name = pick(("_input_charset", "_charset_", "charset", "_INPUT_CHARSET", "_input_charset"))
    draft.add(
        name, pick(("gbk", "GBK", "gb18030", "shift_jis", "utf-7", "utf-16")), place=pick((QUERY, draft.slot.place))
    )


def json_text(text: str) -> str:
    """As it stands inside the quotes of JSON."""
    return dump(text)[1:-1]


# ---------------------------------------------------------------- other accounts


@PARAMETERS.add(Stage.PARAMETERS)
def the_session_of_somebody_else(draft: Draft, pick: Pick) -> None:
    mine = draft.told["access_token"]
    session = pick((
        draft.told["real_buyer_access_token"], draft.told["refresh_token"], "", "50000101unknown", mine[:-1],
        mine + "0", mine.upper(),
        f"{mine} ", f" {mine}", f"{mine}\n", f"{mine}\0", mine.swapcase(), f"{mine},{mine}", f"Bearer {mine}",
        mine + "\u200b",
        draft.told["buyer_email"], draft.told["app_key"],
    ))  # fmt: skip
    draft.find("session").value = session


@PARAMETERS.add(Stage.PARAMETERS)
def no_session(draft: Draft, pick: Pick) -> None:
    draft.drop("session")
    if pick((False, True)):
        draft.header(pick(("Authorization", "Cookie", "X-Access-Token")), f"Bearer {draft.told['access_token']}")


# ---------------------------------------------------------------- other names


@PARAMETERS.add(Stage.PARAMETERS)
def an_odd_api_name(draft: Draft, pick: Pick) -> None:
    _rename(draft, pick(_ODD_NAMES))


@PARAMETERS.add(Stage.PARAMETERS)
def an_unknown_order_api(draft: Draft, pick: Pick) -> None:
    _rename(draft, pick(_NEW_NAMES))


@PARAMETERS.add(Stage.PARAMETERS)
def no_api_name(draft: Draft, pick: Pick) -> None:
    draft.drop("method")
    if pick((False, True)):
        draft.header(pick(("method", "X-Method", "X-Api-Name")), CREATE)


@PARAMETERS.add(Stage.PARAMETERS)
def no_order(draft: Draft, pick: Pick) -> None:
    draft.slot.value = pick(
        ("", " ", "null", "[]", "0", "true", '""', "undefined", "{}", "[object Object]", "{'a': 1}")
    )


@PARAMETERS.add(Stage.PARAMETERS)
def the_order_in_a_file(draft: Draft, pick: Pick) -> None:
    draft.into_parts()
    draft.slot.value = _evil_text(draft)
    draft.slot.is_signed = False
    extra = pick(
        ('filename="order.json"', "filename=order.json", 'filename=""', "filename*=UTF-8''o.json", 'FILENAME="o"')
    )
    kind = pick((b"", b"\r\nContent-Type: application/json", b"\r\nContent-Type: application/octet-stream"))
    draft.slot.head = f'Content-Disposition: form-data; name="{ORDER_PARAM}"; {extra}'.encode() + kind


@PARAMETERS.add(Stage.PARAMETERS)
def a_file_beside_the_order(draft: Draft, pick: Pick) -> None:
    draft.into_parts()
    pair = draft.add(
        pick((ORDER_PARAM, "method", "session")), _evil_text(draft), place=PARTS, first=pick((False, True))
    )
    pair.is_signed = False
    pair.head = f'Content-Disposition: form-data; name="{pair.name}"; filename="x.json"'.encode()


# ---------------------------------------------------------------- disguises


@PARAMETERS.add(Stage.PARAMETERS, hostile=False)
def the_same_twice(draft: Draft, pick: Pick) -> None:
    pair = draft.find(pick(("method", "session", ORDER_PARAM, "app_key")))
    draft.add(pair.name, pair.value, place=pick((pair.place, draft.other_place(pair.place))))


@PARAMETERS.add(Stage.PARAMETERS, hostile=False)
def a_strange_parameter(draft: Draft, pick: Pick) -> None:
    draft.add(
        pick(("simplify", "debug", "target_app_key", "x", "a.b", "日本", "partner_id2")),
        pick(("true", "", "1", "日本")),
    )


@PARAMETERS.add(Stage.PARAMETERS, hostile=False)
def the_session_under_its_other_name(draft: Draft, pick: Pick) -> None:
    draft.find("session").name = pick(("access_token", "session"))


@PARAMETERS.add(Stage.PARAMETERS, hostile=False)
def another_order_of_the_parameters(draft: Draft, pick: Pick) -> None:
    at = pick(range(len(draft.pairs)))
    draft.pairs = draft.pairs[at:] + draft.pairs[:at]


@PARAMETERS.add(Stage.PARAMETERS, hostile=False)
def another_sign_method(draft: Draft, pick: Pick) -> None:
    draft.find("sign_method").value = pick(("md5", "hmac", "sha256"))


@PARAMETERS.add(Stage.PARAMETERS, hostile=False)
def automatic_payment_asked_for(draft: Draft, pick: Pick) -> None:
    wanted = {"payment": {"pay_currency": "USD", "try_to_pay": pick(("true", "false"))}}
    draft.add("ds_extend_request", dump(wanted))


def _rename(draft: Draft, name: str) -> None:
    for pair in draft.pairs:
        if pair.name == "method":
            pair.value = name
