"""Values that a stranger might send, and ways of spoiling right ones. Everything hangs on the Random given. Pure."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import Any

NUMBERS = (
    *("0", "1", "2", "-1", "1.5", "-0", "00", "01", "+1", " 1", "1 ", "1\n", "1e5", "1E400", "0x10", "1_000", "1,5"),
    *("NaN", "Infinity", "-Infinity", "٣", "１", "²", "50", "51", "100000", "100001", "999999999999"),
    *(str(2**31), str(2**53 + 1), str(2**63 - 1), str(2**63), str(2**64 - 1), str(2**64), "-" + str(2**63)),
    *("9" * 20, "9" * 21, "9" * 400, "9" * 5000, "0." + "1" * 10, "0." + "1" * 11, ".5", "5."),
)
TEXTS = (
    *("", " ", "\t", "\x00", "a\x00b", "null", "None", "true", "True", "false", "undefined", "{}", "[]", '"', "'"),
    *("é", "手机", "🛒", "مرحبا", "\u202e", "\u2028", "\ufeff", "\ufffd", "İ", "ß", "a\u0301", "\U0010ffff", "\ufdd0"),
    *(
        "<script>",
        "'; --",
        "%s%n",
        "{0}",
        "${x}",
        "../../etc",
        "a\r\nX-Y: z",
        "a&b=c",
        "a%00",
        "a+b",
        ",",
        ",,,",
        ";",
        "|",
    ),
    *("US", "us", "USA", "FR", "BR", "ZZ", "USD", "EUR", "usd", "XXX", "en", "EN_us", "zh_CN"),
    *("2026-01-01 00:00:00", "2026-01-01", "0000-00-00 00:00:00", "9999-12-31 23:59:59", "1767268800000", "2026-02-30"),
    *("SALE_PRICE_ASC", "LAST_VOLUME_DESC", "min_price,asc", "a" * 300, "手" * 3000),
    *("http://[", "https://x.example.test/item/1.html", "data:,", "=", "==", "AAAA", "////"),
)
TIMES = ("2025-12-01 00:00:00", "2026-01-31 23:59:59", "2026-01-01 12:00:00")


class Raw(str):
    """Stands for itself in JSON text, whether it is JSON or not."""


RAW = tuple(
    Raw(text)
    for text in (
        "NaN",
        "-Infinity",
        "1e999",
        "-1e999",
        "1E-9",
        "01",
        "9" * 30,
        "9" * 5000,
        "'a'",
        "nul",
        '"\\x"',
        "\x00",
    )
)
SCALARS: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2, 50, 51, 1.0, 1.5, -0.0, 1e308, 1e22, 10**30),
    *(2**31, 2**53 + 1, 2**63 - 1, 2**63, 2**64 - 1, 2**64, -(2**63), -(2**64)),
    *("\ud800", "a\udfffb", "\udc00\ud800", "1", "-1", " 1", "true"),
)


def odd_text(chance: Random) -> str:
    """A text for a parameter: UTF-8 can hold it."""
    roll = chance.random()
    if roll < 0.35:
        return chance.choice(NUMBERS)
    if roll < 0.85:
        return chance.choice(TEXTS)
    if roll < 0.95:
        return write_json(odd_json(chance), chance)
    if roll < 0.955:
        return "x" * 200_000
    return "".join(chr(chance.choice((chance.randrange(32, 127), chance.randrange(0xD800)))) for _ in range(8))


def odd_json(chance: Random) -> Any:
    """A value within JSON."""
    roll = chance.random()
    if roll < 0.45:
        return chance.choice(SCALARS)
    if roll < 0.6:
        return chance.choice(TEXTS)
    if roll < 0.68:
        return chance.choice(RAW)
    if roll < 0.76:
        return _deep(chance)
    if roll < 0.88:
        return [odd_json(chance) for _ in range(chance.randrange(4))]
    return {
        chance.choice(("", "a", "product_id", "\ud800", "手")): odd_json(chance) for _ in range(chance.randrange(3))
    }


def _deep(chance: Random) -> Raw:
    depth = chance.choice((2, 5, 30, 65, 200, 450, 700, 950, 20_000))
    if chance.random() < 0.5:
        return Raw("[" * depth + "]" * depth)
    return Raw('{"a":' * depth + "1" + "}" * depth)


def write_json(value: Any, chance: Random) -> str:
    """As JSON text; now and then with a key twice. Lone surrogates become escapes."""
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, dict):
        pairs = [(name, write_json(inner, chance)) for name, inner in value.items()]
        if pairs and chance.random() < 0.03:
            pairs.append((chance.choice(pairs)[0], write_json(chance.choice(SCALARS), chance)))
        return "{" + ",".join(f"{json.dumps(name)}:{text}" for name, text in pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(write_json(inner, chance) for inner in value) + "]"
    return json.dumps(value)


def spoil(value: Any, chance: Random) -> Any:
    """A copy with one place changed: replaced, dropped, doubled, wrapped, or a name added."""
    value = copy.deepcopy(value)
    places = list(_places(value))
    if not places or chance.random() < 0.05:
        return odd_json(chance)
    holder, key = chance.choice(places)
    roll = chance.random()
    if roll < 0.65:
        holder[key] = odd_json(chance)
    elif roll < 0.8:
        del holder[key]
    elif roll < 0.9:
        holder[key] = [holder[key]] * chance.choice((1, 2, 51))
    elif isinstance(holder, dict):
        holder[chance.choice(("more", "", key.upper(), key + " "))] = odd_json(chance)
    else:
        holder.append(copy.deepcopy(holder[key]))
    return value


def _places(node: Any) -> Any:
    """Every (holder, key) within a value."""
    if isinstance(node, dict | list):
        for key in list(node) if isinstance(node, dict) else range(len(node)):
            yield node, key
            yield from _places(node[key])


def spoil_bytes(data: bytes, chance: Random) -> bytes:
    """With a few bytes changed, dropped, doubled, or the end cut off."""
    spoiled = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(spoiled) + 1)
        match chance.randrange(5):
            case 0:
                spoiled[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del spoiled[at : at + chance.choice((1, 2, 10))]
            case 2:
                spoiled[at:at] = chance.choice(
                    (b"\r\n", b"\n", b"--", b"\x00", b"\xff", b"%", b"%zz", b"&", b"=", b'"', b";")
                )
            case 3:
                spoiled[at:at] = spoiled[at : at + 40]
            case _:
                del spoiled[at:]
    return bytes(spoiled)
