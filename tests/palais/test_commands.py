"""Commands that need no homeserver, as an officer and as a program give them."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from kit.errors import BadInput
from palais.commands.registering import of_bots, of_steward, write_registrations
from palais.ground import STEWARD, all_bots
from provisioning.homeserver.embedded import EmbeddedHomeserver
from provisioning.homeserver.registration import read_registration

Cli = Any  # the fixtures of conftest.py, which tests cannot import


def test_without_a_word_the_commands_are_listed(cli: Cli) -> None:
    listed = cli("--help").words
    for name in ("up", "run", "plan", "apply", "explain", "dump", "adopt", "sample", "schema", "doctor"):
        assert f" {name} " in listed


def test_a_command_that_there_is_not_is_refused(cli: Cli) -> None:
    assert cli("fly").code == 2


def test_a_room_is_explained(cli: Cli, community: Path) -> None:
    said = cli("explain", "cedaw/members", "--community", str(community))
    assert said.code == 0
    assert "✓ Ada Brisk (moderates) holds a mandate in CEDAW: chair of CEDAW" in said.words
    assert "· Cy Meadow" in said.words


@pytest.mark.parametrize("word", ["ada", "Ada Brisk", "@ada:palais.localhost"])
def test_a_person_is_explained_by_key_name_or_account(cli: Cli, community: Path, word: str) -> None:
    said = cli("explain", word, "--community", str(community), "--json")
    seats = {row["room"]: row["in"] for row in said.json["seats"]}
    assert (said.code, seats["cedaw/members"], seats["cat/members"]) == (0, True, False)


def test_a_person_is_explained_for_another_day(cli: Cli, community: Path) -> None:
    said = cli("explain", "ada", "--community", str(community), "--at", "2049-01-01", "--json")
    assert not any(row["in"] for row in said.json["seats"])


def test_a_name_nobody_has_gets_the_nearest(cli: Cli, community: Path) -> None:
    said = cli("explain", "adda", "--community", str(community))
    assert said.code == 1
    assert said.words == "nobody in the register is called “adda”; did you mean “ada”?"


def test_everything_is_dumped_as_one_document(cli: Cli, community: Path) -> None:
    said = cli("dump", "--community", str(community), "--json").json
    assert said == yaml.safe_load(cli("dump", "--community", str(community)).out) | {"at": said["at"]}
    assert said["rooms"]["cedaw/members"]["seats"]["@ada:palais.localhost"]["power"] == 50
    assert said["files"]["community.yaml"] == (community / "community.yaml").read_text()


def test_a_day_that_is_none_is_refused_in_a_sentence(cli: Cli, community: Path) -> None:
    for command in ("plan", "dump"):
        said = cli(command, "--community", str(community), "--at", "next week")
        assert (said.code, said.words) == (1, "“next week” is not a day; write it like 2027-01-01")


def test_a_sample_is_written_and_can_be_read(cli: Cli, here: Path) -> None:
    said = cli("sample", "village", "--people", "60", "--seed", "2", "--json")
    assert said.json == {"folder": "village", "people": 60, "seed": 2}
    assert cli("explain", "stewards", "--community", "village").code == 0
    assert "palais up --community again" in cli("sample", "again").words


@pytest.mark.parametrize("what", ["community", "register"])
def test_a_schema_is_printed(cli: Cli, what: str) -> None:
    for more in ([], ["--json"]):
        jsonschema.Draft202012Validator.check_schema(cli("schema", what, *more).json)


def test_a_schema_that_there_is_not_is_refused(cli: Cli) -> None:
    assert cli("schema", "weather").code == 2


def test_the_doctor_looks_at_the_machine(cli: Cli) -> None:
    findings = {one["about"]: one["well"] for one in cli("doctor", "--json").json["findings"]}
    assert findings["Python"] is True
    assert findings["embedded homeserver"] is True
    assert "Python" in cli("doctor").words


def test_the_doctor_does_not_make_what_it_looks_at(cli: Cli, here: Path) -> None:
    cli("doctor")
    assert list(here.iterdir()) == []


def test_all_mistakes_in_the_files_are_told_at_once(cli: Cli, community: Path) -> None:
    file = community / "community.yaml"
    text = file.read_text().replace("moderators: staff", "moderaters: staff")
    file.write_text(text.replace("kind: lobby", "kind: loby"))
    said = cli("plan", "--community", str(community), "--json")
    assert said.code == 1
    assert len(said.json["problems"]) == 3
    assert all(re.match(r"community\.yaml:\d+:\d+: ", problem) for problem in said.json["problems"])
    assert "Did you mean “moderators”?" in said.json["error"]
    assert cli("up", "--community", str(community)).words.count("Did you mean") == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("  - room: [", "this is not YAML"),
        ("  - {room: lobby, name: Twice}\n", "two rooms have the key “lobby”; the first is on line "),
        ("  - {room: hall, name: Hall, colour: red}\n", "“colour” is not known here"),
    ],
)
@pytest.mark.parametrize("command", [("plan",), ("apply",), ("up",), ("explain", "ada"), ("dump",)])
def test_a_bad_file_stops_every_command_in_a_sentence(
    cli: Cli, community: Path, command: tuple[str, ...], text: str, says: str
) -> None:
    with (community / "community.yaml").open("a") as file:
        file.write(text)
    said = cli(*command, "--community", str(community))
    assert said.code == 1
    assert says in said.words
    assert "Traceback" not in said.words


def test_a_community_that_is_not_there_is_said(cli: Cli) -> None:
    said = cli("plan", "--community", "nowhere")
    assert said.words == "there is no community at nowhere: name its folder with --community"
    assert said.code == 1


def test_a_wrong_setting_is_said_with_the_nearest(cli: Cli, here: Path) -> None:
    (here / "palais.toml").write_text("[homeserver]\nurll = 'x'\n")
    said = cli("doctor")
    assert said.code == 1
    assert "homeserver.urll: there is no such setting; did you mean homeserver.url?" in said.words


def test_a_variable_that_sets_nothing_is_pointed_out(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALAIS_WEBB__PORT", "1")
    said = cli("doctor", "--json")
    assert said.code == 0
    assert "PALAIS_WEBB__PORT sets nothing" in said.err


def test_running_without_a_homeserver_says_what_to_fill_in(cli: Cli, community: Path) -> None:
    said = cli("run", "--community", str(community))
    assert said.code == 1
    assert "the settings name no homeserver: fill [homeserver] in palais.toml" in said.words


def test_registrations_are_written_for_their_owner_alone(cli: Cli, here: Path) -> None:
    said = cli("registration", "matrix.example.org", "--folder", "keys", "--json").json
    for name in ("steward", "bots"):
        assert Path(said[name]).stat().st_mode & 0o777 == 0o600
        assert read_registration(Path(said[name])).as_token not in json.dumps(said)
    assert "app_service_config_files" in cli("registration", "matrix.example.org").words


def test_registrations_that_are_there_keep_their_tokens(here: Path) -> None:
    first = [read_registration(file) for file in write_registrations(here, "a.example")]
    second = [read_registration(file) for file in write_registrations(here, "b.example")]
    assert [one.as_token for one in first] == [one.as_token for one in second]
    assert [one.namespaces for one in first] != [one.namespaces for one in second]


def test_registrations_claim_what_those_of_the_embedded_homeserver_claim(here: Path) -> None:
    names = [name for name in all_bots() if name != STEWARD]
    embedded = EmbeddedHomeserver(here, server_name="matrix.example.org", bot_names=names)
    embedded._prepare()
    assert of_steward("matrix.example.org").namespaces == embedded.steward_registration.namespaces
    assert of_bots("matrix.example.org").namespaces == embedded.bots_registration.namespaces
    assert not any(re.fullmatch(claim, "@ada:matrix.example.org") for claim in of_bots("x").namespaces)


@pytest.mark.parametrize("name", ["@steward:x", "https://matrix.org", "a b", ""])
def test_what_is_no_servers_name_gets_no_registration(here: Path, name: str) -> None:
    with pytest.raises(BadInput, match="is not a server's name"):
        write_registrations(here, name)


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_ctrl_c_ends_a_command_with_a_word(
    cli: Cli, community: Path, monkeypatch: pytest.MonkeyPatch, more: list[str]
) -> None:
    def interrupted(work: Any) -> None:
        work.close()
        raise KeyboardInterrupt

    monkeypatch.setattr("palais.commands.explaining.waited", interrupted)
    said = cli("explain", "ada", "--community", str(community), *more)
    assert said.code == 130
    assert "Stopped. The next run goes on from here." in said.words
