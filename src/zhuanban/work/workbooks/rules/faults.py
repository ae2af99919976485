"""What is wrong with a sheet, told by row and column in the sheet's own words."""

from dataclasses import dataclass

MOST_FAULTS = 500


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong; `row` counts from 1 (0: the sheet as a whole), `column` is its heading ("": the row)."""

    sheet: str
    row: int
    column: str
    words: str

    def __str__(self) -> str:
        where = f"第 {self.row} 行" if self.row else f"工作表“{self.sheet}”"
        return f"{where}{f'“{self.column}”' if self.column else ''}：{self.words}"
