"""Answers from any AI Task entity of Home Assistant: the model that the house has anyway."""

import asyncio
import json
import logging
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    ObjectSelector,
    ObjectSelectorField,
    Selector,
    SelectSelector,
    TextSelector,
)
import probatio

from ..reasoning.errors import Interrupted, QuestionRejected, TaskFailed
from ..reasoning.model import Answer, Ending, ProviderName, Question, Schema, Usage

_LOGGER = logging.getLogger(__name__)

AI_TASK = "ai_task"
PREFERRED = "preferred"
"""Stands for the entity that the user prefers for such tasks."""

_LETTERS_PER_TOKEN = 4


class TaskEntityProvider:
    """One AI Task entity, or whichever the user prefers at the time.

    Attributes:
        name: Who answers.
        model: The entity's id.
    """

    name = ProviderName.AI_TASK

    def __init__(self, hass: HomeAssistant, entity_id: str | None) -> None:
        """Choose an entity; None for the one that the user prefers."""
        self.model = entity_id or PREFERRED
        self._hass = hass
        self._entity_id = entity_id

    async def count(self, question: Question, time_out: float) -> int:
        """Return how many tokens the question has: nobody counts here, so an estimate."""
        return _read(question)

    async def ask(self, question: Question, time_out: float) -> Answer:
        """Ask once; seconds until it is given up.

        Raises:
            ProviderError: There is no answer.
        """
        if AI_TASK not in self._hass.config.components:
            raise QuestionRejected("there are no AI Task entities")
        from homeassistant.components import ai_task

        try:
            async with asyncio.timeout(time_out):
                result = await ai_task.async_generate_data(
                    self._hass,
                    task_name=f"AutoArr {question.operation}",
                    entity_id=self._entity_id,
                    instructions=f"{question.instructions}\n\n{question.words}",
                    structure=structure_of(question.schema),
                )
        except TimeoutError as err:
            raise Interrupted("no answer in time") from err
        except HomeAssistantError as err:
            # Its words may repeat the question; whoever answers has logged them.
            raise TaskFailed(type(err).__name__) from None
        except Exception as err:
            # Whatever another integration stumbles over, nothing depends on a model.
            _LOGGER.exception("The AI task failed")
            raise TaskFailed(type(err).__name__) from None
        text = result.data if isinstance(result.data, str) else _json(result.data)
        return Answer(
            text=text,
            ending=Ending.COMPLETE,
            usage=Usage(input=_read(question), output=_tokens(text), estimated=True),
        )

    async def close(self) -> None:
        """Hold nothing."""


def structure_of(schema: Schema) -> probatio.Schema:
    """Return the structure that AI Task understands for a schema of ours."""
    fields: dict[Any, Selector[Any]] = {}
    properties: Any = schema["properties"]
    for name, each in properties.items():
        plain, optional = _without_null(each)
        key = probatio.Optional if optional else probatio.Required
        fields[key(name)] = _selector(plain)
    return probatio.Schema(fields)


def _without_null(schema: Any) -> tuple[Schema, bool]:
    """Return a schema without its choice of nothing, and whether it had one."""
    if None in schema.get("enum", ()):
        rest = [option for option in schema["enum"] if option is not None]
        return {**schema, "enum": rest}, True
    options = schema.get("anyOf", ())
    some = [option for option in options if option != {"type": "null"}]
    return (some[0], True) if len(some) < len(options) else (schema, False)


def _selector(schema: Any) -> Selector[Any]:
    if "enum" in schema:
        return SelectSelector({"options": [str(each) for each in schema["enum"]]})
    match schema["type"]:
        case "array" if schema["items"].get("type") == "object":
            fields = {
                name: ObjectSelectorField(selector=_selector(plain), required=not empty)
                for name, each in schema["items"]["properties"].items()
                for plain, empty in (_without_null(each),)
            }
            return ObjectSelector({"fields": fields, "multiple": True})
        case "array":
            return TextSelector({"multiple": True})
        case "integer" | "number":
            return NumberSelector(
                NumberSelectorConfig(step="any", mode=NumberSelectorMode.BOX)
            )
        case "boolean":
            return BooleanSelector()
    return TextSelector({"multiline": True})


def _json(data: object) -> str:
    """Return data as JSON; data that JSON cannot hold, as text that is none."""
    try:
        return json.dumps(data)
    except TypeError, ValueError:
        return str(data)


def _read(question: Question) -> int:
    return _tokens(question.instructions) + _tokens(question.words)


def _tokens(text: str) -> int:
    return len(text) // _LETTERS_PER_TOKEN + 1
