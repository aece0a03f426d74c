"""Drawings → pictures for those who take no SVG: home screens, and sites that show a link as a card."""

from __future__ import annotations


def png(svg: str, scale: float = 1) -> bytes:
    """The drawing as PNG, `scale` pixels a unit. It must hold no text: fonts differ from machine to machine."""
    import vl_convert

    return vl_convert.svg_to_png(svg, scale=scale)
