"""Which jobs retry failed ones: SABnzbd gives them new ids that no app knows."""

from collections.abc import Container, Iterable

from .reports import ClientReport, ended_at

LEEWAY = 1.02
"""How much smaller a retry may look than what had come of the failed job."""


class Retries:
    """The failed job that each retry leads back to, the first one of several."""

    def __init__(self) -> None:
        """Start with none."""
        self._first: dict[str, str] = {}

    def of(self, job_id: str) -> str | None:
        """Return the id of the failed job that a job retries, if it does."""
        return self._first.get(job_id)

    def restore(self, job_id: str, failed_id: str) -> None:
        """Remember that a job retries a failed one."""
        self._first[job_id] = self._first.get(failed_id, failed_id)

    def forget(self, job_id: str) -> None:
        """Drop what is known of a job."""
        self._first.pop(job_id, None)

    def link(
        self, client: ClientReport, new_ids: Iterable[str], followed: Container[str]
    ) -> None:
        """Connect new jobs with the failed ones of the same name that they retry.

        Args:
            client: Their SABnzbd.
            new_ids: The jobs that came with its last reading.
            followed: Which failed jobs may have been retried.
        """
        for job_id in new_ids:
            failed_id = _retried_by(client, job_id, followed)
            if failed_id:
                self.restore(job_id, failed_id)


def _retried_by(
    client: ClientReport, job_id: str, followed: Container[str]
) -> str | None:
    """Return the newest failed job that a new job is a retry of.

    The history tells only the bytes that came, so that a retry is never smaller.
    """
    job = client.jobs.get(job_id)
    name = job.name if job else client.history[job_id].name
    same = [
        record
        for record in (*client.gone.values(), *client.history.values())
        if record.name == name
        and record.status == "Failed"
        and record.id in followed
        and (job is None or record.size <= job.size * LEEWAY)
    ]
    return max(same, key=ended_at).id if same else None
