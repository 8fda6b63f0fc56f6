"""Names that several doors share: the domain, the keys of options, their defaults."""

import logging
from typing import Final

DOMAIN: Final = "autoarr"
LOGGER: Final = logging.getLogger(__package__)

DOCUMENTATION: Final = "https://github.com/autoarr/autoarr/blob/main/docs"

# What a server's subentry keeps besides Home Assistant's own names.

CONF_ANNOUNCED_AS: Final = "announced_as"

# What a rule's subentry keeps. Sizes are in GB (1000³ bytes), ages in hours.

SUBENTRY_RULE: Final = "rule"
CONF_PRIORITY: Final = "priority"
CONF_SERVERS: Final = "servers"
CONF_CLASSES: Final = "classes"
CONF_CAUSES: Final = "causes"
CONF_MEDIA_TYPE: Final = "media_type"
CONF_TITLES: Final = "titles"
CONF_TAGS: Final = "tags"
CONF_CATEGORIES: Final = "categories"
CONF_SIZE_MIN: Final = "size_min"
CONF_SIZE_MAX: Final = "size_max"
CONF_AGE_MIN: Final = "age_min"
CONF_AGE_MAX: Final = "age_max"
CONF_STEPS: Final = "steps"
CONF_NOTIFY: Final = "notify"

DEFAULT_PRIORITY: Final = 100

# What a requester's profile keeps.

SUBENTRY_PROFILE: Final = "profile"
CONF_USER: Final = "user"
GUEST: Final = "guest"
"""Stands for a user: whoever asks and is not known."""
CONF_QUALITY: Final = "quality"
CONF_ROOT_FOLDERS: Final = "root_folders"
CONF_SEASONS: Final = "seasons"
CONF_REQUESTS_PER_WEEK: Final = "requests_per_week"
CONF_AUTO_APPROVE: Final = "auto_approve"

# Options of a stack. Durations are in seconds, shares in per cent, speeds in kB/s.

CONF_MODE: Final = "mode"
CONF_NOTIFY_TARGET: Final = "notify_target"
CONF_DB_URL: Final = "db_url"
CONF_KEEP_DAYS: Final = "keep_days"
CONF_PROTECTED_TAGS: Final = "protected_tags"
CONF_PROTECTED_CATEGORIES: Final = "protected_categories"
CONF_PROTECTED_TITLES: Final = "protected_titles"

# What is kept under `ai`: who answers, and how. The budget is in US dollars a month.

CONF_AI: Final = "ai"
CONF_AI_PROVIDER: Final = "ai_provider"
CONF_BASE_URL: Final = "base_url"
CONF_BUDGET: Final = "budget"
CONF_CALLS: Final = "calls"
CONF_TASK_ENTITY: Final = "task_entity"

CONF_STALL_TIME: Final = "stall_time"
CONF_TORRENT_STALL_TIME: Final = "torrent_stall_time"
CONF_MINIMUM_SPEED: Final = "minimum_speed"
CONF_SETTLE_TIME: Final = "settle_time"
CONF_SEARCH_WAIT: Final = "search_wait"
CONF_RETRY_DELAY_2: Final = "retry_delay_2"
CONF_RETRY_DELAY_3: Final = "retry_delay_3"
CONF_MAX_ATTEMPTS: Final = "max_attempts"
CONF_BRAKE_TITLES: Final = "brake_titles"
CONF_BRAKE_SHARE: Final = "brake_share"
CONF_BRAKE_WINDOW: Final = "brake_window"
CONF_MAX_REMOVALS: Final = "max_removals"
CONF_MAX_CHANGES: Final = "max_changes"
CONF_MAX_REQUESTS: Final = "max_requests"
CONF_MAX_AUDITS: Final = "max_audits"
CONF_MAX_AI: Final = "max_ai"
CONF_MAX_OVERVIEWS: Final = "max_overviews"
CONF_LOWER_QUALITY_DAYS: Final = "lower_quality_days"
CONF_BLOCKLIST_DAYS: Final = "blocklist_days"

CONF_VOICE_SENTENCES: Final = "voice_sentences"
CONF_APPROVAL: Final = "approval"
CONF_QUESTION_PATIENCE: Final = "question_patience"
CONF_APPROVAL_PATIENCE: Final = "approval_patience"

DEFAULT_KEEP_DAYS: Final = 90
DEFAULT_QUESTION_PATIENCE: Final = 86_400
DEFAULT_APPROVAL_PATIENCE: Final = 604_800

DEFAULT_THRESHOLDS: Final[dict[str, int]] = {
    CONF_STALL_TIME: 1800,
    CONF_TORRENT_STALL_TIME: 3600,
    CONF_MINIMUM_SPEED: 0,
    CONF_SETTLE_TIME: 120,
    CONF_SEARCH_WAIT: 600,
    CONF_RETRY_DELAY_2: 3600,
    CONF_RETRY_DELAY_3: 43200,
    CONF_MAX_ATTEMPTS: 3,
    CONF_BRAKE_TITLES: 5,
    CONF_BRAKE_SHARE: 30,
    CONF_BRAKE_WINDOW: 600,
    CONF_MAX_REMOVALS: 5,
    CONF_MAX_CHANGES: 100,
    CONF_MAX_REQUESTS: 20,
    CONF_MAX_AUDITS: 20,
    CONF_MAX_AI: 10,
    CONF_MAX_OVERVIEWS: 60,
    CONF_LOWER_QUALITY_DAYS: 0,
    CONF_BLOCKLIST_DAYS: 0,
}

# Facts that the fix flows of repair issues find in the issue's data.

ISSUE_KIND: Final = "kind"
ISSUE_ENTRY_ID: Final = "entry_id"
ISSUE_FAILURE_ID: Final = "failure_id"
ISSUE_SERVER_ID: Final = "server_id"

# Issues are called by these keys, followed by "_" and what they are about.

ISSUE_AI_KEY_REJECTED: Final = "ai_key_rejected"
ISSUE_AI_MODEL_GONE: Final = "ai_model_gone"
ISSUE_ANOTHER_TOOL: Final = "another_tool"
ISSUE_BASELINE: Final = "baseline"
ISSUE_ENVIRONMENT: Final = "environment"
ISSUE_FINDINGS: Final = "findings"
ISSUE_FINDINGS_BY_HAND: Final = "findings_by_hand"
ISSUE_RECOVERY_GIVEN_UP: Final = "recovery_given_up"
ISSUE_RECOVERY_ASKS: Final = "recovery_asks"
ISSUE_RECOVERIES_ASKING: Final = "recoveries_asking"
ISSUE_RECOVERIES_GIVEN_UP: Final = "recoveries_given_up"
ISSUE_STORE_DAMAGED: Final = "store_damaged"
ISSUE_STORE_UNWRITABLE: Final = "store_unwritable"
