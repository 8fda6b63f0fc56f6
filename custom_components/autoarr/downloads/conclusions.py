"""From signs to a diagnosis: class, blame and first step, and what outweighs what."""

from collections.abc import Iterable
from dataclasses import replace

from ..servers.models import ServerType
from .joined import is_nothing_left
from .model import Blames, Diagnosis, Evidence, Facts, FailureClass, Message, Step
from .signatures import LONGEST_PLACEHOLDER, Field, Finding, find, follows

SABNZBD = ServerType.SABNZBD.value
MOST_EVIDENCE = 10

_FIRST_STEP = {
    FailureClass.BAD_RELEASE: Step.BLOCKLIST_SEARCH,
    FailureClass.ENCRYPTED: Step.BLOCKLIST_SEARCH,
    FailureClass.DANGEROUS: Step.BLOCKLIST_SEARCH,
    FailureClass.STALLED: Step.BLOCKLIST_SEARCH,
    FailureClass.ENVIRONMENT: Step.ALERT,
    FailureClass.WAITING: Step.WAIT,
    FailureClass.REDUNDANT: Step.REMOVE,
    FailureClass.AMBIGUOUS: Step.ASK,
    FailureClass.UNOWNED: Step.NONE,
    FailureClass.UNKNOWN: Step.RETRY_SAME,
}
_BLAMES = {
    FailureClass.BAD_RELEASE: Blames.RELEASE,
    FailureClass.ENCRYPTED: Blames.RELEASE,
    FailureClass.DANGEROUS: Blames.RELEASE,
    FailureClass.STALLED: Blames.RELEASE,
    FailureClass.ENVIRONMENT: Blames.SYSTEM,
}
_STRONGEST_FIRST = (
    FailureClass.ENVIRONMENT,
    FailureClass.DANGEROUS,
    FailureClass.UNOWNED,
    FailureClass.WAITING,
    FailureClass.IMPORTABLE,
    FailureClass.AMBIGUOUS,
    FailureClass.REDUNDANT,
    FailureClass.ENCRYPTED,
    FailureClass.BAD_RELEASE,
    FailureClass.STALLED,
    FailureClass.UNKNOWN,
)
"""Of the reasons given for several files, the most careful class counts: a release is
bad only when nothing better is said of any of its files."""

UNRECOGNISED = frozenset(
    {
        "cause_client_says",
        "cause_failed_because",
        "cause_import_refused",
        "cause_no_reason",
        "cause_paused_by_client",
    }
)
"""What is said of a failure when nobody knows what the apps told of it."""

DOUBTFUL = frozenset({FailureClass.BAD_RELEASE, FailureClass.UNKNOWN})
"""What a full disk can make a good release look like."""


def plain(
    facts: Facts,
    cause: Message,
    evidence: Iterable[Evidence],
    failure_class: FailureClass,
) -> Diagnosis:
    """Return a diagnosis of this class."""
    if failure_class is FailureClass.IMPORTABLE:
        # Only the grab proves which film or episode the files are.
        first_step = Step.IMPORT if facts.grabbed else Step.ASK
    else:
        first_step = _FIRST_STEP[failure_class]
    return Diagnosis(
        failure_class=failure_class,
        cause=cause,
        blames=_BLAMES.get(failure_class, Blames.NOBODY),
        first_step=first_step,
        evidence=tuple(evidence)[:MOST_EVIDENCE],
    )


def conclude(facts: Facts, finding: Finding, evidence: Iterable[Evidence]) -> Diagnosis:
    """Return what a sign means for this download."""
    diagnosis = plain(facts, finding.cause, evidence, finding.failure_class)
    return replace(
        diagnosis,
        first_step=finding.signature.step or diagnosis.first_step,
        retry_helps=finding.signature.retry_helps and is_retry_offered(facts),
    )


def conclude_with_disk_in_mind(
    facts: Facts, finding: Finding, evidence: list[Evidence]
) -> Diagnosis:
    """Return what a sign means, unless a full disk may have made a release look bad."""
    full = full_disk(facts) if finding.failure_class in DOUBTFUL else None
    if full is None:
        return conclude(facts, finding, evidence)
    return conclude(facts, full, [Evidence(source=SABNZBD, text=full.text), *evidence])


def repeat(
    facts: Facts,
    key: str,
    texts: list[str],
    evidence: list[Evidence],
    failure_class: FailureClass = FailureClass.AMBIGUOUS,
) -> Diagnosis:
    """Return a diagnosis that can only repeat what was said, if anything was."""
    if not texts:
        return plain(facts, Message(key=f"{key}_silently"), (), failure_class)
    cause = Message(key=key, placeholders={"text": texts[0][:LONGEST_PLACEHOLDER]})
    return plain(facts, cause, evidence, failure_class)


def unless_unowned(
    facts: Facts, diagnosis: Diagnosis, *, disowned: bool = False
) -> Diagnosis:
    """Return the diagnosis, or that the download is nobody's and is left alone.

    Disowned: Sonarr or Radarr say that they did not grab it.
    """
    if facts.grabbed or not (facts.ownership_known or disowned):
        return diagnosis
    return replace(
        diagnosis,
        failure_class=FailureClass.UNOWNED,
        cause=Message(key="cause_unowned"),
        blames=Blames.NOBODY,
        first_step=Step.NONE,
    )


def full_disk(facts: Facts) -> Finding | None:
    """Return the sign that SABnzbd's disk is full: a warning, or that nothing is left."""
    for text in facts.warnings:
        finding = find(Field.CLIENT_WARNING, text)
        if finding is not None and finding.means_full_disk:
            return finding
    if facts.client_paused and facts.space_warnings:
        return follows("warning_disk_low", text=facts.space_warnings[0])
    if is_nothing_left(facts.free):
        return follows("warning_disk_low", text=f"{facts.free} bytes free")
    return None


def strongest(found: Iterable[Finding]) -> Finding:
    """Return the sign that counts most."""
    return min(
        found,
        key=lambda finding: (
            not finding.means_full_disk,
            finding.signature.weak,
            _STRONGEST_FIRST.index(finding.failure_class),
        ),
    )


def is_retry_offered(facts: Facts) -> bool:
    """Return whether SABnzbd still offers to retry the job, as far as is known."""
    return facts.record is None or facts.record.retry
