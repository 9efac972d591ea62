"""The countries that the form offers: those of the service."""

from __future__ import annotations

from aexdesk.services.countries import countries, find_country, name_country

__all__ = ["countries", "find_country", "name_country"]
