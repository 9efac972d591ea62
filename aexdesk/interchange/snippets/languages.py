"""The languages that code is written in: literals, how a variable is read, and the template of each. Pure.

Each is run in tests/e2e/snippets, C# by Mono: what .NET itself makes of it has not been seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aexdesk.interchange.snippets import literals


@dataclass(frozen=True, slots=True)
class Language:
    """`template` lies in resources/snippets; `secret` is the expression that reads a variable, around its literal."""

    label: str
    template: str
    file_name: str
    literal: Callable[[str], str]
    secret: str

    def read_variable(self, name: str) -> str:
        """An expression for the variable `name` of the environment, without which the program stops."""
        return self.secret.format(self.literal(name))


LANGUAGES: Mapping[str, Language] = {
    "python": Language("Python (httpx)", "python.txt", "{name}.py", literals.python, "os.environ[{}]"),
    "typescript": Language("TypeScript (fetch)", "typescript.txt", "{name}.mts", literals.typescript, "required({})"),
    "php": Language("PHP", "php.txt", "{name}.php", literals.php, "required({})"),
    "java": Language("Java", "java.txt", "AliExpressCall.java", literals.java, "required({})"),
    "csharp": Language("C#", "csharp.txt", "AliExpressCall.cs", literals.csharp, "Required({})"),
    "go": Language("Go", "go.txt", "{name}.go", literals.go, "required({})"),
    "ruby": Language("Ruby", "ruby.txt", "{name}.rb", literals.ruby, "ENV.fetch({})"),
}
"""By the name that the command line has for each."""
