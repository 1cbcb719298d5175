"""A picture as SVG, to stand within a page. What it looks like is said by the page's style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from incident_bot.exports.picture.shapes import Box, Dot, Line, Picture, Shape, Words
from incident_bot.exports.visible import visible

_NO_CLASS = re.compile(r"[^a-z0-9-]+")


def svg(picture: Picture, name: str, described_by: str) -> Markup:
    """The picture, with its name for those who cannot see it; `described_by` is where it is told in words."""
    head = (
        f'<svg viewBox="0 0 {_n(picture.width)} {_n(picture.height)}" role="img" '
        f'aria-label="{escape(visible(name))}" aria-describedby="{escape(described_by)}">'
    )
    # Made of escaped parts by the functions below.
    return Markup("\n".join([head, *(_drawn(each) for each in picture.shapes), "</svg>"]))  # noqa: S704


def look(name: str) -> str:
    """A look as a class: whatever severities are called, it is one word."""
    return _NO_CLASS.sub("-", name.lower())


def _drawn(shape: Shape) -> str:
    match shape:
        case Box():
            size = f'width="{_n(shape.width)}" height="{_n(shape.height)}"'
            return _titled("rect", f'x="{_n(shape.x)}" y="{_n(shape.y)}" {size}', shape.look, shape.title)
        case Line():
            ends = f'x1="{_n(shape.x)}" y1="{_n(shape.y)}" x2="{_n(shape.to_x)}" y2="{_n(shape.to_y)}"'
            return _titled("line", ends, shape.look, shape.title)
        case Dot():
            return _dot(shape)
        case Words():
            anchor = "" if shape.anchor == "start" else f' text-anchor="{shape.anchor}"'
            at = f'x="{_n(shape.x)}" y="{_n(shape.y)}" font-size="{_n(shape.size)}"'
            return f'<text class="{look(shape.look)}" {at}{anchor}>{escape(visible(shape.text))}</text>'


def _dot(dot: Dot) -> str:
    if dot.is_diamond:
        corners = " ".join(f"{_n(x)},{_n(y)}" for x, y in _corners(dot))
        drawn = _titled("polygon", f'points="{corners}"', dot.look, dot.title)
    else:
        at = f'cx="{_n(dot.x)}" cy="{_n(dot.y)}" r="{_n(dot.radius)}"'
        drawn = _titled("circle", at, dot.look, dot.title)
    # Not on the way of those who go through the page by keyboard: every entry stands in the table too.
    return f'<a href="#e{dot.number}" tabindex="-1">{drawn}</a>' if dot.number is not None else drawn


def _corners(dot: Dot) -> Iterator[tuple[float, float]]:
    yield from ((dot.x, dot.y - dot.radius), (dot.x + dot.radius, dot.y))
    yield from ((dot.x, dot.y + dot.radius), (dot.x - dot.radius, dot.y))


def _titled(element: str, attributes: str, name: str, title: str) -> str:
    start = f'<{element} class="{look(name)}" {attributes}'
    return f"{start}><title>{escape(visible(title))}</title></{element}>" if title else f"{start}/>"


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
