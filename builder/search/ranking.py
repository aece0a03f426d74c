"""How hits are ranked: BM25F with Whoosh’s parameters and Whoosh’s rounding of lengths.

Formulas: Robertson and Zaragoza, “The Probabilistic Relevance Framework: BM25 and Beyond” (2009);
tests hold the parameters and the rounding to Whoosh itself.
"""

from __future__ import annotations

from bisect import bisect_left

B, K1 = 0.75, 1.2
"""How much the length of a field counts, and how soon repetition stops to count."""

_LENGTHS = tuple(round(27 * (1.033**step - 1)) for step in range(256))


def rounded_length(length: int) -> int:
    """A number of terms as a byte holds it: exact up to ten, then about three in a hundred
    apart.
    """
    return _LENGTHS[min(bisect_left(_LENGTHS, length), 255)]
