"""What a job leaves: its row in the history and its folder on disk."""

from simulator.sabnzbd import outcomes
from simulator.sabnzbd.disk import Disk
from simulator.sabnzbd.jobs import Job, Row, Status
from simulator.sabnzbd.outcomes import Place
from simulator.sabnzbd.settings import Settings


def new_row(job: Job, settings: Settings, now: float, *, quiet: bool = False) -> Row:
    """Return the row of a job that leaves the queue.

    Args:
        job: The job.
        settings: What users configured.
        now: World time in unix seconds.
        quiet: Its stage log says nothing, as for jobs that were refused.
    """
    row = Row(
        job=job,
        status=Status.QUEUED,
        completed=now,
        name=job.name,
        path=f"{settings.text('download_dir')}/{job.name}",
    )
    if not quiet:
        row.note("Source", job.url or job.nzb_name)
        row.note("Download", outcomes.download_line(job))
        if job.done:
            name = settings.servers[0]["name"]
            row.note("Servers", outcomes.servers_line(job, name))
    return row


def result_place(status: Status, fail_message: str) -> Place:
    """Tell where a job of the past left its files."""
    if status is Status.COMPLETED:
        return Place.COMPLETE
    unpacking = fail_message.startswith("Unpacking")
    return Place.FAILED if unpacking else Place.INCOMPLETE


def store(
    row: Row, settings: Settings, disk: Disk, place: Place, files: tuple[str, ...]
) -> str:
    """Make the folder of a job; return what the history calls its storage.

    Args:
        row: Its row.
        settings: What users configured.
        disk: Where the folder is made.
        place: Which kind of folder.
        files: Names of the files in it.
    """
    if place is Place.INCOMPLETE:
        return disk.make(row.path)
    folder = str(settings.category(row.job.category)["dir"]).strip("/")
    root = settings.text("complete_dir")
    prefix = "_FAILED_" if place is Place.FAILED else ""
    parts = (root, folder, f"{prefix}{row.name}")
    path = disk.make("/".join(part for part in parts if part), files)
    alone = len(files) == 1 and row.status is Status.COMPLETED
    return f"{path}/{files[0]}" if alone else path
