-- The first schema: tenants, keys, definitions, the hot table, the history, the event log.
-- Runs on an empty database; takes no lock anyone could wait for.

-- The one clock (design: G, "Clock"). STABLE, so that the due-time index stays usable; the offset is set per session by tests only.
create function app_now() returns timestamptz
    language sql stable parallel safe
    return statement_timestamp() + coalesce(nullif(current_setting('runlater.clock_offset', true), ''), '0')::interval;

create table organization (
    id             uuid primary key,
    name           text        not null check (name <> ''),
    plan           text        not null check (plan in ('free', 'pro', 'unlimited')),
    retention_days integer     not null check (retention_days between 1 and 3650),
    created_at     timestamptz not null
);

create table app_user (
    id            uuid primary key,
    email         text        not null,
    password_hash text        not null,
    created_at    timestamptz not null
);
create unique index app_user_email on app_user (lower(email));

create table member (
    organization_id uuid        not null references organization,
    user_id         uuid        not null references app_user,
    role            text        not null check (role in ('owner', 'admin', 'member', 'viewer')),
    created_at      timestamptz not null,
    primary key (organization_id, user_id)
);

-- Only the SHA-256 of a key is kept; prefix = its first 12 characters, for display (G-KEY-1).
create table api_key (
    id              uuid primary key,
    organization_id uuid        not null references organization,
    name            text        not null,
    prefix          text        not null check (length(prefix) = 12),
    token_sha256    bytea       not null unique check (length(token_sha256) = 32),
    scope           text        not null check (scope in ('full', 'enqueue', 'read')),
    created_at      timestamptz not null,
    last_used_at    timestamptz,
    expires_at      timestamptz,
    revoked_at      timestamptz
);
create index api_key_organization on api_key (organization_id);

-- Webhook secrets. Several rows during a rotation's overlap: every row whose retires_at is absent or ahead signs (G-SIG-3).
create table signing_secret (
    id              uuid primary key,
    organization_id uuid        not null references organization,
    secret          bytea       not null, -- sealed
    created_at      timestamptz not null,
    retires_at      timestamptz
);
create index signing_secret_organization on signing_secret (organization_id);

-- Per-organization data keys, wrapped by a master key; key_id is named by every payload the key sealed (G-DAT-3).
-- No foreign key: a data key is committed before the first use, also inside the transaction that makes the organization.
create table data_key (
    organization_id uuid    not null,
    key_id          integer not null,
    wrapped         bytea   not null,
    primary key (organization_id, key_id)
);

-- One row per engine process. A row that stops moving loses its runs to the sweep.
create table node (
    id          uuid primary key,
    address     text        not null,
    version     text        not null,
    started_at  timestamptz not null,
    lease_until timestamptz not null,
    beat        bigint      not null, -- rises with every renewal: lets a sweeper see movement without trusting a clock
    state       text        not null check (state in ('up', 'draining', 'gone')),
    in_flight   integer     not null,
    workers     integer     not null
);

-- Definitions of one-time tasks: append-only, a run never updates them. The day is the day of the id (UUIDv7).
create table once_task (
    id              uuid        not null,
    organization_id uuid        not null,
    name            text        not null,
    method          text        not null,
    url             text        not null,
    host            text        not null,
    headers         bytea,               -- sealed JSON object; absent = none
    body            bytea,               -- sealed; absent = none
    queue           text,
    priority        smallint    not null check (priority between 0 and 9),
    timeout_ms      integer     not null check (timeout_ms between 1000 and 300000),
    retry_attempts  smallint    not null check (retry_attempts between 0 and 10),
    options         text,                -- JSON of the rarely used rest (retry_backoff, expected_…, follow_redirects, …); absent = all default
    scheduled_at    timestamptz not null,
    inserted_at     timestamptz not null,
    updated_at      timestamptz not null,
    version         integer     not null,
    deleted_at      timestamptz,
    primary key (id)
) partition by range (id);
create index once_task_organization on once_task (organization_id, id desc) where deleted_at is null;
create index once_task_queue on once_task (organization_id, queue, id desc) where queue is not null and deleted_at is null;

