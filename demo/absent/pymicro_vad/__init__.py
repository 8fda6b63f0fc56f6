"""In place of a compiled package that PyPI has no wheel of: nobody speaks to the demo."""


class MicroVad:
    """Would detect speech."""

    def __init__(self) -> None:
        """Refuse: the demo has no voice."""
        raise RuntimeError("the demo has no voice detection")
