"""Names of tests, as laboratories print them in many ways. Pure."""

import re
from collections.abc import Iterable

from myeloma_journal.platform.forms.values import clean_line

# They say where a test was made or how, and not which one it is.
NOISE = frozenset(
    [
        "in",
        "of",
        "the",
        "by",
        "and",
        "serum",
        "ser",
        "sr",
        "plasma",
        "plas",
        "blood",
        "bld",
        "venous",
        "level",
        "levels",
        "lvl",
        "value",
        "test",
        "result",
        "quantitative",
        "quant",
        "quantitation",
        "qn",
        "count",
        "cnt",
        "absolute",
        "abs",
        "auto",
        "automated",
        "calculated",
        "calc",
        "concentration",
        "conc",
    ]
)
# Serum, as the first or last word: "S-Albumin", "M-spike,S". Protein S is another.
SERUM = "s"
SPELLINGS = {
    "κ": "kappa",
    "λ": "lambda",
    "β": "beta",
    "%": "percent",
    "lt": "light",
    "lc": "light chain",
    "ch": "chain",
    "flc": "free light chain",
    "sflc": "free light chain",
    "kap": "kappa",
    "lam": "lambda",
    "lambd": "lambda",
    "lamda": "lambda",
    "kflc": "kappa free light chain",
    "lflc": "lambda free light chain",
    "beta2": "beta 2",
    "b2": "beta 2",
    "ss2": "beta 2",  # ß2, in lower case
    "mikroglobulin": "microglobulin",
    "haemoglobin": "hemoglobin",
    "urinary": "urine",
    "ur": "urine",
    "u": "urine",
    "pct": "percent",
    "hr": "24",
    "24h": "24",
    "24hr": "24",
    "hour": "24",
    "h": "24",
    "day": "24",
}
# Lambda before kappa: the ratio the other way around.
INVERSE = "lambda/kappa"
# With one of these, it is surely another test than the one without.
OTHER_TESTS = frozenset(
    [
        "urine",
        "percent",
        "csf",
        "a1c",
        "subclass",
        "antibody",
        "ratio",
        INVERSE,
        "ionized",
        "ionised",
        "free",
        "mean",
        "volume",
        "index",
        "corpuscular",
        "reticulated",
        "nucleated",
    ]
)
WORDS = re.compile(r"[^\W_]+|%")
GREEK = re.compile("[κλβ]")


def name_words(name: str) -> frozenset[str]:
    """What a name says, whatever its order, case, punctuation and number.

    >>> name_words("Free Kappa Lt Chains,S") == name_words("KAPPA LIGHT CHAIN, FREE")
    True
    >>> name_words("“M‑spike”") == name_words("M Spike")
    True
    >>> sorted(name_words("Absolute Neutrophil Count"))
    ['neutrophil']
    """
    plain = GREEK.sub(lambda m: f" {SPELLINGS[m[0]]} ", clean_line(name).casefold())
    words: list[str] = []
    found = WORDS.findall(plain)
    if found[:1] == [SERUM]:
        found = found[1:]
    elif found[-1:] == [SERUM] and found[-2:] != ["protein", SERUM]:
        found = found[:-1]
    if "lambda" in found and "kappa" in found[found.index("lambda") :]:
        words.append(INVERSE)
    for word in found:
        singular = _singular(word)
        words += SPELLINGS.get(word, SPELLINGS.get(singular, singular)).split()
    return frozenset(words) - NOISE or frozenset(words)


def is_perhaps(typed: frozenset[str], known: Iterable[frozenset[str]]) -> bool:
    """Whether the typed name says more than a known one, so that somebody is asked.

    >>> calcium = [name_words("Calcium")]
    >>> is_perhaps(name_words("Adjusted calcium"), calcium)
    True
    >>> is_perhaps(name_words("Calcium, urine"), calcium)
    False
    """
    return any(
        words < typed and not (typed - words) & OTHER_TESTS for words in known if words
    )


def _singular(word: str) -> str:
    ends_so = word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if ends_so and len(word) > 3 else word
