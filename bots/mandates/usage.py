"""Commands as people are told to type them."""

CALLED = "mandate"
HELP = f"!{CALLED} help"
HOW_TO_VERIFY = f"!{CALLED} verify"
HOW_TO_REVIEW = f"!{CALLED} review"
HOW_TO_APPROVE = f"!{CALLED} approve"
HOW_TO_REFUSE = f"!{CALLED} refuse"
HOW_TO_RELEASE = f"!{CALLED} release"
