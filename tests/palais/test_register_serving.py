"""The register changed by commands while the platform runs: handed over, and done within a second or so."""

from pathlib import Path
from typing import Any

import pytest

from tests.palais.test_serving import running

pytestmark = pytest.mark.synapse


def test_a_suspension_reaches_the_rooms_through_the_platform_that_runs(
    cli: Any, here: Path, community: Path
) -> None:
    state = here / "state"
    where = ("--state", str(state), "--community", str(community))
    with running(state, "up", *where) as up:
        up.ready()
        text = (community / "community.yaml").read_text()
        (community / "community.yaml").write_text(text.replace("en: Lobby", "en: Foyer"))
        out = cli("register", "suspend", "bo", "--reason", "telephone stolen", *where, "--json")
        assert (out.code, len(out.json["receipt"]["done"]) >= 3) == (0, True)
        steps = cli("plan", *where, "--json").json["steps"]
        assert {step["step"] for step in steps} == {"RenameRoom"}, "what the folder says is not brought along"
        back = cli("register", "resume", "bo", "--reason", "found", *where)
        assert (back.code, "Bo Lantern is suspended no longer" in back.words) == (0, True)
        (here / "list.csv").write_text(
            "Name,Mechanism,From,To\nCy MEADOW,CEDAW,1 January 2025,31 December 2048\n"
        )
        listed = (
            "register",
            "import",
            "list.csv",
            *where,
            "--yes",
            "--source",
            "a vote",
            "--reason",
            "elected",
        )
        brought = cli(*listed, "--json")
        assert brought.code in {0, 3}
        holds = [word for hold in brought.json["receipt"]["open_holds"] for word in ("--confirm", hold)]
        assert not holds or cli("apply", *where, *holds).code == 0
        again = cli(*listed)
        assert (again.code, "The register says all that already." in again.words) == (0, True)
