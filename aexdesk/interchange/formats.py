"""What an exchange can become: a name for the command line, a label for people, and what is needed of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from aexdesk.interchange.snippets.languages import LANGUAGES


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A way out. `is_single`: takes one exchange; `needs_answer`: reads the answers' bodies too; `hides_people`: names,
    phones, addresses and emails are replaced, not only secrets."""

    name: str
    label: str
    is_single: bool = False
    needs_answer: bool = False
    hides_people: bool = False


FORMATS: tuple[ExportFormat, ...] = (
    ExportFormat("curl", "cURL"),
    ExportFormat("http", "HTTP"),
    *(ExportFormat(name, language.label, is_single=True) for name, language in LANGUAGES.items()),
    ExportFormat("har", "HAR 1.2", needs_answer=True),
    ExportFormat("postman", "Postman 2.1", needs_answer=True),
    ExportFormat("msw", "vitest + msw", needs_answer=True, hides_people=True),
    ExportFormat("respx", "pytest + respx", needs_answer=True, hides_people=True),
    ExportFormat("json", "JSON", needs_answer=True, hides_people=True),
)
"""In the order of the command line and of a menu. Labels are names: they are the same in every language."""
