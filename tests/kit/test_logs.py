"""Logs are structured, whoever writes them, and hold no secret."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from pydantic import SecretStr

from kit.logs import HIDDEN, Scrub, configure_logs
from kit.settings import LogFormat, LogLevel, LogSettings


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture
def stream() -> io.StringIO:
    stream = io.StringIO()
    configure_logs(LogSettings(format=LogFormat.JSON), stream=stream, secrets=[SecretStr("open sesame")])
    return stream


def entry(stream: io.StringIO) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(stream.getvalue())
    return told


def test_an_entry_is_one_json_object(stream: io.StringIO) -> None:
    structlog.stdlib.get_logger("palais.test").info("opened", rooms=3, name="Лобби")
    told = entry(stream)
    assert (told["event"], told["rooms"], told["name"]) == ("opened", 3, "Лобби")
    assert (told["level"], told["logger"]) == ("info", "palais.test")
    assert told["timestamp"].endswith("Z")


def test_a_library_writes_the_same_way(stream: io.StringIO) -> None:
    logging.getLogger("some.library").warning("sent with access_token=%s", "abc123")
    assert entry(stream)["event"] == f"sent with access_token={HIDDEN}"


def test_a_library_that_talks_much_is_quiet(stream: io.StringIO) -> None:
    logging.getLogger("nio.client").info("synced")
    assert stream.getvalue() == ""


def test_a_traceback_is_told_without_secrets_and_without_variables(stream: io.StringIO) -> None:
    def refused() -> None:
        hidden_value = "never to be seen"
        raise RuntimeError(f"refused: Authorization: Bearer abc.def ({len(hidden_value)})")

    try:
        refused()
    except RuntimeError:
        structlog.stdlib.get_logger("palais.test").exception("failed")
    told = entry(stream)["exception"]
    assert "RuntimeError" in told
    assert "abc.def" not in told
    assert "never to be seen" not in told


def test_for_people_an_entry_is_a_line() -> None:
    stream = io.StringIO()
    configure_logs(LogSettings(level=LogLevel.WARNING), stream=stream)
    log = structlog.stdlib.get_logger("palais.test")
    log.info("unheard")
    log.warning("heard", password="hunter2")
    assert stream.getvalue().count("\n") == 1
    assert "heard" in stream.getvalue()
    assert "hunter2" not in stream.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "GET /sync?access_token=S3CRET&since=s1",
        "Authorization: Bearer S3CRET",
        'body {"password": "S3CRET"}',
        "as_token: S3CRET",
        "signed in with syt_S3CRET_x_1",
        "postgresql://palais:S3CRET@db/palais",
        "the word is open sesame",
    ],
)
def test_a_secret_is_taken_out_by_its_shape(text: str) -> None:
    told = Scrub(["open sesame"]).text(text)
    assert "S3CRET" not in told
    assert "open sesame" not in told
    assert HIDDEN in told


@pytest.mark.parametrize("name", ["token", "as_token", "password", "client_secret", "seed", "tokens"])
def test_a_secret_is_taken_out_by_the_name_beside_it(name: str) -> None:
    assert Scrub()(None, "info", {"deep": {name: "S3CRET"}}) == {"deep": {name: HIDDEN}}


@pytest.mark.parametrize("entry", [{"room_key": "cedaw/library"}, {"event": "key rooms: 3"}, {"n": 3}])
def test_what_is_no_secret_stays(entry: dict[str, Any]) -> None:
    assert Scrub()(None, "info", dict(entry)) == entry
