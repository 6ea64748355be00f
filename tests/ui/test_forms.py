"""Fields of the whole site: what they accept, and what they look like."""

from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from ui.forms import DayInput, LongText, MoneyField


@pytest.mark.parametrize(
    ("typed", "sum_"),
    [
        ("1194000", Decimal("1194000")),
        ("1 194 000", Decimal("1194000")),
        ("1\u00a0194\u00a0000,50 ₸", Decimal("1194000.50")),
        ("0", Decimal(0)),
        (Decimal("5.5"), Decimal("5.5")),
    ],
)
def test_a_sum_may_be_typed_as_people_write_it(typed, sum_):
    assert MoneyField().clean(typed) == sum_


@pytest.mark.parametrize("typed", ["many", "-1", "1.234", "", "1,2,3", "NaN"])
def test_what_is_no_sum_is_refused(typed):
    with pytest.raises(ValidationError):
        MoneyField().clean(typed)


def test_a_new_line_counts_as_one_character():
    assert LongText(max_length=3).clean("а\r\nә") == "а\nә"


def test_an_empty_long_text_stays_empty():
    assert LongText(required=False).clean(None) == ""


class Sample(forms.Form):
    title = forms.CharField(label="Title", help_text="Short & <b>plain</b>.")
    goal = LongText(label="Goal", max_length=500, required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A")], widget=forms.RadioSelect)
    day = forms.DateField(label="Day", widget=DayInput, required=False)


def test_a_field_has_label_hint_and_error_in_this_order_tied_to_the_control():
    drawn = Sample({}).as_div() and str(Sample({})["title"].as_field_group())

    assert drawn.index('<label class="field__label" for="id_title">') < drawn.index('id="id_title_helptext"')
    assert drawn.index('id="id_title_helptext"') < drawn.index('id="id_title_error"') < drawn.index("<input")
    assert 'aria-describedby="id_title_helptext id_title_error"' in drawn
    assert "Short &amp; &lt;b&gt;plain&lt;/b&gt;." in drawn


def test_choices_stand_in_a_fieldset_with_a_legend():
    drawn = str(Sample({})["kind"].as_field_group())

    assert '<fieldset aria-describedby="id_kind_error">' in drawn
    assert '<legend class="field__label">' in drawn


def test_a_limit_is_told_before_it_is_reached():
    drawn = str(Sample()["goal"].as_field_group())

    assert "You can write up to 500 characters." in drawn
    assert "(optional)" in drawn


def test_a_day_fits_the_calendar_of_the_browser():
    drawn = str(Sample(initial={"day": "2026-06-12"})["day"].as_field_group())

    assert 'type="date"' in drawn
    assert 'value="2026-06-12"' in drawn
