import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import Client
from tests.cast import Cast

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.journal.models import Entry
from zhuanban.outward.documents import services
from zhuanban.outward.documents.models import Document
from zhuanban.outward.documents.rules.blocks import edited, plain_text
from zhuanban.outward.documents.selectors.documents import path_of
from zhuanban.outward.documents.tests.story import MAY, decided, drafted, published, scored_april, submitted


def address(document: Document, page: str = "") -> str:
    return f"/c/yunxi-2024/documents/{document.uid}/{page}"


def changed(document: Document, text: str) -> services.Changes:
    names = ("title", "issuer", "signer", "recipients", "copies_to", "code_word")
    return services.Changes(**{name: getattr(document, name) for name in names}, text=text)


def test_a_circular_goes_over_the_leader_to_a_sealed_file(cast: Cast, client: Client):
    scored_april(cast)
    document = drafted(cast)
    with clock.moved_to(MAY):
        client.force_login(cast.office)
        assert client.post(address(document, "submit/"), {"disclosure": "open"}).status_code == 302
        document.refresh_from_db()
        assert document.approval
        client.force_login(cast.leader)
        assert document.title in client.get(address(document)).content.decode()
        client.post(f"/approvals/{document.approval.uid}/", {"granted": "yes"})
        deliver_pending()
        client.force_login(cast.office)
        assert client.post(address(document, "publish/")).status_code == 302
    document.refresh_from_db()
    assert (document.number, document.state) == ("云溪专班办〔2024〕1号", "published")
    client.force_login(cast.office)  # the session of May has long ended
    file = client.get(address(document, "docx/"))
    assert hashlib.sha256(file.content).hexdigest() == document.sha256
    assert file.content[:2] == b"PK"
    events = Entry.objects.filter(subject_kind="document").order_by("id").values_list("event", flat=True)
    assert list(events) == ["DocumentDrafted", "DocumentSubmitted", "DocumentApproved", "DocumentPublished"]


@pytest.mark.parametrize("bring", [drafted, submitted])
def test_praise_and_criticism_cannot_be_issued_without_approval(cast: Cast, client: Client, bring):
    scored_april(cast)
    document = bring(cast)
    client.force_login(cast.office)
    response = client.post(address(document, "publish/"))
    assert response.status_code == 422
    assert "还没有经领导签发" in response.content.decode()
    document.refresh_from_db()
    assert (document.number, document.sha256) == ("", "")
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(state="published")


def test_a_denied_document_goes_back_with_the_opinion_and_may_be_sent_again(cast: Cast, client: Client):
    document = decided(cast, granted=False)
    assert document.state == "rejected"
    with pytest.raises(Invalid, match="还没有经领导签发"):
        services.publish_document(by=cast.office, document=document)
    client.force_login(cast.office)
    assert "请再核数据" in client.get(address(document)).content.decode()
    services.edit_document(by=cast.office, document=document, changes=changed(document, plain_text(document.content)))
    again = services.submit_document(by=cast.office, document=document, disclosure="open")
    assert again.state == "submitted"


def test_only_the_office_submits_and_issues(cast: Cast, client: Client):
    document = decided(cast)
    for person in (cast.leader, cast.township, cast.outsider):
        with pytest.raises(Refused):
            services.publish_document(by=person, document=document)
        with pytest.raises(Refused):
            services.submit_document(by=person, document=document, disclosure="open")
    client.force_login(cast.leader)
    assert client.post(address(document, "publish/")).status_code == 403
    assert not Entry.objects.filter(event="DocumentPublished").exists()


def test_words_that_direct_those_below_bar_the_way_to_the_leader(cast: Cast, client: Client):
    document = drafted(cast)
    text = plain_text(document.content)
    document = services.edit_document(
        by=cast.office,
        document=document,
        changes=changed(document, f"{text}\n各乡镇（街道）必须于5月20日前完成整改。"),
    )
    client.force_login(cast.office)
    assert "须改" in client.get(address(document)).content.decode()
    response = client.post(address(document, "submit/"), {"disclosure": "open"})
    assert response.status_code == 422
    assert "不得向下级党委、政府发布指令性公文" in response.content.decode()
    document.refresh_from_db()
    assert (document.state, document.approval) == ("draft", None)
    services.edit_document(by=cast.office, document=document, changes=changed(document, text))
    assert client.post(address(document, "submit/"), {"disclosure": "open"}).status_code == 302


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "请选择。"),
        ({"disclosure": "secret"}, "选择一个有效的选项"),
        ({"disclosure": "closed"}, "请写明理由和依据"),
    ],
)
def test_the_disclosure_must_be_settled(cast: Cast, client: Client, sent, words):
    document = drafted(cast)
    client.force_login(cast.office)
    response = client.post(address(document, "submit/"), sent)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_what_is_before_the_leader_or_approved_is_not_changed_any_more(cast: Cast):
    for document in (submitted(cast), decided(cast), published(cast)):
        with pytest.raises(Invalid, match="不能再改"):
            services.edit_document(by=cast.office, document=document, changes=changed(document, "改"))
        with pytest.raises(Invalid, match="已经送签"):
            services.submit_document(by=cast.office, document=document, disclosure="open")


def test_other_words_than_the_approved_ones_are_not_issued(cast: Cast):
    document = decided(cast)
    document.content = edited(document.content, "一、偷换的内容")
    document.save(update_fields=["content"])
    with pytest.raises(Invalid, match="还没有经领导签发"):
        services.publish_document(by=cast.office, document=document)


def test_numbers_follow_one_another_and_a_file_stays_as_issued(cast: Cast, client: Client):
    first, second = published(cast), published(cast)
    assert [first.number, second.number] == ["云溪专班办〔2024〕1号", "云溪专班办〔2024〕2号"]
    client.force_login(cast.office)
    before = client.get(address(first, "docx/")).content
    Document.objects.filter(pk=first.pk).update(title="关于另一件事的通报")
    assert client.get(address(first, "docx/")).content == before


def test_a_file_that_was_tampered_with_is_not_handed_out(cast: Cast, client: Client):
    document = published(cast)
    path = path_of(document.sha256)
    default_storage.delete(path)
    default_storage.save(path, ContentFile(b"forged"))
    client.force_login(cast.office)
    response = client.get(address(document, "docx/"))
    assert response.status_code == 422
    assert "与封存时不一致" in response.content.decode()


def test_hearing_a_decision_twice_changes_nothing(cast: Cast):
    document = decided(cast)
    services.settle_document(approval_id=document.approval_id or 0)
    assert Entry.objects.filter(event="DocumentApproved").count() == 1
