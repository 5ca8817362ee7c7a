"""JSON inside a script element of a page: written so that no text in it can end the element, and read again."""

from __future__ import annotations

import json
import re

_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def island(value: object) -> str:
    r"""Write a value as JSON that is safe inside a script element, whatever text it holds.

    >>> island({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def span(html: str, name: str) -> tuple[int, int]:
    """Return where the text of the script element with this id begins and ends.

    Raises:
        ValueError: there is none.

    >>> span('<script id="graph">{}</script>', "graph")
    (19, 21)
    """
    if not (found := re.search(rf'<script[^<>]* id="{re.escape(name)}">', html)):
        raise ValueError(f"The page has no element {name}.")
    return found.end(), html.index("</script>", found.end())
