"""The community file as it is written: what may stand where. The JSON Schema for editors comes from here."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, RootModel, Tag, model_validator

from kit.classification import Classification
from kit.ids import Language
from provisioning.community.margins import MOST_DAYS, Grace, Lead
from provisioning.judging import Strict, wrong
from provisioning.words import (
    ONE_OR_MORE,
    ByLanguage,
    Federation,
    Key,
    Text,
    Words,
    YesNo,
    Zone,
    state_or,
    words_of,
)

Mechanisms = Annotated[
    list[Annotated[str, AfterValidator(words_of("a mechanism", "mechanisms", template=True))]], *ONE_OR_MORE
]
Kinds = Annotated[
    list[Annotated[str, AfterValidator(words_of("a kind of mechanism", "kinds"))]], *ONE_OR_MORE
]
Roles = Annotated[list[Annotated[str, AfterValidator(words_of("a role", "roles"))]], *ONE_OR_MORE]
Posts = Annotated[list[Annotated[str, AfterValidator(words_of("a post", "posts"))]], *ONE_OR_MORE]
Subjects = Annotated[
    list[
        Annotated[
            str, AfterValidator(words_of("a theme or mechanism", "themes", "mechanisms", template=True))
        ]
    ],
    *ONE_OR_MORE,
]
States = Annotated[list[Annotated[str, AfterValidator(state_or(template=True))]], *ONE_OR_MORE]
Conflicts = Annotated[
    list[Annotated[str, AfterValidator(state_or("mechanisms", "themes", template=True))]], *ONE_OR_MORE
]
People = Annotated[list[Key], *ONE_OR_MORE]
Bots = list[Annotated[str, AfterValidator(words_of("a bot", "bots"))]]


USUAL_NOTICES = (90, 30, 7)
"""So many days before an end it is told of."""


class Holding(Strict):
    """What somebody must hold to be let in: a mandate, a post or a guest seat."""

    mandate: Annotated[
        Mechanisms | None, Field(description="A seat in this mechanism, or in one of these.")
    ] = None
    kind: Annotated[Kinds | None, Field(description="A seat in any mechanism of this kind.")] = None
    role: Annotated[Roles | None, Field(description="Only those who have this role there.")] = None
    post: Annotated[Posts | None, Field(description="A post on the staff.")] = None
    of: Annotated[Mechanisms | None, Field(description="Only staff who serve this mechanism.")] = None
    guest: Annotated[Subjects | None, Field(description="A guest seat at this theme or mechanism.")] = None

    @model_validator(mode="after")
    def _one_thing(self) -> "Holding":
        mandate = self.mandate is not None or self.kind is not None
        if (mandate, self.post is not None, self.guest is not None).count(True) != 1:
            raise wrong("this does not say what to hold", "one of mandate, kind, post or guest")
        if (self.role is not None and not mandate) or (self.of is not None and self.post is None):
            raise wrong("“role” goes with a mandate, “of” with a post")
        return self


def _shape_of_rule(given: Any) -> str:
    if isinstance(given, str):
        return "<word>"
    return "<any of>" if isinstance(given, list) else "<rule>"


class WrittenRule(
    RootModel[
        Annotated[
            Annotated[str, AfterValidator(words_of("a rule", "rules")), Tag("<word>")]
            | Annotated[list["WrittenRule"], Field(min_length=1), Tag("<any of>")]
            | Annotated["Condition", Tag("<rule>")],
            Discriminator(_shape_of_rule),
        ]
    ]
):
    """Who is meant: a word (everyone, staff, nobody, or a group), a condition, or a list (any of)."""


class Condition(Strict):
    """Who is meant, said in one of six ways, with “except” for those who are not."""

    holds: Annotated[Holding | None, Field(description="Those who hold this.")] = None
    lead: Annotated[
        Lead | None, Field(description="With “holds”: from so many days before it begins, such as 14 days.")
    ] = None
    grace: Annotated[
        Grace | None,
        Field(description="With “holds”: until so many days after it ends, such as 30 days read only."),
    ] = None
    people: Annotated[People | None, Field(description="These people, by their key in the register.")] = None
    any: Annotated[
        list[WrittenRule] | None, Field(description="Those who fit one of these.", min_length=1)
    ] = None
    all: Annotated[
        list[WrittenRule] | None, Field(description="Those who fit all of these.", min_length=1)
    ] = None
    national_of: Annotated[
        States | None,
        Field(alias="national of", description="Nationals of this State: under “except” or “all”."),
    ] = None
    conflict_with: Annotated[
        Conflicts | None,
        Field(
            alias="conflict with",
            description="Who declared a conflict with this State, mechanism or theme: as “national of”.",
        ),
    ] = None
    but: Annotated[WrittenRule | None, Field(alias="except", description="But not those.")] = None

    @model_validator(mode="after")
    def _one_way(self) -> "Condition":
        ways = (self.holds, self.people, self.any, self.all, self.national_of, self.conflict_with)
        if sum(way is not None for way in ways) != 1:
            expected = "one of holds, people, any, all, national of or conflict with"
            raise wrong("this rule does not say who", expected)
        if self.holds is None and (self.lead, self.grace) != (None, None):
            raise wrong("“lead” and “grace” go with “holds”", "them beside “holds”")
        return self


class WrittenLibrary(Strict):
    """What the library keeps of the files of a room, and shows of them."""

    after_closing: Annotated[
        Literal["gone", "kept"] | None,
        Field(
            alias="after closing",
            description="Their text, when the room is read only or the library is taken out of it.",
        ),
    ] = None
    strictly_confidential: Annotated[
        Literal["indexed", "not"] | None,
        Field(alias="strictly confidential", description="Whether it reads Strictly Confidential rooms."),
    ] = None
    earlier: Annotated[
        Literal["shown", "hidden"] | None,
        Field(description="Whether members find files from before they came."),
    ] = None


class Place(Strict):
    """What spaces and rooms share. Who, moderators, classification, federation, bots and library also hold
    for all that stands inside, unless it says otherwise."""

    name: Annotated[Text, Field(description="The name, in the community's language or in several.")]
    topic: Annotated[Text | None, Field(description="Without a topic here, moderators set it.")] = None
    classification: Annotated[
        Classification | None, Field(description="Sets safe defaults for all the rest.")
    ] = None
    who: Annotated[WrittenRule | None, Field(description="Who has a seat.")] = None
    moderators: Annotated[WrittenRule | None, Field(description="Who keeps order; they have a seat too.")] = (
        None
    )
    join: Annotated[
        Literal["invite", "knock", "space", "public"] | None,
        Field(description="How others come in: not at all, by asking, as members of the space, or freely."),
    ] = None
    allow: Annotated[
        list[str] | None, Field(description="With “join: space”: the spaces meant, if not the one around.")
    ] = None
    federation: Annotated[
        Federation | None, Field(description="Whether people of other servers may take part.")
    ] = None
    bots: Annotated[Bots | None, Field(description="Which bots serve the rooms.")] = None
    not_for: Annotated[
        Subjects | None, Field(alias="not for", description="Inside a “for each”: not for these.")
    ] = None
    also_in: list[str] = Field(
        default_factory=list, alias="also in", description="Further spaces that list it."
    )
    library: Annotated[
        WrittenLibrary | None, Field(description="What the library keeps of the rooms, and shows.")
    ] = None
    listed: Annotated[
        YesNo | None, Field(description="With “no”, nobody is told that it exists but those inside.")
    ] = None


class RoomEntry(Place):
    """A room."""

    room: Annotated[str, Field(description="Its key, which never changes.")]
    kind: Annotated[
        Literal["room", "forum", "library", "lobby", "stewards"], Field(description="What the room is for.")
    ] = "room"
    encrypted: Annotated[YesNo | None, Field(description="Yes, unless the room is open to the world.")] = None
    history: Annotated[
        Literal["joined", "invited", "shared"] | None,
        Field(description="Newcomers read from when they joined, were invited, or all there is."),
    ] = None
    read_only: Annotated[
        YesNo, Field(alias="read only", description="Only moderators write, all others read.")
    ] = False


class SpaceEntry(Place):
    """A space: a folder of rooms in people's clients."""

    space: Annotated[str, Field(description="Its key, which never changes.")]
    rooms: list["Entry"] = Field(default_factory=list, description="What stands inside.")


