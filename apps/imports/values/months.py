"""Names of months and weekdays in the languages that price files come in."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

_MONTHS: Final = (
    # English, German (and Austrian), French, Spanish, Italian, Portuguese
    "january february march april may june july august september october november december",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "janner feber maerz april mai juni juli august september oktober november dezember",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    # Dutch, Polish (as in dates, and alone), Russian (as in dates, and alone), Turkish
    "januari februari maart april mei juni juli augustus september oktober november december",
    """stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada
    grudnia""",
    """styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad
    grudzien""",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik",
)
_SHORT: Final = {"mrt": 3, "wrz": 9, "sept": 9}  # no beginnings of a month's name
_WEEKDAYS: Final = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miercoles jueves viernes sabado domingo",
    "lunedi martedi mercoledi giovedi venerdi sabato domenica",
    "segunda terca quarta quinta sexta sabado domingo",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "poniedzialek wtorek sroda czwartek piatek sobota niedziela",
    "понедельник вторник среда четверг пятница суббота воскресенье",
    "pazartesi sali carsamba persembe cuma cumartesi pazar",
)
_SMALL_WORDS: Final = frozenset({"de", "del", "of", "st", "nd", "rd", "th", "er", "года"})
# Letters that no accent can be taken off from.
_PLAIN: Final = str.maketrans({"\u0131": "i", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae"})


def plain_word(text: str) -> str:
    """Return a word in small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(mark for mark in parts if not unicodedata.combining(mark))


def _beginnings(words: Iterable[str], least: int) -> dict[str, set[int]]:
    """Return which places of their lists each beginning of a word stands for."""
    found = defaultdict[str, set[int]](set)
    for listed in words:
        for place, name in enumerate(map(plain_word, listed.split()), 1):
            for length in range(least, len(name) + 1):
                found[name[:length]].add(place)
    return found


# A beginning that two months share, as "jui" does in French, is no name.
_MONTH_OF: Final = {
    name: min(places) for name, places in _beginnings(_MONTHS, 3).items() if len(places) == 1
} | _SHORT
_DAYS: Final = frozenset(_beginnings(_WEEKDAYS, 2))


def month_of(word: str) -> int | None:
    """Return the number of a month's name or of its beginning, three letters at least."""
    return _MONTH_OF.get(plain_word(word))


def is_filler(word: str) -> bool:
    """Return whether a word beside a month says nothing about the date, as weekdays do not."""
    plain = plain_word(word)
    return plain in _SMALL_WORDS or plain in _DAYS
