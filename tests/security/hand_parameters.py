"""Hand-written attacks on the parameters: twice, in other places, other spellings, other accounts, other APIs."""

from __future__ import annotations

from collections.abc import Callable

from tests.practice.door.layouts import QUERY
from tests.practice.world import ORDER_PARAM
from tests.security.drafts import CREATE, READ, Draft
from tests.security.odd_json import dump

Attack = Callable[[Draft], None]


def beside(name: str, value: str = "", *, first: bool = False) -> Attack:
    """A further parameter where the order travels; without a value, an order that would cost money."""
    return lambda draft: _done(draft.add(name, value or dump(draft.evil), first=first))


def opposite(name: str, value: str = "") -> Attack:
    """The same in the other place."""
    return lambda draft: _done(draft.add(name, value or dump(draft.evil), place=draft.other_place(draft.slot.place)))


def encode(text: str) -> str:
    """Every letter of it in percents."""
    return "".join(f"%{byte:02x}" for byte in text.encode())


def _done(_: object) -> None:
    """A lambda's value is nobody's."""


def api(name: str) -> Attack:
    """Calls another API."""

    def apply(draft: Draft) -> None:
        for pair in draft.pairs:
            if pair.name == "method":
                pair.value = name

    return apply


def hidden_behind_a_reading_api(name: str) -> Attack:
    """A harmless API name, and the order's name in another spelling."""

    def apply(draft: Draft) -> None:
        api(READ)(draft)
        draft.write_evil()
        draft.add(name, CREATE, first=True)

    return apply


def session(value: Callable[[Draft], str]) -> Attack:
    """Another session."""

    def apply(draft: Draft) -> None:
        draft.find("session").value = value(draft)

    return apply


def second_session(name: str) -> Attack:
    """The session of somebody who pays, too."""
    return lambda draft: _done(draft.add(name, draft.told["real_buyer_access_token"]))


def renamed(name: str) -> Attack:
    """The order under another name alone."""

    def apply(draft: Draft) -> None:
        draft.write_evil()
        draft.slot.name = name

    return apply


def charset(name: str, value: str) -> Attack:
    """A charset in which a backslash before a quotation mark is half of a letter."""

    def apply(draft: Draft) -> None:
        inner = dump('中","product_count":9,"x":"')[1:-1]
        draft.slot.value = draft.slot.value.replace("1 Test Street", inner)
        draft.add(name, value, place=QUERY)

    return apply


