"""What vl-convert does: specifications → SVG, and SVG → PNG for those who take no SVG."""

from __future__ import annotations

from typing import Any


def compiled(spec: dict[str, Any]) -> dict[str, Any]:
    """A Vega-Lite specification as Vega."""
    import vl_convert

    return dict(vl_convert.vegalite_to_vega(spec))


def drawn(spec: dict[str, Any]) -> str:
    """A Vega specification, drawn as SVG."""
    import vl_convert

    return str(vl_convert.vega_to_svg(spec))


def bundle() -> str:
    """The JavaScript module that draws specifications in a browser; its default export is `vegaEmbed`."""
    import vl_convert

    return str(vl_convert.javascript_bundle("export default vegaEmbed;"))


def png(svg: str, scale: float = 1) -> bytes:
    """The drawing as PNG, `scale` pixels a unit. It must hold no text: fonts differ from machine to machine."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=scale))
