"""Writing documents: drafting, editing, and the way over the leader to the issued file."""

from zhuanban.outward.documents.services.drafting import Changes, draft_circular, edit_document
from zhuanban.outward.documents.services.issuing import publish_document, settle_document, submit_document

__all__ = ["Changes", "draft_circular", "edit_document", "publish_document", "settle_document", "submit_document"]
