"""The states of a document, and which act is open in which."""

from django.db.models import TextChoices


class Type(TextChoices):
    """文种. More kinds come with the rooms that need them."""

    CIRCULAR = "通报", "通报"


class State(TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待签发"
    APPROVED = "approved", "已签发"
    PUBLISHED = "published", "已印发"
    REJECTED = "rejected", "退回修改"


class Disclosure(TextChoices):
    """公开属性 (政府信息公开条例): settled before a document is approved."""

    OPEN = "open", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    CLOSED = "closed", "不予公开"


class Act(TextChoices):
    EDIT = "edit", "修改"
    SUBMIT = "submit", "送领导签发"
    PUBLISH = "publish", "编号印发"


OPEN_IN: dict[Act, frozenset[State]] = {
    Act.EDIT: frozenset({State.DRAFT, State.REJECTED}),
    Act.SUBMIT: frozenset({State.DRAFT, State.REJECTED}),
    Act.PUBLISH: frozenset({State.APPROVED}),
}
WHY_NOT: dict[Act, str] = {
    Act.EDIT: "文书已经送签或签发，不能再改。",
    Act.SUBMIT: "文书已经送签，请等待领导签发。",
    Act.PUBLISH: "文书还没有经领导签发，不能印发。",
}


def follows(act: Act, state: str) -> bool:
    """Whether the act is open in this state."""
    return state in OPEN_IN[act]
