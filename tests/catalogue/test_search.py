"""What people search for, in their words, and what they must find."""

import re

import pytest

from myeloma_journal.catalogue.models import Synonym
from myeloma_journal.catalogue.searchable import catalogue_index

pytestmark = pytest.mark.django_db

# What somebody types, and of what must be among the first three of its kind: words of a
# question or list, the name of a drug or word, the label of a symptom. Some are better
# answered by questions that may come, hence a choice.
SEARCHES = {
    "second cancer": "another cancer",
    "constipation": "Constipation",
    "constipashun?": "Constipation",
    "diarhea": "Diarrhea",
    "Diarrhoea": "Diarrhea",
    "the runs": "Diarrhea",
    "nauseous": "Nausea",
    "lenalidamide": "lenalidomide",
    "Revlimd": "lenalidomide",
    "Revlimid": "lenalidomide",
    "Darzelex": "daratumumab",
    "dara": "daratumumab",
    "Velcade": "bortezomib",
    "velcaid": "bortezomib",
    "pomalyst": "pomalidomide",
    "Tecvayli": "teclistamab",
    "tec": "teclistamab",
    "dex": "dexamethasone",
    "steroids": "corticosteroid|steroid",
    "belantamab": "belantamab",
    "Blenrep": "belantamab",
    "anito-cel": "anitocabtagene",
    "VRd": "VRd",
    "CAR-T": "CAR-T",
    "car t": "CAR-T",
    "cart": "CAR-T",
    "bispecific": "bispecific",
    "smouldering": "smoldering|early form",
    "smoldering myeloma": "smoldering|early form",
    "MGUS": "MGUS|early form",
    "haemoglobin": "hemoglobin",
    "oedema": "swollen",
    "tumour": "tumor",
    "radiotherapy": "radiation",
    "carer": "caregiver",
    "older": "my age|older",
    "frail": "frail|my age|weak muscles",
    "falls": "fall|dizzy",
    "fertility": "having children|fertility|eggs",
    "pregnant": "pregnancy",
    "baby": "having children|baby",
    "exercise": "active can I be|exercise",
    "gym": "active can I be|exercise",
    "walking": "active can I be|exercise",
    "can I go swimming": "active can I be|exercise",
    "blood sugar": "blood sugar|thirsty",
    "diabetes": "diabetes|dexamethasone",
    "biopsy": "bone marrow",
    "needle": "shot",
    "vision": "eye",
    "blurry": "eye",
    "dry eyes": "eye",
    "flu": "vaccine|flu",
    "flu shot": "vaccine|flu",
    "COVID": "vaccine|COVID",
    "shingles": "shingles",
    "vaccine": "vaccines",
    "fever": "fever",
    "night sweats": "fever",
    "infection": "infection",
    "anxiety": "worried",
    "scared": "worried",
    "depression": "low",
    "sad": "sad or low",
    "I feel hopeless": "low or worried",
    "job": "working",
    "how do I tell my boss": "working|time off work",
    "disability": "time off work|disability",
    "Medicare": "insurance",
    "insurance": "insurance",
    "cost": "pay",
    "language": "interpreter|plain words",
    "interpreter": "interpreter|plain words",
    "Spanish": "interpreter|plain words",
    "record conversation": "write down|record",
    "amyloidosis": "amyloid|light chains",
    "light chains": "light chain",
    "freelite": "light chain",
    "m spike": "M protein",
    "m-spike": "M protein",
    "paraprotein": "M protein",
    "dialysis": "dialysis",
    "kidney": "kidneys",
    "transfusion": "transfusion",
    "hair loss": "side effects|hair",
    "drowsy": "drive|tired",
    "sleep": "sleeping",
    "insomnia": "sleeping",
    "fatigue": "tired",
    "worn out": "tired|worn out",
    "numb feet": "numb",
    "tingling": "tingling",
    "pins and needles": "numb",
    "pain": "pain",
    "back pain": "back",
    "mouth sores": "sore mouth",
    "taste": "taste",
    "teeth": "dentist",
    "dentist": "dentist",
    "appetite": "appetite",
    "weight": "weight|appetite",
    "blood clot": "clot",
    "sun": "rash|skin|sun",
    "alcohol": "drink|alcohol",
    "can I drink wine": "drink|alcohol",
    "can I eat sushi": "eat",
    "pets": "pets|infection",
    "cat": "pets|infection",
    "travel": "trip|travel",
    "flying": "trip|travel",
    "driving": "drive",
    "sex": "sex life",
    "grandchildren": "family|children",
    "kids": "children",
    "dying": "months ahead|hospice|wishes",
    "how long do I have": "months ahead|hospice",
    "hospice": "hospice",
    "second opinion": "second opinion",
    "trial": "trial",
    "stem cell": "stem cell",
    "transplant": "transplant",
    "MRI": "scan",
    "PET scan": "scan",
    "remission": "remission",
    "relapse": "relapse|is back",
    "MRD": "MRD",
    "port": "given to me|vein",
    "is it curable": "cured",
    "t(4,14)": r"t\(4;14\)",
    "del17p": r"del\(17p\)",
    "creatinine": "creatinine",
    "chemo brain": "brain fog",
    "cáncer": "cancer",
    "diarrea": "Diarrhea",
    "intérprete": "interpreter|plain words",
    "trasplante": "transplant",
    "fiebre": "fever",
    "ibuprofen": "over-the-counter|pain pills",
    "green tea": "vitamins",
    "emergency": "emergency",
    "hard to sleep on dex": "sleep|dexamethasone",
    "hair": "lose my hair",
    "pets or a cat": "care for pets",
    "interpreters": "interpreter in my language",
    "tape the visit": "record our talk",
    "what if insurance says no": "insurance says no",
    "can I have a glass of wine": "drink alcohol",
    "my feet are numb": "numb",
    "dialysis?": "dialysis",
    "amiloidosis": "amyloidosis",
    "belantemab": "belantamab",
    "wallet card": "card",
    "REMS": "card|safety",
    "stairs": "active can I be|stairs",
    "sex drive": "sex life",
    "tests": "tests",
    "how do I keep my journal": "Keep a journal",
    "print questions": "Print questions",
    "can I keep my dog": "care for pets",
    "working from home": "keep working",
    "sauna": "stay away from",
    "hotel": "where will we stay",
    "am I going to die": "months ahead",
    "plasmapheresis": "plasma exchange",
    "what if my drug stops working": "stops? working",
    "VGPR": "very good partial response",
    "high risk": "risk",
    "donor transplant": "from a donor",
    "ringing in my ears": "trouble hearing",
    "BMB": "bone marrow",
    "CBC": "blood counts",
    "hgb": "Hemoglobin",
    "ANC": "Neutrophils",
    "low platelets": "platelets are low",
    "acyclovir": "prevent shingles",
    "Neulasta": "raise my white cells",
    "coumadin": "blood thinner",
    "gabapentin": "nerve pain",
    "Imodium": "diarrhea",
    "MiraLAX": "constipated",
    "melatonin": "sleep better",
    "revlimid rash": "kind of rash",
    "chest pain": "If you feel sick",
    "suicidal": "If you feel sick",
    "will I go blind": "harm my sight",
    "my back is killing me": "back or neck pain",
    "I feel so alone": "meet other people",
    "lettuce": "white cells are low",
    "keto diet": "diet that helps",
    "can't taste anything": "tastes strange",
    "heart burn": "heartburn",
    "backpain": "back or neck pain",
    "stemcell": "stem cell",
    "restless legs": "sleep",
    "dex crash": "slump",
    "numbers going up": "change in my numbers",
    "tired of all this": "stop treatment",
    "feel like a burden": "low or worried",
    "clinical trails": "clinical trial",
    "agent orange": "disability",
    "delete my account": "journal",
    "money problems": "have to pay",
}


