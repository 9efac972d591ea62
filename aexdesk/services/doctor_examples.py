"""Requests of the practice app that are signed wrongly on purpose, one for each kind of mistake. Never sent."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote_plus

from aexdesk.interchange.corrected import write_corrected
from aexdesk.openplatform.endpoints import Endpoints
from aexdesk.openplatform.request import endpoint_of
from aexdesk.secret import Secret

_PRODUCT = "aliexpress.ds.product.get"
_ORDERS = "aliexpress.trade.ds.order.get"
_FREIGHT = "aliexpress.ds.freight.query"
_TOKEN = "/auth/token/create"  # noqa: S105 - an API path


class ExampleKind(StrEnum):
    """Each makes one mistake of its kind."""

    PATH = "path"
    ORDER = "order"
    ENCODING = "encoding"
    DIGEST = "digest"
    SECRET = "secret"  # noqa: S105 - a kind of mistake
    TIME = "time"
    PARAMETERS = "parameters"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class ExampleApp:
    """Whose requests they are; `now_ms` is their timestamp."""

    app_key: str
    app_secret: Secret
    endpoints: Endpoints
    now_ms: int


Params = Mapping[str, str]
_Signer = Callable[[str, Params, str], str]


def make_example(kind: ExampleKind, app: ExampleApp) -> str:
    """A cURL command as a developer has it at hand."""
    api, own, sign = _EXAMPLES[kind]
    common = {"app_key": app.app_key, "timestamp": str(app.now_ms), "sign_method": "sha256"}
    params = {**({} if api.startswith("/") else {"method": api}), **common, **own}
    params["sign"] = sign(api, params, app.app_secret.reveal())
    return write_corrected(endpoint_of(api, app.endpoints), "POST", tuple(params.items()))


def _hmac(key: str, text: str) -> str:
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest().upper()


def _joined(params: Params) -> str:
    return "".join(name + params[name] for name in sorted(params))


def _path_left_out(_api: str, params: Params, secret: str) -> str:
    return _hmac(secret, _joined(params))


def _as_sent(_api: str, params: Params, secret: str) -> str:
    return _hmac(secret, "".join(name + value for name, value in params.items()))


def _encoded_first(_api: str, params: Params, secret: str) -> str:
    return _hmac(secret, _joined({name: quote_plus(value) for name, value in params.items()}))


def _md5(_api: str, params: Params, secret: str) -> str:
    return hashlib.md5((secret + _joined(params) + secret).encode(), usedforsecurity=False).hexdigest().upper()


def _line_break(_api: str, params: Params, secret: str) -> str:
    return _hmac(secret + "\n", _joined(params))


def _seconds(_api: str, params: Params, secret: str) -> str:
    return _hmac(secret, _joined({**params, "timestamp": params["timestamp"][:-3]}))


def _forgotten(_api: str, params: Params, secret: str) -> str:
    return _hmac(secret, _joined({name: value for name, value in params.items() if name != "target_language"}))


def _other_spacing(_api: str, params: Params, secret: str) -> str:
    return _hmac(secret, _joined({**params, "queryDeliveryReq": json.dumps(json.loads(params["queryDeliveryReq"]))}))


_PRODUCT_PARAMS = {"product_id": "1005001234567890", "ship_to_country": "US", "target_currency": "USD"}
_EXAMPLES: Mapping[ExampleKind, tuple[str, Params, _Signer]] = {
    ExampleKind.PATH: (_TOKEN, {"code": "3_EXAMPLE_0123456789abcdef"}, _path_left_out),
    ExampleKind.ORDER: (_PRODUCT, _PRODUCT_PARAMS, _as_sent),
    ExampleKind.ENCODING: ("aliexpress.ds.text.search", {"keyWord": "summer dress, red & blue", "local": "en_US",
                                                         "countryCode": "US", "currency": "USD"}, _encoded_first),
    ExampleKind.DIGEST: (_PRODUCT, _PRODUCT_PARAMS, _md5),
    ExampleKind.SECRET: (_PRODUCT, _PRODUCT_PARAMS, _line_break),
    ExampleKind.TIME: (_ORDERS, {"single_order_query": '{"order_id":"8190000000000001"}'}, _seconds),
    ExampleKind.PARAMETERS: (_PRODUCT, {**_PRODUCT_PARAMS, "target_language": "EN"}, _forgotten),
    ExampleKind.JSON: (_FREIGHT, {"queryDeliveryReq": '{"quantity":"1","shipToCountry":"US",'
                                                      '"productId":"1005001234567890","locale":"en_US"}'},
                       _other_spacing),
}  # fmt: skip
