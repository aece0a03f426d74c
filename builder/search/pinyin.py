"""How Chinese names sound: their syllables without tones, by pypinyin’s words and the site’s own
readings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from builder.search.tokens import Run, chinese_folding, fold, runs


class Readings:
    """Syllables of names. `own` maps words to the syllables that count for them, one a
    character.
    """

    def __init__(self, own: Mapping[str, tuple[str, ...]]) -> None:
        self.own = {fold(word, chinese_folding()): syllables for word, syllables in own.items()}
        self.syllables = cache(self._syllables)

    @cached_property
    def _words(self) -> re.Pattern[str] | None:
        words = sorted(self.own, key=lambda word: (-len(word), word))
        return re.compile("|".join(map(re.escape, words))) if words else None

    def _syllables(self, run: str) -> tuple[str, ...]:
        """One syllable for each character of a Chinese run; a character without a reading stands
        for itself.
        """
        from pypinyin import lazy_pinyin

        syllables: list[str] = lazy_pinyin(run, errors=list)  # type: ignore[arg-type]
        if self._words:
            for word in self._words.finditer(run):
                syllables[word.start() : word.end()] = self.own[word[0]]
        return tuple(syllables)

    def transliterate(self, name: str) -> tuple[str, str]:
        """A name in pinyin, in full and by initials: `shifagaiwei` and `sfgw`; words and numbers
        stay.
        """
        full = initials = ""
        for run in _runs(name):
            syllables = self.syllables(run.text) if run.unspaced else ()
            full += "".join(syllables) or run.text
            initials += "".join(syllable[0] for syllable in syllables) or run.text
        return full, initials

    def syllable_table(self, names: Iterable[str]) -> dict[str, dict[str, str]]:
        """Syllable → character → the characters that follow it in `names`, sorted: how pinyin is
        read back.
        """
        table: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for run in sorted({run for name in names for run in _runs(name) if run.unspaced}):
            for i, syllable in enumerate(self.syllables(run.text)):
                table[syllable][run.text[i]].update(run.text[i + 1 : i + 2])
        return {
            syllable: {
                character: "".join(sorted(after)) for character, after in sorted(characters.items())
            }
            for syllable, characters in sorted(table.items())
            if syllable.isascii()
        }


def _runs(name: str) -> tuple[Run, ...]:
    return runs(name, chinese_folding())
