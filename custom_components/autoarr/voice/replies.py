"""Understands the answer to a question that a request has asked."""

from ..requests.answers import chosen
from ..requests.model import Answer, Candidate, Reply
from ..requests.record import Offer, Request
from .sentences import known_language, yes_or_no


def reply_to(request: Request, text: str, language: str) -> Answer:
    """Return what an answer says: which title, yes, or never mind.

    Args:
        request: It asks something.
        text: What was said.
        language: A language tag such as de-CH.
    """
    language = known_language(language)
    match yes_or_no(text, language):
        case True:
            return Answer(reply=Reply.CHOOSE)
        case False:
            return Answer(reply=Reply.NEVER_MIND)
        case _:
            return chosen(text, language, tuple(map(_candidate, request.candidates)))


def _candidate(offer: Offer) -> Candidate:
    return Candidate(
        kind=offer.media_type,
        title=offer.title,
        year=offer.year,
        seasons=offer.seasons,
        overview=offer.overview,
    )