class ForEach(Strict):
    """The same spaces and rooms once for each mechanism, each mechanism of a kind, or each theme."""

    each: Annotated[
        str,
        Field(
            alias="for each",
            description="mechanism, mechanism of kind …, or theme.",
            examples=["mechanism of kind treaty-body", "theme"],
        ),
    ]
    only: Annotated[Subjects | None, Field(description="Only for these.")] = None
    but: Annotated[Subjects | None, Field(alias="except", description="Not for these.")] = None
    rooms: Annotated[list["Entry"], Field(min_length=1)]


def _sort_of_entry(given: Any) -> str:
    if isinstance(given, dict) and "for each" in given:
        return "<for each>"
    return "<space>" if isinstance(given, dict) and "space" in given else "<room>"


Entry = Annotated[
    Annotated[RoomEntry, Tag("<room>")]
    | Annotated[SpaceEntry, Tag("<space>")]
    | Annotated[ForEach, Tag("<for each>")],
    Discriminator(_sort_of_entry),
]


class About(Strict):
    """The community itself."""

    name: Text
    language: Annotated[Language, Field(description="The language its rooms are named in.")] = (
        Language.ENGLISH
    )
    zone: Annotated[Zone, Field(description="Where its days begin and end.")] = "Europe/Zurich"


class WrittenTerm(Strict):
    """How long a mandate lasts."""

    years: Annotated[int, Field(ge=1, le=20)]
    renewals: Annotated[
        int | None, Field(ge=0, description="How often it may be renewed; leave out: any.")
    ] = None


