"""States by their three letters, as document symbols have them (ISO 3166-1 alpha-3, present and former)."""

from functools import cache

NOW = {
    "AF": (
        "AFG AGO DZA BEN BWA BFA BDI CPV CMR CAF TCD COM COG COD CIV DJI EGY GNQ ERI SWZ ETH GAB GMB "
        "GHA GIN GNB KEN LSO LBR LBY MDG MWI MLI MRT MUS MAR MOZ NAM NER NGA RWA STP SEN SYC SLE SOM "
        "ZAF SSD SDN TZA TGO TUN UGA ZMB ZWE"
    ),
    "AS": (
        "ARM AZE BHR BGD BTN BRN KHM CHN CYP PRK GEO IND IDN IRN IRQ ISR JPN JOR KAZ KWT KGZ LAO LBN "
        "MYS MDV MNG MMR NPL OMN PAK PHL QAT KOR SAU SGP LKA PSE SYR TJK THA TLS TUR TKM ARE UZB VNM "
        "YEM"
    ),
    "EU": (
        "ALB AND AUT BLR BEL BIH BGR HRV CZE DNK EST FIN FRA DEU GRC VAT HUN ISL IRL ITA LVA LIE LTU "
        "LUX MLT MDA MCO MNE NLD MKD NOR POL PRT ROU RUS SMR SRB SVK SVN ESP SWE CHE UKR GBR"
    ),
    "AM": (
        "ATG ARG BHS BRB BLZ BOL BRA CAN CHL COL CRI CUB DMA DOM ECU SLV GRD GTM GUY HTI HND JAM MEX "
        "NIC PAN PRY PER KNA LCA VCT SUR TTO USA URY VEN"
    ),
    "OC": ("AUS COK FJI KIR MHL FSM NRU NZL NIU PLW PNG WSM SLB TON TUV VUT"),
    "territories": (
        "ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF "
        "GUM HKG HMD IMN IOT JEY MAC MAF MNP MSR MTQ MYT NCL NFK PCN PRI PYF REU SGS SHN SJM SPM SXM "
        "TCA TKL TWN UMI VGB VIR WLF"
    ),
}
"""Those of today, by part of the world; the territories are not States but stand in addresses and tables."""

FORMER = {"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "BUR": "MMR", "BYS": "BLR", "YMD": "YEM", "SCG": "SRB"}
"""Letters that some States had before, by what they have now."""

GONE = frozenset({"ANT", "YUG", "CSK", "DDR", "SUN", "UNK", "EUE"})
"""Letters in symbols of what is no State any more, or never was one."""

EUROPEAN_UNION = "EU"


@cache
def letters() -> frozenset[str]:
    """Return all three letters in use."""
    return frozenset(code for codes in NOW.values() for code in codes.split())


def state_of_letters(part: str) -> str | None:
    """Return the State that an element of a symbol names, in small letters: of ``CHN-HKG`` it is ``chn``."""
    first = part.partition("-")[0]
    if first == EUROPEAN_UNION:
        return "eue"
    if first in letters() or first in GONE:
        return first.lower()
    return FORMER[first].lower() if first in FORMER else None
