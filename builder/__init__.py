"""openplan: a generator for open-data sites of public plans."""

__version__ = "0.1.0"
"""The release, which the package is named after too."""
