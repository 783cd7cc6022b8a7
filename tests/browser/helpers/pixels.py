"""What a panel's canvases show: a chart that drew nothing, or in one colour, is caught."""

from playwright.sync_api import Locator

_CELL = 800

# A chart may be drawn on several canvases, one above the other.
_COLOURS = """(panel) => {
  const seen = new Map();
  for (const canvas of panel.querySelectorAll('canvas')) {
    const { width, height } = canvas;
    if (width === 0 || height === 0) continue;
    const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
    for (let at = 0; at < pixels.length; at += 4) {
      if (pixels[at + 3] < 255) continue;
      const name = `rgb(${pixels[at]}, ${pixels[at + 1]}, ${pixels[at + 2]})`;
      seen.set(name, (seen.get(name) ?? 0) + 1);
    }
  }
  return Object.fromEntries(seen);
}"""

_TOKEN = """(panel, token) => {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  panel.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}"""


def _counts(panel: Locator) -> dict[str, int]:
    found: dict[str, int] = panel.evaluate(_COLOURS)
    return found


def solid_colours(panel: Locator) -> int:
    """How many colours fill an area as large as a cell of a heatmap."""
    return sum(count >= _CELL for count in _counts(panel).values())


def pixels_of(panel: Locator, token: str) -> int:
    """How many pixels have the colour of one of our tokens, such as ``--sl-down``."""
    return _counts(panel).get(panel.evaluate(_TOKEN, token), 0)