-- THE hot table: one narrow row per run that waits or is in flight; deleted when terminal.
-- state: 0 ready (claimable once due) · 1 running · 2 held (waits behind its queue; made ready by the queue's gate)
create table run (
    id              uuid primary key,
    organization_id uuid        not null,
    task_id         uuid        not null,
    execution_id    uuid        not null unique, -- the attempt that is waiting or in flight
    kind            text        not null,        -- once, trigger, …: what made the run
    queue           text,
    host            text        not null,
    rank            smallint    not null,        -- claim order: plan, interval class, priority; lower first
    state           smallint    not null check (state in (0, 1, 2)),
    attempt         smallint    not null check (attempt >= 1),
    interruptions   smallint    not null default 0,
    cancelled       boolean     not null default false, -- asked for while running: the attempt ends, none follows (G-RUN-9)
    first_due_at    timestamptz not null,        -- when the run was planned for; never changes
    due_at          timestamptz not null,        -- when the attempt may start
    created_at      timestamptz not null,
    claim_id        uuid,
    claimed_by      uuid,
    started_at      timestamptz,
    check ((state = 1) = (claim_id is not null)),
    check ((state = 1) = (claimed_by is not null)),
    check ((state = 1) = (started_at is not null))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000,
        autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0.0, autovacuum_analyze_threshold = 50000);
create index run_ready on run (rank, due_at, id) where state = 0;
create index run_running on run (claimed_by) where state = 1;
create index run_held on run (organization_id, queue, due_at, id) where state = 2;
create index run_organization on run (organization_id, due_at desc, execution_id desc);
create index run_task on run (organization_id, task_id desc); -- also the order of the task list's waiting part

-- A run of a queue may be ready or running only while it holds a numbered slot: the caps hold by these keys, on any number of nodes (G-QUE-1).
create table queue_slot (
    organization_id uuid     not null,
    queue           text     not null,
    slot            smallint not null,
    run_id          uuid     not null unique,
    primary key (organization_id, queue, slot)
);

-- Append-only history: one row per finished attempt. Day partitions by finished_at, dropped by retention.
create table execution (
    id                 uuid        not null,
    run_id             uuid        not null,
    organization_id    uuid        not null,
    task_id            uuid        not null,
    task_name          text        not null,
    task_version       integer     not null,
    kind               text        not null,
    queue              text,
    host               text        not null,
    method             text        not null,
    url                text        not null,
    status             text        not null check (status in ('success', 'failed', 'timeout', 'missed', 'cancelled', 'interrupted')),
    final              boolean     not null, -- no further attempt follows
    attempt            smallint    not null,
    max_attempts       smallint    not null,
    scheduled_for      timestamptz not null,
    started_at         timestamptz,          -- absent when nothing was sent
    finished_at        timestamptz not null,
    duration_ms        integer,
    status_code        smallint,
    error_kind         text,                 -- words of delivery's Outcome: http_status, timeout, egress_denied, …
    error_message      text,
    error_signature    bytea,                -- sealed: what failures of this cause have in common, e.g. HTTP 500 · card processor down
    cause              uuid,                 -- failures of one task and error signature share it; absent on success
    next_attempt_at    timestamptz,
    request_headers    bytea,                -- sealed JSON, as sent
    response_headers   bytea,                -- sealed JSON
    response_body      bytea,                -- sealed, as received up to the limit
    response_flags     smallint    not null default 0, -- 1 truncated · 2 cut short by the peer · 4 undecodable
    dns_us             integer,
    connect_us         integer,
    tls_us             integer,
    first_byte_us      integer,
    total_us           integer,
    late_result        text,                 -- what a superseded attempt reported after all (G-RUN-4)
    node_id            uuid        not null,
    primary key (id, finished_at)
) partition by range (finished_at);
create index execution_organization on execution (organization_id, scheduled_for desc, id desc);
create index execution_finished on execution (organization_id, finished_at desc);
create index execution_queue on execution (organization_id, queue, finished_at desc) where queue is not null;
create index execution_task on execution (task_id, scheduled_for desc, id desc);
create index execution_run on execution (run_id);
create index execution_cause on execution (organization_id, finished_at desc, cause) where cause is not null;

-- What happened per minute and node; rows are added up when read, so that nodes never wait for each other.
create table execution_minute (
    organization_id uuid        not null,
    minute          timestamptz not null,
    node_id         uuid        not null,
    succeeded       integer     not null,
    failed          integer     not null,
    timed_out       integer     not null,
    other           integer     not null, -- interrupted, missed, cancelled
    duration_ms     bigint      not null, -- sum
    wait_ms         bigint      not null, -- sum of started_at - scheduled_for
    primary key (organization_id, minute, node_id)
);

-- The ordered event log behind the stream; one row may stand for many changes. Trimmed by age.
create table event (
    id              bigint generated always as identity primary key,
    organization_id uuid        not null,
    type            text        not null,
    at              timestamptz not null,
    count           integer     not null check (count >= 1),
    items           text        not null -- JSON array of summaries, at most 50
);
create index event_at on event (at);

create table idempotency_key (
    organization_id uuid        not null,
    method          text        not null,
    path            text        not null,
    key             text        not null,
    fingerprint     bytea       not null,
    status          smallint    not null,
    answer          bytea       not null,
    created_at      timestamptz not null,
    primary key (organization_id, method, path, key)
);
create index idempotency_key_created on idempotency_key (created_at);
