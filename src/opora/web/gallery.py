"""Every component on one page, so that they can be looked at and tested apart from any case."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from opora.web.access import needs
from opora.web.forms.fields import DayField, MoneyField, PageForm
from opora.web.paging import KeyedPage


class SampleForm(PageForm):
    """One field of each kind."""

    name = forms.CharField(label="Ime in priimek", help_text="Kot piše na osebnem dokumentu.")
    filed_on = DayField(label="Prejeto dne", help_text="Na primer 4. 5. 2026.")
    wage = MoneyField(label="Neto plača v marcu 2026")
    channel = forms.ChoiceField(
        label="Način oddaje",
        widget=forms.RadioSelect,
        choices=[("post", "po pošti"), ("oral", "ustno na zapisnik")],
    )
    rights = forms.MultipleChoiceField(
        label="Pravice",
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "denarna socialna pomoč"), ("b", "otroški dodatek")],
        required=False,
    )
    language = forms.ChoiceField(label="Jezik", choices=[("sl", "slovenščina"), ("it", "italijanščina")])
    note = forms.CharField(label="Opomba", widget=forms.Textarea, required=False)
    paper = forms.FileField(label="Priloga", required=False)


@needs("see_law")
def gallery(request: HttpRequest) -> HttpResponse:
    """The components with sample content; nobody in it exists."""
    wrong = SampleForm({"name": "", "filed_on": "31. 2. 2026", "wage": "-5", "language": "sl"})
    context = {
        "form": SampleForm(),
        "wrong": wrong,
        "trail": [(_("My day"), "/"), (_("Components"), "")],
        "steps": _steps(),
        "deadlines": _deadlines(),
        "pages": KeyedPage(rows=[], next="42", is_later=True),
        "tabs": [
            {"address": "#", "words": "Pregled", "current": True, "tally": ""},
            {"address": "#", "words": "Podatki", "current": False, "tally": "12"},
        ],
    }
    return render(request, "gallery.html", context)


def _steps() -> list[dict[str, object]]:
    done = date(2026, 4, 14)
    return [
        {"words": "Vloga", "state": "done", "day": done},
        {"words": "Podatki", "state": "done", "day": None},
        {"words": "Izračun", "state": "now", "day": None},
        {"words": "Odločba", "state": "ahead", "day": None},
        {"words": "Vročitev", "state": "ahead", "day": None},
    ]


def _deadlines() -> list[SimpleNamespace]:
    case = SimpleNamespace(
        public_id="00000000-0000-4000-8000-000000000000",
        number="1232-15/2026",
        main_persons=[
            SimpleNamespace(person=SimpleNamespace(full_name="Maksimilijana Čučnik Žnidaršič Šprohar"))
        ],
    )
    rows = [
        ("overdue", date(2026, 4, 30), "Odločba", "4 dni zamude"),
        ("today", date(2026, 5, 4), "Dopolnitev vloge", "danes"),
        ("soon", date(2026, 5, 6), "Odgovor na pritožbo", "čez 2 dni"),
        ("ahead", date(2026, 6, 15), "Dokončnost", "čez 42 dni"),
    ]
    return [
        SimpleNamespace(state=state, day=on, words=words, left=left, case=case)
        for state, on, words, left in rows
    ]
