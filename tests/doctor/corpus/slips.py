"""Every mistake of the list, each as one spoilt step of a program. Several ways of one mistake are its variants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.doctor.corpus import slips_of_values as values
from tests.doctor.corpus.bases import APP_KEY, OTHER_SECRET, SESSION, Base
from tests.doctor.corpus.program import Params, Program


@dataclass(frozen=True)
class Slip:
    """`takes` are the steps that it spoils: two slips that spoil one step cannot be in one program."""

    id: str
    variant: str
    takes: frozenset[str]
    spoil: Callable[[Program], None] = field(compare=False)


def slips_for(base: Base) -> list[Slip]:
    """All that can be made with this request; whether the signature changes, the caller sees."""
    return [
        *_digests(), *_secrets(), *_writings(), *_routes(base), *_sets(base), *_times(base), *_values(), *_orders(),
    ]  # fmt: skip


def _set(**steps: object) -> Callable[[Program], None]:
    def spoil(program: Program) -> None:
        for name, step in steps.items():
            setattr(program, name, step)

    return spoil


def _slip(name: str, variant: str = "", **steps: object) -> Slip:
    return Slip(name, variant, frozenset(steps), _set(**steps))


# ---------------------------------------------------------------- digest, secret, writing


def _digests() -> Iterator[Slip]:
    whole = frozenset({"hash", "plain", "wrap", "swap"})  # another digest altogether: no HMAC is left to be fed wrongly
    yield Slip("md5-wrapped", "", whole | {"method"}, _set(hash="md5", plain="ksk"))
    yield Slip("hmac-md5", "", frozenset({"hash", "plain", "method"}), _set(hash="md5"))
    yield Slip("hmac-sha1", "", frozenset({"hash", "plain", "method"}), _set(hash="sha1"))
    for plain in ("ks", "sk", "ksk"):
        yield Slip("sha256-plain", plain, whole | {"method"}, _set(hash="sha256", plain=plain))
    yield Slip("sha256-no-key", "", whole | {"secret", "method"}, _set(hash="sha256", plain="s"))
    yield Slip("hmac-wrapped", "", frozenset({"wrap", "plain", "method"}), _set(wrap=True))
    yield Slip("key-message-swapped", "", frozenset({"swap", "plain", "method"}), _set(swap=True))
    yield Slip("hmac-wrapped", "sha256", whole, _set(wrap=True, hash="sha256"))


def _secrets() -> Iterator[Slip]:
    for variant, spoil in {
        "line": lambda secret: secret + "\n",
        "blank": lambda secret: secret + " ",
        "before": lambda secret: " " + secret,
        "windows": lambda secret: secret + "\r\n",
        "tab": lambda secret: secret + "\t",
    }.items():
        yield Slip("secret-whitespace", variant, frozenset({"secret"}), _with_secret(spoil))
    yield _slip("secret-of-other-profile", secret=OTHER_SECRET)
    yield _slip("secret-is-app-key", secret=APP_KEY)


def _with_secret(spoil: Callable[[str], str]) -> Callable[[Program], None]:
    def act(program: Program) -> None:
        program.secret = spoil(program.secret)

    return act


def _writings() -> Iterator[Slip]:
    yield _slip("digest-lowercase", lower=True)
    yield _slip("digest-base64", b64=True)
    for length in (31, 16, 20):
        yield _slip("digest-truncated", str(length), cut=length)


# ---------------------------------------------------------------- route


def _routes(base: Base) -> Iterator[Slip]:
    name = base.api
    if base.is_system:
        yield _slip("path-missing", front="")
        for variant, front in {"rest": "/rest" + name, "host": f"https://api-sg.aliexpress.com/rest{name}",
                               "bare-host": f"api-sg.aliexpress.com/rest{name}"}.items():  # fmt: skip
            yield _slip("path-with-rest", variant, front=front)
        takes = frozenset({"front", "method parameter"})
        for first in (False, True):
            variant = "first" if first else "last"
            yield Slip("system-signed-as-business", variant, takes, _gathering(_put("method", name, first), front=""))
        return
    for variant, front in {"name": name, "slash": "/" + name, "sync": "/sync"}.items():
        yield _slip("path-added", variant, front=front)
    takes = frozenset({"front", "param method"})
    yield Slip("business-signed-as-system", "", takes, _gathering(_drop("method"), front="/" + name))


def _gathering(step: Callable[[Params], None], **others: object) -> Callable[[Program], None]:
    def spoil(program: Program) -> None:
        program.gather.append(step)
        _set(**others)(program)

    return spoil


def _put(name: str, value: str, first: bool = False) -> Callable[[Params], None]:
    def step(params: Params) -> None:
        if first:
            before = {name: value, **params}
            params.clear()
            params.update(before)
        else:
            params[name] = value

    return step


def _drop(name: str) -> Callable[[Params], None]:
    def step(params: Params) -> None:
        params.pop(name, None)

    return step


# ---------------------------------------------------------------- which parameters


def _sets(base: Base) -> Iterator[Slip]:
    sent = dict(base.params)
    for name in sent:
        yield Slip(f"param-left-out:{name}", "", frozenset({f"param {name}"}), _gathering(_drop(name)))
    yield from _not_sent(base, sent)
    yield Slip("sign-included", "empty", frozenset({"sign"}), _gathering(_put("sign", "")))
    yield Slip("empty-values-left-out", "", frozenset({"empty"}), _set(drop_empty=True))
    for word in ("null", "None", "undefined"):
        yield Slip("null-as-text", word, frozenset({"empty"}), _formatting(_or(word)))
    if base.sign_method == "sha256":
        takes = frozenset({"method", "hash", "plain", "param sign_method"})
        for name in ("hmac-sha256", "HmacSHA256"):
            yield Slip("sign-method-mismatch", name, takes, _both(_put("sign_method", name)))
        yield Slip("sign-method-mismatch", "absent", takes, _both(_drop("sign_method")))
    if base.file is not None:
        name, _file_name, content = base.file
        charset = "utf-8" if content.isascii() or base.name == "text-file" else "latin-1"
        yield Slip("file-bytes-included", charset, frozenset({"file"}), _gathering(_put(name, content.decode(charset))))


def _not_sent(base: Base, sent: Params) -> Iterator[Slip]:
    """Signed and not sent, and its value can be known: by what the documentation and the SDKs always send."""
    for name in ("sign_method", "format", "v", "simplify", "partner_id", "method"):
        if name in sent and not (name == "method" and base.is_system):
            takes = frozenset({f"param {name}", *({"method"} if name == "sign_method" else ())})
            yield Slip(f"param-not-sent:{name}", "sent no more", takes, _sending(_drop(name)))
    if not base.is_system:
        for name, value in {"format": "json", "simplify": "true", "v": "2.0"}.items():
            if name not in sent:
                yield Slip(
                    f"param-not-sent:{name}", "added", frozenset({f"param {name}"}), _gathering(_put(name, value))
                )
    if SESSION in sent.values():
        mine, other = ("session", "access_token") if "session" in sent else ("access_token", "session")
        yield Slip(f"param-not-sent:{other}", mine, frozenset({f"param {other}"}), _gathering(_put(other, SESSION)))


def _sending(step: Callable[[Params], None]) -> Callable[[Program], None]:
    return lambda program: program.send.append(step)


def _both(step: Callable[[Params], None]) -> Callable[[Program], None]:
    def spoil(program: Program) -> None:
        program.send.append(step)
        program.gather.insert(0, step)

    return spoil


# ---------------------------------------------------------------- times, values, order


def _times(base: Base) -> Iterator[Slip]:
    for name, variant, clock in values.clocks(dict(base.params)["timestamp"]):
        yield _slip(name, variant, clock=clock)


def _values() -> Iterator[Slip]:
    for name, variant, step, act in values.formats():
        yield Slip(name, variant, frozenset({step}), _formatting(act))
    for variant, dumps in values.DUMPS.items():
        yield _slip("json-respaced", variant, dumps=dumps)
    for variant, escape in values.ESCAPES.items():
        yield _slip("json-ascii-escaped", variant, escape=escape)
    for name, variant, quote in values.quotes():
        yield _slip(name, variant, quote=quote)
    for name, charset in values.CHARSETS:
        yield _slip(name, charset, charset=charset)


def _formatting(act: Callable[[str, str], str]) -> Callable[[Program], None]:
    return lambda program: program.formats.append(act)


def _or(word: str) -> Callable[[str, str], str]:
    return lambda _name, value: value or word


def _orders() -> Iterator[Slip]:
    for name, variant, order in values.orders():
        yield _slip(name, variant, order=order)
    for variant, join in values.joins():
        yield _slip("separators-kept", variant, join=join)
    yield _slip("keys-only", join=lambda pairs: "".join(k for k, _v in pairs))
