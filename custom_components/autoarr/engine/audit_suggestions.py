"""Problems that a language model sees in the settings and no rule: for people to judge.

Nothing can be applied: a model proves nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from ..activity import JsonValue
from ..audit.told import told_settings
from ..audit.views import Stack
from ..reasoning.findings import AddedFinding
from .reasoning import Reasoning

_KNOWN: Final = ("title", "server", "current")
"""What a model is told of the findings that there are."""


async def suggestions(
    reasoning: Reasoning, stack: Stack, findings: Sequence[Mapping[str, JsonValue]]
) -> list[dict[str, JsonValue]]:
    """Return the public shapes of what a model sees; none without a model.

    Args:
        reasoning: The stack's language model.
        stack: What the servers say of their settings.
        findings: Public shapes of what the rules found.
    """
    shown = {
        f"{view.type}-{number}": view for number, view in enumerate(stack.views, 1)
    }
    settings = {
        key: told_settings(view.type, view.answers) for key, view in shown.items()
    }
    added = await reasoning.find_more(
        settings, [{key: each[key] for key in _KNOWN} for each in findings]
    )
    return [
        _shape(each, shown[each.server].name, settings[each.server][each.setting])
        for each in added
    ]


def _shape(
    added: AddedFinding, server: str, current: JsonValue
) -> dict[str, JsonValue]:
    return {
        "server": server,
        "setting": added.setting,
        "title": added.title,
        "severity": added.severity,
        "current": current,
        "recommended": added.recommended,
        "why": added.why,
        "source": "ai",
    }
