"""Why a model gave no answer that can be used."""


class ReasoningError(Exception):
    """There is no answer; whoever asked goes on without it."""


class NotSetUp(ReasoningError):
    """No provider was chosen."""


class Paused(ReasoningError):
    """The provider failed too often, so it is left alone for a while.

    Attributes:
        seconds: Until it is tried again.
    """

    def __init__(self, seconds: float) -> None:
        """Say for how long."""
        super().__init__(f"paused for {seconds:.0f} s")
        self.seconds = seconds


class BudgetSpent(ReasoningError):
    """What the answer may cost does not fit into what is left of this month."""


class Unusable(ReasoningError):
    """The model refused, or twice gave an answer of the wrong shape."""


class ProviderError(ReasoningError):
    """The provider did not answer.

    Attributes:
        billed: Whether it may ask for money all the same.
        retry: Whether the same question may succeed a little later.
        retry_after: Seconds that the provider wants us to wait, None when it said nothing.
    """

    billed = False
    retry = False

    def __init__(self, message: str = "", *, retry_after: float | None = None) -> None:
        """Say what happened."""
        super().__init__(message)
        self.retry_after = retry_after


class KeyRejected(ProviderError):
    """The key is wrong, or may not be used for this model."""


class ModelGone(ProviderError):
    """The provider does not know the model, or not any more."""


class QuestionRejected(ProviderError):
    """The provider does not take the question: it is too long, or cannot be counted."""


class Overloaded(ProviderError):
    """The provider has too much to do, or we ask too often."""

    retry = True


class CannotReach(ProviderError):
    """Nobody answers at the provider's address."""

    retry = True


class Interrupted(ProviderError):
    """The question was sent, and no answer came back whole or in time."""

    billed = True
    retry = True


class TaskFailed(ProviderError):
    """Home Assistant's AI task failed; whoever does such tasks has tried again itself."""

    billed = True
