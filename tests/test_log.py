"""The log holds no secret, is its owner's alone, and never takes the program down."""

from __future__ import annotations

import logging
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aexdesk.log import LogFile, start_log

CANARY = "CANARY-s3cr3t-value"


def _redact(text: str) -> str:
    return text.replace(CANARY, "••••")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[LogFile]:
    log = start_log(tmp_path / "a.log", _redact)
    yield log
    log.close()


@pytest.fixture
def file(tmp_path: Path, log: LogFile) -> Path:
    return tmp_path / "a.log"


def test_an_entry_says_when_who_and_what(file: Path) -> None:
    logging.getLogger("aexdesk.gateway").info("sent %s", "订单\ud800")
    text = file.read_text(encoding="utf-8")
    assert text.endswith("Z INFO aexdesk.gateway: sent 订单\\ud800\n")


def test_a_secret_is_redacted_in_message_arguments_and_traceback(file: Path) -> None:
    logger = logging.getLogger("aexdesk.x")
    logger.warning(f"in the message {CANARY}")
    logger.warning("in an argument %s", {"secret": CANARY})
    try:
        raise ValueError(CANARY)
    except ValueError:
        logger.exception("in a traceback")
    text = file.read_text()
    assert "Traceback" in text
    assert text.count("••••") == 3
    assert CANARY not in text


def test_libraries_are_heard_from_warning_on(file: Path) -> None:
    logging.getLogger("httpx").info("HTTP Request: GET http://x/?session=abc")
    logging.getLogger("uvicorn.access").info("GET /?session=abc")
    logging.getLogger("uvicorn.error").warning("odd request")
    text = file.read_text()
    assert "session" not in text
    assert "odd request" in text


def test_a_log_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "b.log"
    path.touch(mode=0o644)
    start_log(path, _redact).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_only_the_owner_reads_it_and_its_older_parts(tmp_path: Path) -> None:
    path = tmp_path / "b.log"
    path.touch(mode=0o644)
    log = start_log(path, _redact, max_bytes=500)
    for number in range(100):
        logging.getLogger("aexdesk").info("entry %d", number)
    log.close()
    files = sorted(tmp_path.glob("b.log*"))
    assert [file.name for file in files] == ["b.log", "b.log.1", "b.log.2"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert all(file.stat().st_size <= 500 for file in files)


def test_without_a_file_the_program_goes_on_and_can_say_why(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    log = start_log(in_the_way / "a.log", _redact)
    logging.getLogger("aexdesk").error(CANARY)
    log.close()
    assert log.fault is not None
    assert (log.fault.code, log.fault.values["path"]) == ("log_unwritable", str(in_the_way / "a.log"))
    assert capfd.readouterr() == ("", "")


def test_nothing_reaches_the_terminal_before_or_without_a_file(tmp_path: Path) -> None:
    program = (
        "import logging, sys\n"
        "from pathlib import Path\n"
        "from aexdesk.log import start_log\n"
        "logging.getLogger('aexdesk.x').error('before')\n"
        "log = start_log(Path(sys.argv[1]), str)\n"
        "logging.getLogger('aexdesk.x').error('without')\n"
        "logging.getLogger('httpx').error('without')\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "nowhere" / "a.log")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_what_cannot_be_written_is_not_printed_instead(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def broken(text: str) -> str:
        raise RuntimeError(text)

    log = start_log(tmp_path / "a.log", broken)
    logging.getLogger("aexdesk").error("%s", CANARY)
    log.close()
    assert log.fault is not None
    assert CANARY not in repr(log.fault.values)
    assert capfd.readouterr() == ("", "")
    assert CANARY not in (tmp_path / "a.log").read_text()


def test_closing_gives_the_loggers_back(tmp_path: Path) -> None:
    names = ("", "aexdesk", "httpx", "uvicorn")  # the root too: no handler of ours is ever there
    before = [(logging.getLogger(name).level, list(logging.getLogger(name).handlers)) for name in names]
    log = start_log(tmp_path / "a.log", _redact)
    assert list(logging.getLogger().handlers) == before[0][1]
    log.close()
    assert [(logging.getLogger(name).level, list(logging.getLogger(name).handlers)) for name in names] == before
