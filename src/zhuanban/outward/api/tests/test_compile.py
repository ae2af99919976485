"""A notice is compiled through the interface; nothing is kept."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from zhuanban.plan.campaigns.models import Campaign

EXAMPLE = Path(__file__).resolve().parents[5] / "examples" / "notice.txt"


def test_a_file_becomes_a_plan(cast, client):
    client.force_login(cast.office)
    count = Campaign.objects.count()
    response = client.post("/api/v1/compile", {"file": SimpleUploadedFile("通知.txt", EXAMPLE.read_bytes())})
    assert response.status_code == 200
    assert len(response.json()["clauses"]) > 20
    assert Campaign.objects.count() == count


def test_text_becomes_the_same_plan_as_its_file(cast, client):
    client.force_login(cast.inspector)
    text = EXAMPLE.read_text(encoding="utf-8")
    by_text = client.post("/api/v1/compile", {"text": text}).json()
    by_file = client.post("/api/v1/compile", {"file": SimpleUploadedFile("通知.txt", text.encode())}).json()
    assert by_text["clauses"] == by_file["clauses"]


def test_what_is_no_notice_gets_one_sentence(cast, client):
    client.force_login(cast.office)
    for sent in (
        {},
        {"file": SimpleUploadedFile("a.docx", b"\x00\x01\x02")},
        {"file": SimpleUploadedFile("a.txt", b"")},
    ):
        response = client.post("/api/v1/compile", sent)
        assert response.status_code == 422
        assert set(response.json()) == {"number", "message"}
        assert response.json()["message"].endswith("。")
