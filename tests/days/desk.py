"""A worker at the pages of any task: opens cases, keeps records, does steps, moves on and closes.

What a form needs beside what a day is about is filled in from the definition, as factories do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect
from tests.cases.generated import Surroundings, typed_values

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case, CaseRecord
from opora.catalogue import catalogue
from opora.organisation.models import Worker
from opora.people.models import Person
from opora.web.forms.facts import NO, YES

ADDRESS_OF_CASE = re.compile(r"/cases/[0-9a-f-]{36}/(#.*)?$")
MARKS_OF_A_MOMENT = 3
"""Full stops in 4. 5. 2026 9.30; a day alone has two."""
Parties = Mapping[str, Person | str]
"""A person on record or the name of a body, by role."""


def written(day: date) -> str:
    """A day as a worker types it."""
    return f"{day.day}. {day.month}. {day.year}"


@dataclass
class Desk:
    """One worker before one browser."""

    worker: Worker
    page: Page

    def opens(self, task: str, how: str, parties: Parties, *, on: date | None = None) -> Case:
        """Open a case by choosing its task."""
        self.page.goto(reverse("new_case", args=[task]))
        return self._opens(how, parties, on)

    def grows(self, case: Case, task: str, how: str, parties: Parties | None = None) -> Case:
        """Open a case that grows out of another; its parties stand there already."""
        self.page.goto(reverse("new_case", args=[task]) + f"?from={case.public_id}")
        return self._opens(how, parties or {}, None)

    def keeps(self, case: Case, kind: str, *, does: str = "", **told: Any) -> CaseRecord:
        """Enter a record: what is told, what the form asks for beside it, and the step it `does`."""
        definition = next(each for each in task_of(case).records if each.key == kind)
        near = Surroundings(
            parties=[party.pk for party in case.parties.exclude(person=None)],
            workers=[self.worker.pk],
            bodies=["Organ za preskus"],
            in_roles={party.role: [party.pk] for party in case.parties.exclude(person=None).order_by("-pk")},
        )
        typed, _kept = typed_values(definition, near, seed=case.task)
        required = {field.key: typed[field.key] for field in definition.fields if field.required}
        before = case.records.count()
        self.page.goto(reverse("add_record", args=[case.public_id, kind]))
        moments = {field.key for field in definition.fields if field.type == "moment"}
        for key, value in (required | told).items():
            is_day_alone = key in moments and ":" not in value and value.count(".") < MARKS_OF_A_MOMENT
            fill(self.page.locator("#record"), f"of-{key}", f"{value} 9.00" if is_day_alone else value)
        along = self.page.locator("[name=along-step]")
        if along.count() or does:
            along.select_option(does)
        self.page.locator("#record button[data-kind=primary]").click()
        expect(self.page.locator(f"#record-{kind}")).to_be_visible()
        assert case.records.count() == before + 1
        return case.records.latest("pk")

    def does(self, case: Case, *steps: str, minutes: int = 30, reason: str = "") -> None:
        """Do steps one after the other on the page of the case as it then stands, each with its minutes."""
        page = self.sees(case)
        for step in steps:
            line = page.locator(f"#step-{step}")
            if not line.is_visible():
                line.locator("xpath=ancestor::details/summary").click()
            line.locator(".step-line a.button").click()
            form = line.locator("form:has(input[name=act][value=do])")
            fill(form, "do-minutes", str(minutes))
            if form.locator("[name=do-reason]").count():
                fill(form, "do-reason", reason or "Okoliščine to zahtevajo.")
            form.locator("button[data-kind=primary]").click()
            expect(self.page.locator(f"#step-{step}[data-state=done]")).to_be_attached()

    def leaves_out(self, case: Case, *steps: str, reason: str) -> None:
        """Leave obligatory steps out on the page of each, with the reason."""
        for step in steps:
            self.page.goto(reverse("case_step", args=[case.public_id, step]))
            form = self.page.locator("form:has(input[name=act][value=waive])")
            form.locator("xpath=ancestor::details/summary").click()
            fill(form, "waive-reason", reason)
            form.locator("button").last.click()
            expect(self.page.locator(f"#step-{step}[data-state=waived]")).to_be_attached()

    def leaves_out_the_rest(self, case: Case, *, reason: str) -> None:
        """Every step that still stands in the way of the end."""
        self.sees(case)
        waiting = self.page.locator("#closing .blocking a").evaluate_all(
            "links => links.map(each => each.hash.replace('#step-', ''))"
        )
        self.leaves_out(case, *waiting, reason=reason)

    def moves(self, case: Case, stage: str) -> None:
        """Bring the case to a stage of its task."""
        self.sees(case)
        place = self.page.locator("#stage")
        place.locator("summary").click()
        place.locator("select").select_option(stage)
        place.locator("form button").click()
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        case.refresh_from_db()
        assert case.stage == stage

    def closes(self, case: Case, outcome: str) -> None:
        """Close the case with its outcome."""
        self.sees(case)
        place = self.page.locator("#closing")
        place.locator("select").select_option(outcome)
        look = place.locator("[name=saw_open_ends]")
        if look.count():
            look.check()
        place.locator("form button").click()
        expect(self.page.locator("#closing [name=outcome]")).to_have_count(0)
        case.refresh_from_db()
        assert (case.state, case.outcome) == ("closed", outcome)

    def sees(self, case: Case) -> Page:
        """The first page of a case."""
        self.page.goto(reverse("case", args=[case.public_id]))
        expect(self.page.locator(".case-number").first).to_have_text(case.number)
        return self.page

    def deadlines(self, case: Case) -> dict[str, str]:
        """What the page says is due, by name: the day as written there."""
        rows = self.sees(case).locator("#deadlines ~ * li.deadline, li.deadline")
        told = rows.evaluate_all(
            "rows => rows.map(row => [row.innerText, row.querySelector('time').getAttribute('datetime')])"
        )
        task = task_of(case)
        return {
            deadline.key: day for deadline in task.deadlines for words, day in told if deadline.sl in words
        }

    def _opens(self, how: str, parties: Parties, on: date | None) -> Case:
        for place, (role, who) in enumerate(parties.items()):
            self._names(role, who, named=list(parties)[:place])
        form = self.page.locator("#opening")
        ways = form.locator("[name=opened_how]")
        if ways.locator("option").count() > 1:
            ways.select_option(how)
        if on is not None:
            form.locator("[name=opened_on]").fill(written(on))
        form.locator("button[data-kind=primary]").click()
        if form.locator("[name=unit_reason]").count() and not _is_case(self.page):
            form.locator("[name=unit_reason]").fill("Tako je dogovorjeno.")
            form.locator("button[data-kind=primary]").click()
        self.page.wait_for_url(_is_address_of_case)
        return Case.objects.get(public_id=self.page.url.partition("/cases/")[2].partition("/")[0])

    def _names(self, role: str, who: Person | str, *, named: list[str]) -> None:
        """In the row where they stand, if no role was given to it before, or in an empty or a new one."""
        for standing in self.page.locator("#parties fieldset.member", has_text=str(who)).all():
            choice = standing.locator("select[name$='-role']")
            if choice.input_value() not in named:
                choice.select_option(role)
                return
        row = self._row_for(role, is_body=isinstance(who, str))
        row.locator("select[name$='-role']").select_option(role)
        if isinstance(who, str):
            row.locator("input[name$='-text']").fill(who)
            return
        row.locator("input[name$='-text']").fill(who.emso or "")
        row.locator("button[value^='find-']").click()
        choose = row.locator("button[value^='choose-']")
        forget = row.locator("button[value^='forget-']")
        expect(choose.or_(forget).first).to_be_visible()
        if choose.count():
            choose.first.click()
        expect(forget).to_be_visible()

    def _row_for(self, role: str, *, is_body: bool) -> Locator:
        rows = self.page.locator("#parties fieldset.member")
        for place in range(rows.count()):
            row = rows.nth(place)
            text = row.locator("input[name$='-text']:not([type=hidden])")
            is_of_role = row.locator("select[name$='-role']").input_value() == role
            if is_of_role and text.count() and not text.input_value():
                return self.page.locator(f"#{row.get_attribute('id')}")
        before = rows.count()
        self.page.locator(f"#parties button[value='add-{'body' if is_body else 'person'}']").click()
        expect(rows).to_have_count(before + 1)
        return self.page.locator(f"#{rows.nth(before).get_attribute('id')}")


def fill(form: Locator, name: str, value: Any) -> None:
    """Fill in a field as its kind wants it: words, one or several of a list, yes or no."""
    field = form.locator(f"[name='{name}']")
    kind = field.first.evaluate("each => each.type || each.tagName.toLowerCase()")
    if kind in ("radio", "checkbox"):
        wanted = value if isinstance(value, list) else [{"da": YES, "ne": NO}.get(value, value)]
        for each in wanted:
            form.locator(f"[name='{name}'][value='{each}']").check()
    elif kind.startswith("select"):
        field.select_option(value if isinstance(value, list) else str(value))
    else:
        field.fill(str(value))


def name_of_deadline(task: str, key: str) -> str:
    """What the page calls a deadline of a task."""
    return next(each.sl for each in catalogue().tasks[task][-1].deadlines if each.key == key)


def _is_case(page: Page) -> bool:
    return _is_address_of_case(page.url)


def _is_address_of_case(url: str) -> bool:
    return ADDRESS_OF_CASE.search(url) is not None
