"""The register changed by commands, on a homeserver that a community runs itself."""

import csv
import io
import tomllib
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.synapse
Cli = Any  # the fixtures of conftest.py, which tests cannot import
Own = Any

HEAD = "Key,Name,Mechanism,From,To\n"
GROUND = ("--source", "OWLS/SP/1", "--reason", "elected")


class Desk:
    """An officer at their desk, whose homeserver and state stay from test to test."""

    def __init__(self, cli: Cli, own: Own, here: Path) -> None:
        self._cli = cli
        self.settings = Path(own.settings)
        self.here = here
        self.community = Path(tomllib.loads(self.settings.read_text())["community"])

    def __call__(self, *words: str, said: str | None = None) -> Any:
        return self._cli(*words, "--settings", str(self.settings), said=said)

    def register(self, *words: str, said: str | None = None) -> Any:
        return self("register", *words, said=said)

    def bring(self, rows: str, *words: str, said: str | None = None) -> Any:
        file = self.here / "list.csv"
        file.write_text(HEAD + rows, encoding="utf-8")
        return self.register("import", str(file), *words, said=said)

    def seats(self, person: str) -> set[str]:
        rows = self("explain", person, "--json").json["seats"]
        return {row["room"] for row in rows if row["in"]}

    def audited(self) -> list[dict[str, Any]]:
        said = self("audit", "export")
        return list(csv.DictReader(io.StringIO(said.out)))

    def done(self, receipt: Any) -> int:
        return len(receipt.json["receipt"]["done"])


@pytest.fixture
def desk(cli: Cli, own: Own, here: Path) -> Desk:
    own.people("ada", "bo", "cy", "dee", "eve", "fay")
    desk = Desk(cli, own, here)
    held = [word for hold in desk("plan", "--json").json["holds"] for word in ("--confirm", hold["id"])]
    assert desk("apply", "--json", *held).code == 0
    return desk


def test_a_list_is_shown_asked_about_entered_and_done(desk: Desk) -> None:
    row = "cy,Cy Meadow,cedaw,2025-01-01,2048-12-31\n"
    looked = desk.bring(row, "--json")
    assert (looked.code, looked.json["entered"]) == (3 if looked.json["plan"]["holds"] else 2, False)
    assert {step["step"] for step in looked.json["plan"]["steps"]} == {"SeatPerson"}
    refused = desk.bring(row, said="a decision\nelected\nn\n")
    assert (refused.code, "Nothing was changed." in refused.words) == (2, True)
    assert "+ Cy Meadow cy member of CEDAW, 2025-01-01 to 2048-12-31" in refused.words
    assert "cedaw/members" not in desk.seats("cy")
    other = desk.bring(row, "--yes", *GROUND, "--digest", "0123456789abcdef")
    assert "the plan is no longer the one you reviewed" in other.words
    confirm = [word for hold in looked.json["plan"]["holds"] for word in ("--confirm", hold["id"])]
    digest = looked.json["plan"]["digest"]
    entered = desk.bring(row, "--yes", "--json", *GROUND, "--digest", digest, *confirm)
    assert (entered.code, entered.json["entered"]) == (0, True)
    assert desk.done(entered) == 3
    assert "cedaw/members" in desk.seats("cy")
    shown = desk.register("show", "cy", "--json").json["facts"]
    assert [(fact["source"], fact["reason"]) for fact in shown if "cedaw" in fact["key"]] == [
        ("OWLS/SP/1", "elected")
    ]
    assert desk.bring(row, "--json").code == 0


def test_a_suspension_takes_a_person_out_at_once_and_its_end_lets_them_in_again(desk: Desk) -> None:
    out = desk.register("suspend", "bo", "--reason", "telephone stolen", "--json")
    assert out.code == 0
    assert desk.done(out) >= 3
    assert desk.seats("bo") == set()
    twice = desk.register("suspend", "Bo Lantern", "--reason", "again")
    assert (twice.code, "is suspended already, for: telephone stolen" in twice.words) == (1, True)
    back = desk.register("resume", "@bo:palais.localhost", "--reason", "found")
    assert (back.code, "Bo Lantern is suspended no longer: found" in back.words) == (0, True)
    assert "cedaw/members" in desk.seats("bo")
    told = [row["text"] for row in desk.register("history", "bo", "--json").json["changes"]][-2:]
    assert told[0].endswith("telephone stolen")
    assert told[1].startswith("ended: suspended")


def test_a_lost_account_leaves_everywhere_once_a_second_person_agrees(desk: Desk) -> None:
    out = desk.register("release", "eve", "--reason", "lost", "--by", "dee", "--json")
    number = str(out.json["proposal"])
    assert (out.code, "cat/members" in desk.seats("eve")) == (3, True)
    alone = desk.register("confirm", number, "--yes", "--by", "dee")
    assert (alone.code, "another person has to confirm" in alone.words) == (1, True)
    assert (desk.register("confirm", number, "--yes", "--by", "bo").code, desk.seats("eve")) == (0, set())
    looked = desk.register("bind", "eve", "eve", "--reason", "found again", "--json")
    assert looked.code in {2, 3}
    assert looked.json["plan"]["holds"] == [] or looked.json["plan"]["holds"][0]["kind"] == "first-access"
    holds = [word for hold in looked.json["plan"]["holds"] for word in ("--confirm", hold["id"])]
    back = desk.register("bind", "eve", "eve", "--reason", "found again", "--yes", *holds)
    assert (back.code, "cat/members" in desk.seats("eve")) == (0, True)


