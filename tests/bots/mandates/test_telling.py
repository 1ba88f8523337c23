"""People and staff are told of ends and beginnings: in their language, after it is done, and each once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bots.mandates.ending.piece import open_endings
from bots.mandates.ending.store import Book
from kit.errors import Unreachable
from kit.ids import Language, PersonKey, UserId
from kit.ports import Held, Registered
from tests.bots.mandates.desk import Desk, until, user
from tests.bots.mandates.facts import KATHMANDU, ST_JOHNS, at, member, person, post, seat, utc

NADIA, OMAR = PersonKey("nadia"), PersonKey("omar")
TERM = member("cedaw", "2023-01-01", "2027-01-01")
AGAIN = member("cedaw", "2027-01-01", "2031-01-01")
CHAIR = member("cedaw", "2025-01-01", "2027-01-01", role="chair")
CAT = member("cat", "2027-01-01", "2031-01-01")
END = at("2027-01-01")


def nadia(*holds: Held, **given: Any) -> Registered:
    return person("Nadia Benali", *(holds or (TERM,)), **given)


def plain(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "\u2068\u2069")))


async def look(desk: Desk, moment: str = "") -> None:
    """Look once, with nothing remembered outside the database, at a moment on Zurich's clock."""
    if moment:
        desk.moves_to(at(moment))
    await desk.teller().look()


def letters(desk: Desk, name: str) -> list[str]:
    return [plain(said.body) for said in desk.told(name)]


def lists(desk: Desk) -> list[str]:
    return [plain(said.body) for said in desk.said(desk.stewards)]


@pytest.fixture
async def known(desk: Desk) -> Desk:
    """Nadia was a member already when the platform first looked."""
    desk.enter(nadia())
    await look(desk, "2026-09-01 12:00")
    assert letters(desk, "nadia") == []
    return desk


async def test_a_person_is_told_before_an_end_with_the_days_that_are_left(known: Desk) -> None:
    await look(known, "2026-10-02 09:00")
    await look(known, "2026-10-02 09:01")
    (said,) = letters(known, "nadia")
    assert said.splitlines()[:2] == [
        "Dear Nadia Benali, this will end soon:",
        "• member of CEDAW — until 31 December 2026 (in 90 days)",
    ]
    assert "!mandate status" in said


async def test_a_person_is_told_in_their_language_and_zone(known: Desk) -> None:
    known.enter(nadia(languages=(Language.ARABIC,), zone=KATHMANDU))
    known.moves_to(utc("2026-12-25 03:15"))
    await look(known)
    (said,) = known.told("nadia")
    assert "تحية طيبة، \u2068Nadia Benali\u2069" in said.body
    assert "1 يناير 2027" in said.body
    assert "04:45" in said.body
    assert "بعد 7 أيام" in said.body
    assert (said.html or "").count('<div dir="rtl">') == 3
    assert said.encrypted


async def test_three_notices_come_over_time_and_after_a_stop_only_the_true_one(known: Desk) -> None:
    for day in range(1, 31):
        await look(known, f"2026-10-{day:02} 10:00")
    await look(known, "2026-12-28 10:00")
    await look(known, "2026-12-29 10:00")
    days = [said.rpartition("(")[2].partition(")")[0] for said in letters(known, "nadia")]
    assert days == ["in 90 days", "in 3 days"]


async def test_a_re_election_in_time_changes_nothing_at_all(known: Desk) -> None:
    known.enter(nadia(TERM, AGAIN))
    for moment in ("2026-10-02 10:00", "2026-12-28 10:00", "2027-01-01 00:00", "2027-01-05 10:00"):
        await look(known, moment)
    assert letters(known, "nadia") == []
    assert lists(known) == []


async def test_a_re_election_after_a_notice_is_good_news_told_once(known: Desk) -> None:
    await look(known, "2026-12-05 10:00")
    known.enter(nadia(TERM, AGAIN))
    for moment in ("2026-12-06 10:00", "2026-12-07 10:00", "2027-01-01 00:00", "2027-01-02 10:00"):
        await look(known, moment)
    notice, news = letters(known, "nadia")
    assert "will end soon" in notice
    opening, what = news.splitlines()
    assert opening.startswith("Good news, Nadia Benali: this goes on, and nothing changes for you.")
    assert what == "• member of CEDAW — until 31 December 2030"


