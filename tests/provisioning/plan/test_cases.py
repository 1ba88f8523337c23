"""Each file in ``tests/provisioning/cases`` is one fact about planning."""

from dataclasses import replace
from typing import Any

from kit.ids import UserId
from provisioning.plan import Cause, Plan, plan
from provisioning.plan.outcome import outcome
from provisioning.plan.steps import InviteBack, deed
from provisioning.shape import Desired, Memory

STEWARD = UserId("@steward:palais.localhost")


def planned(fact: Any, **changes: Any) -> Plan:
    return plan(
        **{
            "desired": fact.desired,
            "found": fact.found,
            "memory": fact.memory,
            "previous": None if fact.spec.get("unknown") else fact.previous,
            "before": None if fact.spec.get("unknown") else fact.before,
            "begun": fact.begun,
            "limits": fact.limits,
            "known": fact.known,
            "steward": STEWARD,
            **changes,
        }
    )


def shown(value: Any) -> Any:
    """Users lose the sample server's name, so that cases read well."""
    if isinstance(value, str):
        return value.removesuffix(":palais.localhost").removeprefix("@")
    if isinstance(value, dict):
        return {shown(name): shown(inner) for name, inner in value.items()}
    return [shown(inner) for inner in value] if isinstance(value, list) else value


def as_told(wanted: list[dict[str, Any]], made: Plan) -> list[dict[str, Any]]:
    """Each step with only the fields that the case speaks of."""
    told = []
    for step, spec in zip(made.steps, wanted, strict=False):
        done = shown(deed(step)) | {"cause": step.cause.value, "why": step.why}
        fields = next(iter(spec.values())) or {}
        told.append({type(step).__name__: {name: done.get(name) for name in fields}})
    return told + [{type(step).__name__: {}} for step in made.steps[len(wanted) :]]


def test_the_plan_has_exactly_the_steps_of_the_fact(fact: Any) -> None:
    steps = [{name: fields or {} for name, fields in step.items()} for step in fact.spec.get("steps", [])]
    assert as_told(steps, planned(fact)) == steps


def test_the_plan_holds_exactly_what_the_fact_says(fact: Any) -> None:
    made = planned(fact)
    holds = [
        {"kind": hold.kind.value, "stops": sorted(type(made.by_id[step]).__name__ for step in hold.steps)}
        for hold in made.holds
    ]
    assert holds == [{**hold, "stops": sorted(hold["stops"])} for hold in fact.spec.get("holds", [])]
    stopped = sorted(type(made.by_id[step]).__name__ for step in made.stopped())
    wanted = fact.spec.get("stopped", [step for hold in holds for step in hold["stops"]])
    assert stopped == sorted(wanted)


def test_the_plan_says_what_the_fact_lets_it_say(fact: Any) -> None:
    made = planned(fact)
    assert [error.text for error in made.errors] == fact.spec.get("errors", [])
    assert list(made.notes) == fact.spec.get("notes", [])
    assert [shown(wait.user) for wait in made.waiting] == fact.spec.get("waiting", [])
    assert made.exit_code == fact.spec.get("exit", 2 if made.steps else 0)


def test_the_second_plan_is_empty(fact: Any) -> None:
    made = planned(fact)
    if made.errors:
        return
    after = outcome(fact.found, made.steps, steward=STEWARD)
    again = planned(
        fact, found=after, memory=remembering(fact.memory, made), previous=fact.desired, before=fact.desired
    )
    assert [deed(step) for step in again.steps] == []


def remembering(memory: Memory, made: Plan) -> Memory:
    invited = {(step.key, step.user) for step in made.steps if isinstance(step, InviteBack)}
    return replace(memory, reinvited=memory.reinvited | invited)


def test_what_the_files_did_not_cause_is_never_held(fact: Any) -> None:
    made = planned(fact)
    held = [made.by_id[step] for hold in made.holds for step in hold.steps]
    assert all(step.cause is Cause.FILE or type(step).__name__ == "UnlistRoom" for step in held)


def test_a_plan_against_nothing_wanted_before_never_fails(fact: Any) -> None:
    planned(fact, previous=Desired(at=fact.desired.at, rooms={}))
