"""Keeps the translations: collects the sentences of AExDesk, brings every `.po` up to date, says what is wrong with it.

sh packaging/translations.sh           collects, updates, and tells what each language lacks
sh packaging/translations.sh --check   changes nothing; fails where a file is behind the sources, or at fault

Needs Babel, which comes with what the tests need. AExDesk itself reads the `.po` files as they are.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import string
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

import aexdesk
from aexdesk import resources
from aexdesk.openplatform.catalogue import Catalogue, Field
from aexdesk.openplatform.errorbook import ErrorBook

LANGUAGES = ("zh_CN", "es", "pt_BR", "ru")
WHOLE = frozenset(LANGUAGES)
"""The languages in which no sentence may be missing."""

CALLS = ("_", "ngettext", "counted")
"""What a sentence to translate stands in."""

_PACKAGE = Path(aexdesk.__file__).resolve().parent
_PLURALS = {
    "zh_CN": "nplurals=1; plural=0;",
    "es": "nplurals=2; plural=(n != 1);",
    "pt_BR": "nplurals=2; plural=(n > 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
}
_COUNTS = frozenset({"{n}", "{count}"})
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_MNEMONIC = re.compile(r"(?<!&)&(?=[^\W_])")


@dataclass(frozen=True)
class Sentence:
    """A sentence to translate: where it stands, and what it says for one and for many."""

    file: str
    line: int
    one: str
    many: str = ""


def sentences() -> list[Sentence]:
    """Every sentence of AExDesk, in the order of its files."""
    found = []
    for path in sorted(_PACKAGE.rglob("*.py"), key=lambda path: path.as_posix()):
        file = path.relative_to(_PACKAGE.parent).as_posix()
        calls = calls_of(ast.parse(path.read_text(encoding="utf-8")))
        found += [Sentence(file, call.lineno, *said) for call in calls if (said := literals_of(call))]
    return [*found, *_sentences_of_data()]


def _sentences_of_data() -> Iterator[Sentence]:
    """Our own words in the resources: what the platform says, its names and its sources, stays as it is."""
    book = ErrorBook.from_json(resources.read_json("error_book.json"))
    for entry in book.entries:
        for text in (entry.cause, *entry.causes, *entry.remedies):
            yield Sentence("resources/error_book.json", 0, text)
    for api in Catalogue.from_json(resources.read_json("catalogue.json")).definitions:
        for text in (api.title, *api.notes, *_descriptions(api.parameters)):
            if text:
                yield Sentence("resources/catalogue.json", 0, text)


def _descriptions(fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        yield field.description
        yield from _descriptions(field.fields)


def calls_of(tree: ast.AST) -> list[ast.Call]:
    """The calls of `_`, `ngettext` and `counted`, by their line."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and name_of(node) in CALLS]
    return sorted(calls, key=lambda call: (call.lineno, call.col_offset))


