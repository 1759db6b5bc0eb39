"""Words and marks that every template needs: icons, amounts, days, months."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache, lru_cache

from django import template
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.web.links import address

register = template.Library()
register.simple_tag(address)

NO_BREAK_SPACE = "\u00a0"
TONES = {"success": "good", "info": "info", "warning": "caution", "error": "alarm", "debug": "info"}
NOTICE_ICONS = {"good": "check", "info": "info", "caution": "alarm", "alarm": "alarm"}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One icon of our sprite; decorative unless a label says what it means."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, _drawing(name)
        )
    return _decoration(name)


@cache
def _decoration(name: str) -> SafeString:
    """An icon without a label: the same on every page while the process lives."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', _drawing(name))


def _drawing(name: str) -> str:
    return f"{static('web/icons.svg')}#{name}"


@register.filter
def cents(value: int | None) -> str:
    """An amount kept in cents, in euros as the language writes them."""
    return "" if value is None else euros(Decimal(value) / 100)


@register.filter
def euros(value: object) -> str:
    """An amount in euros with two decimals and its sign; nothing for an unknown one."""
    number = _decimal(value)
    if number is None:
        return ""
    written = formats.number_format(number, 2, use_l10n=True, force_grouping=True).replace("-", "−")
    return f"{written}{NO_BREAK_SPACE}€"


@register.filter
def day(value: object) -> str:
    """A day as the language writes it, from a date or its ISO text."""
    if not value:
        return ""
    given = value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    return _written(given, "DATE_FORMAT", get_language()).replace(" ", NO_BREAK_SPACE)


@register.filter
def month(value: object) -> str:
    """A month in words, from a date or from `2026-05`."""
    if not value:
        return ""
    given = value if isinstance(value, date) else date.fromisoformat(f"{str(value)[:7]}-01")
    return _written(given, "YEAR_MONTH_FORMAT", get_language())


@register.filter
def moment(value: datetime | None) -> str:
    """A day and hour; the day alone where a whole day is meant, as with a day of service."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    form = "SHORT_DATE_FORMAT" if local.time() == time.min else "SHORT_DATETIME_FORMAT"
    return formats.date_format(local, form, use_l10n=True)


@register.filter
def hours(minutes: int) -> str:
    """Minutes as hours with one decimal, rounded half up: `12,5 h`, and 45 minutes are `0,8 h`."""
    rounded = (Decimal(minutes) / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)
    written = formats.number_format(rounded, 1, use_l10n=True, force_grouping=True)
    return f"{written}{NO_BREAK_SPACE}h"


@register.filter
def amount(value: object, unit: str = "") -> str:
    """A value of the law with its unit: euros, a share, a yes or no, a day, a plain number or word."""
    if value is None:
        return _("not known")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if unit.upper() in {"EUR", "EURO", "MONEY"}:
        return euros(value)
    number = _decimal(value)
    if number is None:
        return _readable_text(str(value))
    places = max(0, -int(number.normalize().as_tuple().exponent))
    return str(formats.number_format(number, places, use_l10n=True, force_grouping=True)).replace("-", "−")


@register.filter
def tone(level_tag: str) -> str:
    """The tone of a notice, from the level of a message."""
    return TONES.get(level_tag.split()[-1] if level_tag else "info", "info")


@register.filter
def notice_icon(of_tone: str) -> str:
    """The icon that stands for a tone."""
    return NOTICE_ICONS.get(of_tone, "info")


@lru_cache(maxsize=4096)
def _written(given: date, form: str, _language: str | None) -> str:
    """A list shows the same days and months again and again."""
    return formats.date_format(given, form, use_l10n=True)


def _decimal(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _readable_text(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text