async def test_of_two_roles_only_the_one_that_goes_on_is_good_news(known: Desk) -> None:
    known.enter(nadia(TERM, CHAIR))
    await look(known, "2026-12-05 10:00")
    known.enter(nadia(TERM, CHAIR, AGAIN))
    await look(known, "2026-12-06 10:00")
    assert "member of CEDAW" in letters(known, "nadia")[-1]
    assert "chair" not in letters(known, "nadia")[-1]
    await look(known, "2026-12-27 10:00")
    assert "chair of CEDAW — until 31 December 2026" in letters(known, "nadia")[-1]
    assert "member" not in letters(known, "nadia")[-1]


async def test_a_farewell_says_what_ended_and_which_rooms_stay(known: Desk) -> None:
    other = member("crc", "2024-01-01", "2028-01-01")
    known.enter(nadia(TERM, other))
    await look(known)
    known.mandates.rooms[NADIA] = [
        seat("CRC: committee", fact=other.key),
        seat("CEDAW: committee", open=False),
    ]
    await look(known, "2026-12-31 23:59")
    before = len(letters(known, "nadia"))
    await look(known, "2027-01-01 00:00")
    farewell = letters(known, "nadia")[before:]
    assert [said.splitlines() for said in farewell] == [
        [
            "Dear Nadia Benali, this has ended:",
            "• member of CEDAW — ended on 31 December 2026",
            "Thank you for your work.",
            "You keep these rooms:",
            "• CRC: committee",
            "!mandate status shows all that you hold, and all your rooms.",
        ]
    ]


async def test_who_keeps_no_room_is_told_so_in_the_chat_that_stays(known: Desk) -> None:
    await look(known, "2027-01-01 00:00")
    (said,) = letters(known, "nadia")
    assert "No room is open to you any more. This chat stays" in said


async def test_a_welcome_says_what_begins_and_the_rooms_it_opens(known: Desk) -> None:
    known.enter(nadia(TERM, AGAIN, CAT))
    known.mandates.rooms[NADIA] = [
        seat("CEDAW: committee", fact=AGAIN.key),
        seat("CAT: committee", fact=CAT.key),
    ]
    await look(known, "2027-01-01 00:00")
    (said,) = letters(known, "nadia")
    assert said.splitlines() == [
        "Welcome, Nadia Benali! You now hold:",
        "• member of CAT — until 31 December 2030",
        "It opens these rooms to you:",
        "• CAT: committee",
        "!mandate status shows all that you hold, and all your rooms.",
    ]


async def test_one_letter_tells_of_an_end_and_a_beginning(known: Desk) -> None:
    known.enter(nadia(TERM, CAT))
    await look(known, "2027-01-01 00:01")
    (said,) = letters(known, "nadia")
    assert "this has ended" in said
    assert "And you now hold:" in said


async def test_the_day_is_told_once_the_rooms_are_as_it_wants_them(known: Desk) -> None:
    known.mandates.behind = True
    await look(known, "2027-01-01 00:00")
    assert letters(known, "nadia") == []
    known.mandates.behind = False
    await look(known, "2027-01-01 00:02")
    await look(known, "2027-01-01 00:03")
    assert len(letters(known, "nadia")) == 1


async def test_an_end_is_told_as_soon_as_it_is_there_and_the_rooms_are_as_it_wants_them(known: Desk) -> None:
    teller = known.teller()
    await teller.look()
    assert not teller.is_called()
    known.moves_to(END)
    known.mandates.behind = True
    assert teller.is_called()
    await teller.look()
    assert not teller.is_called()
    known.mandates.behind = False
    assert teller.is_called()
    await teller.look()
    assert len(letters(known, "nadia")) == 1
    assert not teller.is_called()


async def test_a_change_of_the_register_is_looked_at_at_once(known: Desk) -> None:
    async with known.open(open_endings):
        await look(known)
        known.enter(nadia(TERM, CHAIR))
        await until(lambda: bool(letters(known, "nadia")))
    assert "chair of CEDAW" in letters(known, "nadia")[0]