PARAMETER_ATTACKS: dict[str, Attack] = {
    # the order twice
    "a second order behind": beside(ORDER_PARAM),
    "a second order before": beside(ORDER_PARAM, first=True),
    "a second order in the other place": opposite(ORDER_PARAM),
    "an empty second order": beside(ORDER_PARAM, " "),
    "a second order in capitals": beside(ORDER_PARAM.upper()),
    "a second order with one capital": opposite(ORDER_PARAM.capitalize()),
    "a second order with brackets": beside(f"{ORDER_PARAM}[]"),
    "a second order with an index": opposite(f"{ORDER_PARAM}[0]"),
    "a second order with an open bracket": beside(f"{ORDER_PARAM}["),
    "a second order all in brackets": beside(f"[{ORDER_PARAM}]"),
    "a second order with dots": beside(ORDER_PARAM.replace("_", ".")),
    "a second order with blanks": beside(ORDER_PARAM.replace("_", " ")),
    "a second order with hyphens": beside(ORDER_PARAM.replace("_", "-")),
    "a second order in camel case": beside("paramPlaceOrderRequest4OpenApiDTO"),
    "a second order with a blank before": beside(f" {ORDER_PARAM}"),
    "a second order with a blank behind": opposite(f"{ORDER_PARAM} "),
    "a second order with a NUL": beside(f"{ORDER_PARAM}\0"),
    "a second order with a NUL and more": beside(f"{ORDER_PARAM}\0.x"),
    "a second order with an invisible letter": beside(ORDER_PARAM.replace("_", "\u200b_", 1)),
    "a second order in fullwidth letters": beside(ORDER_PARAM.replace("p", "ｐ", 1)),
    "a second order with a byte order mark": beside(f"\ufeff{ORDER_PARAM}"),
    "a second order encoded once more": beside(ORDER_PARAM.replace("p", "%70", 1)),
    "a second order encoded twice more": opposite(ORDER_PARAM.replace("p", "%2570", 1)),
    "a second order behind an HTML ampersand": beside(f"amp;{ORDER_PARAM}"),
    "a second order of another name, encoded once more": lambda draft: beside("more", encode(dump(draft.evil)))(draft),
    "no order": lambda draft: draft.drop(ORDER_PARAM),
    "the order in capitals alone": renamed(ORDER_PARAM.upper()),
    "the order in camel case alone": renamed("paramPlaceOrderRequest4OpenApiDTO"),
    "the order with brackets alone": renamed(f"{ORDER_PARAM}[]"),
    "a second order of another name": beside("place_order_request"),
    "a second order of another name in the other place": opposite("orderInfo"),
    # pieces of the order as parameters
    "a quantity by Spring's path": beside(f"{ORDER_PARAM}.product_items[0].product_count", "9"),
    "a country by Spring's path": opposite(f"{ORDER_PARAM}.logistics_address.country", "FR"),
    "a quantity by PHP's path": beside(f"{ORDER_PARAM}[product_items][0][product_count]", "9"),
    "a quantity as a parameter": beside("product_count", "9"),
    "an item as a parameter": opposite("product_id", "1"),
    "a country as a parameter": opposite("country", "FR"),
    "items as a parameter": beside("product_items", "[]"),
    "an item in camel case as a parameter": beside("productId", "1"),
    # the API's name
    "a reading API beside": beside("method", READ),
    "a reading API before": beside("method", READ, first=True),
    "a reading API in the other place": opposite("method", READ),
    "the name in capitals behind a reading API": hidden_behind_a_reading_api("METHOD"),
    "the name with one capital behind a reading API": hidden_behind_a_reading_api("Method"),
    "the name with brackets behind a reading API": hidden_behind_a_reading_api("method[]"),
    "the name all in brackets behind a reading API": hidden_behind_a_reading_api("[method]"),
    "the name with a blank behind a reading API": hidden_behind_a_reading_api("method "),
    "the name with a blank before behind a reading API": hidden_behind_a_reading_api(" method"),
    "the name with a NUL behind a reading API": hidden_behind_a_reading_api("method\0x"),
    "the name encoded once more behind a reading API": hidden_behind_a_reading_api("%6dethod"),
    "the name with an invisible letter behind a reading API": hidden_behind_a_reading_api("meth\u200bod"),
    "the name in fullwidth letters behind a reading API": hidden_behind_a_reading_api("ｍethod"),
    "the name itself behind a reading API": hidden_behind_a_reading_api("method"),
    "no API": lambda draft: draft.drop("method"),
    "an empty API name": api(""),
    "the API in capitals": api(CREATE.upper()),
    "the API with a capital": api("aliexpress.ds.order.Create"),
    "the API with a blank": api(f"{CREATE} "),
    "the API with a plus": api(f"{CREATE}+"),
    "the API with a NUL": api(f"{CREATE}\0"),
    "the API with a NUL and a reading one": api(f"{READ}\0{CREATE}"),
    "the API behind a comma": api(f"{READ},{CREATE}"),
    "the API encoded once more": api(CREATE.replace("o", "%6f")),
    "the API with an invisible letter": api(CREATE.replace("o", "o\u200b", 1)),
    "the API with a Cyrillic letter": api(CREATE.replace("o", "о")),
    "the API in fullwidth letters": api(CREATE.replace("order", "ｏrder")),
    "the API with a slash before": api(f"/{CREATE}"),
    "the API with slashes": api(CREATE.replace(".", "/")),
    "the API with a dot behind": api(f"{CREATE}."),
    "the API with two dots": api(CREATE.replace(".create", "..create")),
    "the API with a version": api(f"{CREATE}.v2"),
    "an unknown API that buys": api("aliexpress.ds.buy"),
    "an unknown API that pays": api("aliexpress.ds.pay.now"),
    "an unknown API of trade": api("aliexpress.trade.new"),
    "an unknown API that checks out": api("aliexpress.checkout"),
    "an unknown API of many calls": api("aliexpress.batch"),
    "an unknown API that purchases": api("aliexpress.ds.purchase"),
    # accounts
    "the session of somebody who pays": session(lambda draft: str(draft.told["real_buyer_access_token"])),
    "no session's text": session(lambda _: ""),
    "a session that nobody knows": session(lambda _: "50000101unknown"),
    "a refresh token for a session": session(lambda draft: str(draft.told["refresh_token"])),
    "a session with a blank": session(lambda draft: f"{draft.told['access_token']} "),
    "a session in capitals": session(lambda draft: str(draft.told["access_token"]).upper()),
    "no session": lambda draft: draft.drop("session"),
    "a second session": second_session("session"),
    "a second session under its other name": second_session("access_token"),
    "a second session in capitals": second_session("SESSION"),
    "a second session in camel case": second_session("accessToken"),
    "a second session all in brackets": second_session("[access_token]"),
    "a second session with brackets": second_session("session[]"),
    # what else steers a server
    "another app key": beside("app_key", "500001"),
    "another app key in capitals": beside("APP_KEY", "500001"),
    "two signatures": beside("sign", "AB" * 32),
    "a charset by Alibaba's parameter": charset("_input_charset", "gbk"),
    "a charset by HTML's parameter": charset("_charset_", "gbk"),
    "a charset by Alipay's parameter": charset("charset", "GBK"),
    "a charset by Taobao's parameter": charset("ie", "gbk"),
    "a charset by another word": charset("input_encoding", "gbk"),
    "a charset in capitals": charset("_INPUT_CHARSET", "gb18030"),
}
