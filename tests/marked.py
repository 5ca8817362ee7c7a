"""Texts with their mentions marked by hand: [组 大庆市总工会]."""

import re

KINDS = {
    "人": "Person", "组": "Organization", "地": "Place", "奖": "Award",
    "动": "Activity", "数": "Figure", "职": "Position", "时": "Date",
}  # fmt: skip


def parse(marked):
    """The text without marks, and (start, end, type) of each mention."""
    text, found, position = "", [], 0
    for hit in re.finditer(r"\[(.) ([^\]]+)\]", marked):
        text += marked[position : hit.start()]
        found.append((len(text), len(text) + len(hit[2]), KINDS[hit[1]]))
        text += hit[2]
        position = hit.end()
    return text + marked[position:], found
