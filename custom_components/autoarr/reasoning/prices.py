"""What tokens cost, as far as the list of prices knows the model."""

from functools import cache
from math import ceil
from pathlib import Path
import re

import msgspec

from .model import Usage

_FILE = Path(__file__).with_name("prices.json")
_DATED = re.compile(r"(?:-\d{8}|-latest)?")


class Price(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """US dollars for a million tokens, which is millionths of a dollar for one."""

    input: float
    cache_write: float
    cache_read: float
    output: float

    def of(self, usage: Usage) -> int:
        """Return what tokens cost, in millionths of a US dollar, rounded up."""
        return ceil(
            usage.input * self.input
            + usage.cache_write * self.cache_write
            + usage.cache_read * self.cache_read
            + usage.output * self.output
        )

    def at_most(self, read: int, written: int) -> int:
        """Return what a question may cost before it is known what a cache saves."""
        return ceil(read * max(self.input, self.cache_write) + written * self.output)


class PriceList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What all known models cost.

    Attributes:
        about: What the list is.
        source: Where the prices are from.
        read: On which day they were read there, ISO 8601.
        models: Prices by the name of the model without its date.
    """

    about: str
    source: str
    read: str
    models: dict[str, Price]

    def known(self, model: str) -> Price | None:
        """Return the price of a model, by its id with or without a date."""
        for name, price in self.models.items():
            rest = model.removeprefix(name)
            if rest != model and _DATED.fullmatch(rest):
                return price
        return None

    def assumed(self, model: str) -> Price:
        """Return the price of a model; that of the dearest one when it is not known."""
        return self.known(model) or max(
            self.models.values(), key=lambda price: price.output
        )


@cache
def price_list() -> PriceList:
    """Return the list; the first time it is read from disk."""
    return msgspec.json.decode(_FILE.read_bytes(), type=PriceList)
