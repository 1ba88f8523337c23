"""Desired minus found is a plan: steps with reasons, holds, a digest, and ways to show it. All of it pure."""

from provisioning.plan.diff import Known, plan
from provisioning.plan.digest import digest
from provisioning.plan.holds import Limits
from provisioning.plan.steps import Cause, Step, StepId, step_id
from provisioning.plan.whole import Double, Hold, HoldId, HoldKind, Impossible, Plan, Waiting

__all__ = [
    "Cause",
    "Double",
    "Hold",
    "HoldId",
    "HoldKind",
    "Impossible",
    "Known",
    "Limits",
    "Plan",
    "Step",
    "StepId",
    "Waiting",
    "digest",
    "plan",
    "step_id",
]
