"""A paragraph that somebody names comes in their language, to those alone who may read it."""

import pytest

from bots.library.questions.references import Reference, reference_in
from kit.classification import Classification
from kit.ids import Language
from tests.bots.library.house import House, person

ADA, BO, CY = map(person, ("ada", "bo", "cy"))

ENGLISH = """CEDAW/C/GC/35
Committee on the Elimination of Discrimination against Women
General recommendation No. 35

1. The tide pools of the coast are to be kept open to all who gather there at dawn.

2. Lanterns are lit along the quay whenever the fog comes in from the northern sea.

3. Every ferry carries a bell, and its keeper rings it when another ship is heard.
"""
FRENCH = """CEDAW/C/GC/35
Comité pour l’élimination de la discrimination à l’égard des femmes
Recommandation générale no 35

1. Les bassins de la côte restent ouverts à toutes les personnes qui s’y rassemblent à l’aube.

2. Les lanternes du quai sont allumées chaque fois que le brouillard arrive de la mer du Nord.

3. Chaque bac porte une cloche, et son gardien la fait sonner quand il entend un autre navire.
"""
REVISED = ENGLISH.replace("CEDAW/C/GC/35", "CEDAW/C/GC/35/Rev.1").replace("fog", "mist")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CEDAW/C/GC/35 para 12", Reference("CEDAW/C/GC/35", "CEDAW/C/GC/35", ("12",))),
        ("cedaw/c/gc/35, § 12", Reference("CEDAW/C/GC/35", "cedaw/c/gc/35", ("12",))),
        ("CEDAW/C/GC/35 第12段", Reference("CEDAW/C/GC/35", "CEDAW/C/GC/35", ("12",))),
        ("الفقرة ١٢ من CEDAW/C/GC/35", Reference("CEDAW/C/GC/35", "CEDAW/C/GC/35", ("12",))),
        ("CEDAW/C/GC/35 párr. 12 bis", Reference("CEDAW/C/GC/35", "CEDAW/C/GC/35", ("12 bis",))),
        ("CEDAW/C/GC/35 paras 12-14", Reference("CEDAW/C/GC/35", "CEDAW/C/GC/35", ("12", "13", "14"))),
        ("CEDAW/C/GC/35", Reference("CEDAW/C/GC/35", "CEDAW/C/GC/35")),
        ("the quay, para 12", None),
    ],
)
def test_a_reference_is_understood_as_people_write_it(text: str, found: Reference | None) -> None:
    assert reference_in(text) == found


async def test_a_paragraph_comes_whole_with_its_page_room_and_link(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    event = quick.upload(room, ADA, "35.txt", ENGLISH)
    await quick.settle()
    (said,) = await quick.command(room, BO, "cite", "CEDAW/C/GC/35 para 2")
    assert "Lanterns are lit along the quay" in said.body
    assert "tide pools" not in said.body
    assert "paragraph \u20682\u2069" in said.body
    assert event.replace("$", "%24") in said.body.replace("$", "%24")
    assert said.thread is not None


async def test_it_comes_in_the_askers_language_else_says_that_it_does_not(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    quick.people.languages[BO] = Language.FRENCH
    quick.upload(room, ADA, "35-en.txt", ENGLISH)
    await quick.settle()
    (said,) = await quick.command(room, BO, "cite", "CEDAW/C/GC/35 par. 2")
    assert "Je n’ai ce texte qu’en \u2068anglais\u2069" in said.body
    quick.upload(room, ADA, "35-fr.txt", FRENCH)
    await quick.settle()
    (said,) = await quick.command(room, BO, "cite", "CEDAW/C/GC/35 par. 2")
    assert "Les lanternes du quai" in said.body
    assert "Je n’ai" not in said.body


async def test_a_replaced_text_is_brought_with_a_warning(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    quick.upload(room, ADA, "old.txt", ENGLISH)
    newer = quick.upload(room, ADA, "new.txt", REVISED)
    await quick.settle()
    (said,) = await quick.command(room, BO, "cite", "CEDAW/C/GC/35 para 2")
    assert "fog" in said.body
    assert "\u2068CEDAW/C/GC/35/Rev.1\u2069 is newer" in said.body
    quick.server.redact(room, ADA, newer)
    await quick.settle()
    (said,) = await quick.command(room, BO, "cite", "CEDAW/C/GC/35 para 2")
    assert "newer" not in said.body


async def test_what_only_the_asker_may_read_comes_to_them_alone(quick: House) -> None:
    hall = quick.room("Hall", ADA, BO)
    closed = quick.room("Closed", ADA, classification=Classification.CONFIDENTIAL)
    quick.upload(closed, ADA, "35.txt", ENGLISH)
    await quick.settle()
    here, alone = await quick.command(hall, ADA, "cite", "CEDAW/C/GC/35 para 2")
    assert here.room == hall
    assert "Lanterns" not in here.body
    assert (alone.room, "Lanterns" in alone.body) == (quick.direct_chat_of(ADA), True)
    (nothing,) = await quick.command(hall, BO, "cite", "CEDAW/C/GC/35 para 2")
    (never,) = await quick.command(hall, BO, "cite", "CEDAW/C/GC/36 para 2")
    assert nothing.body.replace("35", "36") == never.body == here.body.replace("35", "36")


async def test_a_newer_text_that_not_all_may_read_is_not_hinted_at(quick: House) -> None:
    hall = quick.room("Hall", ADA, BO)
    closed = quick.room("Closed", ADA, classification=Classification.CONFIDENTIAL)
    quick.upload(hall, ADA, "old.txt", ENGLISH)
    quick.upload(closed, ADA, "new.txt", REVISED)
    await quick.settle()
    (said,) = await quick.command(hall, ADA, "cite", "CEDAW/C/GC/35 para 2")
    assert "newer" not in said.body


async def test_a_reference_without_a_symbol_gets_an_example(quick: House) -> None:
    room = quick.room("Papers", ADA)
    (said,) = await quick.command(room, ADA, "cite", "the one about ferries")
    assert "CEDAW/C/GC/35 para 12" in said.body
