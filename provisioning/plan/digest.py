"""One short name for all that a plan does, so that the plan applied is the plan reviewed."""

import hashlib

from provisioning.plan.steps import step_id
from provisioning.plan.whole import Plan


def digest(plan: Plan) -> str:
    """Return sixteen hexadecimal digits that change whenever a step, a hold or an error does.

    Reasons and dates are not covered: the same deeds for another reason are the same plan.
    """
    lines = sorted(
        [f"step {step_id(step)}" for step in plan.steps]
        + [f"hold {hold.id}" for hold in plan.holds]
        + [f"error {error.key} {error.text}" for error in plan.errors]
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
