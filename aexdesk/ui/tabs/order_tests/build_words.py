"""The sentences of the order that is being built, asked late."""

from __future__ import annotations

from collections.abc import Iterable

from aexdesk.faults import BadInput
from aexdesk.i18n import _
from aexdesk.ui.tabs.order_tests.countries import name_country
from aexdesk.ui.tabs.order_tests.state import Building, CaseForm, Phase
from aexdesk.ui.tabs.order_tests.words import join
from aexdesk.wording import Message, describe


def name_address_field(field: str) -> str:
    """What stands before it; the tooltip has the platform's own name."""
    return {
        "contact_person": _("Contact person"),
        "full_name": _("Full name"),
        "address": _("Address line 1"),
        "address2": _("Address line 2"),
        "city": _("City"),
        "province": _("Province or state"),
        "zip": _("Postcode"),
        "phone_country": _("Phone prefix"),
        "mobile_no": _("Mobile number"),
        "cpf": _("CPF (tax number)"),
        "passport_no": _("Tax or ID number"),
        "nat_addr": _("National address"),
        "foreigner_passport_no": _("Passport number"),
    }[field]


def explain_address_field(field: str) -> str:
    """Where it travels in the order."""
    return _("In the order: {field}").format(field=field)


def complain_of_address(building: Building, field: str) -> str:
    """What is wrong with a field of the address; "" where nothing is."""
    return _say_of_field(building.problems, building, field)


def advise_on_field(building: Building, field: str) -> str:
    """What would better be otherwise, though the order may leave so; "" for nothing."""
    return _say_of_field(building.advice, building, field)


def _say_of_field(said_of_all: Iterable[BadInput], building: Building, field: str) -> str:
    problem = next((problem for problem in said_of_all if problem.values.get("field") == field), None)
    if problem is None:
        return ""
    country = str(problem.values.get("country") or building.address.country)
    said = {"field": name_address_field(field), "country": name_country(country) or country}
    return join(describe(BadInput(problem.code, **{**problem.values, **said})))


def say_facts(form: CaseForm) -> str:
    """What comes from the test case and cannot be chosen here."""
    entry = form.entry
    place = name_country(entry.country) or entry.country
    return _("{quantity} of item {item} to {country}, ordered by {account}.").format(
        quantity=entry.quantity, item=entry.item_id, country=place, account=entry.loan_account_email
    )


def say_hindrance(building: Building) -> Message:
    """Why there is nothing to choose; empty where there is, or where the answer is still to come."""
    inquiry = building.inquiry
    fault = inquiry.product.fault or inquiry.freight.fault
    if fault is not None:
        return describe(fault)
    if Phase.CANCELLED in (inquiry.product.phase, inquiry.freight.phase):
        return Message(_("Cancelled before the answer came."), _("Ask again when you are ready."))
    if inquiry.product.phase is Phase.ANSWERED and inquiry.sku is None:
        return Message(_("No SKU of the item is for sale."), _("Choose another item for the test case."))
    if inquiry.freight.phase is Phase.ANSWERED and not inquiry.deliveries:
        return Message(_("No service delivers this SKU there."), _("Choose another SKU, item or country."))
    return Message("")


def say_ready(building: Building) -> str:
    """What is being asked, what is missing, or what comes next."""
    if building.inquiry.product.phase is Phase.RUNNING:
        return _("Asking for the product…")
    if building.inquiry.freight.phase is Phase.RUNNING:
        return _("Asking for the freight…")
    if not building.is_complete:
        return _("Choose a SKU and a service first.")
    if building.problems:
        return _("The address does not keep the rules of its country yet.")
    if building.advice:
        return _("The address may leave so; what the platform might refuse stands at its fields.")
    return _("Nothing is sent yet: the console shows the request, and the facts that must match, before you send it.")
