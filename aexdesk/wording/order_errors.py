"""Words for what goes wrong on the way to an order: test cases, what people paste, addresses, answers."""

from __future__ import annotations

from aexdesk.i18n import _, counted
from aexdesk.wording.message import Message


def order_words() -> dict[str, Message]:
    """The sentences by code; part of the table of all errors."""
    return _test_cases() | _pasted() | _ordering() | _addresses() | _numbers_in_addresses()


def _test_cases() -> dict[str, Message]:
    return {
        "unknown_test_case": Message(_("There is no test case {name}."), _("It may have been removed meanwhile.")),
        "bad_state_move": Message(
            _("The test case {name} is {found} and cannot become {wanted} from there."),
            _("A case goes from draft to submitted to active to ended, and from each of them back to draft."),
        ),
        "test_case_environment_fixed": Message(
            _("The test case {name} cannot move to another environment."),
            _("Practice and Live never mix: note it anew there."),
        ),
    }


def _pasted() -> dict[str, Message]:
    return {
        "item_link_short": Message(
            _("A short link of {found} does not hold the item ID; only its server knows it."),
            _("Open the link in a browser, and paste the address of the product page."),
        ),
        "item_link_elsewhere": Message(
            _("{found} is not AliExpress."), _("Paste the item ID, or the address of a product page of AliExpress.")
        ),
        "item_link_without_id": Message(
            _("No item ID stands in this link."), _("Paste the address of the product page, or the item ID alone.")
        ),
    }


def _ordering() -> dict[str, Message]:
    return {
        "answer_unreadable": Message(
            _("The answer to {api} is not what the documentation describes."),
            _("It is kept: look at it in the console's history."),
        ),
        "no_order_id": Message(
            _("No order ID is known, so nothing can be asked about it."),
            _("Look for the order in the buyer's order list."),
        ),
        "bad_console_url": Message(
            _("{found} is no address of an App Console."), _("It begins with https:// and names a host.")
        ),
        "profile_elsewhere": Message(
            _("The profile {name} belongs to {found}, the test case to {wanted}."),
            _("Choose a profile of the test case's environment."),
        ),
        "address_elsewhere": Message(
            _("The address is in {found}, the test case is for {expected}."),
            _("Choose an address in the receiving country of the test case."),
        ),
    }


def _addresses() -> dict[str, Message]:
    return {
        "address_missing": Message(_("{field} is needed for an address in {country}."), _("Fill it in.")),
        "address_advised": Message(
            _("{field} is empty; the platform has been seen to refuse such an address."),
            _("Fill it in, unless you want to see that refusal."),
        ),
        "address_odd_character": Message(
            _("{field} holds a line end, or a character that cannot be shown."), _("Type it again, in one line.")
        ),
        "address_length": Message(
            counted(
                "{field} must have {least} to {most} character in {country}.",
                "{field} must have {least} to {most} characters in {country}.",
                "most",
            ),
            _("Shorten it, or write more of it."),
        ),
        "address_two_names": Message(
            _("{field} needs a first and a last name in {country}."), _("Put a blank between the two.")
        ),
        "address_letters": Message(_("{field} takes letters only in {country}."), _("Leave out all other characters.")),
        "address_other": Message(
            _("{field} cannot be Other in {country}."), _("Choose a name that aliexpress.ds.address.get gives.")
        ),
    }


def _numbers_in_addresses() -> dict[str, Message]:
    only_digits = _("Leave out blanks, hyphens, and the country's prefix.")
    return {
        "address_digits": Message(
            counted(
                "{field} must have exactly {count} digit in {country}.",
                "{field} must have exactly {count} digits in {country}.",
                "count",
            ),
            only_digits,
        ),
        "address_bad_phone": Message(_("{field} must be digits only."), only_digits),
        "address_bad_saudi_phone": Message(
            _("{field} must have 9 digits in {country}, the first of them 5."), only_digits
        ),
        "address_bad_prefix": Message(_("{field} is not the prefix of a country."), _("Write it like +1.")),
        "address_bad_cpf": Message(
            _("{field} must be the receiver's tax number in {country}: 11 digits, the last two check the others."),
            _("Write it like 123.456.789-09 or as digits only; it must belong to contact_person."),
        ),
        "address_bad_nat_addr": Message(
            _("{field} must be the national address in {country}: 4 capital letters and 4 digits."),
            _("Write it like ABCD1234."),
        ),
        "address_bad_tax_id": Message(
            _("{field} must be the receiver's tax number in {country}."), _("Write it like 20-12345678-6.")
        ),
        "address_bad_id": Message(
            _("{field} must be the receiver's id number in {country}: 9 digits."), _("Write the digits only.")
        ),
        "address_bad_passport": Message(
            _("{field} must be the number of a passport or registration card in {country}."),
            _("Write letters and digits only."),
        ),
    }
