"""What should be, for small communities built by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kit.classification import Classification
from kit.ids import BotName, Language, PersonKey, RoomKey, UserId
from kit.language import Sentence
from provisioning.community.model import Community, Mechanism, RoomSpec, Theme
from provisioning.community.rules import (
    AllOf,
    AnyOf,
    Everyone,
    Except,
    GuestOf,
    HoldsMandate,
    HoldsPost,
    Named,
)
from provisioning.desired import BotSeat, desired
from provisioning.files import Place
from provisioning.register.model import Fact, FactKind, Person, Register, Suspension
from provisioning.shape import BanFact, Desired, Power, RoomKind

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HERE = Place("community.yaml", 7, 3)
CEDAW = HoldsMandate(frozenset({"cedaw"}), words="holds a mandate in CEDAW")
CAT = HoldsMandate(frozenset({"cat"}))
STAFF = HoldsPost(words="is on the staff")


def fact(subject: str = "cedaw", kind: FactKind = FactKind.MANDATE, **more: object) -> Fact:
    given = Fact(kind=kind, subject=subject, words=f"{kind} at {subject}", role="member")
    return replace(given, **more)  # type: ignore[arg-type]  # the tests name only fields that exist


def person(key: str, *facts: Fact, accounts: tuple[str, ...] | None = None) -> Person:
    held = (key,) if accounts is None else accounts
    return Person(
        key=PersonKey(key), name=key.title(), place=Place("register.yaml", 3, 1), accounts=held, facts=facts
    )


def people(*them: Person) -> Register:
    return Register(people={one.key: one for one in them})


def room(key: str = "hall", **more: object) -> RoomSpec:
    names = {Language.ENGLISH: key.title()}
    spec = RoomSpec(key=RoomKey(key), kind=RoomKind.ROOM, names=names, place=HERE, who=CEDAW)
    return replace(spec, **more)  # type: ignore[arg-type]  # as above


def community(*rooms: RoomSpec) -> Community:
    return Community(
        name={Language.ENGLISH: "Test"},
        language=Language.ENGLISH,
        zone="Europe/Zurich",
        mechanisms={
            key: Mechanism(key=key, kind="treaty-body", name={}, short=key) for key in ("cat", "cedaw")
        },
        themes={"migration": Theme(key="migration", name={})},
        roles={"member": {}, "chair": {}},
        posts={"secretariat": {}, "registry": {}},
        rooms={spec.key: spec for spec in rooms},
    )


def wanted(spec: RoomSpec, register: Register, at: datetime = NOON, **more: object) -> Desired:
    return desired(community(spec), register, at, server_name="here", **more)  # type: ignore[arg-type]  # as above


def seated(spec: RoomSpec, register: Register, at: datetime = NOON, **more: object) -> set[str]:
    return set(wanted(spec, register, at, **more).rooms[spec.key].seats)


def test_a_mandate_opens_the_room_from_its_first_instant_until_just_before_its_end() -> None:
    ada = people(person("ada", fact(start=NOON, end=NOON + timedelta(hours=1))))
    assert seated(room(), ada, NOON) == {"@ada:here"}
    assert seated(room(), ada, NOON - timedelta(microseconds=1)) == set()
    assert seated(room(), ada, NOON + timedelta(hours=1)) == set()


def test_a_seat_says_by_which_rule_and_which_fact() -> None:
    seat = wanted(room(), people(person("ada", fact()))).rooms[RoomKey("hall")].seats[UserId("@ada:here")]
    assert (seat.person, seat.rule, seat.fact) == ("ada", "holds a mandate in CEDAW", "mandate at cedaw")


def test_of_two_facts_that_fit_the_one_that_lasts_longest_is_told() -> None:
    short, long = fact(words="short", end=NOON + timedelta(1)), fact(words="long", end=NOON + timedelta(9))
    seats = wanted(room(), people(person("ada", short, long))).rooms[RoomKey("hall")].seats
    assert seats[UserId("@ada:here")].fact == "long"


def test_a_role_narrows_a_mandate() -> None:
    register = people(person("ada", fact()), person("bo", fact(role="chair")))
    assert seated(room(who=replace(CEDAW, roles=frozenset({"chair"}))), register) == {"@bo:here"}


def test_any_all_and_except_mean_what_they_say() -> None:
    both = person("both", fact(), fact("cat"))
    register = people(person("ada", fact()), person("bo", fact("cat")), both)
    assert seated(room(who=AnyOf((CEDAW, CAT))), register) == {"@ada:here", "@bo:here", "@both:here"}
    assert seated(room(who=AllOf((CEDAW, CAT))), register) == {"@both:here"}
    assert seated(room(who=Except(CEDAW, CAT)), register) == {"@ada:here"}


def test_a_post_that_serves_no_committee_in_particular_serves_them_all() -> None:
    post = fact("secretariat", FactKind.POST)
    register = people(
        person("all", post),
        person("one", replace(post, of=frozenset({"cedaw"}))),
        person("other", replace(post, of=frozenset({"cat"}))),
    )
    serving = HoldsPost(frozenset({"secretariat"}), of=frozenset({"cedaw"}))
    assert seated(room(who=serving), register) == {"@all:here", "@one:here"}


def test_guests_and_named_people_are_let_in() -> None:
    register = people(person("guest", fact("migration", FactKind.GUEST)), person("ada"))
    rule = AnyOf((GuestOf(frozenset({"migration"})), Named(frozenset({PersonKey("ada")}))))
    assert seated(room(who=rule), register) == {"@guest:here", "@ada:here"}


def test_everyone_means_whoever_holds_anything_on_the_day() -> None:
    register = people(person("ada", fact()), person("gone", fact(end=NOON)))
    assert seated(room(who=Everyone()), register) == {"@ada:here"}


def test_moderators_sit_in_the_room_and_have_their_power() -> None:
    register = people(person("ada", fact()), person("staff", fact("registry", FactKind.POST)))
    seats = wanted(room(moderators=STAFF), register).rooms[RoomKey("hall")].seats
    assert {user: seat.power for user, seat in seats.items()} == {
        "@ada:here": Power.MEMBER,
        "@staff:here": Power.MODERATOR,
    }


def test_a_suspended_person_sits_nowhere() -> None:
    out = Suspension(start=NOON - timedelta(1), end=NOON + timedelta(1), reason="account stolen")
    ada = replace(person("ada", fact()), suspensions=(out,))
    assert seated(room(), people(ada)) == set()
    assert seated(room(), people(ada), NOON + timedelta(1)) == {"@ada:here"}


def test_a_banned_person_has_no_seat() -> None:
    ban = BanFact(
        room=RoomKey("hall"), user=UserId("@ada:here"), by=UserId("@bo:here"), reason="spam", at=NOON
    )
    assert seated(room(), people(person("ada", fact())), bans=(ban,)) == set()


def test_each_of_several_accounts_has_its_seat() -> None:
    ada = person("ada", fact(), accounts=("ada", "@ada:elsewhere"))
    assert seated(room(), people(ada)) == {"@ada:here", "@ada:elsewhere"}


def test_a_room_that_does_not_federate_seats_nobody_from_elsewhere_and_says_so() -> None:
    ada = person("ada", fact(), accounts=("@ada:elsewhere",))
    assert seated(room(federate=False), people(ada)) == set()
    assert seated(room(servers=frozenset({"elsewhere"})), people(ada)) == {"@ada:elsewhere"}
    (warned,) = [one.text for one in wanted(room(federate=False), people(ada)).warnings]
    assert warned == "@ada:elsewhere gets no seat in hall, which does not reach the server elsewhere"


def test_a_server_that_is_named_with_its_port_seats_its_own_people_alone_and_the_look_has_no_port() -> None:
    ada = person("ada", fact(), accounts=("@ada:far.org:8448", "@ada:far.org:8449"))
    spec = room(servers=frozenset({"far.org:8448"}))
    assert seated(spec, people(ada)) == {"@ada:far.org:8448"}
    assert wanted(spec, people(ada)).rooms[spec.key].look.servers == frozenset({"far.org"})


def test_a_person_without_an_account_is_listed_as_waiting() -> None:
    result = wanted(room(), people(person("ada", fact(), accounts=())))
    assert [(one.where, one.text) for one in result.warnings] == [
        ("register.yaml:3", "Ada waits for an account, and with it for 1 room")
    ]


def test_a_rule_that_matches_nobody_is_warned_about() -> None:
    assert [(one.where, one.text) for one in wanted(room(), people()).warnings] == [
        ("community.yaml:7", "nobody may enter hall: no one holds a mandate in CEDAW")
    ]


def test_a_name_that_the_register_does_not_know_is_warned_about_with_the_nearest() -> None:
    rule = AnyOf((CEDAW, Named(frozenset({PersonKey("adda")}))))
    (warned,) = wanted(room(who=rule), people(person("ada", fact()))).warnings
    assert warned.text == "hall names “adda”, who is not in the register; did you mean “ada”?"


def test_bots_have_their_seat_and_a_missing_bot_is_warned_about() -> None:
    library, forum = BotName("library"), BotName("forum")
    spec = room(bots=(library, forum))
    result = wanted(
        spec, people(person("ada", fact())), bots={library: BotSeat(user=UserId("@library:here"), power=10)}
    )
    assert result.rooms[spec.key].bots == {library}
    assert result.rooms[spec.key].seats[UserId("@library:here")].power == 10
    assert [one.text for one in result.warnings] == [
        "hall is to be served by “forum”, which is not running here"
    ]


def test_the_topic_carries_the_other_languages_and_what_the_bots_read() -> None:
    names = {Language.ENGLISH: "Hall", Language.FRENCH: "Salle", Language.ARABIC: "قاعة"}
    spec = room(names=names, topics={Language.ENGLISH: "Come in"}, bots=(BotName("library"),))
    notice = Sentence(en="Files are indexed.", fr="f", es="s", ar="a", zh="z", ru="r")
    bots = {BotName("library"): BotSeat(user=UserId("@library:here"), notice=notice)}
    result = wanted(spec, people(), bots=bots).rooms[spec.key]
    assert result.look.topic == "Come in\nFiles are indexed.\n\u2068قاعة\u2069\n\u2068Salle\u2069"
    assert result.names == {Language.FRENCH: "Salle", Language.ARABIC: "قاعة"}


def test_a_room_without_a_topic_leaves_it_to_its_moderators() -> None:
    assert wanted(room(), people()).rooms[RoomKey("hall")].look.topic is None


def test_the_same_files_and_date_give_the_same_value() -> None:
    spec, register = room(classification=Classification.CONFIDENTIAL), people(person("ada", fact()))
    assert wanted(spec, register) == wanted(spec, register)
