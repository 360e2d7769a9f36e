import pytest

from myeloma_journal.catalogue.search import Search

NAMES = [["t(4;14)", "t(4,14)", "FGFR3/IGH"], ["lenalidomide", "Revlimid"]]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("t(4,14)", "Names look like t(4;14) or del(17p)."),
        ("FGFR3 IGH", "Names look like t(4;14) or del(17p)."),
        ("revlimid", "How long do I take lenalidomide?"),
        ("Haemoglobin", "What is my hemoglobin now?"),
        ("numb", "What can we do about numbness?"),
        ("bones", "What is our plan for my bone pain?"),
        ("the pain in my bone", "What is our plan for my bone pain?"),
    ],
)
def test_search_finds_a_question_by_any_name_of_its_matter(query, text):
    search = Search.of(query, NAMES)

    assert search.hits(text) == len(search.concepts) > 0


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("numb", "Which lab numbers should I track?"),
        ("t(4;14)", "Names look like t(14;16)."),
        ("eat", "What are all of my treatment choices?"),
        ("the", "What is the plan?"),
    ],
)
def test_search_does_not_find_what_only_looks_alike(query, text):
    assert Search.of(query, NAMES).hits(text) == 0
