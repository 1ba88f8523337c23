"""A plan for people and for programs: a coloured tree, Markdown, and JSON's own types."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from rich.markup import escape
from rich.tree import Tree

from kit.ids import RoomKey
from provisioning.plan.digest import digest
from provisioning.plan.steps import Cause, Step, StepId, deed, step_id
from provisioning.plan.whole import Hold, Plan
from provisioning.plan.words import deed_words, sign

COLOURS = {"+": "green", "-": "red", "~": "yellow"}
CAUSES = {
    Cause.FILE: "",
    Cause.DATE: "a date came",
    Cause.DRIFT: "changed by hand",
    Cause.SUSPENSION: "suspended",
    Cause.BAN: "a ban",
}
ALIKE = 6
"""From how many like steps of one room on a tree shows the first few and a count."""


def headline(plan: Plan) -> str:
    """Return the plan in one line."""
    if plan.errors:
        return f"{len(plan.errors)} changes cannot be made; nothing will be done"
    if not plan.steps:
        return "nothing to do"
    stopped = len(plan.stopped())
    held = f", {stopped} of them held" if stopped else ""
    return f"{len(plan.steps)} steps in {len({step.key for step in plan.steps})} rooms{held}"


def as_tree(plan: Plan, *, every: bool = False) -> Tree:
    """Return the plan as a coloured tree, room by room; ``every`` shows like steps one by one."""
    tree = Tree(f"[bold]{headline(plan)}[/]")
    stopped = plan.stopped()
    for error in plan.errors:
        tree.add(f"[bold red]impossible[/] {escape(str(error))}")
    for hold in plan.holds:
        tree.add(f"[bold magenta]held[/] {_hold(plan, hold)} [dim](--confirm {hold.id})[/]")
    for key, steps in _by_room(plan):
        branch = tree.add(f"[bold]{escape(plan.names.get(key, key))}[/] [dim]{escape(key)}[/]")
        for line in _lines(steps, stopped, every=every):
            branch.add(line)
    for line in _besides(plan):
        tree.add(f"[dim]{escape(line)}[/]")
    tree.add(f"[dim]digest {digest(plan)}[/]")
    return tree


def _hold(plan: Plan, hold: Hold) -> str:
    room = "" if hold.key is None else f"{escape(plan.names.get(hold.key, hold.key))}: "
    return f"{room}{escape(hold.text)}"


def _by_room(plan: Plan) -> Iterator[tuple[RoomKey, Sequence[Step]]]:
    order = {key: number for number, key in enumerate(plan.names)}
    steps = sorted(plan.steps, key=lambda step: order.get(step.key, len(order)))
    for key, group in groupby(steps, key=lambda step: step.key):
        yield key, list(group)


def _lines(steps: Sequence[Step], stopped: frozenset[StepId], *, every: bool) -> Iterator[str]:
    for _, group in groupby(steps, key=lambda step: (type(step).__name__, step.cause)):
        alike = list(group)
        shown = alike if every or len(alike) <= ALIKE else alike[: ALIKE - 2]
        for step in shown:
            yield _line(step, held=step_id(step) in stopped)
        if len(shown) < len(alike):
            yield f"[dim]… and {len(alike) - len(shown)} more like these[/]"


def _line(step: Step, *, held: bool) -> str:
    mark = sign(step)
    colour = "magenta" if held else COLOURS[mark]
    told = f" [dim]{escape(reasons)}[/]" if (reasons := _reasons(step)) else ""
    return f"[{colour}]{mark} {escape(deed_words(step))}[/]{' [magenta](held)[/]' if held else ''}{told}"


def _besides(plan: Plan) -> Iterator[str]:
    waiting = sorted({wait.user for wait in plan.waiting})
    if waiting:
        named = ", ".join(waiting[:5]) + (" …" if len(waiting) > 5 else "")
        yield f"waiting for an account: {named} ({len(plan.waiting)} seats)"
    for double in plan.doubles:
        yield f"{double.room} also calls itself {double.key}; it is never used"
    yield from plan.notes


def as_markdown(plan: Plan) -> str:
    """Return the plan as Markdown, every step on a line of its own."""
    stopped = plan.stopped()
    lines = [f"# Plan: {headline(plan)}", "", f"For {plan.at.isoformat()}, digest `{digest(plan)}`.", ""]
    lines += [f"* **Impossible** {error}" for error in plan.errors]
    lines += [f"* **Held** {_plain_hold(plan, hold)} (`--confirm {hold.id}`)" for hold in plan.holds]
    for key, steps in _by_room(plan):
        lines += ["", f"## {plan.names.get(key, key)} (`{key}`)", ""]
        lines += [_markdown_line(step, held=step_id(step) in stopped) for step in steps]
    besides = list(_besides(plan))
    lines += ["", "## Besides", "", *(f"* {line}" for line in besides)] if besides else []
    return "\n".join(lines) + "\n"


def _plain_hold(plan: Plan, hold: Hold) -> str:
    return ("" if hold.key is None else f"{plan.names.get(hold.key, hold.key)}: ") + hold.text


def _markdown_line(step: Step, *, held: bool) -> str:
    told = f" ({reasons})" if (reasons := _reasons(step)) else ""
    return f"* `{sign(step)}` {deed_words(step)}{' **(held)**' if held else ''}{told}"


def _reasons(step: Step) -> str:
    return "; ".join(reason for reason in (CAUSES[step.cause], step.why) if reason)


def as_json(plan: Plan) -> dict[str, Any]:
    """Return the plan in JSON's own types."""
    stopped = plan.stopped()
    return {
        "at": plan.at.isoformat(),
        "digest": digest(plan),
        "exit_code": plan.exit_code,
        "summary": headline(plan),
        "steps": [
            {"id": name, **deed(step), "cause": step.cause.value, "why": step.why, "held": name in stopped}
            for name, step in plan.by_id.items()
        ],
        "holds": [
            {
                "id": hold.id,
                "kind": hold.kind.value,
                "key": hold.key,
                "text": hold.text,
                "steps": sorted(hold.steps),
            }
            for hold in plan.holds
        ],
        "errors": [{"key": error.key, "text": error.text} for error in plan.errors],
        "waiting": [{"key": wait.key, "user": wait.user} for wait in plan.waiting],
        "doubles": [{"key": double.key, "room": double.room} for double in plan.doubles],
        "notes": list(plan.notes),
    }
