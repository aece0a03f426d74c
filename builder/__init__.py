"""openplan: a generator for open-data sites of public plans."""

__version__ = "0.1.0"
"""The release, which the package is named after too."""

LANGUAGES = ("zh", "en")
"""The languages of a site: every text exists in each."""
TRADITIONAL = "zh-hant"
"""The edition in Traditional Chinese, which is converted from the Simplified, not written."""
