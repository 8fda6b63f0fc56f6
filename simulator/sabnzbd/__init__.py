"""SABnzbd: a job engine in world time and its API over HTTP."""

from simulator.sabnzbd.engine import JobEngine
from simulator.sabnzbd.jobs import Priority, Status
from simulator.sabnzbd.provider import Outage
from simulator.sabnzbd.server import SabnzbdServer

__all__ = ["JobEngine", "Outage", "Priority", "SabnzbdServer", "Status"]