def test_a_mandate_is_ended_early_and_what_goes_on_is_said(desk: Desk) -> None:
    row = "ada,Ada Brisk,cedaw,2025-01-01,2048-12-31\n"
    assert desk.bring(row, "--yes", *GROUND).code == 0
    words = ("end", "ada", "chair", "--on", "31 December 2025")
    ambiguous = desk.register("end", "ada", "cedaw", "--on", "01/02/2030")
    assert "could be two days" in ambiguous.words
    looked = desk.register(*words, "--json")
    assert (looked.code, looked.json["goes_on"]) == (
        3 if looked.json["plan"]["holds"] else 2,
        ["member of CEDAW, 2025-01-01 to 2048-12-31"],
    )
    assert "every change has a source" in desk.register(*words, "--yes").words
    holds = [word for hold in looked.json["plan"]["holds"] for word in ("--confirm", hold["id"])]
    done = desk.register(*words, "--yes", *GROUND, *holds)
    assert (done.code, "This goes on: member of CEDAW" in done.words) == (0, True)
    shown = desk.register("show", "ada").words
    assert "chair of CEDAW, 2025-01-01 to 2025-12-31" in shown


ELECTED = "".join(f"x{n},Elected Number{n},cat,2030-01-01,2033-12-31\n" for n in range(6))


def test_many_newcomers_wait_for_a_second_person_and_nothing_is_entered_until_then(desk: Desk) -> None:
    before = desk.register("history", "--json").json["changes"]
    asked = desk.bring(ELECTED, "--yes", *GROUND, "--by", "Dee Harbour", "--json", "--believe", "all")
    assert (asked.code, asked.json["entered"]) == (3, False)
    number = str(asked.json["proposal"])
    assert desk.register("history", "--json").json["changes"] == before
    (waiting,) = desk.register("proposals", "--json").json["proposals"]
    assert (waiting["by"], len(waiting["people"])) == ("Dee Harbour", 6)
    assert "Dee Harbour" in desk.register("proposals").words
    for same in ("dee", "harbour DEE", "Dee Harbour"):
        refused = desk.register("confirm", number, "--by", same, "--yes")
        assert (refused.code, "another person has to confirm it" in refused.words) == (1, True)
    looked = desk.register("confirm", number, "--by", "cy", "--json")
    assert (looked.code, len(looked.json["lines"])) == (2, 12)
    entered = desk.register("confirm", number, "--by", "Cy Meadow", "--yes")
    assert (entered.code, f"Proposal {number} was entered." in entered.words) == (0, True)
    last = desk.register("history", "x5", "--json").json["changes"]
    assert {row["by"] for row in last} == {"Dee Harbour, confirmed by Cy Meadow"}
    again = desk.register("confirm", number, "--by", "cy", "--yes")
    assert f"proposal {number} was confirmed by Cy Meadow already" in again.words


def test_a_proposal_is_shown_against_the_register_as_it_is_by_then(desk: Desk) -> None:
    rows = ELECTED.replace("x", "y").replace("Elected", "Chosen")
    asked = desk.bring(rows, "--yes", *GROUND, "--by", "dee", "--json", "--believe", "all")
    assert asked.code == 3
    one = "y0,Somebody Else,cat,2030-01-01,2033-12-31\n"
    assert desk.bring(one, "--yes", *GROUND, "--json", "--believe", "all").code == 0
    number = str(asked.json["proposal"])
    stale = desk.register("confirm", number, "--by", "cy", "--yes")
    assert stale.code == 1
    assert "no longer fits the register: “y0” is in the register already, as Somebody Else" in stale.words
    dropped = desk.register("reject", number, "--reason", "superseded", "--by", "dee")
    assert (dropped.code, f"Proposal {number} was dropped." in dropped.words) == (0, True)
    assert desk.register("proposals", "--json").json == {"proposals": []}


def test_five_newcomers_need_nobody_else(desk: Desk) -> None:
    five = "".join(f"z{n},Alone Number{n},cat,2030-01-01,2033-12-31\n" for n in range(5))
    assert desk.bring(five, "--yes", *GROUND, "--believe", "all").code == 0


def test_a_past_day_is_exported_as_it_was_known(desk: Desk) -> None:
    assert "x5" in desk.register("export", "--json").json["people"]
    early = desk.register("export", "--at", "2049-01-01", "--json")
    assert "x5" in early.json["people"]


def test_rows_that_are_not_believed_are_left_out_when_told_so(desk: Desk) -> None:
    rows = "w1,Gus Reed,cat,2030-01-01,2033-12-31\nw2,Ian Teal,cta,2030-01-01,2033-12-31\n"
    assert desk.bring(rows, "--yes", *GROUND).code == 1
    assert "w1" not in desk.register("export", "--json").json["people"]
    said = desk.bring(rows, "--yes", *GROUND, "--skip-doubted", "--json")
    assert (said.code, said.json["kept_out"]) == (0, [3])
    assert {"w1"} == {"w1", "w2"} & desk.register("export", "--json").json["people"].keys()
