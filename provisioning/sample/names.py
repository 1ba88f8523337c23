"""People who do not exist, put together from invented syllables."""

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from kit.ids import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """Somebody made up."""

    name: str
    account: str
    languages: tuple[Language, ...]
    zone: str
    country: str


@dataclass(frozen=True, slots=True)
class Region:
    """Where invented people come from: what they speak, when they sleep, and how their names sound."""

    languages: str
    places: str
    given: str
    family: str


REGIONS = (
    Region(
        "en",
        "Europe/London GBR, Africa/Accra GHA, Pacific/Auckland NZL",
        "El Ro Wi Ha + sbeth dan nora lwyn",
        "Thorn Ash Merri Wex + grave combe low den",
    ),
    Region(
        "fr en",
        "Europe/Paris FRA, Africa/Lome TGO, Africa/Dakar SEN",
        "Amé Solè Thi Jo + line nne baud rane",
        "Bel Vau Cor Mont + rive quel lance joie",
    ),
    Region(
        "es en",
        "America/Bogota COL, America/Lima PER, Europe/Madrid ESP",
        "Ma Lu Ira Te + risol ciano bel odora",
        "Val Que Ron Sal + dovar mera tilla cedo",
    ),
    Region(
        "ar fr",
        "Africa/Tunis TUN, Asia/Amman JOR, Africa/Cairo EGY",
        "Na Sa Ri Ta + deem lwa yad hira",
        "Zah Kar Mur Sil + wani oufi jani emi",
    ),
    Region(
        "zh en",
        "Asia/Shanghai CHN, Asia/Singapore SGP",
        "Mei Jun Yu Lan + lu xin ping shu",
        "Qiao Shen Ruan Lu + wei an ning tao",
    ),
    Region(
        "ru en",
        "Asia/Almaty KAZ, Europe/Chisinau MDA",
        "Mi Ta Le Ve + rana dislav onid selina",
        "Zar Bel Gor Lis + ovnik inets ashko enkova",
    ),
    Region(
        "en fr",
        "Africa/Nairobi KEN, Africa/Kigali RWA",
        "Wa Imo Ke Nya + juri gen zia mbura",
        "Ki Mu Oru Nda + baria thenge koko limo",
    ),
    Region(
        "en",
        "Asia/Kolkata IND, Asia/Kathmandu NPL",
        "Ana Vi Su Ke + dri rmala shen tavi",
        "Para Shan Vel Dhar + nauri deva itham apuri",
    ),
)


def invented_people(count: int, rolls: random.Random) -> Iterator[Invented]:
    """Yield people, no two of one name; the same random numbers give the same people."""
    taken: set[str] = set()
    while len(taken) < count:
        person = _person(REGIONS[len(taken) % len(REGIONS)], rolls)
        if person.account not in taken:
            taken.add(person.account)
            yield person


def _person(region: Region, rolls: random.Random) -> Invented:
    given, family = _word(region.given, rolls), _word(region.family, rolls)
    if rolls.random() < 0.3:
        family += f"-{_word(region.family, rolls)}"
    zone, country = rolls.choice(region.places.split(", ")).split()
    return Invented(
        name=f"{given} {family}",
        account=f"{_plain(given)}.{_plain(family)}",
        languages=tuple(map(Language, region.languages.split())),
        zone=zone,
        country=country,
    )


def _word(syllables: str, rolls: random.Random) -> str:
    return "".join(rolls.choice(part.split()) for part in syllables.split(" + "))


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if letter.isascii() and (letter.isalpha() or letter == "-"))
