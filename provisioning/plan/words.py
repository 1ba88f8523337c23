"""What a step does, in a few plain words for the operator."""

from provisioning.plan.steps import (
    BanPerson,
    CreateRoom,
    DropParent,
    FinishRoom,
    InviteBack,
    LiftBan,
    ListRoom,
    NameParent,
    Relabel,
    RemovePerson,
    RenameRoom,
    RestoreAccess,
    RetireRoom,
    SeatPerson,
    SetHistory,
    SetJoinRule,
    SetPowers,
    SetServers,
    SetTopic,
    Step,
    TurnOnEncryption,
    UnlistRoom,
)
from provisioning.shape import History

Move = SeatPerson | InviteBack | RemovePerson | BanPerson | LiftBan
Link = ListRoom | UnlistRoom | NameParent | DropParent
Access = TurnOnEncryption | SetJoinRule | SetHistory | SetServers | SetPowers | RestoreAccess | Relabel

SIGNS: dict[type, str] = {
    CreateRoom: "+",
    SeatPerson: "+",
    InviteBack: "+",
    ListRoom: "+",
    NameParent: "+",
    LiftBan: "+",
    RemovePerson: "-",
    BanPerson: "-",
    RetireRoom: "-",
    UnlistRoom: "-",
    DropParent: "-",
}
"""How a step stands in a list: ``+`` adds, ``-`` takes away, anything else (``~``) changes."""


WHO_READS = {
    History.JOINED: "were in the room by then",
    History.INVITED: "were invited by then",
    History.SHARED: "are in the room now",
}


def sign(step: Step) -> str:
    """Return ``+``, ``-`` or ``~``."""
    return SIGNS.get(type(step), "~")


def words(step: Step) -> str:
    """Return what a step does, the room's key first."""
    return f"{step.key}: {deed_words(step)}"


def deed_words(step: Step) -> str:
    """Return what a step does, without the room."""
    if isinstance(step, Move):
        return _move(step)
    if isinstance(step, Link):
        return _link(step)
    if isinstance(step, Access):
        return _access(step)
    return _room(step)


def _room(step: CreateRoom | FinishRoom | RetireRoom | RenameRoom | SetTopic) -> str:
    match step:
        case CreateRoom(look=look):
            return f"make the {'space' if look.space else 'room'} “{look.name}”"
        case FinishRoom(look=look):
            return f"finish “{look.name}”"
        case RetireRoom(name=name, members=members):
            return f"retire “{name}” with {len(members)} people in it"
        case RenameRoom(was=was, name=name):
            return f"rename “{was}” to “{name}”"
        case SetTopic():
            return "set the topic"


def _move(step: Move) -> str:
    match step:
        case SeatPerson(user=user):
            return f"seat {user}"
        case InviteBack(user=user):
            return f"invite {user} back, once"
        case RemovePerson(user=user):
            return f"remove {user}"
        case BanPerson(user=user):
            return f"ban {user}"
        case LiftBan(user=user):
            return f"lift the ban of {user}"


def _link(step: Link) -> str:
    match step:
        case ListRoom(child=child):
            return f"list {child}"
        case UnlistRoom(child=gone):
            return f"no longer list {gone}"
        case NameParent(parent=parent):
            return f"belong to {parent}"
        case DropParent(parent=gone):
            return f"no longer belong to {gone}"


def _access(step: Access) -> str:
    if isinstance(step, SetPowers):
        named = ", ".join(f"{user} {level}" for user, level in sorted(step.powers.items()))
        return f"set powers: {named or 'nobody above the others'}"
    if isinstance(step, RestoreAccess):
        return "restore " + ", ".join(step.kinds)
    if isinstance(step, TurnOnEncryption):
        return "turn on encryption"
    return _instead(step)


def _instead(step: SetJoinRule | SetHistory | SetServers | Relabel) -> str:
    match step:
        case SetJoinRule(was=was, rule=rule):
            return f"let people in by {rule}" + ("" if was is rule else f" instead of {was}")
        case SetHistory(was=was, history=history):
            return f"show earlier words to those who {WHO_READS[history]}, not {WHO_READS[was]}"
        case SetServers(was=was, servers=servers):
            return f"reach {_servers(servers)} instead of {_servers(was)}"
        case Relabel(was=was, label=label):
            return f"classify as {label} instead of {was}"


def _servers(servers: tuple[str, ...] | None) -> str:
    return "every server" if servers is None else ", ".join(servers) or "no other server"
