"""How long tests that look for trouble at random go on looking.

The quick suite looks a little, at the same things each time. Who has an evening runs
`pytest --hypothesis-profile=long tests/downloads`, which looks at other things each time.
"""

from hypothesis import settings

LONG_RUN = 2_000
"""Examples of the profile `long`."""

settings.register_profile("long", max_examples=LONG_RUN, deadline=None)


def is_long() -> bool:
    """Return whether there is time."""
    return settings.get_current_profile_name() == "long"
