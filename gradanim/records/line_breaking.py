"""Sentences cut into lines of subtitles: where the voice would pause, not in the middle of a phrase."""

import unicodedata
from functools import cache

LINE = 42
"""Characters on a line, and LINES lines on the screen at once: what broadcasters agree on."""

LINES = 2

# What it costs to cut after a word: the less, the more of a pause is there.
PAUSES = {".": 0.0, "?": 0.0, "!": 0.0, ";": 0.0, ":": 0.5, ",": 1.0}
CLAUSES = {  # begin with these
    "and", "or", "but", "so", "until", "where", "which", "that", "than", "while", "because", "if", "when",
}  # fmt: skip
PHRASES = {
    "at", "by", "from", "in", "into", "of", "on", "over", "through", "to", "towards", "with", "without", "as",
    "is", "are",
}  # fmt: skip
BOUND = PHRASES | {  # to what follows
    "a", "an", "the", "its", "their", "one", "no", "every", "each", "any", "this", "these", "there", "and", "or",
}  # fmt: skip
CLAUSE, PHRASE, ANYWHERE, TORN = 2.0, 4.0, 9.0, 12.0
SCREEN = 6.0  # for one more screenful
SHORT, TOO_SHORT = 14, 5.0  # characters of a screenful that is gone before it is seen
UNEVEN = 5.0  # for two lines, of which one is as long as a line may be and the other is nothing


def screenfuls(caption: str) -> list[tuple[str, ...]]:
    """The caption in lines of at most LINE characters, LINES of them or fewer at a time.

    Of all ways to cut it the cheapest is taken: few screenfuls, cut at pauses, their lines about equally long.
    """
    words = _words(caption)

    @cache
    def best(first: int) -> tuple[float, tuple[tuple[str, ...], ...]]:
        """The cheapest way to show the words from this one on."""
        if first == len(words):
            return 0.0, ()
        ways = []
        for cut in _ends(words, first):
            upper = " ".join(words[first:cut])
            for end in (cut, *_ends(words, cut)):
                lines = (upper, " ".join(words[cut:end])) if end > cut else (upper,)
                cost, rest = best(end)
                cost += _screen(lines) + (_pause(words, cut) if end > cut else 0.0)
                ways.append((cost + (1.5 * _pause(words, end) if end < len(words) else 0.0), (lines, *rest)))
        return min(ways, key=lambda way: way[0])

    for first in reversed(range(len(words))):  # from the end on, so that it never goes deep
        best(first)
    return list(best(0)[1])


def _words(caption: str) -> list[str]:
    """The words of a caption; one that is longer than a line, in pieces."""
    text = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in caption)
    return [word[k : k + LINE] for word in text.split() for k in range(0, len(word), LINE)]


def _ends(words: list[str], first: int) -> list[int]:
    """Before which words a line that begins with this one may end."""
    ends, length = [], -1
    for k in range(first, len(words)):
        length += 1 + len(words[k])
        if length > LINE:
            break
        ends.append(k + 1)
    return ends


def _pause(words: list[str], cut: int) -> float:
    """What it costs to cut before this word."""
    before, after = words[cut - 1], words[cut].lower()
    if before[-1] in PAUSES:
        return PAUSES[before[-1]]
    if before.lower() in BOUND:
        return TORN
    return CLAUSE if after in CLAUSES else PHRASE if after in PHRASES else ANYWHERE


def _screen(lines: tuple[str, ...]) -> float:
    """What it costs to show these lines together."""
    cost = SCREEN + (TOO_SHORT if sum(map(len, lines)) < SHORT else 0.0)
    return cost + UNEVEN * ((len(lines[0]) - len(lines[1])) / LINE) ** 2 if len(lines) > 1 else cost
