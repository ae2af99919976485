"""The Chinese working calendar (工作日历): days off, days made up, and when a limit in one of four units runs out."""
