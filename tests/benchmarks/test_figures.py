"""What the benchmarks print and how they count."""

import json

import pytest

from benchmarks.__main__ import main
from benchmarks.common import Figure, as_json, p95
from benchmarks.floor import Job, generations, side_by_side, spread
from kit.ids import RoomKey, UserId
from provisioning.shape import DesiredRoom, Look, Power, Seat

ADA, BO, CY = (UserId(f"@{name}:palais.localhost") for name in ("ada", "bo", "cy"))
SEAT = Seat(person=None, rule="", fact="", power=Power.MEMBER)


def room(key: str, *seats: UserId, parents: tuple[str, ...] = (), allow: tuple[str, ...] = ()) -> DesiredRoom:
    look = Look(name=key, allow=frozenset(map(RoomKey, allow)))
    return DesiredRoom(
        key=RoomKey(key), look=look, parents=tuple(map(RoomKey, parents)), seats=dict.fromkeys(seats, SEAT)
    )


def test_figures_are_printed_as_value_unit_and_target() -> None:
    printed = json.loads(as_json({"apply_ratio": Figure(1.02, "ratio", 1.15), "rooms": Figure(3, "rooms")}))
    assert printed["apply_ratio"] == {"value": 1.02, "unit": "ratio", "target": 1.15}
    assert printed["rooms"]["target"] is None


def test_a_figure_without_a_target_is_always_kept_and_one_above_it_is_not() -> None:
    assert Figure(9, "s").kept
    assert Figure(1.5, "ratio", 1.5).kept
    assert not Figure(1.51, "ratio", 1.5).kept


def test_what_should_be_much_has_a_least() -> None:
    enough, too_little = Figure(0.7, "ratio", least=0.7), Figure(0.69, "ratio", least=0.7)
    assert (enough.kept, too_little.kept, enough.aim) == (True, False, "at least 0.7")
    assert json.loads(as_json({"one": enough}))["one"]["least"] == 0.7


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (20, 19), (100, 95), (200, 190)])
def test_ninety_five_of_a_hundred_do_not_exceed_the_p95(count: int, expected: int) -> None:
    assert p95(range(1, count + 1)) == expected


def test_rooms_are_made_after_the_spaces_they_name() -> None:
    rooms = [
        room("tea", parents=("hall",)),
        room("hall", parents=("top",)),
        room("top"),
        room("bar", allow=("hall",)),
    ]
    made = [[one.key for one in group] for group in generations({one.key: one for one in rooms})]
    assert made == [["top"], ["hall"], ["tea", "bar"]]


def test_rooms_that_name_each_other_are_refused_rather_than_waited_for() -> None:
    rooms = [room("egg", parents=("hen",)), room("hen", parents=("egg",))]
    with pytest.raises(RuntimeError, match="circle"):
        list(generations({one.key: one for one in rooms}))


def test_the_floor_seats_people_in_one_room_after_the_other_in_turn() -> None:
    rooms = {one.key: one for one in (room("tea", ADA, BO), room("hall", CY))}
    assert list(spread(rooms)) == [("tea", ADA), ("hall", CY), ("tea", BO)]


async def test_the_floor_does_every_job_once_and_no_more_than_its_width_at_a_time() -> None:
    done: list[int] = []

    def job(number: int) -> Job:
        async def do() -> None:
            done.append(number)

        return do

    await side_by_side([job(number) for number in range(7)], 3)
    assert sorted(done) == list(range(7))


def test_an_unknown_name_is_told_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["juggling"])
    assert "provisioning" in capsys.readouterr().err
