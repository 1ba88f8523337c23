"""What narrows a question narrows the answer, as far as to one paragraph, and the answer says so."""

from kit.ids import Language, RoomId
from tests.bots.library.house import House, person

ADA, BO = person("ada"), person("bo")
RECOMMENDATION = """CEDAW/C/GC/35

Distr.: General
26 July 2017

Original: English

Committee on the Elimination of Discrimination against Women

General recommendation No. 35 on gender-based violence against women, updating general recommendation No. 19

11. States parties should repeal every law that tolerates violence in the valley, and should say so publicly
in words that everybody in the valley understands, before the end of the year in which they ratify.

12. Women who keep the wells of the valley shall be asked before a well is closed, and their answer shall be
written down, whatever it is, by those who close the well and by those who keep its water.

13. The wells of the valley are counted each year by those who drink from them, and the count is published in
every language that is spoken in the valley, together with the names of the wells.
"""
OBSERVATIONS = """Nations Unies
CAT/C/FRA/CO/7

Distr. générale
10 juin 2016

Original : français

Comité contre la torture

Observations finales concernant le septième rapport périodique de la France

12. Le Comité recommande à l’État partie de garder ouverts les puits de la vallée et de consulter celles qui
les gardent avant toute fermeture, par écrit et dans toutes les langues de la vallée.
"""
NOTE = "A note of the working group on the wells of the valley, which cites CEDAW/C/GC/35 and nothing else."


async def filled(house: House) -> RoomId:
    room = house.room("Committee", ADA, BO)
    house.upload(room, ADA, "recommendation.txt", RECOMMENDATION)
    house.upload(room, ADA, "observations.txt", OBSERVATIONS)
    house.upload(room, BO, "note.txt", NOTE)
    await house.settle()
    return room


async def found(house: House, text: str) -> set[str]:
    """Return which of the three documents an answer shows."""
    room = next(iter(house.rooms.records))
    (answer,) = [said for said in await house.ask(room, ADA, text) if said.room == room]
    titles = {"gc": "recommendation No. 35", "co": "Observations finales", "note": "note of the"}
    return {name for name, title in titles.items() if title in answer.body}


async def test_each_filter_leaves_what_it_names_and_nothing_else(quick: House) -> None:
    await filled(quick)
    for text, wanted in {
        "body:cedaw": {"gc"},
        "organe:CAT": {"co"},
        "state:france": {"co"},
        "type:co": {"co"},
        "type:gc,co": {"gc", "co"},
        "lang:fr": {"co"},
        "year:2017": {"gc"},
        "year:2016..2017": {"gc", "co"},
        "year:2018..": {"note"},
        "from:@bo": {"note"},
        "symbol:CAT/C": {"co"},
        "symbol:CEDAW/C/GC/35 para:12": {"gc"},
        "para:99": set(),
        "body:cedaw state:france": set(),
        "wells body:cedaw": {"gc"},
    }.items():
        assert await found(quick, text) == wanted, text


async def test_a_bare_symbol_brings_its_document_first_and_what_cites_it_after(quick: House) -> None:
    room = await filled(quick)
    (answer,) = await quick.ask(room, ADA, "cedaw/c/gc/35")
    assert answer.body.index("recommendation No. 35") < answer.body.index("which cites")
    assert "Distr.: General" in answer.body.split("\n\n")[1]


async def test_an_answer_names_symbol_paragraph_date_and_what_narrowed_it(quick: House) -> None:
    quick.people.languages[ADA] = Language.FRENCH
    room = await filled(quick)
    (answer,) = await quick.ask(room, ADA, "wells organe:cedaw par:12")
    for part in ("CEDAW/C/GC/35", "paragraphe \u206812", "26 juil. 2017", "Seulement : \u2068CEDAW"):
        assert part in answer.body, part


async def test_this_room_alone_is_searched_where_that_is_asked(quick: House) -> None:
    here, there = quick.room("Here", ADA, BO), quick.room("There", ADA, BO)
    quick.upload(here, ADA, "a.txt", "the zebra of this room")
    quick.upload(there, ADA, "b.txt", "the zebra of another room")
    await quick.settle()
    (everywhere,) = await quick.ask(here, ADA, "zebra")
    (only,) = await quick.ask(here, ADA, "zebra room:here")
    assert "another" in everywhere.body
    assert "another" not in only.body
    assert "this room" in only.body.split("\n")[1]
