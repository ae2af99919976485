"""How often somebody may see personal values in full, for how long they stay on the page, and what reason will do."""

MOST_AN_HOUR = 30
SHOWN_SECONDS = 60
SHORTEST_REASON, LONGEST_REASON = 4, 200


def reason_fault(reason: str) -> str:
    """What is wrong with a reason; empty where nothing is."""
    words = "".join(reason.split())
    if len(words) < SHORTEST_REASON or len(set(words)) < 3:
        return f"请写明理由，至少 {SHORTEST_REASON} 个字。"
    if len(reason) > LONGEST_REASON:
        return f"理由最多 {LONGEST_REASON} 个字。"
    return ""
