"""Which episodes of a series are wanted, by the choice made when it was added."""

from simulator.arr.shows import Series

_RECENT = 90 * 86_400.0


def apply_monitor(series: Series, option: str, now: float) -> None:
    """Monitor the episodes as a client asked for when it added the series."""
    regular = [number for number in series.seasons if number > 0]
    last = max(regular, default=0)
    first = min(regular, default=0)
    for episode in series.episodes:
        in_season = series.seasons.get(episode.season, False)
        special = episode.season == 0
        match option.lower():
            case "all":
                wanted = not special
            case "future":
                wanted = not special and episode.air > now
            case "missing":
                wanted = not special and episode.file is None
            case "existing":
                wanted = not special and (episode.file is not None or episode.air > now)
            case "firstseason":
                wanted = episode.season == first
            case "lastseason" | "latestseason":
                wanted = episode.season == last
            case "pilot":
                wanted = episode.season == first and episode.number == 1
            case "recent":
                wanted = not special and episode.air > now - _RECENT
            case "monitorspecials":
                wanted = episode.monitored or special
            case "unmonitorspecials":
                wanted = episode.monitored and not special
            case "none":
                wanted = False
            case _:
                wanted = in_season
        episode.monitored = wanted
    if option.lower() in {"unknown", "skip", ""}:
        return
    for number in series.seasons:
        episodes = [one for one in series.episodes if one.season == number]
        series.seasons[number] = any(one.monitored for one in episodes)
    if option.lower() == "none":
        series.monitored = False