async def test_who_binds_an_account_hears_only_of_what_comes_after(known: Desk) -> None:
    """Verification itself says which rooms are open then."""
    known.enter(person("Omar Diop", TERM, accounts=()))
    await look(known, "2026-09-02 10:00")
    known.enter(person("Omar Diop", TERM))
    await look(known, "2026-09-02 10:01")
    await look(known, "2026-09-02 10:02")
    assert letters(known, "omar") == []
    known.enter(person("Omar Diop", TERM, CHAIR))
    await look(known, "2026-09-02 10:03")
    assert "chair of CEDAW" in letters(known, "omar")[0]


async def test_who_cannot_read_us_yet_is_told_later(known: Desk) -> None:
    known.reading.deaf.add(user("nadia"))
    await look(known, "2027-01-01 00:00")
    assert letters(known, "nadia") == []
    known.reading.deaf.clear()
    await look(known, "2027-01-01 08:00")
    assert len(letters(known, "nadia")) == 1


async def test_an_old_notice_that_nobody_could_read_is_not_told_beside_the_new_one(known: Desk) -> None:
    known.reading.deaf.add(user("nadia"))
    await look(known, "2026-12-23 20:00")
    await look(known, "2026-12-24 09:00")
    known.reading.deaf.clear()
    await look(known, "2026-12-24 10:00")
    (said,) = letters(known, "nadia")
    assert "(in 7 days)" in said


async def test_a_notice_that_is_no_longer_true_is_never_told(known: Desk) -> None:
    known.reading.deaf.add(user("nadia"))
    await look(known, "2026-12-24 09:00")
    known.reading.deaf.clear()
    known.enter(nadia(TERM, AGAIN))
    await look(known, "2026-12-24 10:00")
    assert not [said for said in letters(known, "nadia") if "will end" in said]


async def test_one_whom_the_server_fails_keeps_nobody_from_being_told(known: Desk) -> None:
    known.enter(person("Omar Diop", TERM))
    await look(known, "2026-09-02 10:00")
    known.server.fail(Unreachable("say"), doing="say", times=2)
    await look(known, "2026-12-05 10:00")
    told = [len([one for one in letters(known, name) if "will end" in one]) for name in ("nadia", "omar")]
    assert told == [0, 1]
    await look(known, "2026-12-05 10:01")
    told = [len([one for one in letters(known, name) if "will end" in one]) for name in ("nadia", "omar")]
    assert told == [1, 1]


async def test_somebody_else_in_the_chat_reads_no_letter(known: Desk) -> None:
    await look(known, "2026-10-02 10:00")
    chat = next(room.id for room in known.server.rooms.values() if user("nadia") in room.present)
    known.server.join(chat, user("eve"))
    await look(known, "2026-12-05 10:00")
    assert "30" not in "".join(plain(said.body) for said in known.said(chat))


async def test_staff_get_one_list_a_day_in_the_communitys_language(known: Desk) -> None:
    french = replace(known.records.known[known.stewards], language=Language.FRENCH)
    known.records.known[known.stewards] = french
    known.enter(
        person("Omar Diop", TERM, CHAIR, zone=ST_JOHNS, accounts=()),
        person("Wei Lin", member("cat", "2024-01-01", "2027-01-02")),
    )
    await look(known, "2026-12-01 08:59")
    assert lists(known) == []
    await look(known, "2026-12-01 09:00")
    await look(known, "2026-12-01 12:00")
    first = lists(known)[0].splitlines()
    assert len(lists(known)) == 1
    assert first[0] == "Ceci prend bientôt fin :"
    assert first[1:4] == [
        "• Nadia Benali : member du CEDAW — jusqu’au 31 décembre 2026 (dans 30 jours)",
        "• Omar Diop : chair du CEDAW — jusqu’au 31 décembre 2026 (dans 30 jours)",
        "• Omar Diop : member du CEDAW — jusqu’au 31 décembre 2026 (dans 30 jours)",
    ]
    await look(known, "2026-12-02 09:00")
    assert [line for line in lists(known)[1].splitlines() if line.startswith("•")] == [
        "• Wei Lin : member du CAT — jusqu’au 1 janvier 2027 (dans 30 jours)"
    ]


async def test_a_crash_between_saying_and_noting_says_nothing_twice(known: Desk) -> None:
    known.moves_to(at("2026-12-01 12:00"))

    class CutOff(Book):
        async def told(self, *_: object) -> None:
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        await replace(known.teller(), book=CutOff(known.database)).look()
    await look(known)
    assert len(letters(known, "nadia")) == len(lists(known)) == 1


