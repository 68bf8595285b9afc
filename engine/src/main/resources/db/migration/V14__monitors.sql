-- Monitors that expect to hear from a job, and the pings they heard.

create table monitor (
    id               uuid primary key,
    organization_id  uuid        not null references organization,
    name             text        not null check (name <> ''),
    ping_token       text        not null unique check (ping_token ~ '^pm_[A-Za-z0-9_-]{32}$'),
    cron             text,
    interval_seconds integer,
    timezone         text        not null,
    grace_seconds    integer     not null check (grace_seconds between 0 and 3600),
    hooks            text,                 -- JSON: notify_…, …_url; absent = all default
    status           text        not null check (status in ('new', 'up', 'down', 'paused')),
    cause            text,                 -- why it is down, in a short signature that equal causes share
    status_since     timestamptz not null,
    last_ping_at     timestamptz,
    last_duration_ms bigint,
    started_at       timestamptz,          -- a start that no end has followed yet
    next_expected_at timestamptz,
    deadline_at      timestamptz,          -- moves by our own outages, so that it may be more than the grace behind
    armed_at         timestamptz,          -- when the deadline was set: an outage before does not move it
    inserted_at      timestamptz not null,
    updated_at       timestamptz not null,
    version          integer     not null,
    check ((cron is null) <> (interval_seconds is null)),
    check ((status = 'down') = (cause is not null)),
    check (status in ('up', 'new') or deadline_at is null),
    check ((deadline_at is null) = (armed_at is null))
);
create index monitor_organization on monitor (organization_id, id desc);
create index monitor_deadline on monitor (deadline_at) where deadline_at is not null;

-- One row for each ping. The day is the day of the id (UUIDv7). No foreign key, as with inbound events.
create table ping (
    id              uuid        not null,
    organization_id uuid        not null,
    monitor_id      uuid        not null,
    received_at     timestamptz not null,
    kind            text        not null check (kind in ('success', 'start', 'fail')),
    exit_code       smallint    check (exit_code between 0 and 255),
    duration_ms     bigint,               -- since its start, if there was one
    source_ip       text,
    body            bytea,                -- sealed; as far as it is kept
    body_bytes      integer     not null,
    primary key (id)
) partition by range (id);
create index ping_monitor on ping (monitor_id, id desc);

-- How many came on each day (UTC) and how many were expected then, for longer than single pings are kept.
create table monitor_day (
    monitor_id uuid    not null references monitor on delete cascade,
    day        date    not null,
    pings      integer not null,
    expected   integer not null, -- of a whole day, by the schedule at that day's last ping
    primary key (monitor_id, day)
);

-- Monitors that were deleted and may still have pings.
create table monitor_purge (
    monitor_id uuid        primary key,
    deleted_at timestamptz not null
);

-- When any engine last was there to take pings (G-MON-1).
create table monitor_watch (
    one     boolean     primary key default true check (one),
    beat_at timestamptz not null
);
