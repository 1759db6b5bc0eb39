"""Addresses of the staff pages. Identifiers in them are opaque; a search is a POST."""

from django.conf.urls.i18n import set_language
from django.urls import URLPattern, path

from opora.web import (
    approvals,
    calculation,
    cases,
    decisions,
    deliveries,
    documents,
    facts,
    gallery,
    intake,
    log,
    payments,
    persons,
    preferences,
    registration,
    search,
    worklist,
)

urlpatterns: list[URLPattern] = [
    path("", worklist.worklist, name="worklist"),
    path("language/", set_language, name="set_language"),
    path("colours/", preferences.set_theme, name="set_theme"),
    path("components/", gallery.gallery, name="components"),
    path("search/", search.search, name="search"),
    path("search/as-you-type/", search.search_as_you_type, name="search_as_you_type"),
    # Persons
    path("persons/new/", registration.register_person, name="register_person"),
    path("persons/<uuid:public_id>/", persons.person, name="person"),
    path("persons/<uuid:public_id>/household/", persons.household, name="household"),
    path("persons/<uuid:public_id>/identifiers/", persons.identify_person, name="identify_person"),
    path("persons/<uuid:public_id>/address/", persons.move_person, name="move_person"),
    path("persons/<uuid:public_id>/relations/", persons.relate_person, name="relate_person"),
    path("persons/<uuid:public_id>/merge/", persons.merge, name="merge_persons"),
    path("merges/<int:pk>/part/", persons.part, name="part_persons"),
    # Cases
    path("cases/", cases.cases, name="cases"),
    path("cases/<uuid:public_id>/", cases.case, name="case"),
    path("cases/<uuid:public_id>/notes/", cases.write_note, name="write_note"),
    path("cases/<uuid:public_id>/documents/", documents.documents, name="documents"),
    path("cases/<uuid:public_id>/documents/new/", documents.register_document, name="register_document"),
    path("cases/<uuid:public_id>/service/", deliveries.deliveries, name="deliveries"),
    path("documents/<uuid:public_id>/", documents.document, name="document"),
    # Applications, facts, calculation
    path("applications/new/", intake.new_application, name="new_application"),
    path("cases/<uuid:public_id>/facts/", facts.facts, name="facts"),
    path("cases/<uuid:public_id>/facts/answers/", facts.answer_questions, name="answer_questions"),
    path("cases/<uuid:public_id>/facts/ask/", facts.ask_registers, name="ask_registers"),
    path("facts/<int:pk>/", facts.correct_fact, name="correct_fact"),
    path("facts/<int:pk>/settle/", facts.settle, name="settle_conflict"),
    path("cases/<uuid:public_id>/calculation/", calculation.calculation, name="calculation"),
    # Decisions
    path("cases/<uuid:public_id>/decisions/", decisions.decisions, name="decisions"),
    path("cases/<uuid:public_id>/decisions/draft/", decisions.draft_decision, name="draft_decision"),
    path("decisions/<uuid:public_id>/", decisions.decision, name="decision"),
    path("decisions/<uuid:public_id>/edit/", decisions.edit_decision, name="edit_decision"),
    path("decisions/<uuid:public_id>/submit/", decisions.submit_decision, name="submit_decision"),
    path("decisions/<uuid:public_id>/withdraw/", decisions.withdraw_decision, name="withdraw_decision"),
    path("decisions/<uuid:public_id>/approve/", approvals.approve_decision, name="approve_decision"),
    path("decisions/<uuid:public_id>/return/", approvals.return_decision, name="return_decision"),
    path("approvals/", approvals.approvals, name="approvals"),
    # Payments and the log
    path("payments/", payments.payments, name="payments"),
    path("payments/draw/", payments.draw_payments, name="draw_payments"),
    path("payments/<int:pk>/", payments.payment_run, name="payment_run"),
    path("payments/<int:pk>/list.csv", payments.payment_csv, name="payment_csv"),
    path("log/", log.log, name="log"),
]
