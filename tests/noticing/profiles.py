"""How many examples the property tests draw: few and always the same in `make test`, 20,000 in `make fuzz`."""
from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

NIGHTLY = 20_000
_ALL = list(HealthCheck)

settings.register_profile("casebook", deadline=None, derandomize=True)
settings.register_profile("casebook-nightly", deadline=None, max_examples=NIGHTLY, suppress_health_check=_ALL, print_blob=True)
settings.register_profile(
    "casebook-mutation", deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=_ALL
)


def load_profile() -> None:
    """Load the profile that HYPOTHESIS_PROFILE names; the small one when it names none."""
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "casebook"))


def examples(few: int) -> int:
    """`few` in `make test`, what the profile says in `make fuzz`."""
    return max(few, NIGHTLY) if settings.get_current_profile_name() == "casebook-nightly" else few
