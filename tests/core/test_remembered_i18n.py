import pytest
from django.template import engines
from django.utils.translation import override


@pytest.mark.parametrize(
    "template", ["{% translate 'Monday' %}", "{% translate 'Monday' as day %}{{ day }}"]
)
def test_sentence_is_said_in_the_language_of_who_reads(template):
    page = engines["django"].from_string(f"{{% load i18n %}}{template}")

    said = []
    for language in ("de", "es", "de"):
        with override(language):
            said.append(page.render())

    assert said == ["Montag", "lunes", "Montag"]


def test_sentence_that_is_a_value_is_looked_up_each_time():
    page = engines["django"].from_string("{% load i18n %}{% translate day %}")

    with override("de"):
        said = [page.render({"day": day}) for day in ("Monday", "Tuesday")]

    assert said == ["Montag", "Dienstag"]
