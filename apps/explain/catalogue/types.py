"""What the catalogue says about a measure."""

from dataclasses import dataclass

from ml.measures.measure import Unit


@dataclass(frozen=True, slots=True)
class Entry:
    """One number the product shows.

    Parameters
    ----------
    id : str
        Stable name, `<subject>.<measure>`.
    title, meaning : str
        Its name, and in a sentence what it says.
    formula : str
        Plain text.
    unit : Unit
        A fraction is shown as per cent.
    function : str
        `module:function` that computes it.
    citation : str
        Paper, book or standard that defines it.
    document : str
        Name in `apps.core.explanations` of the document it is read from.
    path : str
        Where in the document: names by dots, `list[key={parameter}]` picks an entry.
    inputs : tuple of (str, str)
        Label and path of what it is computed from; `@name` is a parameter of the question.
    screen : str
        Address of the screen that shows it.
    sign : str
        What a positive number means.
    cross_checked : bool
        Whether a second engine recomputes it from the bars (`why_second`).
    alone : str
        Why there is no second engine, when there is none.
    mix : str
        Document to read instead when the question has `weights`.
    """

    id: str
    title: str
    meaning: str
    formula: str
    unit: Unit
    function: str
    citation: str
    document: str
    path: str
    inputs: tuple[tuple[str, str], ...] = ()
    screen: str = "/"
    sign: str = "Positive is more."
    cross_checked: bool = False
    alone: str = ""
    mix: str = ""
