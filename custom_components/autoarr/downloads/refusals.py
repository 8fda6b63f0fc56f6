"""Why a search found nothing that Sonarr or Radarr would take.

From the reasons that an interactive search gives for each release, and from the health
checks. It says what to do about it, and does nothing.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from ..servers.models import HealthCheck, ServerType
from .checks import SEARCH_CAUSES, first_of
from .conclusions import conclude
from .model import Diagnosis, Evidence, Facts, FailureClass
from .signatures import Field, Finding, find

_NEAREST_FIRST = (
    FailureClass.WAITING,
    FailureClass.ENVIRONMENT,
    FailureClass.STALLED,
    FailureClass.AMBIGUOUS,
    FailureClass.BAD_RELEASE,
    FailureClass.REDUNDANT,
)
"""Of releases refused for one class of reasons each, the one that is nearest to be taken:
time alone makes the first good."""


def why_nothing_found(
    app: ServerType,
    rejections: Iterable[Sequence[str]],
    health: Iterable[HealthCheck] = (),
) -> Diagnosis | None:
    """Return why no release was taken; None when nobody says why.

    Args:
        app: The app that searched.
        rejections: For each release found, the reasons why it was refused.
        health: What the app complains about.
    """
    facts = Facts(download_id="", owner_type=app)
    refused = [_of_release(reasons) for reasons in rejections]
    known = [finding for finding in refused if finding is not None]
    if known:
        often = Counter(finding.failure_class for finding in known)
        chosen = min(
            known,
            key=lambda finding: (
                _NEAREST_FIRST.index(finding.failure_class),
                -often[finding.failure_class],
            ),
        )
        texts = dict.fromkeys(finding.text for finding in (chosen, *known))
        return conclude(
            facts, chosen, [Evidence(source=app.value, text=text) for text in texts]
        )
    return first_of(app, health, SEARCH_CAUSES)


def _of_release(reasons: Sequence[str]) -> Finding | None:
    """Return what keeps a release from being taken: the reason that weighs most."""
    found = [item for text in reasons if (item := find(Field.REJECTION, text))]
    return max(
        found,
        key=lambda finding: _NEAREST_FIRST.index(finding.failure_class),
        default=None,
    )
