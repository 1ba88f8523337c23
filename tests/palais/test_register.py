"""Commands about the register that need no homeserver: what they show, and what they refuse."""

from pathlib import Path
from typing import Any

import pytest

Cli = Any  # the fixtures of conftest.py, which tests cannot import

HEAD = "Name,Mechanism,From,To,Zone,E-mail,Account\n"


@pytest.fixture
def register(cli: Cli, community: Path, here: Path) -> Any:
    """Give a command about the register of the small community."""

    def give(*words: str, said: str | None = None) -> Any:
        return cli("register", *words, "--community", str(community), said=said)

    return give


def written(here: Path, text: str, name: str = "list.csv") -> str:
    (here / name).write_text(text, encoding="utf-8")
    return name


BAD = [
    ("Fay Pond,cedaw,2030-01-01,2029-01-01,,,", "this ends on 2029-01-01, before it begins on 2030-01-01"),
    ("Fay Pond,cedaw,2030-01-01,29 February 2031,,,", "2031 has no 29 February"),
    ("Fay Pond,cedaw,,,Europe/Zurch,,", "“Europe/Zurch” is not a time zone; did you mean “Europe/Zurich”?"),
    (
        "Fay Pond,cedaw,,,,x@example.org,\nGus Reed,cat,,,,x@example.org,",
        "belongs to Fay Pond (p002) already",
    ),
    ("Fay Pond,cedaw,,,,,ada", "the account ada belongs to Ada Brisk (ada) already"),
    ("Fay Pond,cedw,,,,,", "“cedw” is not a mechanism; did you mean “CEDAW”?"),
    ("Fay Pond,cedaw,01/02/2030,,,,", "“01/02/2030” could be two days"),
]


@pytest.mark.parametrize(("rows", "says"), BAD)
def test_a_row_that_cannot_be_meant_is_said_and_nothing_is_imported(
    register: Any, here: Path, rows: str, says: str
) -> None:
    file = written(here, f"{HEAD}Hal Sedge,cat,2030-01-01,2033-12-31,,,\n{rows}\n")
    said = register("import", file, "--yes", "--source", "a list", "--reason", "elected")
    assert said.code == 1
    assert says in said.words
    assert "Nothing is imported" in said.words
    assert register("history", "--json").json == {"changes": []}


def test_a_preview_is_one_object_for_programs(register: Any, here: Path) -> None:
    file = written(here, f"{HEAD}Fay Pond,cedw,,,,,\nDEE HARBOUR,,,,Africa/Accra,,\n")
    said = register("import", file, "--json")
    assert said.code == 1
    assert said.json == {
        "rows": 2,
        "added": [],
        "changed": [
            {
                "person": "dee",
                "name": "Dee Harbour",
                "text": "time zone Africa/Accra (before: nothing)",
            }
        ],
        "ended": [],
        "doubts": [
            {
                "row": 2,
                "weight": "wrong",
                "text": "“cedw” is not a mechanism; did you mean “CEDAW”?",
            },
            {
                "row": 3,
                "weight": "remark",
                "text": "“DEE HARBOUR” is read as “Dee Harbour”: capitals tidied",
            },
        ],
        "kept_out": [2],
        "entered": False,
    }


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("import", "nowhere.csv"), "nowhere.csv cannot be read: No such file or directory"),
        (("import", "list.csv", "--believe", "seven"), "“seven” is not the number of a row"),
        (("import", "list.csv", "--mechanism", "cedw"), "“cedw” is not a mechanism; did you mean “cedaw”?"),
        (("import", "list.csv", "--yes"), "every change has a source: say it with --source"),
        (
            ("import", "list.csv", "--yes", "--source", "a letter"),
            "every change has a reason: say it with --reason",
        ),
        (("show", "adda"), "nobody is or was in the register as “adda”; did you mean “ada”?"),
        (("history", "adda"), "nobody is or was in the register as “adda”; did you mean “ada”?"),
        (("suspend", "adda", "--reason", "x"), "nobody is or was in the register as “adda”"),
        (("resume", "ada", "--reason", "x"), "Ada Brisk is not suspended"),
        (
            ("release", "adda", "--reason", "x"),
            "nobody in the register has the account adda; did you mean ada?",
        ),
        (("bind", "ada", "bo", "--reason", "x"), "the account bo is Bo Lantern’s (bo)"),
        (("bind", "ada", "@ada:palais.localhost", "--reason", "x"), "is Ada Brisk’s already"),
        (("end", "ada", "cat", "--on", "2030-01-01"), "Ada Brisk holds nothing called “cat”"),
        (("end", "ada", "chair", "--on", "1 March"), "“1 March” is not a day"),
        (
            ("end", "ada", "chair", "--on", "2020-01-01"),
            "begins on 2025-01-01, so it cannot end on 2020-01-01",
        ),
        (("end", "ada", "chair", "--on", "2049-01-01"), "that ends on 2048-12-31 anyway"),
        (("confirm", "7"), "there is no proposal 7"),
        (("reject", "7", "--reason", "x"), "there is no proposal 7"),
        (("export", "--at", "2020-01-01"), "nothing ruled yet on that day"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    register: Any, here: Path, words: tuple[str, ...], says: str
) -> None:
    written(here, f"{HEAD}Fay Pond,cedaw,2030-01-01,2033-12-31,,,\n")
    said = register(*words)
    assert said.code == 1
    assert says in said.words
    assert "Traceback" not in said.words


@pytest.mark.parametrize("form", ["csv", "xlsx", "yaml"])
def test_an_export_is_imported_without_a_change(register: Any, here: Path, form: str) -> None:
    said = register("export", "--format", form, "--file", f"list.{form}")
    assert said.code == 0
    assert "5 people are in" in said.words
    assert (here / f"list.{form}").stat().st_mode & 0o077 == 0
    again = register("import", f"list.{form}")
    assert (again.code, again.words.splitlines()[-1]) == (0, again.words)
    assert "The register says all that already." in again.words


def test_an_export_goes_to_standard_output(register: Any) -> None:
    assert "ada,Ada Brisk,,ada,,en,,cedaw,chair" in register("export").out
    assert set(register("export", "--json").json["people"]) == {"ada", "bo", "cy", "dee", "eve"}


@pytest.mark.parametrize("word", ["ada", "Ada Brisk", "@ada:palais.localhost"])
def test_a_person_is_shown_by_key_name_or_account(register: Any, word: str) -> None:
    said = register("show", word, "--json").json
    assert said["name"] == "Ada Brisk"
    assert [fact["key"] for fact in said["facts"]] == ["mandate:cedaw:chair@2025-01-01"]
    assert "chair of CEDAW, 2025-01-01 to 2048-12-31" in register("show", word).words


def test_nothing_waits_at_first(register: Any) -> None:
    assert "Nothing waits for a second person." in register("proposals").words
    assert register("proposals", "--json").json == {"proposals": []}


def test_a_register_begins_with_a_list_where_there_is_no_file(cli: Cli, community: Path, here: Path) -> None:
    (community / "register.yaml").unlink()
    file = written(here, f"{HEAD}Fay Pond,cedw,,,,,\n")
    said = cli("register", "import", file, "--community", str(community), "--json")
    assert (said.code, said.json["kept_out"]) == (1, [2])
