"""Settings come from a file and from variables, and a wrong one is pointed out with the nearest right one."""

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from kit.errors import BadInput
from kit.settings import LogFormat, Settings, bot_settings, check_bots, load_settings, unknown_variables


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in unknown_variables():
        monkeypatch.delenv(name)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "palais.toml"


class LibraryKnobs(BaseModel):
    model_config = ConfigDict(extra="forbid")
    limit: int = 5


def test_without_a_file_everything_is_as_usual() -> None:
    assert load_settings().model_dump() == Settings().model_dump()


def test_the_file_is_read(file: Path) -> None:
    file.write_text('community = "config/here"\n[logs]\nformat = "json"\n')
    settings = load_settings(file)
    assert (settings.community, settings.logs.format) == (Path("config/here"), LogFormat.JSON)


def test_a_variable_wins_over_the_file_and_leaves_its_neighbours(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text('[web]\nhost = "0.0.0.0"\nport = 1000\n')
    monkeypatch.setenv("PALAIS_WEB__PORT", "2000")
    assert load_settings(file).web.model_dump() == {"host": "0.0.0.0", "port": 2000}


def test_a_wrong_word_is_named_with_the_file_and_the_nearest_right_one(file: Path) -> None:
    file.write_text('[web]\nprot = 1\n[database]\nurl = 3\n[logs]\nformat = "xml"\n')
    with pytest.raises(BadInput) as caught:
        load_settings(file)
    first, second, third = sorted(str(caught.value).splitlines())
    assert f"{file}: database.url: " in first
    assert "'console' or 'json'" in second
    assert third == f"{file}: web.prot: there is no such setting; did you mean web.port?"


def test_a_wrong_variable_is_named_as_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALAIS_WEB__PORT", "many")
    with pytest.raises(BadInput, match=r"PALAIS_WEB__PORT: web\.port: Input should be a valid integer"):
        load_settings()


def test_a_misspelt_variable_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALAIS_WBE__PORT", "1")
    monkeypatch.setenv("PALAIS_WEB__PORT", "1")
    assert unknown_variables() == ("PALAIS_WBE__PORT",)


def test_a_server_of_ones_own_needs_all_four(file: Path) -> None:
    file.write_text('[homeserver]\nurl = "https://matrix.example.org"\n')
    with pytest.raises(BadInput, match="with url, also set server_name"):
        load_settings(file)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('host = "mail.example.org"', "set host and sender together"),
        ('user = "palais"', "set user and password together"),
        ('encryption = "ssl"', "'starttls', 'tls' or 'none'"),
        ('sender_name = "a\\nb"', "sender_name must be one line"),
        (
            'host = "mail.example.org"\nsender = "a@b.org"\nencryption = "none"',
            "encryption none lets everybody on the way read",
        ),
    ],
)
def test_mail_that_could_not_be_sent_or_not_safely_is_told(file: Path, text: str, says: str) -> None:
    file.write_text(f"[mail]\n{text}\n")
    with pytest.raises(BadInput, match=says):
        load_settings(file)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "127.8.8.8"])
def test_this_machine_may_take_mail_unencrypted(file: Path, host: str) -> None:
    file.write_text(f'[mail]\nhost = "{host}"\nsender = "a@b.org"\nencryption = "none"\n')
    assert load_settings(file).mail.host == host


def test_another_machine_may_take_mail_unencrypted_where_that_is_said(file: Path) -> None:
    words = 'host = "10.0.0.7"\nsender = "a@b.org"\nencryption = "none"\ninsecure = true'
    file.write_text(f"[mail]\n{words}\n")
    assert load_settings(file).mail.insecure


def test_the_password_of_the_mail_server_does_not_print(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALAIS_MAIL__PASSWORD", "open sesame")
    monkeypatch.setenv("PALAIS_MAIL__USER", "palais")
    assert "sesame" not in repr(load_settings())


@pytest.mark.parametrize(
    ("text", "says"), [("[web", "not valid TOML"), (None, "cannot be read: No such file")]
)
def test_a_file_that_is_none_is_said_in_a_sentence(file: Path, text: str | None, says: str) -> None:
    if text is not None:
        file.write_text(text)
    with pytest.raises(BadInput, match=says):
        load_settings(file)


def test_a_bot_reads_its_own_settings(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("[bots.library]\nlimit = 7\n")
    assert bot_settings(load_settings(file), "library", LibraryKnobs).limit == 7
    monkeypatch.setenv("PALAIS_BOTS__LIBRARY__LIMIT", "9")
    assert bot_settings(load_settings(file), "library", LibraryKnobs).limit == 9


def test_a_wrong_setting_of_a_bot_is_named_in_full(file: Path) -> None:
    file.write_text("[bots.library]\nlimits = 7\n")
    with pytest.raises(BadInput, match=r"bots.library.limits: .* did you mean bots.library.limit\?"):
        bot_settings(load_settings(file), "library", LibraryKnobs)


def test_a_bot_that_does_not_exist_is_pointed_out(file: Path) -> None:
    file.write_text("[bots.libary]\nlimit = 7\n")
    with pytest.raises(BadInput, match=r"bots.libary: there is no such bot; did you mean bots.library\?"):
        check_bots(load_settings(file), ["library", "steward"])


def test_a_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALAIS_DATABASE__URL", "postgresql+asyncpg://palais:hunter2@db/palais")
    settings = load_settings()
    assert "hunter2" not in f"{settings!r} {settings} {settings.model_dump_json()}"
    assert settings.database.url is not None
    assert "hunter2" in settings.database.url.get_secret_value()
