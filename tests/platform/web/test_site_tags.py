from django import forms

from myeloma_journal.platform.forms.base import PageForm, PageFormHelper
from myeloma_journal.platform.web.templatetags.site_tags import problems


class VisitForm(PageForm):
    helper = PageFormHelper("with_whom", "place")
    place = forms.CharField(error_messages={"required": "Write the place."})
    with_whom = forms.CharField(error_messages={"required": "Write a name."})


def test_problems_stand_in_the_order_in_which_the_page_asks():
    found = problems(VisitForm({}))

    assert [problem.text for problem in found] == ["Write a name.", "Write the place."]
