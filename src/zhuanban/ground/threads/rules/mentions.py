"""Who is mentioned in a comment: @姓名 and @单位, of those who see the thing and of nobody else."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

# A name ends where something else than a letter stands; longer names are tried first.
LONGEST_NAME = 30
_AT = re.compile(r"[@＠]")


@dataclass(frozen=True)
class Reader:
    """Somebody who sees the thing: an account with the units for which it does."""

    pk: int
    name: str
    units: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """柳青（柳河镇）: how to write one of two people of the same name."""
        return f"{self.name}（{'、'.join(self.units)}）" if self.units else self.name


@dataclass
class Named:
    """What the @ of a text name: the readers, names that several bear, and whether an @ named nobody."""

    readers: set[int] = field(default_factory=set)
    ambiguous: list[str] = field(default_factory=list)
    names_nobody: bool = False


def names_somebody(text: str) -> bool:
    """Whether there is an @ in the text at all."""
    return bool(_AT.search(text))


def named_in(text: str, readers: Collection[Reader]) -> Named:
    """The readers whom the text mentions by name, by name and unit, or by their unit."""
    known = _known(readers)
    longest = sorted(known, key=len, reverse=True)
    found = Named()
    for sign in _AT.finditer(text):
        rest = text[sign.end() :]
        name = next((each for each in longest if rest.startswith(each)), None)
        if name is None:
            found.names_nobody = True
            continue
        people, is_unit = known[name]
        if is_unit or len(people) == 1:
            found.readers |= people
        elif name not in found.ambiguous:
            found.ambiguous.append(name)
    return found


def _known(readers: Iterable[Reader]) -> dict[str, tuple[set[int], bool]]:
    """What can stand behind an @: a name, a name with its unit, a unit with all its readers."""
    known: dict[str, tuple[set[int], bool]] = {}
    for reader in readers:
        for name in {reader.name, reader.whole}:
            known.setdefault(name, (set(), False))[0].add(reader.pk)
    for reader in readers:
        for unit in reader.units:
            people, _ = known.get(unit, (set[int](), True))
            known[unit] = (people | {reader.pk}, True)
    return {name: value for name, value in known.items() if name and len(name) <= LONGEST_NAME * 3}
