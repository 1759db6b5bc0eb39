"""A real Chromium against a running server, for every room's tests of pages."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from opora.config.browser import NO_BROWSER, find_browser, on_ci
from opora.organisation.models import Worker

FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
]
PATIENCE_MS = 15_000
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def sign_in() -> Callable[[Worker], Client]:
    """A client of this worker, past sign-in."""

    def signed_in(worker: Worker) -> Client:
        client = Client()
        client.force_login(worker, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, with an empty profile."""
    executable = _executable()
    expect.set_options(timeout=PATIENCE_MS)
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in this thread
    try:
        with sync_playwright() as playwright:
            found = playwright.chromium.launch(executable_path=executable, args=FLAGS)
            yield found
            found.close()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def opened(browser: Browser, live_server, sign_in, picture, request) -> Iterator[Callable[..., Page]]:
    """A page of a worker's own browser: `opened(worker)`, also dark, on a phone, in another language."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_for(
        worker: Worker | None = None, *, dark: bool = False, phone: bool = False, language: str = "sl-SI"
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            locale=language,
            viewport=PHONE if phone else DESKTOP,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        if worker is not None:
            cookie = sign_in(worker).cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(f"A script of {page.url} failed: {error}"))
        page.on("console", lambda message: problems.extend(_violation(page, message)))
        return page

    yield open_for
    for number, context in enumerate(contexts):
        for page in context.pages:
            picture(page, f"{request.node.originalname}-last-{number}")
        context.close()
    assert not problems, "\n".join(dict.fromkeys(problems))


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """Keeps a picture of a page below `OPORA_PICTURES`, where somebody wants to look at it."""
    folder = os.environ.get("OPORA_PICTURES")

    def take(page: Page, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{folder}/{name}.png", full_page=True, caret="initial")

    return take


def _executable() -> str:
    if found := find_browser():
        return found
    if on_ci():
        pytest.fail("No Chromium is on this machine, and CI=true: install it, or name it by OPORA_CHROMIUM.")
    warnings.warn(NO_BROWSER, stacklevel=1)
    pytest.skip("NO BROWSER TESTS: no Chromium found. Name one by OPORA_CHROMIUM.")


def _violation(page: Page, message: ConsoleMessage) -> list[str]:
    """What the browser says when a page breaks its own security policy."""
    return [f"{page.url}: {message.text}"] if "Content Security Policy" in message.text else []
