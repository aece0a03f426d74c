"""Words of the interface for a language that the theme does not speak: those of another, as a
start.
"""

from __future__ import annotations

import re
from pathlib import Path

from builder.model.locales import conventions
from builder.site.theme import theme_folder

_HEAD = re.compile(r"\A(?:#.*\n)+")
_OWN_NAMES = re.compile(r"(?:#.*\n)*\[languages\]\n(?:.+\n)*\n?")
"""What languages are called in the source: in another one the CLDR knows better."""
_LANG = re.compile(r"(?<=\[lang\]\n)(?:.+\n)*")


def starting_words(lang: str, source: str) -> str:
    """The text of `strings/<lang>.toml`, with every key and the texts of `source`."""
    file = theme_folder(Path(), "default") / "strings" / f"{source}.toml"
    spoken = conventions(lang)
    tag, name = spoken.tag, spoken.language_name(lang)
    own = f'tag = "{tag}"\nlocale = "{tag}"\nname = "{name}"\nconverted = ""\n'
    text = _HEAD.sub("", file.read_text("utf-8"))
    return _LANG.sub(lambda _: own, _OWN_NAMES.sub("", text), count=1)
