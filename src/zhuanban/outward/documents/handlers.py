from zhuanban.ground.approvals.events import ApprovalDecided
from zhuanban.ground.journal.registry import on
from zhuanban.outward.documents.selectors.documents import APPROVAL_ACTION
from zhuanban.outward.documents.services import settle_document


@on(ApprovalDecided)
def settle_documents(event: ApprovalDecided) -> None:
    """A leader has decided whether a document is issued."""
    if event.action == APPROVAL_ACTION:
        settle_document(approval_id=event.approval_id)
