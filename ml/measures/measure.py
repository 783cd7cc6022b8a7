"""The object that a measure is."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias, get_args

from ml.measures.parameters import DeclarationError, bind, choices_of, names_of
from ml.typing import Float64Array

Unit: TypeAlias = Literal["fraction", "price", "money", "ratio", "count", "points", "days", "bars"]
UNITS: Final[tuple[Unit, ...]] = get_args(Unit)
Scaling: TypeAlias = Literal["none", "root_of_time"]
PLAIN: Final = "Plain reference"
_ID: Final = re.compile(r"[a-z]+\.[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Reference:
    """A second engine of a measure, which shares no code with the first.

    Attributes
    ----------
    function : str
        `module:function`; its parameters have the names of the first engine's. It is named and
        not imported, as the first engine's room may not import the second's.
    engine : str
        Who computes it: the plain reference, or a library that only workers load.
    tolerance : float
        Largest difference allowed, relative to the size of the second answer.
    """

    function: str
    engine: str = PLAIN
    tolerance: float = 1e-9


@dataclass(frozen=True, slots=True)
class Tile:
    """How a screen shows a measure.

    Attributes
    ----------
    label : str
        Name above the figure; empty for the measure's title. `{name|format}` stands for another
        figure of the same answer in one of the `FORMATS`.
    digits : int
        Decimals, of a fraction as per cent.
    note : str
        One line below the figure, with names in braces like the label.
    note_without : str
        Instead of the note where the answer lacks a figure that the note names.
    headline : bool
        Whether the short list of a mix of assets has it too.
    """

    label: str = ""
    digits: int = 2
    note: str = ""
    note_without: str = ""
    headline: bool = False

    def faults(self) -> list[str]:
        """Return what a screen could not show of it."""
        text = self.label + self.note
        faults = [f"{form} is no format" for _, form in NAMED.findall(text) if form not in FORMATS]
        if {"{", "}"} & set(NAMED.sub("", text) + self.note_without):
            faults.append("a brace stands outside of {name|format}, or in the note without figures")
        return faults


FORMATS: Final = ("text", "percent", "level", "date", "days")
"""How a figure that a label or note names is written: as it is, per cent, a confidence, a day."""
NAMED: Final = re.compile(r"\{(\w+)\|(\w+)\}")
"""A figure that a label or a note names."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its definition, both engines, and how it is shown.

    Everything that the product does with a measure is derived from this object: the answer, its
    schema, the catalogue, "why this number?", the nightly comparison, exports and the screen.

    Attributes
    ----------
    id : str
        Stable name, `<subject>.<field>`; the field is its name in answers.
    place : int
        Order in answers and on screens, each its own; room is left between neighbours.
    title : str
        Its name.
    meaning : str
        What it says, in a sentence.
    formula : str
        Plain text.
    unit : Unit
        A fraction is shown as per cent.
    sign : str
        What a positive number means.
    unknown : str
        When it is NaN, which goes out as null ("without a fall"); empty for one that every
        answer has.
    citation : str
        Paper, book or standard that defines it.
    sample : type
        Dataclass whose fields are the parameters that engines may take, by name.
    function : callable
        First engine: from parameters of the sample to a number, an array, or a value that has
        the number as one of its attributes.
    part : str
        That attribute; empty where the function gives the number itself.
    kernel : callable or None
        What computes it, where the function only hands the sample to it: its file is the code
        version that explanations name.
    fixed : tuple of (str, object)
        Arguments of the function that are no parameters of the sample.
    reference : Reference or None
        Second engine.
    libraries : tuple of Reference
        Published libraries that are compared each night besides.
    alone : str
        Why there is no second engine, where there is none.
    inputs : tuple of (str, str)
        Label and field of what explains the figure, beside what explains all of its subject.
    path : bool
        Whether it is a number for each day of the period.
    scaling : Scaling
        Whether a horizon of several days multiplies it by the root of their number.
    tile : Tile or None
        How the screen of its subject shows it.
    elsewhere : str
        Where that screen has it, where it has no tile.
    """

    id: str
    place: int
    title: str
    meaning: str
    formula: str
    unit: Unit
    sign: str
    citation: str
    sample: type
    function: Callable[..., Any]
    part: str = ""
    unknown: str = ""
    kernel: Callable[..., Any] | None = None
    fixed: tuple[tuple[str, Any], ...] = ()
    reference: Reference | None = None
    libraries: tuple[Reference, ...] = ()
    alone: str = ""
    inputs: tuple[tuple[str, str], ...] = ()
    path: bool = False
    scaling: Scaling = "none"
    tile: Tile | None = None
    elsewhere: str = ""
    parameters: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Refuse a declaration that could not be served, shown or compared."""
        names = names_of(self.function, self.sample, self.keywords)
        object.__setattr__(self, "parameters", names)
        for fault in self._faults():
            raise DeclarationError(f"{self.id}: {fault}")

    def _faults(self) -> list[str]:
        texts = ("title", "meaning", "formula", "sign", "citation")
        faults = [f"{name} is empty" for name in texts if not getattr(self, name)]
        if not _ID.fullmatch(self.id):
            faults.append("the id is not <subject>.<field>")
        if (self.tile is None) == (not self.elsewhere):
            faults.append("it has either a tile or says where it is shown")
        if self.reference is None and not self.alone:
            faults.append("it has neither a second engine nor a reason why there is none")
        return faults if self.tile is None else faults + self.tile.faults()

    @property
    def name(self) -> str:
        """Name in answers."""
        return self.id.partition(".")[2]

    @property
    def call(self) -> tuple[Callable[..., Any], tuple[tuple[str, Any], ...]]:
        """What is called: measures that have it in common are parts of one value."""
        return self.function, self.fixed

    @property
    def keywords(self) -> Mapping[str, Any]:
        """Arguments that the declaration fixes."""
        return dict(self.fixed)

    @property
    def source(self) -> str:
        """What computes it, as `module:function`."""
        computes = self.kernel or self.function
        return f"{computes.__module__}:{computes.__qualname__}"

    @property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """Parameters that are names, with their choices."""
        return choices_of(self.sample, self.parameters)

    def exists_for(self, sample: object) -> bool:
        """Whether a sample has everything that the measure cannot do without.

        Parameters
        ----------
        sample : object
            Of the measure's kind.

        Returns
        -------
        bool
            Else the measure is NaN.
        """
        return bind(self.function, sample, self.keywords) is not None

    def result(self, sample: object) -> Any:
        """Value of the function; other measures may be parts of the same one.

        Parameters
        ----------
        sample : object
            Of the measure's kind.

        Returns
        -------
        object
            None where the measure does not exist for the sample.
        """
        bound = bind(self.function, sample, self.keywords)
        return None if bound is None else self.function(**bound)

    def part_of(self, result: Any) -> float | Float64Array:
        """The measure's own number in the value of its function.

        Parameters
        ----------
        result : object
            From :meth:`result`.

        Returns
        -------
        float or ndarray
            NaN where there is none.
        """
        if result is None:
            return math.nan
        found: float | Float64Array = getattr(result, self.part) if self.part else result
        return found

    def of(self, sample: object) -> float | Float64Array:
        """The measure of a sample.

        Parameters
        ----------
        sample : object
            Of the measure's kind.

        Returns
        -------
        float or ndarray
            A number, or one for each day; NaN where there is none.
        """
        return self.part_of(self.result(sample))
