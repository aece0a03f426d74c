"""openplan: a generator for open-data sites of public plans."""

LANGUAGES = ("zh", "en")
"""The languages of a site: every text exists in each."""
