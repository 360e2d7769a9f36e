import pytest

from myeloma_journal.journal.search.matching import EXCERPT_LENGTH, Query


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("cotton", "My fingers feel like Cotton."),
        ("diarrhea", "Diarrhoea again"),
        ("oesophagus", "pain in the esophagus"),
        ("cafe", "coffee at the café"),
        ("übelkeit", "Heute Ubelkeit"),
        ("tingling", "It tingles."),
        ("infus", "long infusion"),
        ("cup, DROPPED", "Dropped a cup"),
        ("don't", "I don’t know"),
        ("恶心", "今天恶心"),
        ("the", "Over the moon"),
    ],
)
def test_words_are_found_in_any_spelling_case_and_form(typed, text):
    assert Query(typed).matches([text])


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("cotton cup", "Dropped a cup"),
        ("eat", "a new treatment"),
        ("ache", "headache"),
        ("", "anything"),
        ("…", "anything …"),
    ],
)
def test_a_part_of_a_word_or_one_of_two_is_not_found(typed, text):
    assert not Query(typed).matches([text])


def test_two_words_may_stand_in_a_question_and_its_answer():
    assert Query("swim pool").matches(["May I swim?", "Not in a public pool."])


def test_excerpt_sets_every_match_apart_and_changes_no_letter():
    text = "Numb: my toes are ‘numb’, and n\u00famb again."

    parts = Query("numb").excerpt(text)

    assert "".join(part.text for part in parts) == text
    assert [part.text for part in parts if part.is_match] == ["Numb", "numb", "númb"]


def test_long_text_is_cut_between_words_around_the_first_match():
    text = "before " * 100 + "cotton" + " after" * 100

    first, *parts, last = Query("cotton").excerpt(text)

    assert (first.text, last.text) == ("…", "…")
    assert "".join(part.text for part in parts).split()[0] == "before"
    assert sum(len(part.text) for part in parts) <= EXCERPT_LENGTH
    assert [part.text for part in parts if part.is_match] == ["cotton"]
