"""Whether to listen to sentences of our own, before a user has said so."""

from homeassistant.core import HomeAssistant, callback

ASSIST_PIPELINE = "assist_pipeline"
CONVERSATION = "conversation"


@callback
def wants_sentences(hass: HomeAssistant) -> bool:
    """Return whether the preferred assistant needs them.

    One with a language model has AutoArr's tools, and understands more than sentences;
    ours would keep from it what they match.
    """
    if not {ASSIST_PIPELINE, CONVERSATION} <= hass.config.components:
        return True
    from homeassistant.components.assist_pipeline import (
        PipelineNotFound,
        async_get_pipeline,
    )
    from homeassistant.components.conversation import HOME_ASSISTANT_AGENT

    try:
        pipeline = async_get_pipeline(hass)
    except PipelineNotFound:
        return True
    return pipeline.conversation_engine in (None, HOME_ASSISTANT_AGENT)
