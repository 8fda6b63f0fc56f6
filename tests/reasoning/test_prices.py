"""What tokens cost is data: with a date and a source, and complete."""

from datetime import date

from hypothesis import given, strategies as st
import pytest

from custom_components.autoarr.reasoning.model import Usage
from custom_components.autoarr.reasoning.prices import price_list


def test_the_list_says_where_and_when_it_is_from() -> None:
    prices = price_list()
    assert date.fromisoformat(prices.read) <= date(2027, 1, 1)
    assert prices.source.startswith("https://")
    assert "estimate" in prices.about


@pytest.mark.parametrize("name", sorted(price_list().models))
def test_reading_from_a_cache_is_cheaper_and_writing_dearer(name: str) -> None:
    price = price_list().models[name]
    assert 0 < price.cache_read < price.input < price.cache_write < price.output


@pytest.mark.parametrize(
    ("model", "known"),
    [
        ("claude-haiku-4-5-20251001", True),
        ("claude-haiku-4-5", True),
        ("claude-haiku-4-5-latest", True),
        ("claude-sonnet-5-5", True),
        ("claude-sonnet-5-9", False),
        ("claude-opus-4", False),
        ("my-own-model", False),
    ],
)
def test_a_model_is_known_by_its_name_with_or_without_a_date(
    model: str, known: bool
) -> None:
    assert (price_list().known(model) is not None) is known


def test_a_token_costs_as_many_millionths_as_a_million_costs_dollars() -> None:
    price = price_list().models["claude-sonnet-4-5"]
    assert price.of(Usage(input=1_000_000, output=100_000)) == 4_500_000


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**5))
def test_a_reservation_is_never_less_than_the_price(
    read: int, kept: int, written: int
) -> None:
    for price in price_list().models.values():
        usage = Usage(input=read, output=written, cache_write=kept)
        assert price.of(usage) <= price.at_most(read + kept, written)
