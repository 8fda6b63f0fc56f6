"""What a language model may add: it explains, ranks and reads; it never decides or acts.

Everything works without it. This room knows no servers: what it is asked about is data.
"""

from .errors import ReasoningError
from .model import Operation, ProviderName

__all__ = ["Operation", "ProviderName", "ReasoningError"]
