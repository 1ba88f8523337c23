"""What people hold and for whom rooms are, as it is called in each language. Pure."""

from collections.abc import Iterable, Iterator
from itertools import chain

from kit.ids import Language
from provisioning.community.model import Community, Names
from provisioning.community.rules import AllOf, AnyOf, Except, GuestOf, HoldsMandate, HoldsPost, Rule, gives
from provisioning.register.model import Fact, FactKind
from provisioning.sentences import GUEST_OF, ROLE_OF, THE_STAFF


def meant(community: Community, rule: Rule, language: Language) -> tuple[str, ...]:
    """Return whom a rule lets in: mechanisms, roles in them, posts, guests; what only narrows is not told."""
    return tuple(dict.fromkeys(filter(None, _meant(community, rule, language))))


def short(community: Community, subject: str, language: Language) -> str:
    """Return what a mechanism or theme is called for short."""
    mechanism, theme = community.mechanisms.get(subject), community.themes.get(subject)
    if mechanism is not None:
        return mechanism.short
    return spoken(community, theme.name if theme else {}, language) or subject


def spoken(community: Community, names: Names, language: Language) -> str:
    """Return a name in a language, or the nearest there is."""
    return names.get(language) or community.spoken(names)


def held_as(community: Community, fact: Fact, language: Language) -> str:
    """Return what somebody holds, as it is called; history may name what there is no more."""
    if fact.kind is FactKind.GUEST:
        return _guest_of(short(community, fact.subject, language), language)
    is_post = fact.kind is FactKind.POST
    of = sorted(fact.of) if is_post else [fact.subject]
    shelf, key = (community.posts, fact.subject) if is_post else (community.roles, fact.role)
    role = spoken(community, shelf.get(key, {}), language) or key
    return _role_of(role, [short(community, one, language) for one in of], language)


def _role_of(role: str, of: Iterable[str], language: Language) -> str:
    named = ", ".join(of)
    return ROLE_OF.template(language).format(role=role, of=named) if named else role


def _guest_of(of: str, language: Language) -> str:
    return GUEST_OF.template(language).format(of=of)


def _meant(community: Community, rule: Rule, language: Language) -> Iterable[str]:
    match rule:
        case HoldsMandate(mechanisms, roles):
            return _mandates(community, mechanisms, roles, language)
        case HoldsPost(posts, of):
            return _posts(community, posts, of, language)
        case GuestOf(subjects):
            return [_guest_of(short(community, one, language), language) for one in sorted(subjects)]
        case AllOf(rules):
            whole = (", ".join(meant(community, one, language)) for one in rules if gives(one))
            return [" + ".join(filter(None, whole))]
        case AnyOf(rules):
            inner = rules
        case Except(kept):
            inner = (kept,)
        case _:
            inner = ()
    return chain.from_iterable(_meant(community, one, language) for one in inner)


def _mandates(
    community: Community, mechanisms: Iterable[str], roles: Iterable[str], language: Language
) -> Iterator[str]:
    names = sorted(short(community, key, language) for key in mechanisms)
    called = sorted(spoken(community, community.roles.get(role, {}), language) or role for role in roles)
    yield from (_role_of(role, names, language) for role in called) if called else names


def _posts(
    community: Community, posts: Iterable[str], of: Iterable[str], language: Language
) -> Iterator[str]:
    names = [short(community, key, language) for key in sorted(of)]
    called = [spoken(community, community.posts.get(post, {}), language) or post for post in sorted(posts)]
    for post in called or [THE_STAFF.template(language)]:
        yield _role_of(post, names, language)
