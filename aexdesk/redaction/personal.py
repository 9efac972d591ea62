"""Tells what is personal: by the fields of the order APIs, and by pattern emails and international numbers. Pure.

The fields come from the catalogue; protocol, section 5 has the account's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a value tells of a person."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    STREET = "street"
    CITY = "city"
    PROVINCE = "province"
    ZIP = "zip"
    NUMBER = "number"  # of a tax office, a passport, an account


def _plain(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "")


_FIELDS: Final[Mapping[Kind, str]] = {
    Kind.NAME: """full_name contact_person contact contact_name first_name last_name middle_name buyer_name
        buyer_full_name consignee consignee_name receiver receiver_name recipient recipient_name signer_name
        signer_full_name customer_name user_nick user_name nick account_nick buyer_login_id buyer_signer_fullname
        login_id seller_login_id buyer_nick tax_company passport_organization""",
    Kind.PHONE: """mobile_no mobile mobile_phone phone phone_no phone_number telephone tel tel_no contact_phone
        receiver_mobile receiver_phone fax fax_no""",
    Kind.EMAIL: "email e_mail mail account buyer_email contact_email",
    Kind.STREET: """address address1 address2 address_line1 address_line2 detail_address full_address street
        street_address nat_addr localized_address house_number""",
    Kind.CITY: "city city_name district district_name",
    Kind.PROVINCE: "province province_name state_name county county_name",
    Kind.ZIP: "zip zip_code postal_code post_code postcode",
    Kind.NUMBER: """cpf passport_no foreigner_passport_no rut_no tax_number vat_no tax_id id_card id_number
        user_id seller_id account_id havana_id buyer_id buyer_aliid buyer_user_id""",
}
_KIND_OF: Final[Mapping[str, Kind]] = {_plain(name): kind for kind, names in _FIELDS.items() for name in names.split()}

EMAIL: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
PHONE: Final = re.compile(r"(?<![\w+])\+[1-9][0-9](?:[ ()./-]{0,2}[0-9]){6,13}(?![\w])")


def kind_of(field: str) -> Kind | None:
    """What a field tells of a person, None for nothing."""
    return _KIND_OF.get(_plain(field))
