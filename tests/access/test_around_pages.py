"""What stands around every page: the log, the access row, refusals as notices."""

import uuid

import pytest
from tests.organisation.factories import WorkerFactory

from opora.audit import trail
from opora.audit.models import Deed, LogEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_pages")]


@pytest.fixture
def worker(client):
    worker = WorkerFactory(professional_worker=True)
    client.force_login(worker)
    return worker


def entries():
    return LogEntry.objects.order_by("pk")


def test_a_page_leaves_one_entry_with_everybody_it_showed(client, worker):
    client.get("/sample/shown?q=Novak")
    [entry] = entries()
    assert (entry.worker, entry.deed, entry.what) == (worker, Deed.VIEWED, "shown")
    assert (entry.persons, entry.case_id, entry.purpose) == ([1, 2, 3], 7, "see_case")
    assert "Novak" not in str(vars(entry))


def test_a_search_is_logged_as_one_with_its_purpose(client, worker):
    client.get("/sample/searched")
    assert [(entry.deed, entry.purpose) for entry in entries()] == [(Deed.SEARCHED, "intake")]


def test_a_page_without_personal_data_leaves_no_entry(client, worker):
    assert client.get("/sample/law").status_code == 200
    assert not entries().exists()


def test_an_act_that_shows_nobody_is_logged_by_itself_alone(client, worker):
    assert client.post("/sample/act_done").status_code == 200
    assert not entries().exists()


def test_what_could_not_be_found_or_was_not_allowed_is_logged_as_refused(client, worker):
    public_id = uuid.uuid4()
    assert client.get(f"/sample/gone/{public_id}").status_code == 404
    [entry] = entries()
    assert (entry.deed, entry.what, entry.detail) == (
        Deed.REFUSED,
        "gone",
        {"status": 404, "public_id": str(public_id)},
    )


def test_a_page_whose_entry_cannot_be_written_is_not_shown(client, worker, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(trail, "record", full)
    client.raise_request_exception = False
    response = client.get("/sample/shown")
    assert response.status_code == 500
    assert b"shown" not in response.content


def test_the_trail_of_one_page_does_not_run_into_the_next(client, worker):
    client.raise_request_exception = False
    client.get("/sample/broken")
    client.get("/sample/searched")
    assert entries().last().persons == []


def test_an_address_without_a_row_opens_to_nobody(client, worker, caplog):
    assert client.get("/sample/without_row").status_code == 403
    assert "has no row" in caplog.text


def test_an_address_whose_view_is_for_another_step_opens_to_nobody(client, worker):
    assert client.get("/sample/other_step").status_code == 403


def test_who_is_not_signed_in_is_sent_to_sign_in_without_the_query(client):
    response = client.get("/sample/shown?q=Novak")
    assert response.status_code == 302
    assert "login" in response["Location"]
    assert "Novak" not in response["Location"]


def test_a_role_that_does_not_cover_the_step_is_refused(client):
    client.force_login(WorkerFactory(administrator=True))
    assert client.get("/sample/shown").status_code == 403
    assert client.get("/sample/law").status_code == 200


def test_a_refusal_becomes_a_page_that_keeps_what_was_typed(client, worker, sample_pages):
    response = client.post("/sample/act", {"wage": "1200", "note": "<b>x</b>"})
    assert response.status_code == 422
    words = response.content.decode()
    assert sample_pages.WORDS in words
    assert 'name="wage" value="1200"' in words
    assert "&lt;b&gt;x&lt;/b&gt;" in words


def test_a_refusal_of_a_fragment_becomes_a_notice(client, worker, sample_pages):
    response = client.post("/sample/act", headers={"HX-Request": "true"})
    assert response.status_code == 422
    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#notices", "innerHTML")
    assert sample_pages.WORDS in response.content.decode()
    assert "<html" not in response.content.decode()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_refusal_stands_at_its_field_where_the_view_said_how_to_draw_the_form(
    client, worker, sample_pages, headers
):
    response = client.post("/sample/act_with_form", {"wage": "1200"}, headers=headers)
    assert response.status_code == 422
    words = response.content.decode()
    assert 'value="1200"' in words
    assert sample_pages.WORDS in words


def test_a_page_that_refuses_to_be_drawn_again_leaves_the_sentence(client, worker, sample_pages):
    response = client.post("/sample/act_with_refused_page", {"wage": "1200"})
    assert response.status_code == 422
    assert sample_pages.WORDS in response.content.decode()


def test_whom_a_refused_form_shows_again_stands_in_the_log(client, worker):
    client.post("/sample/act_that_shows")
    assert [entry.persons for entry in entries()] == [[5]]
