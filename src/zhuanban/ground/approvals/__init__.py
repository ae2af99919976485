"""审批: request, decider, deadline, decision; used by every room that needs one."""
