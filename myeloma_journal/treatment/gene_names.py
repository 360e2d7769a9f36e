"""The names of gene changes, and their many spellings. Pure."""

from collections.abc import Iterable, Mapping


def spelled_alike(name: str) -> str:
    """What is the same in each spelling of a name.

    >>> spelled_alike("t(4,14)") == spelled_alike("T (4; 14)") == "t(4;14)"
    True
    """
    return "".join(name.casefold().split()).replace(",", ";")


def known_name(typed: str, names: Mapping[str, Iterable[str]]) -> str | None:
    """The one of these names that was meant, or none.

    Args:
        typed: What a person wrote.
        names: The other spellings under each name.

    >>> names = {"t(4;14)": ["NSD2"], "del(17p)": ["del17p", "17p-"]}
    >>> known_name("t(4,14)", names), known_name("Del 17p", names)
    ('t(4;14)', 'del(17p)')
    >>> known_name("nsd2", names), known_name("t(8;14)", names)
    ('t(4;14)', None)
    """
    typed = spelled_alike(typed)
    for name, aliases in names.items():
        if typed in map(spelled_alike, [name, *aliases]):
            return name
    return None
