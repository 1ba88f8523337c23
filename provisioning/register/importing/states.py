"""States by the names that lists give them, in six languages. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global

from kit.ids import Language
from provisioning.register.importing.spelling import plain
from provisioning.words import states

FORMER = frozenset({"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"})
"""Letters of States that have others by now."""

LITTLE = frozenset(("the", "and", "l", "la", "le", "les", "el", "los", "las", "y", "et", "de", "del", "du"))

OFFICIAL: Mapping[str, str] = {
    "BHS": "The Bahamas",
    "BOL": (
        "Bolivia (Plurinational State of), Plurinational State of Bolivia, "
        "Bolivie (État plurinational de), État plurinational de Bolivie, "
        "Bolivia (Estado Plurinacional de), Estado Plurinacional de Bolivia, "
        "Боливия (Многонациональное Государство)"
    ),
    "BRN": "Brunei Darussalam, Brunéi Darussalam, Бруней-Даруссалам",
    "CIV": "Côte d’Ivoire, Ivory Coast",
    "COD": (
        "Democratic Republic of the Congo, DR Congo, DRC, "
        "République démocratique du Congo, República Democrática del Congo, "
        "Демократическая Республика Конго, جمهورية الكونغو الديمقراطية, 刚果民主共和国"
    ),
    "COG": "Congo, Republic of the Congo, Конго, الكونغو, 刚果",
    "CPV": "Cabo Verde, Cape Verde",
    "CZE": "Czech Republic, République tchèque, República Checa, Чешская Республика",
    "DOM": "Dominican Republic",
    "FSM": (
        "Micronesia (Federated States of), Federated States of Micronesia, "
        "Micronésie (États fédérés de), Micronesia (Estados Federados de), "
        "Микронезия (Федеративные Штаты)"
    ),
    "GBR": (
        "United Kingdom of Great Britain and Northern Ireland, United Kingdom, UK, "
        "Great Britain, Royaume-Uni de Grande-Bretagne et d’Irlande du Nord, "
        "Reino Unido de Gran Bretaña e Irlanda del Norte, "
        "Соединенное Королевство Великобритании и Северной Ирландии, "
        "Соединенное Королевство, المملكة المتحدة لبريطانيا العظمى وأيرلندا الشمالية, "
        "大不列颠及北爱尔兰联合王国"
    ),
    "GMB": "The Gambia, Gambia (Republic of The)",
    "IRN": (
        "Iran (Islamic Republic of), Islamic Republic of Iran, "
        "Iran (République islamique d’), Irán (República Islámica del), "
        "Иран (Исламская Республика), Исламская Республика Иран, "
        "إيران (جمهورية - الإسلامية), جمهورية إيران الإسلامية, 伊朗伊斯兰共和国"
    ),
    "KOR": ("Republic of Korea, République de Corée, República de Corea, جمهورية كوريا, 大韩民国"),
    "LAO": (
        "Lao People’s Democratic Republic, Lao PDR, "
        "République démocratique populaire lao, República Democrática Popular Lao, "
        "Лаосская Народно-Демократическая Республика, جمهورية لاو الديمقراطية الشعبية, "
        "老挝人民民主共和国"
    ),
    "LBY": "Libyan Arab Jamahiriya",
    "MMR": "Myanmar, Birmanie, Burma, Мьянма, ميانمار, 缅甸",
    "MDA": (
        "Republic of Moldova, République de Moldova, República de Moldova, "
        "Республика Молдова, جمهورية مولدوفا, 摩尔多瓦共和国"
    ),
    "MKD": "The former Yugoslav Republic of Macedonia, Macédoine du Nord",
    "NLD": (
        "Netherlands (Kingdom of the), Kingdom of the Netherlands, "
        "Royaume des Pays-Bas, Pays-Bas (Royaume des), Países Bajos (Reino de los), "
        "Reino de los Países Bajos, Нидерланды (Королевство), Королевство Нидерландов, "
        "مملكة هولندا, 荷兰王国"
    ),
    "PRK": (
        "Democratic People’s Republic of Korea, DPRK, "
        "République populaire démocratique de Corée, "
        "República Popular Democrática de Corea, "
        "Корейская Народно-Демократическая Республика, "
        "جمهورية كوريا الشعبية الديمقراطية, 朝鲜民主主义人民共和国"
    ),
    "PSE": (
        "State of Palestine, Palestine, État de Palestine, Estado de Palestina, "
        "Государство Палестина, دولة فلسطين, 巴勒斯坦国"
    ),
    "RUS": (
        "Russian Federation, Fédération de Russie, Federación de Rusia, "
        "Российская Федерация, الاتحاد الروسي, 俄罗斯联邦"
    ),
    "SWZ": "Swaziland",
    "SYR": (
        "Syrian Arab Republic, République arabe syrienne, República Árabe Siria, "
        "Сирийская Арабская Республика, الجمهورية العربية السورية, 阿拉伯叙利亚共和国"
    ),
    "TUR": "Turkey, Türkiye",
    "TZA": (
        "United Republic of Tanzania, Tanzania (United Republic of), "
        "République-Unie de Tanzanie, República Unida de Tanzanía, "
        "Объединенная Республика Танзания, جمهورية تنزانيا المتحدة, 坦桑尼亚联合共和国"
    ),
    "USA": (
        "United States of America, United States, US, États-Unis d’Amérique, "
        "Estados Unidos de América, Соединенные Штаты Америки, "
        "الولايات المتحدة الأمريكية, 美利坚合众国"
    ),
    "VAT": "Holy See, Saint-Siège, Santa Sede, Святой Престол, الكرسي الرسولي, 教廷",
    "VEN": (
        "Venezuela (Bolivarian Republic of), Bolivarian Republic of Venezuela, "
        "Venezuela (République bolivarienne du), Venezuela (República Bolivariana de), "
        "Венесуэла (Боливарианская Республика), فنزويلا (جمهورية - البوليفارية), "
        "委内瑞拉玻利瓦尔共和国"
    ),
    "VNM": "Viet Nam, Вьетнам",
}
"""How United Nations lists call those whom the Unicode locale data call otherwise."""


@cache
def state_names() -> Sequence[tuple[str, str]]:
    """Return each name of a State, and its letters, with its three letters."""
    return tuple(_named())


@lru_cache(maxsize=1 << 13)
def bare(name: str) -> str:
    """Return a State's name as it is compared: without articles, “and”, and with “Saint” in full."""
    words = ("saint" if word == "st" else word for word in plain(name).split())
    return " ".join(word for word in words if word not in LITTLE) or plain(name)


def _named() -> Iterator[tuple[str, str]]:
    aliases = get_global("territory_aliases")
    for letters in sorted(states() - FORMER):
        two = aliases[letters][0]
        yield two, letters
        yield from ((str(Locale(language).territories[two]), letters) for language in Language)
    for letters, names in OFFICIAL.items():
        yield from ((name.strip(), letters) for name in names.split(","))
    yield from ((letters, letters) for letters in sorted(states()))
