"""What is a code and whether it works, what may be asked how often, and what votes mean."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bots.mandates import rules
from bots.mandates.rules import ALPHABET, Code, CodeState, KeptCode, Kind, Try, Vote
from bots.mandates.verifying.codes import Codes, open_codes
from kit.ids import PersonKey, UserId
from kit.ports import Registered
from kit.testing.clock import NOON

ADA, EVE = UserId("@ada:home"), UserId("@eve:away")
CODE = Code("CDFH2345WXYK")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    "typed",
    [
        "CDFH-2345-WXYK",
        "cdfh2345wxyk",
        "  Cdfh 2345 wxyk ",
        "CDFH–2345—WXYK",
        "ＣＤＦＨ－２３４５－ＷＸＹＫ",
        "\u2068CDFH-2345-WXYK\u2069",
        "Here is my code: CDFH-2345-WXYK, thank you",
        "my CDFH 2345 WXYK",
        "CDFH-\n2345-\nWXYK",
        "c d f h 2 3 4 5 w x y k",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert rules.code_in(typed) == CODE


def test_letters_that_are_in_no_code_are_read_as_the_digits_they_look_like() -> None:
    assert rules.code_in("CDFHBGSZWXYK") == Code("CDFH8652WXYK")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ada Ndiaye",
        "ada.ndiaye@un.example",
        "CDFH-2345-WXY",
        "CDFH-2345-WXYKK",
        "+41 22 917 90 00",
        "Mr. Brzęczyszczykiewicz",
        "Нет кода",
        "CDFH-2345-WXYI",
    ],
)
def test_other_words_are_no_code(text: str) -> None:
    assert rules.code_in(text) is None


def test_a_very_long_message_is_not_searched_to_its_end() -> None:
    assert rules.code_in("a " * 100_000 + CODE.shown) is None


def test_a_code_has_more_than_fifty_bits_and_letters_that_nobody_mistakes() -> None:
    assert len(ALPHABET) ** 12 > 2**54
    assert not set(ALPHABET) & set("01OILAEUBSZG")
    assert len(set(ALPHABET)) == len(ALPHABET)


def test_codes_are_new_each_time_and_read_as_they_are_shown() -> None:
    codes = Codes(b"secret")
    made = [codes.new() for _ in range(200)]
    assert len({code.letters for code in made}) == 200
    assert all(rules.code_in(code.shown) == code for code in made)


def test_a_digest_tells_a_code_only_with_the_secret() -> None:
    digest = Codes(b"ours").digest(CODE)
    assert Codes(b"ours").matches(CODE, digest)
    assert not Codes(b"theirs").matches(CODE, digest)
    assert CODE.letters not in digest


def test_neither_code_nor_secret_is_printed() -> None:
    assert CODE.letters not in repr(CODE)
    assert "hush" not in repr(Codes(b"hush"))


async def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first, second = await open_codes(tmp_path / "bot"), await open_codes(tmp_path / "bot")
    assert first == second
    assert len(first.secret) == 32
    assert (tmp_path / "bot" / "codes.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("Ada Ndiaye, Omar knows me", ("Ada Ndiaye", "Omar knows me")),
        ("Ada Ndiaye，秘书处认识我", ("Ada Ndiaye", "秘书处认识我")),
        ("آدا، يعرفني عمر", ("آدا", "يعرفني عمر")),
        ("“Ada Ndiaye”, ask, please", ("Ada Ndiaye", "ask, please")),
        ("Ada Ndiaye\nOmar knows me", ("Ada Ndiaye", "Omar knows me")),
        ("Ada Ndiaye", None),
        (", why", None),
        ("Ada,", None),
        ("", None),
    ],
)
def test_a_name_and_a_reason_are_parted_at_the_first_comma(text: str, parted: tuple[str, str] | None) -> None:
    assert rules.name_and_why(text) == parted


def test_so_many_are_allowed_in_a_day_and_one_more_when_the_first_is_a_day_old() -> None:
    times = [NOON - HOUR, NOON - 3 * HOUR, NOON - 2 * HOUR, NOON - 2 * DAY]
    assert rules.free_again(times, NOON, 4, DAY) is None
    assert rules.free_again(times, NOON, 3, DAY) == NOON - 3 * HOUR + DAY
    assert rules.free_again([], NOON, 1, DAY) is None


def registered(**given: object) -> Registered:
    usual: dict[str, object] = {"key": PersonKey("p1"), "name": "Ada", "languages": (), "zone": "UTC"}
    return Registered(**(usual | {"email": "ada@un.example"} | given))  # type: ignore[arg-type]


def test_only_who_is_in_the_register_with_an_address_and_not_suspended_is_mailed() -> None:
    assert rules.may_be_mailed(registered(), None)
    assert not rules.may_be_mailed(None, None)
    assert not rules.may_be_mailed(registered(email=None), None)
    assert not rules.may_be_mailed(registered(suspended=True), None)
    assert not rules.may_be_mailed(registered(), registered(key=PersonKey("p2")))


def kept(**given: object) -> KeptCode:
    usual: dict[str, object] = {
        "id": 1,
        "kind": Kind.CLAIM,
        "person": PersonKey("p1"),
        "user": ADA,
        "finder": CODE.finder,
        "digest": "",
        "made": NOON - HOUR,
        "expires": NOON + HOUR,
        "state": CodeState.OPEN,
    }
    return KeptCode(**(usual | given))  # type: ignore[arg-type]


def given_by(user: UserId, finder: str = CODE.finder, at: datetime = NOON) -> Try:
    return Try(user=user, finder=finder, at=at)


def test_a_claims_code_works_for_the_account_that_asked_and_no_other() -> None:
    assert rules.works(kept(), given_by(ADA), [], 5)
    assert not rules.works(kept(), given_by(EVE), [], 5)


def test_an_invitations_code_works_for_whoever_gives_it_first() -> None:
    code = kept(kind=Kind.INVITATION, user=None)
    assert rules.works(code, given_by(EVE), [], 5)
    taken = kept(kind=Kind.INVITATION, user=None, state=CodeState.GIVEN, given_by=EVE)
    assert rules.works(taken, given_by(EVE), [], 5), "a crash cut the binding short"
    assert not rules.works(taken, given_by(ADA), [], 5)


@pytest.mark.parametrize("state", [CodeState.USED, CodeState.BURNT, CodeState.VOID])
def test_a_code_that_is_over_works_for_nobody(state: CodeState) -> None:
    assert not rules.works(kept(state=state, given_by=ADA), given_by(ADA), [], 5)


def test_a_code_works_until_just_before_its_end() -> None:
    end = NOON + HOUR
    assert rules.works(kept(), given_by(ADA, at=end - timedelta(microseconds=1)), [], 5)
    assert not rules.works(kept(), given_by(ADA, at=end), [], 5)


def test_five_wrong_tries_of_the_asker_burn_a_claims_code() -> None:
    wrong = [given_by(ADA, "XXXX")] * 5
    assert rules.works(kept(), given_by(ADA), wrong[:4], 5)
    assert not rules.works(kept(), given_by(ADA), wrong, 5)


def test_tries_of_others_or_from_before_do_not_count_against_a_claims_code() -> None:
    others = [given_by(EVE)] * 9
    before = [given_by(ADA, at=NOON - 2 * HOUR)] * 9
    assert rules.works(kept(), given_by(ADA), [*others, *before], 5)


def test_five_tries_that_name_an_invitations_code_burn_it_whoever_made_them() -> None:
    code = kept(kind=Kind.INVITATION, user=None)
    named, other = [given_by(EVE)] * 5, [given_by(EVE, "XXXX")] * 20
    assert rules.works(code, given_by(ADA), [*named[:4], *other], 5)
    assert not rules.works(code, given_by(ADA), named, 5)


def vote(user: str, person: str | None, *, approves: bool = True) -> Vote:
    key = None if person is None else PersonKey(person)
    return Vote(user=UserId(user), person=key, approves=approves, reason="", at=NOON)


def test_one_vote_decides_where_one_is_needed() -> None:
    assert rules.outcome([], 1) is None
    assert rules.outcome([vote("@a:x", "s1")], 1) is True


def test_two_are_two_different_people_not_two_accounts() -> None:
    first, again, second = vote("@a:x", "s1"), vote("@a2:x", "s1"), vote("@b:x", "s2")
    assert rules.outcome([first], 2) is None
    assert rules.outcome([first, again], 2) is None
    assert rules.outcome([first, second], 2) is True


def test_one_no_is_enough() -> None:
    assert rules.outcome([vote("@a:x", "s1"), vote("@b:x", "s2", approves=False)], 2) is False
