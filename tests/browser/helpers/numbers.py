"""Every number a screen renders, and what is no figure, each kind with its reason."""

import json
import re
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

NO_FIGURES: Final = {
    "input, textarea, select, option": "what a person enters",
    "button, a, summary, [role=radio], [role=option] [class*=symbol]": "controls by their names",
    "label, legend, th, dt, caption, h1, h2, h3": "names of figures, such as VaR 95%",
    "kbd, code, time": "keys, hashes and moments",
    "nav, header[class*=header], footer[class*=footer]": "the frame around the screens",
    "[role=tooltip], [role=alert], [class*=badge], [class*=_tag_]": "notices and labels",
    "script, style, canvas, svg, [class*=mantine]": "not text of the screen",
    "[class*=lead], [class*=subtitle], [class*=nominal]": "what a panel is about, not its figures",
    "[aria-label='First lines of the file'], [aria-label='Choose a file']": "a person's own file",
    "table[aria-label='Rejected lines'], table[aria-label='Warnings']": "lines of a person's file",
    "[class*=_limits_], [class*=_details_], [class*=_simulated_]": "the words of the About screen",
    "table[aria-label='Data sets'], table[aria-label='Software and licences']": "names of works",
    "[class*=_sample_]": "how a change would look in other colours",
    "[class*=_leftOut_]": "why a symbol is not in the answer",
    "p[class*=_warn_]": "what is wrong with an entry, shown beside it",
}
"""By selector; a number inside one of these needs no explanation of its own."""

_ENTRIES: Final = Path(__file__).parents[3] / "fixtures" / "demo" / "instruments.json"
_SYMBOLS: Final = [
    re.escape(one["symbol"])
    for one in json.loads(_ENTRIES.read_text())
    if any(sign.isdigit() for sign in one["symbol"])
]
NAMES: Final = (
    # Symbols of the demo, the longer first: US10Y.TR before US10Y.
    "|".join(sorted(_SYMBOLS, key=len, reverse=True)),
    # Moments and ages, in the formats of lib/format/time.
    r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?: \d{4})?",
    r"\b\d{4}-\d\d-\d\d\S*",
    r"\b\d{1,2}:\d\d(?::\d\d)?(?: UTC)?",
    r"\b(?:19|20)\d\d\b",
    r"\b\d+ ?(?:s|min|h|d|days?|months?|years?|wk|w)\b(?: ago)?",
    # Names of intervals, levels, models and standards.
    r"\b\d+[smhdDWMY]\b|\b1wk\b|\b1mo\b",
    r"\b\d+(?:\.\d+)?% range",
    r"S&P 500|GARCH\(1,1\)|Basel \d|SHA-256|R²|60 days|1/N|step \d+ of \d+|\b\d+\. ",
    # Addresses, and versions as Settings shows the product's own.
    r"\b\d{1,3}(?:\.\d{1,3}){3}\b|^\d+\.\d+\.\d+$",
    # Of a file its lines are not kept, and of one that is only tried nothing is.
    r"[\d,]+ lines? in the file: .*",
    r"names in line \d+|[\d,]+ rows? of .* would be taken",
)
"""Patterns of text that has digits and is no figure."""
_FIND: Final = """({skip, names}) => {
  const patterns = names.map((name) => new RegExp(name, 'g'));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent || !/\\d/.test(node.data) || parent.closest(skip)) continue;
    const text = patterns.reduce((rest, one) => rest.replace(one, ''), node.data);
    if (!/\\d/.test(text)) continue;
    const box = parent.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    const near = parent.closest('[data-why], [data-why-area]');
    found.push({
      text: node.data.trim().slice(0, 80),
      place: (parent.closest('section, aside, figure')?.getAttribute('aria-label')
        ?? parent.closest('section')?.querySelector('h2, h3')?.textContent ?? '').slice(0, 60),
      why: near?.getAttribute('data-why') ?? near?.getAttribute('data-why-area') ?? null,
      own: Boolean(parent.closest('[data-why]')),
      shown: parent.closest('[data-why]')?.textContent ?? '',
    });
  }
  return found;
}"""


def rendered_numbers(page: Page) -> list[dict[str, Any]]:
    """Return every number on the page that is a figure, with the explanation it belongs to."""
    asked = {"skip": ", ".join(NO_FIGURES), "names": list(NAMES)}
    found: list[dict[str, Any]] = page.evaluate(_FIND, asked)
    return found
