"""The models that the simulated API lists, with what each can do."""

from typing import Any, Final

MODELS: Final[dict[str, tuple[str, bool]]] = {
    "claude-sonnet-5-5": ("Claude Sonnet 5.5", True),
    "claude-haiku-5-5": ("Claude Haiku 5.5", True),
    "claude-haiku-4-5-20251001": ("Claude Haiku 4.5", True),
    "claude-3-haiku-20240307": ("Claude Haiku 3", False),
}
"""Display name, and whether the model keeps to a schema, by id; newest first."""

_WITH_EFFORT: Final = frozenset({"claude-sonnet-5-5", "claude-haiku-5-5"})
_YES: Final = {"supported": True}


def model_info(name: str) -> dict[str, Any]:
    """Return what the API says about a model."""
    display_name, structured = MODELS[name]
    effort = {"supported": name in _WITH_EFFORT}
    thinking = {"supported": True, "types": {"adaptive": _YES, "enabled": _YES}}
    return {
        "type": "model",
        "id": name,
        "display_name": display_name,
        "created_at": "2026-06-01T00:00:00Z",
        "max_input_tokens": 1_000_000,
        "max_tokens": 128_000,
        "lifecycle": "active" if structured else "deprecated",
        "line": None,
        "deprecated_at": None,
        "retires_at": None,
        "capabilities": {
            "batch": _YES,
            "citations": _YES,
            "code_execution": _YES,
            "context_management": {"supported": False},
            "effort": {
                **effort,
                **dict.fromkeys(("low", "medium", "high", "max"), effort),
            },
            "image_input": _YES,
            "pdf_input": _YES,
            "server_tools": {"supported": False},
            "structured_outputs": {"supported": structured},
            "thinking": thinking,
        },
    }
