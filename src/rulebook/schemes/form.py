"""Reading one mapping of a scheme, field by field: what is missing or odd becomes a fault, never an exception."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from rulebook.model import LARGEST_EXPONENT, Fault

MOST_ENTRIES = 200


def as_number(written: object) -> Decimal | None:
    """A number as YAML hands it over. A float is taken by its shortest spelling, which is what was written."""
    if isinstance(written, bool) or not isinstance(written, int | float | str | Decimal):
        return None
    text = repr(written) if isinstance(written, float) else str(written)[:60]
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    too_large = not number.is_finite() or (number != 0 and abs(number.adjusted()) > LARGEST_EXPONENT)
    return None if too_large else number


@dataclass(frozen=True)
class Form:
    written: Mapping[object, object]
    where: str
    faults: list[Fault]

    @classmethod
    def of(cls, written: object, where: str, faults: list[Fault], known: frozenset[str]) -> "Form | None":
        if not isinstance(written, Mapping):
            faults.append(Fault("这里应是“名称: 内容”的一组。", where=where))
            return None
        form = cls(written, where, faults)
        for key in written:
            if key not in known:
                form.fault(f"不认识的项“{key}”。")
        return form

    def fault(self, message: str, key: str = "") -> None:
        self.faults.append(Fault(message, where=self.place(key)))

    def place(self, key: str) -> str:
        return f"{self.where}.{key}".strip(".") if key else self.where

    def has(self, key: str) -> bool:
        return self.written.get(key) is not None

    def text(self, key: str, *, needed: bool = True) -> str:
        found = self.written.get(key)
        text = "" if found is None or isinstance(found, Mapping | list | bool) else str(found).strip()
        if needed and not text:
            self.fault(f"缺少“{key}”。", key)
        return text

    def number(self, key: str, default: Decimal | None = None) -> Decimal:
        if not self.has(key):
            if default is None:
                self.fault(f"缺少“{key}”。", key)
            return default or Decimal(0)
        number = as_number(self.written[key])
        if number is None:
            self.fault(f"“{key}”应是数字。", key)
        return number or Decimal(0)

    def entries(self, key: str) -> Iterator[tuple[object, str]]:
        """The entries of a list with the place of each."""
        found = self.written.get(key)
        if found is None:
            return
        if not isinstance(found, list | tuple) or len(found) > MOST_ENTRIES:
            self.fault(f"“{key}”应是一列，最多 {MOST_ENTRIES} 项。", key)
            return
        for index, entry in enumerate(found):
            yield entry, f"{self.place(key)}[{index}]"
