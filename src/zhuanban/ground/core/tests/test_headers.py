"""Every answer tells the browser what it may do: pages, files, errors, refusals."""

import json

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["/", "/sign-in/", "/healthz", "/nowhere/", "/static/core/zhuanban.css", "/api/v1/nothing"])
def answer(request, cast, client):
    client.force_login(cast.office)
    return client.get(request.param, follow=True)


def test_only_our_own_files_run_and_show(answer):
    policy = answer.headers["Content-Security-Policy"]
    for rule in ("default-src 'none'", "script-src 'self'", "style-src 'self'", "object-src 'none'", "base-uri 'none'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert "*" not in policy


def test_no_other_site_reads_frames_or_guesses(answer):
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_camera_and_position_are_lent_to_the_phone_page_alone(cast, client):
    client.force_login(cast.inspector)
    phone = client.get(f"/c/{cast.campaign.slug}/m/").headers["Permissions-Policy"]
    assert "camera=(self)" in phone
    assert "geolocation=(self)" in phone
    assert "microphone=()" in phone
    assert "camera=()" in client.get("/").headers["Permissions-Policy"]


def test_a_report_of_the_policy_becomes_one_line_without_words_of_the_page(client, caplog):
    report = {
        "effective-directive": "img-src",
        "document-uri": "https://zhuanban.example/c/a/matters/?q=某人",
        "blocked-uri": "https://evil.example/x.png?secret=1",
    }
    answer = client.post("/policy-reports/", json.dumps({"csp-report": report}), "application/csp-report")
    assert answer.status_code == 204
    assert "img-src on zhuanban.example/c/a/matters/ barred evil.example/x.png" in caplog.text
    assert "某人" not in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"null", b"[" * 15_000, b'{"csp-report": 7}', b"\xff"])
def test_what_is_no_report_is_passed_over(client, caplog, body):
    assert client.post("/policy-reports/", body, content_type="application/csp-report").status_code == 204
    assert caplog.text == ""
