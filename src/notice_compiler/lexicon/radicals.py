"""Radicals that a font's table gives for the characters that look like them: ⽅⾯ for 方面, ⻓ for 长, ⻛ for 风."""

from __future__ import annotations

import unicodedata

# Those of the Kangxi block say themselves which character they are; of the others only some do.
KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
ALONE = "⺁⺒⺗⺝⺞⺟⺠⺬⺮⻁⻂⻄⻅⻆⻉⻊⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳"
USUAL = "厂巳心月歹母民示竹虎衣西见角贝足车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟"
CHARACTERS = KANGXI | {ord(alone): usual for alone, usual in zip(ALONE, USUAL, strict=True)}
