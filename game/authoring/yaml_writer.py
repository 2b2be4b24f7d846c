"""Plain values as the YAML that our own reader takes back for the same: for files that authors will go on with.

PyYAML writes for YAML 1.1; where our reader (`game/story/yaml_tree.py`, YAML 1.2) would read a word otherwise, it is
put in quotes. Texts of several lines stand in blocks opened by `|` where YAML allows it.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

WIDTH = 110  # characters of a line
_LIKE_A_NUMBER = re.compile(r"[-+]?[0-9]+\Z")
_ESCAPE_NEEDED = re.compile("[\x85\u2028\u2029\ufeff]")


class _Dumper(yaml.SafeDumper):
    """PyYAML's safe dumper, with lists indented below their key and no anchors."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = None
    if _ESCAPE_NEEDED.search(text):
        style = '"'
    elif "\n" in text:
        style = "|"
    elif _LIKE_A_NUMBER.match(text):
        style = "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def to_yaml(value: dict[str, Any]) -> str:
    """The mapping as YAML, its keys in the order given. Values are str, int, bool, None, lists and mappings of them."""
    if not value:
        return ""
    written = yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)
    assert isinstance(written, str)
    return written