@pytest.fixture(scope="module")
def index(catalogue, django_db_blocker):
    with django_db_blocker.unblock():
        return catalogue_index()


def names_of(hits):
    return [hit.entry.names[0] for hit in hits]


@pytest.mark.parametrize(("typed", "expected"), SEARCHES.items())
def test_search_finds_what_was_meant_among_the_first_three(index, typed, expected):
    found = index.search(typed)
    best = [name for kind in found.kinds for name in map(str, found.of(kind)[:3])]

    assert re.search(expected, " · ".join(best), re.IGNORECASE)


def test_question_on_second_cancers_comes_first(index):
    [first, *_] = index.search("second cancer").of("question")

    assert "another cancer" in first.text


def test_drug_comes_before_what_only_names_it(index):
    names = [index.search(word).of("drug")[0].name for word in ("Dara", "Revlimid")]

    assert names == ["daratumumab", "lenalidomide"]


def test_name_of_a_symptom_typed_whole_comes_first(index):
    [first, *_] = index.search("blood in urine").of("symptom")

    assert first.slug == "bleeding-bruising"


@pytest.mark.parametrize("word", ["river", "weather", "triplets", "movie", "Mexico"])
def test_english_word_is_never_taken_for_a_slip_of_typing(index, word):
    assert index.search(word).read_as == ""


def test_each_everyday_word_leads_to_something(index):
    typed = [word for synonym in Synonym.objects.all() for word in synonym.typed]

    assert [word for word in typed if not index.search(word).hits] == []


@pytest.mark.parametrize("typed", ["", " ", "?!", "🙂", "zebra", "the", "0", "river"])
def test_search_for_nothing_that_we_have_finds_nothing(index, typed):
    assert index.search(typed).hits == ()


def test_long_text_is_searched_by_its_beginning(index):
    found = index.search("dialysis " + "word " * 2000)

    assert "Dialysis" in names_of(found.hits)
