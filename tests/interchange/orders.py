"""An order and what came back: somebody's name, telephone, address and email, in every place that they take."""

from __future__ import annotations

import json

from tests.interchange.recorded import PRODUCT, Told

PERSONAL = (
    "Zoë Quill",
    "zoe.quill@example.org",
    "+44 20 7946 0958",
    "7700900123",
    "221B Baker Street",
    "Londinium",
    "Middlesex",
    "NW1 6XE",
    "529.982.247-25",
)
_ADDRESS = {
    "full_name": "Zoë Quill",
    "contact_person": "Zoë Quill",
    "mobile_no": "7700900123",
    "phone_country": "+44",
    "address": "221B Baker Street",
    "city": "Londinium",
    "province": "Middlesex",
    "zip": "NW1 6XE",
    "country": "GB",
    "cpf": "529.982.247-25",
}
ORDER = Told(
    "aliexpress.ds.order.create",
    {"param_place_order_request4_open_api_d_t_o": json.dumps({"logistics_address": _ADDRESS}, ensure_ascii=False)},
    answer='{"aliexpress_ds_order_create_response":{"result":{"is_success":true,"order_list":{"number":'
    '[9007199254740993]},"error_msg":"Order of Zoë Quill (zoe.quill@example.org), call +44 20 7946 0958"}}}',
)
DETAILS = Told(
    "aliexpress.trade.ds.order.get",
    {"single_order_query": '{"order_id":"9007199254740993"}'},
    answer='{"result":{"order_id":9007199254740993,"amount":1.10,"receipt_address":{"full_name":"Zoë Quill",'
    '"mobile_no":7700900123,"address":"221B Baker Street","city":"Londinium","zip":"NW1 6XE"},'
    '"note":"{\\"email\\":\\"zoe.quill@example.org\\"}","list":[],"none":null}}',
)
PRODUCTS = (
    Told(PRODUCT, {"product_id": "1"}, answer='{"rsp_code":200,"rsp_msg":"`${x}` \\"\\"\\" \\\\"}'),
    Told(PRODUCT, {"product_id": "1", "ship_to_country": "US"}, http_method="GET", answer="no JSON \u2028 at all\r\n"),
    Told(PRODUCT, {"product_id": "1"}, answer='{"rsp_code":605}'),
    Told("/auth/token/refresh", {"refresh_token": "a-refresh-token"}, has_session=False, answer='{"code":"0"}'),
    Told("aliexpress.ds.image.search", {"a": "x"}, files=[("image_file_bytes", "p.jpg", b"\xff\x00")], answer="[]"),
)
ALL = (ORDER, DETAILS, *PRODUCTS)
