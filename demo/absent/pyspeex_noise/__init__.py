"""In place of a compiled package that PyPI has no wheel of: nobody speaks to the demo."""


class AudioProcessor:
    """Would clean up what a microphone hears."""

    def __init__(self, *_: float) -> None:
        """Refuse: the demo has no voice."""
        raise RuntimeError("the demo has no voice detection")
