"""Sentences are listened to, unless the preferred assistant has a language model."""

import sys
from types import ModuleType

from homeassistant.core import HomeAssistant
import pytest

from custom_components.autoarr.voice.defaults import wants_sentences


class _NotFound(Exception):
    """There is no pipeline."""


class _Pipelines(ModuleType):
    """Stands in for pipelines: Home Assistant's need a library of every machine's own."""

    PipelineNotFound = _NotFound

    def __init__(self, engines: list[str | None]) -> None:
        super().__init__("assist_pipeline")
        self._engines = engines

    def async_get_pipeline(self, hass: HomeAssistant) -> ModuleType:
        """Return the preferred pipeline."""
        if not self._engines:
            raise _NotFound
        pipeline = ModuleType("pipeline")
        pipeline.__dict__["conversation_engine"] = self._engines[0]
        return pipeline


@pytest.mark.parametrize(
    ("engines", "wanted"),
    [
        (["conversation.home_assistant"], True),
        ([None], True),
        (["conversation.claude"], False),
        ([], True),
    ],
)
def test_an_assistant_with_a_language_model_needs_no_sentences(
    hass: HomeAssistant,
    monkeypatch: pytest.MonkeyPatch,
    engines: list[str | None],
    *,
    wanted: bool,
) -> None:
    name = "homeassistant.components.assist_pipeline"
    monkeypatch.setitem(sys.modules, name, _Pipelines(engines))
    assert wants_sentences(hass)
    for component in ("assist_pipeline", "conversation"):
        hass.config.components.add(component)
    assert wants_sentences(hass) is wanted