def name_of(call: ast.Call) -> str:
    """The last name of what is called: `_` of `_(...)` and of `i18n._(...)`."""
    called = call.func
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def literals_of(call: ast.Call) -> list[str]:
    """What the call says; nothing where that is not written in the source."""
    said = call.args[:1] if name_of(call) == "_" else call.args[:2]
    texts = [one.value for one in said if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return texts if len(texts) == len(said) and texts[:1] != [""] else []


def template() -> Catalog:
    """All sentences as one catalogue without translations."""
    catalog = Catalog(project="AExDesk", charset="utf-8", fuzzy=False)
    for sentence in sentences():
        said = (sentence.one, sentence.many) if sentence.many else sentence.one
        catalog.add(said, locations=[(sentence.file, sentence.line)])
    return catalog


# ---------------------------------------------------------------- the files


def po_file(code: str) -> Path:
    """Where a language's translations lie."""
    return resources.path(f"i18n/{code}/LC_MESSAGES/aexdesk.po")


def read(code: str) -> Catalog:
    """A language's translations; none where there is no file."""
    path = po_file(code)
    written = path.read_bytes() if path.is_file() else _header(code).encode()
    return read_po(io.BytesIO(written), locale=code, abort_invalid=True)


def updated(code: str, collected: Catalog) -> tuple[str, Catalog]:
    """The text of a language's file, and what it says, with every sentence that there is now and none that is gone.

    A sentence that resembles one that was translated takes over its translation, marked fuzzy: to be looked at.
    """
    catalog = read(code)
    catalog.update(collected)
    catalog.obsolete.clear()
    output = io.BytesIO()
    # Lines would change with every commit, and every date as well: only files are named, and no header but what
    # a reader of the file needs.
    messages = sorted((one for one in catalog if one.id), key=lambda one: min(one.locations))
    plain = read_po(io.StringIO(_header(code)), locale=code)
    for one in messages:
        files = [(file, 0) for file in dict.fromkeys(file for file, _line in sorted(one.locations))]
        # Babel calls a plural fuzzy even where what it took over is empty.
        flags = one.flags if any(text for _english, text in forms(one)) else one.flags - {"fuzzy"}
        plain.add(one.id, _padded(one, code), files, flags, user_comments=one.user_comments)
    write_po(output, plain, width=110, omit_header=True, include_lineno=False)
    return _header(code) + output.getvalue().decode(), plain


def _padded(message: Message, code: str) -> str | tuple[str, ...]:
    """What it says, in as many forms as the language has."""
    if isinstance(message.id, str):
        return _text(message.string)
    count = int(_PLURALS[code][len("nplurals=")])
    texts = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    return tuple(_text(texts[at]) if at < len(texts) else "" for at in range(count))


def _text(string: object) -> str:
    # A message that was never translated holds None.
    return string if isinstance(string, str) else ""


def _header(code: str) -> str:
    lines = (f"Language: {code}", "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit")
    quoted = "".join(f'"{line}\\n"\n' for line in (*lines, f"Plural-Forms: {_PLURALS[code]}"))
    return f'msgid ""\nmsgstr ""\n{quoted}\n'


# ---------------------------------------------------------------- what may be wrong


def forms(message: Message) -> list[tuple[str, str]]:
    """Each form of a message beside the English that it stands for; empty forms too."""
    if isinstance(message.id, str):
        return [(message.id, _text(message.string))]
    strings = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    # A language's last form is the one for many; English has another only for one.
    strings = tuple(map(_text, strings))
    return [
        (message.id[0] if len(strings) > 1 and at == 0 else message.id[-1], text) for at, text in enumerate(strings)
    ]


def is_missing(message: Message) -> bool:
    """Whether a form of it is not translated."""
    return not all(text for _english, text in forms(message))


def faults_of(message: Message) -> list[str]:
    """What is wrong with a translation, in words; nothing is wrong with none."""
    found = []
    if message.fuzzy:
        found.append("fuzzy: it was taken from a sentence that resembles this one")
    for at, (english, text) in enumerate(forms(message)):
        if text:
            # "One call" need not say its number; the forms for others must.
            found += _faults(
                english, text, may_leave_out=_COUNTS if at == 0 and not isinstance(message.id, str) else ()
            )
    return found


def _faults(english: str, text: str, *, may_leave_out: Collection[str]) -> Iterator[str]:
    holes, expected = _holes(text), _holes(english)
    if {place: found for place, found in holes.items() if place not in may_leave_out} != {
        place: found for place, found in expected.items() if place not in may_leave_out
    }:
        yield f"the places {sorted(expected.elements())} are {sorted(holes.elements())}"
    if Counter(_TAG.findall(text)) != Counter(_TAG.findall(english)):
        yield "other HTML tags"
    if len(_MNEMONIC.findall(text)) != len(_MNEMONIC.findall(english)):
        yield "another number of mnemonics (&)"
    if _edges(text) != _edges(english):
        yield "other blanks or line ends at its start or end"


def _holes(text: str) -> Counter[str]:
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return Counter(re.findall(r"[{}]", text))
    return Counter(
        f"{{{name}{'!' + how if how else ''}{':' + spec if spec else ''}}}"
        for _t, name, spec, how in parts
        if name is not None
    )


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def check(collected: Catalog) -> list[str]:
    """All that is wrong with the files, a line each."""
    found = []
    for code in LANGUAGES:
        path = po_file(code)
        text, translated = updated(code, collected)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            found.append(f"{code}: the file is behind the sources; run packaging/translations.sh")
        for message in translated:
            if not message.id:
                continue
            found += [f"{code}: {message.id!r}: {fault}" for fault in faults_of(message)]
            if code in WHOLE and is_missing(message):
                found.append(f"{code}: {message.id!r}: not translated")
    return found


# ---------------------------------------------------------------- the command


def main() -> int:
    """Updates or checks; what went wrong stands on standard error."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; fail where something is wrong")
    options = parser.parse_args()
    collected = template()
    if not options.check:
        for code in LANGUAGES:
            text, _catalog = updated(code, collected)
            po_file(code).parent.mkdir(parents=True, exist_ok=True)
            po_file(code).write_text(text, encoding="utf-8", newline="\n")
    found = check(collected)
    sys.stderr.write("".join(f"{line}\n" for line in found))
    sys.stdout.write(_report(collected))
    return 1 if options.check and found else 0


def _report(collected: Catalog) -> str:
    messages = [one for one in collected if one.id]
    letters = sum(len(one.id) if isinstance(one.id, str) else sum(map(len, one.id)) for one in messages)
    lines = [f"{len(messages)} messages, {letters} letters"]
    for code in LANGUAGES:
        theirs = [one for one in read(code) if one.id]
        missing = sum(map(is_missing, theirs))
        fuzzy = sum(one.fuzzy for one in theirs)
        lines.append(f"{code}: {len(theirs) - missing} translated, {missing} missing, {fuzzy} fuzzy")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