class WrittenMechanism(Strict):
    """A committee, a special procedure, or whatever else people hold mandates in."""

    kind: Annotated[str, AfterValidator(words_of("a kind of mechanism", "kinds"))]
    name: Text
    short: Annotated[Words | None, Field(description="What everybody calls it.")] = None
    members: Annotated[int | None, Field(ge=1, description="How many seats it has.")] = None
    term: WrittenTerm | None = None


class WrittenTheme(Strict):
    """A subject people meet on."""

    name: Text


class WrittenLimits(Strict):
    """When a change of the files waits for a human: from so many people removed, or such a share of all."""

    removals: Annotated[int, Field(ge=1)] = 10
    percent: Annotated[int, Field(ge=1, le=100)] = 10


class WrittenPost(Strict):
    """A post on the staff that says more than its name."""

    name: ByLanguage
    lapses: Annotated[YesNo, Field(description="Whether it ends with the day of its review.")] = False


def _sort_of_post(given: Any) -> str:
    more = isinstance(given, dict) and bool(given.keys() & WrittenPost.model_fields.keys())
    return "<post>" if more else "<languages>"


Post = Annotated[
    Annotated[ByLanguage, Tag("<languages>")] | Annotated[WrittenPost, Tag("<post>")],
    Discriminator(_sort_of_post),
]
"""A post: its name in each language, or lines of “name” and “lapses”."""


class CommunityFile(Strict):
    """A community: who belongs to it, and the rooms it has."""

    community: About
    kinds: Annotated[dict[Key, ByLanguage], Field(description="The kinds of mechanism.")]
    roles: Annotated[dict[Key, ByLanguage], Field(description="What somebody can be in a mechanism.")]
    posts: dict[Key, Post] = Field(default_factory=dict, description="What somebody can be on the staff.")
    mechanisms: Annotated[
        dict[Key, WrittenMechanism],
        Field(description="The mechanisms, or the name of the file that lists them."),
    ]
    themes: dict[Key, WrittenTheme] = Field(default_factory=dict, description="The subjects people meet on.")
    groups: dict[Key, WrittenRule] = Field(
        default_factory=dict, description="Rules with a name, to be used below."
    )
    hold: Annotated[WrittenLimits, Field(description="What waits for a human.")] = WrittenLimits()
    second_person_above: Annotated[
        int,
        Field(
            ge=0,
            alias="confirm additions above",
            description="A second person confirms when more people than this come into the register at once.",
        ),
    ] = 5
    notices: Annotated[
        list[Annotated[int, Field(ge=1, le=MOST_DAYS)]],
        Field(description="So many days before an end, people and staff are told of it."),
    ] = Field(default_factory=lambda: [*USUAL_NOTICES])
    rooms: Annotated[list[Entry], Field(description="The spaces and rooms.", min_length=1)]
