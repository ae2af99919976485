"""电子表格: Excel and WPS files as people fill them in, read, checked, brought in, sent out and merged.

What rooms above build on, reading:

    from zhuanban.work.workbooks.services.reading import read_book      # bytes → list[Sheet]; Invalid in one sentence
    from zhuanban.work.workbooks.rules.sheets import Sheet, find_head, guess_head, letters
    from zhuanban.work.workbooks.rules.cells import day, number, yes_no, choice, words, CellFault
    from zhuanban.work.workbooks.rules.faults import Fault               # 第 12 行“计划完成”：…

`read_book(content, name)` takes .xlsx .xls .et .ods .csv (GB18030 or UTF-8), known by content and admitted by
core.uploads. A Sheet holds its cells as the file has them, merged ranges resolved: `sheet.cell(12, 3)` is what stands
in C12; rows and columns count from 1 as people count. `find_head(sheet, headings)` finds the row of known headings,
`guess_head(sheet)` that of an unknown layout (two-row heads give 父／子); `sheet.body(head)` gives (row number, cells
by heading) of the rows below, blank ones left out. The readers of rules.cells turn one cell into a day, number, yes-no
or choice, or raise CellFault with words that stand behind “第 12 行“计划完成”：”.
"""
