"""Who follows a question hears of what is new for it: alone, once, and nothing that they may not see."""

from datetime import timedelta

from kit.classification import Classification
from tests.bots.library.house import House, person, reopen

ADA, BO, CY = map(person, ("ada", "bo", "cy"))
ROPES = "A ledger of ropes and anchors, kept by the harbour office for the winter season."


async def heard(house: House) -> list[str]:
    """Let the library look for news; return what it tells because of it."""
    before = {message.event for message in house.said()}
    await house.settle()
    await house.library.conversing.news.look()
    await house.settle()
    return [message.body for message in house.said() if message.event not in before]


async def test_what_is_new_is_told_once_and_to_the_follower_alone(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    quick.upload(room, ADA, "old-ropes.txt", ROPES)
    await quick.settle()
    (said,) = await quick.command(room, BO, "follow", "ropes")
    assert "!library unfollow 1" in said.body
    assert await heard(quick) == []
    quick.upload(room, ADA, "ropes.txt", ROPES + " More of it.")
    quick.upload(room, ADA, "sails.txt", "Nothing but sails and a bell in the northern fog.")
    (news,) = await heard(quick)
    assert "• \u2068ropes\u2069 · \u2068Papers\u2069: https://matrix.to" in news
    assert ("sails" in news, "old" in news) == (False, False)
    assert quick.said()[-1].room == quick.direct_chat_of(BO)
    quick.clock.advance(timedelta(hours=2))
    assert await heard(quick) == []


async def test_somebody_hears_of_news_once_an_hour_and_then_of_all_of_it(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    await quick.command(room, BO, "follow", "ropes")
    quick.upload(room, ADA, "one.txt", ROPES)
    assert len(await heard(quick)) == 1
    for name in ("two.txt", "three.txt"):
        quick.upload(room, ADA, name, ROPES + name)
        assert await heard(quick) == []
    quick.clock.advance(timedelta(hours=1))
    (news,) = await heard(quick)
    assert ("two" in news, "three" in news, "one.txt" in news) == (True, True, False)


async def test_of_a_confidential_room_neither_title_nor_name_is_told(quick: House) -> None:
    hall = quick.room("Hall", ADA, BO)
    closed = quick.room("Cabin", ADA, BO, classification=Classification.CONFIDENTIAL)
    await quick.command(hall, BO, "follow", "ropes")
    quick.upload(closed, ADA, "ropes.txt", ROPES)
    (news,) = await heard(quick)
    assert "a document in a Confidential room: https://matrix.to" in news
    assert ("Cabin" in news, "• ropes" in news) == (False, False)


async def test_what_the_follower_may_not_see_or_uploaded_themselves_is_no_news(quick: House) -> None:
    hall = quick.room("Hall", ADA, BO)
    closed = quick.room("Cabin", ADA)
    await quick.command(hall, BO, "follow", "ropes")
    quick.upload(closed, ADA, "theirs.txt", ROPES)
    quick.upload(hall, BO, "mine.txt", ROPES + " Mine.")
    assert await heard(quick) == []


async def test_a_notice_begun_before_a_crash_is_not_sent_twice_and_loses_nothing(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    await quick.command(room, BO, "follow", "ropes")
    quick.upload(room, ADA, "one.txt", ROPES)
    await quick.settle()
    news = quick.library.conversing.news
    (follow,) = await news.follows.of(BO)
    await news.follows.begin([follow.id], news.shelf.taken_in)
    (follow,) = await news.follows.of(BO)
    assert follow.until is not None
    await news._is_told(BO, [follow], follow.until)
    quick.upload(room, ADA, "two.txt", ROPES + " Two.")
    await reopen(quick)
    assert await heard(quick) == []
    quick.clock.advance(timedelta(hours=1))
    (said,) = await heard(quick)
    assert ("two" in said, "one.txt" in said) == (True, False)


async def test_what_is_followed_is_listed_to_its_owner_alone_and_can_be_ended(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    await quick.command(room, BO, "follow", 'ropes "northern fog"')
    here, alone = await quick.command(room, BO, "following")
    assert ("ropes" in here.body, 'ropes "northern fog"' in alone.body) == (False, True)
    (refused,) = await quick.command(room, ADA, "unfollow", "1")
    assert "nothing of that number" in refused.body
    await quick.command(room, BO, "unfollow", "1")
    quick.upload(room, ADA, "one.txt", ROPES)
    assert await heard(quick) == []
    (asked,) = await quick.command(room, BO, "follow", "!?")
    assert "!library follow" in asked.body
