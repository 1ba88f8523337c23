"""The doctor says what is not well, and what to do about it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pydantic import SecretStr

from kit.database import open_database
from kit.settings import DatabaseSettings, Encryption, HomeserverSettings, MailSettings, Settings
from palais import doctor
from palais.doctor import audited, examine, mailed
from palais.doctor_library import lies_encrypted, look_for_meaning
from palais.finding import Finding
from palais.migrations import migrate
from palais.state import State
from tests.contract.mail.server import mail_server


class Usage(NamedTuple):
    free: int


def found(state: State, about: str, settings: Settings | None = None) -> Finding:
    return next(one for one in examine(state, settings or Settings()) if one.about == about)


@pytest.fixture
def state(tmp_path: Path) -> State:
    state = State(tmp_path / "state")
    state.prepare()
    return state


def test_a_folder_that_is_not_there_will_be_made(tmp_path: Path) -> None:
    assert found(State(tmp_path / "none"), "state folder").says.endswith("none will be made")


def test_a_folder_open_to_others_is_told_with_the_command_that_closes_it(state: State) -> None:
    assert found(state, "state folder").well
    state.folder.chmod(0o755)
    one = found(state, "state folder")
    assert (one.well, one.says) == (
        False,
        f"{state.folder} is open to others: chmod 700 {state.folder}",
    )


def test_a_disk_nearly_full_is_told(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palais.doctor.shutil.disk_usage", lambda _: Usage(free=1024**3))
    one = found(state, "disk")
    assert (one.well, one.says) == (
        False,
        "1.0 GB free; make room before it is full, nothing is lost meanwhile",
    )


def test_a_missing_homeserver_is_told_with_what_to_install(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palais.doctor.importlib.util.find_spec", lambda _: None)
    assert "install palais[homeserver]" in found(state, "embedded homeserver").says


def test_a_kernel_without_a_sandbox_is_told_with_what_follows(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "landlock_version", lambda: 0)
    monkeypatch.setattr(doctor, "has_seccomp", lambda: False)
    for about in ("Landlock", "seccomp"):
        one = found(state, about)
        assert not one.well
        assert "this kernel has none" in one.says


def test_what_scans_lack_is_told_with_what_to_install(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "missing_data", lambda: ("tesseract-ocr-ara", "tesseract-ocr-rus"))
    monkeypatch.setattr(doctor, "has_engine", lambda: False)
    one = found(state, "scans")
    assert not one.well
    assert "install palais[ocr]; on Debian: apt-get install tesseract-ocr-ara tesseract-ocr-rus" in one.says
    monkeypatch.setattr(doctor, "has_engine", lambda: True)
    assert not found(state, "scans").well
    assert "apt-get install tesseract-ocr-ara tesseract-ocr-rus" in found(state, "scans").says
    monkeypatch.setattr(doctor, "missing_data", lambda: ())
    assert found(state, "scans") == Finding(
        about="scans", well=True, says="pictures of text are read in all six languages"
    )


@pytest.mark.parametrize("mode", [None, 0o644, 0o600])
def test_a_registration_must_be_there_and_for_its_owner_alone(
    state: State, tmp_path: Path, mode: int | None
) -> None:
    file = tmp_path / "steward.yaml"
    if mode is not None:
        file.touch(mode)
        file.chmod(mode)
    settings = Settings(homeserver=HomeserverSettings(steward_registration=file))
    assert found(state, "registration steward.yaml", settings).well is (mode == 0o600)


async def test_without_a_mail_server_a_platform_for_trying_is_well_and_another_is_not(tmp_path: Path) -> None:
    (trying,) = await mailed(Settings())
    assert trying.well
    assert "a mailbox of its own" in trying.says
    there: dict[str, Any] = {"steward_registration": tmp_path, "bots_registration": tmp_path}
    homeserver = HomeserverSettings(url="https://matrix.example.org", server_name="example.org", **there)
    (own,) = await mailed(Settings(homeserver=homeserver))
    assert not own.well
    assert "fill [mail]" in own.says


async def test_a_mail_server_is_asked_and_what_it_says_is_told() -> None:
    async with mail_server() as server:
        settings = Settings(
            mail=MailSettings(
                host="127.0.0.1", port=server.port, encryption=Encryption.NONE, sender="palais@example.org"
            )
        )
        (found,) = await mailed(settings)
        assert (found.well, found.says) == (True, f"127.0.0.1:{server.port} answers and lets us in")
        assert server.taken == []
    (away,) = await mailed(settings)
    assert not away.well
    assert "cannot be reached: Connect call failed" in away.says or "Connection refused" in away.says


async def test_a_sender_that_is_no_address_is_found() -> None:
    (found,) = await mailed(Settings(mail=MailSettings(host="mail.example.org", sender="nobody")))
    assert (found.well, "mail.sender is not an address" in found.says) == (False, True)


async def test_an_audit_that_was_changed_is_told_with_its_rows(state: State) -> None:
    assert await audited(state, Settings()) == []
    database = open_database(state.database)
    await migrate(database)
    await database.close()
    (whole,) = await audited(state, Settings())
    assert whole.well
    _write_a_false_row(state)
    (broken,) = await audited(state, Settings())
    assert (broken.about, broken.well) == ("audit", False)
    assert "rows 1 are not as they were written" in broken.says


def _write_a_false_row(state: State) -> None:
    row: tuple[Any, ...] = (1, "2026-01-01 00:00:00", "receipt", "{}", "", "false")
    with closing(sqlite3.connect(state.database)) as connection:
        connection.execute(
            "INSERT INTO provisioning_audit (number, at, kind, body, before, hash) VALUES (?,?,?,?,?,?)", row
        )
        connection.commit()


def test_a_machine_that_shuts_no_file_in_is_told_that_none_is_read(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palais.doctor.reads_files", lambda: False)
    assert "Landlock or seccomp is needed" in found(state, "reading files").says


def blocks(folder: Path, made_of: dict[str, list[str]], uuids: dict[str, str]) -> None:
    """Make what Linux tells of block devices."""
    for name, parts in made_of.items():
        (folder / name / "slaves").mkdir(parents=True)
        (folder / name / "dm").mkdir()
        for part in parts:
            (folder / name / "slaves" / part).symlink_to(folder / part)
    for name, uuid in uuids.items():
        (folder / name / "dm" / "uuid").write_text(uuid)


def device_of(folder: Path) -> str:
    device = folder.stat().st_dev
    return f"{device >> 8 & 0xFFF}:{device & 0xFF}"


@pytest.mark.parametrize(
    ("made_of", "uuids", "encrypted"),
    [
        ({"disk": []}, {"disk": "CRYPT-LUKS2-0f-state"}, True),
        ({"disk": ["sda"], "sda": []}, {"disk": "LVM-0f"}, False),
        ({"disk": ["dm-0"], "dm-0": ["sda"], "sda": []}, {"disk": "LVM-0f", "dm-0": "CRYPT-LUKS2"}, True),
        ({"disk": ["dm-0", "sdb"], "dm-0": [], "sdb": []}, {"disk": "LVM-0f", "dm-0": "CRYPT-LUKS2"}, False),
        ({"disk": ["disk"]}, {"disk": "LVM-0f"}, False),
    ],
)
def test_a_volume_is_encrypted_where_all_that_it_is_made_of_is(
    state: State,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    made_of: dict[str, list[str]],
    uuids: dict[str, str],
    *,
    encrypted: bool,
) -> None:
    own = device_of(state.folder)
    named = {own if name == "disk" else name: parts for name, parts in made_of.items()}
    named = {name: [own if part == "disk" else part for part in parts] for name, parts in named.items()}
    blocks(tmp_path / "block", named, {own if name == "disk" else name: uuid for name, uuid in uuids.items()})
    monkeypatch.setattr("palais.doctor_library.BLOCKS", tmp_path / "block")
    assert lies_encrypted(state.folder) is encrypted
    one = found(state, "text at rest")
    assert one.well is encrypted
    assert ("every document that the library has read" in one.says) is not encrypted


def test_text_in_a_database_elsewhere_is_told(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palais.doctor_library.lies_encrypted", lambda _: True)
    elsewhere = Settings(database=DatabaseSettings(url=SecretStr("postgresql+psycopg://db/palais")))
    one = found(state, "text at rest", elsewhere)
    assert (one.well, "whose disks cannot be seen here" in one.says) == (False, True)


def test_an_index_that_cannot_be_built_anew_for_want_of_room_is_told(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    (state.bot("library") / "words").write_bytes(bytes(3 * 1024**2))
    assert found(state, "index of the library").says.startswith("takes 3 MB")
    monkeypatch.setattr("palais.doctor_library.shutil.disk_usage", lambda _: Usage(free=4 * 1024**2))
    assert not found(state, "index of the library").well


@pytest.mark.parametrize(
    ("encoder", "well", "says"),
    [
        ("none", True, "by their words alone, not across languages"),
        ("/nowhere/at/all", False, "documents are found by their words alone: the encoder in"),
    ],
)
def test_an_encoder_that_is_missing_is_told(encoder: str, says: str, *, well: bool) -> None:
    one = look_for_meaning(Settings(bots={"library": {"encoder": encoder}}))
    assert (one.well, says in one.says) == (well, True)
