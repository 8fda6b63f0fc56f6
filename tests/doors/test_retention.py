"""What is over is remembered for as long as the options say."""

from datetime import timedelta

from homeassistant.util import dt as dt_util
import pytest

from custom_components.autoarr.activity import Activity, ActivityKind
from custom_components.autoarr.const import CONF_KEEP_DAYS
from tests.e2e.conftest import MakeHome


@pytest.mark.parametrize(
    ("options", "kept"), [({}, [8, 89]), ({CONF_KEEP_DAYS: 30}, [8])]
)
async def test_the_past_is_forgotten_when_it_is_old_enough(
    make_home: MakeHome, options: dict[str, int], kept: list[int]
) -> None:
    home = await make_home({"mode": "observe", **options})
    for days in (92, 89, 8):
        home.engine.store.activity.append(
            Activity(
                id=f"{days}",
                at=dt_util.utcnow() - timedelta(days=days),
                kind=ActivityKind.USER,
            )
        )
    await home.reload()
    await home.passes(1)
    told = await home.act("get_activity", kind="user")
    assert [int(each["id"]) for each in told["activity"]] == kept
