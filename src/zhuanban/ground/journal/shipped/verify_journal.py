#!/usr/bin/env python3
"""核验导出的日志，只用 Python 标准库：python3 verify_journal.py 导出文件 [当时抄录的末条摘要]

Each line holds position, algorithm, digest and content; digest = hash(digest before + newline + content as sorted
JSON without spaces). The first line says behind which position and digest the export begins, and where it ends.
Exit code 0: whole; 1: not whole, each place is named; 2: not readable.
"""

import hashlib
import json
import sys


def link(algorithm, previous, content):
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.new(algorithm, f"{previous}\n{text}".encode()).hexdigest()


def faults(lines, end):
    """Each fault as a sentence; leaves in `end` where the chain ended."""
    head = json.loads(next(lines, ""))
    position, digest = head["after"], head["previous"]
    for line in lines:
        item = json.loads(line)
        place, content = item["position"], item["content"]
        if place <= position:
            yield f"第 {place} 条重复或不在其位"
            continue
        if place > position + 1:
            yield f"第 {position + 1} 至 {place - 1} 条缺失"
        elif content is None:
            yield f"第 {place} 条被删除：只有封条，没有内容"
        elif link(item["algorithm"], digest, content) != item["digest"]:
            yield f"第 {place} 条被改动过（{content.get('event')}，{content.get('sentence')}）"
        position, digest = place, item["digest"]
    end[:] = position, digest
    if (position, digest) != (head["last"], head["digest"]):
        yield f"末尾与抬头不符：应到第 {head['last']} 条，摘要 {head['digest']}"


def main(path, noted=""):
    end, found = [0, ""], 0
    try:
        with open(path, encoding="utf-8") as lines:
            for fault in faults(lines, end):
                found += 1
                print(fault)
    except (OSError, KeyError, TypeError, AttributeError, ValueError) as error:
        print(f"读不出：{error}。本机的 Python 没有 SM3 时，请换一台有的。", file=sys.stderr)
        return 2
    if noted and noted != end[1]:
        found += 1
        print("末条摘要与抄录的不同：整条链可能被重算过")
    print(f"到第 {end[0]} 条，末条摘要 {end[1]}，" + (f"发现 {found} 处异常。" if found else "完好。"))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]) if len(sys.argv) > 1 else __doc__)
