"""What the product itself wrote down, as of a day."""

READS: dict[str, str] = {}
WHYS: dict[str, str] = {}