async def test_suspended_people_are_told_kindly_whom_to_ask_and_nothing_else(known: Desk) -> None:
    known.enter(person("Cleo Clerk", post("secretariat", "cedaw")), person("Plato Team", post("platform")))
    await look(known, "2026-12-01 08:00")
    known.enter(nadia(suspended=True))
    for moment in ("2026-12-01 10:00", "2026-12-24 10:00", "2027-01-01 10:00"):
        await look(known, moment)
    (said,) = letters(known, "nadia")
    assert "Please speak with Cleo Clerk to learn more." in said
    known.enter(nadia(TERM, CAT))
    known.mandates.rooms[NADIA] = [seat("CAT: committee", fact=CAT.key)]
    await look(known, "2027-01-02 10:00")
    await look(known, "2027-01-02 10:01")
    _, back, turned = letters(known, "nadia")
    assert "Open to you again: 1 room." in back
    assert "this has ended" in turned
    assert "CAT" in turned


async def test_where_no_staff_serve_somebody_the_secretariat_is_named(known: Desk) -> None:
    known.enter(nadia(suspended=True))
    await look(known)
    assert "Please speak with the secretariat" in letters(known, "nadia")[0]


async def test_posts_past_their_review_are_listed_on_monday_morning_once(known: Desk) -> None:
    known.enter(
        person("Cleo Clerk", post("secretariat", "cat", review="2026-08-31")),
        person("Dora Desk", post("secretariat", "crc", review="2026-09-14", end="2026-09-15")),
    )
    await look(known, "2026-09-04 10:00")
    before = len(lists(known))
    for moment in ("2026-09-07 08:59", "2026-09-07 09:00", "2026-09-07 12:00", "2026-09-10 12:00"):
        await look(known, moment)
    (said,) = [said for said in lists(known)[before:] if "looked at again" in said]
    assert said.splitlines()[:3] == [
        "These posts are to be looked at again:",
        "• Cleo Clerk: secretariat for CAT. The review was due on 31 August 2026.",
        "• Dora Desk: secretariat for CRC. It ends with 14 September 2026 unless a later review is entered.",
    ]


async def test_a_week_without_anything_to_review_is_a_week_of_silence(known: Desk) -> None:
    await look(known, "2026-09-07 09:00")
    known.enter(person("Cleo Clerk", post("secretariat", "cat", review="2026-09-07")))
    await look(known, "2026-09-09 09:00")
    assert lists(known) == []
    await look(known, "2026-09-14 09:00")
    assert len(lists(known)) == 1


async def test_where_there_is_no_stewards_room_lists_wait_for_one(known: Desk) -> None:
    record = known.records.known.pop(known.stewards)
    await look(known, "2026-12-01 10:00")
    known.records.known[known.stewards] = record
    await look(known, "2026-12-01 11:00")
    assert len(lists(known)) == 1


async def test_what_was_told_long_ago_is_forgotten(known: Desk) -> None:
    await look(known, "2026-10-02 10:00")
    assert (await Book(known.database).memory()).past
    await Book(known.database).forget(at("2026-10-02 10:00") + timedelta(days=401))
    assert not (await Book(known.database).memory()).past


@pytest.mark.parametrize("language", list(Language))
async def test_every_letter_is_written_in_every_language(known: Desk, language: Language) -> None:
    """What a letter leaves unfilled, or cannot put into words, would show here."""
    known.enter(nadia(TERM, CHAIR, languages=(language,)))
    record = known.records.known[known.stewards]
    known.records.known[known.stewards] = replace(record, language=language)
    await look(known, "2026-12-05 10:00")
    known.enter(nadia(TERM, CHAIR, AGAIN, languages=(language,)))
    await look(known, "2026-12-06 10:00")
    known.enter(nadia(TERM, CHAIR, AGAIN, CAT, languages=(language,), suspended=True))
    await look(known, "2026-12-07 10:00")
    known.enter(nadia(TERM, CHAIR, AGAIN, CAT, languages=(language,)))
    await look(known, "2026-12-08 10:00")
    await look(known, "2027-01-01 00:00")
    said = letters(known, "nadia") + lists(known)
    assert len(said) == 7
    assert not [text for text in said if "{" in text or "None" in text]
    assert all(UserId("@nadia") not in text for text in said)
