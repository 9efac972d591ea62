"""Known answers: the documentation's own signature examples, run as a self-test of this build. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aexdesk.openplatform.signing import build_string_to_sign, digest_of, sign
from aexdesk.secret import Secret


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """An example of the documentation. `printed_text` differs from the real one where the page is wrong."""

    name: str
    api: str
    app_secret: str
    parameters: Mapping[str, str]
    sign: str
    printed_text: str = ""

    @property
    def is_misprinted(self) -> bool:
        """Whether the page shows a string to sign that does not give the signature beside it."""
        return bool(self.printed_text)

    def holds(self) -> bool:
        """Whether this build signs the example as the documentation does."""
        text = build_string_to_sign(self.api, self.parameters, digest_of(self.parameters["sign_method"]))
        return sign(text, Secret(self.app_secret)) == self.sign


_COMMON = {"sign_method": "sha256", "timestamp": "1517820392000"}

KNOWN_ANSWERS = (
    KnownAnswer(
        name="business interface (article 120693)",
        api="aliexpress.logistics.redefining.getonlinelogisticsinfo",
        app_secret="helloworld",  # noqa: S106 - printed in the documentation
        parameters=_COMMON
        | {
            "access_token": "test",
            "aliexpress_category_id": "200135143",
            "app_key": "123456",
            "method": "aliexpress.logistics.redefining.getonlinelogisticsinfo",
        },
        sign="F7F7926B67316C9D1E8E15F7E66940ED3059B1638C497D77973F30046EFB5BBB",
    ),
    KnownAnswer(
        name="system interface (article 120693)",
        api="/auth/token/create",
        app_secret="helloworld",  # noqa: S106 - printed in the documentation
        parameters=_COMMON | {"app_key": "12345678", "code": "3_500102_JxZ05Ux3cnnSSUm6dCxYg6Q26"},
        sign="35607762342831B6A417A0DED84B79C05FEFBF116969C48AD6DC00279A9F4D81",
    ),
    KnownAnswer(
        name="path with a placeholder (article 120692)",
        api="/order/get",
        app_secret="helloworld",  # noqa: S106 - printed in the documentation
        parameters=_COMMON | {"access_token": "test", "app_key": "123456", "order_id": "1234"},
        sign="4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A",
        printed_text="keeps {orderId} in the path; the signature beside it is that of /order/get",
    ),
)


def failing() -> tuple[str, ...]:
    """The names of the examples that this build signs wrongly: empty in a sound build."""
    return tuple(answer.name for answer in KNOWN_ANSWERS if not answer.holds())
