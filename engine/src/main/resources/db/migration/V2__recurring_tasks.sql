-- Recurring tasks, what their schedules were, and the ledger of expected firings.
-- Adds columns with constant defaults to `run` (no rewrite; a moment's exclusive lock).

-- Definitions of recurring tasks: a plain table, edited in place.
create table task (
    id               uuid primary key,
    organization_id  uuid        not null references organization,
    name             text        not null,
    method           text        not null,
    url              text        not null,
    host             text        not null,
    headers          bytea,                -- sealed, as in once_task
    body             bytea,
    queue            text,
    priority         smallint    not null check (priority between 0 and 9),
    timeout_ms       integer     not null check (timeout_ms between 1000 and 300000),
    retry_attempts   smallint    not null check (retry_attempts between 0 and 10),
    options          text,
    cron_expression  text,
    every_seconds    bigint      check (every_seconds >= 1),
    timezone         text        not null,
    anchor_at        timestamptz not null, -- where an interval counts from
    starts_at        timestamptz,
    ends_at          timestamptz,
    max_runs         integer     check (max_runs >= 1),
    runs_planned     integer     not null default 0, -- firings that became a run, for max_runs
    overlap          text        not null check (overlap in ('allow', 'skip', 'queue_one')),
    misfire          text        not null check (misfire in ('run_latest', 'run_all', 'skip')),
    interval_seconds bigint      not null, -- shortest gap between firings: plan limit, claim order, grace
    enabled          boolean     not null,
    next_run_at      timestamptz,          -- absent: disabled, finished, or schedule_error
    tick_at          timestamptz,          -- when the leader has to look: next_run_at, earlier by the look-ahead if overlap is allowed
    schedule_version integer     not null, -- counts changes of anything that decides when; fences the leader's advance
    schedule_error   text,                 -- why the schedule could not be advanced; the task is disabled then
    inserted_at      timestamptz not null,
    updated_at       timestamptz not null,
    version          integer     not null,
    deleted_at       timestamptz,
    check ((cron_expression is null) <> (every_seconds is null)),
    check (deleted_at is null or not enabled),
    check (enabled or next_run_at is null),
    check ((next_run_at is null) = (tick_at is null))
);
create index task_tick on task (tick_at) where tick_at is not null;
create index task_organization on task (organization_id, id desc) where deleted_at is null;
create index task_queue on task (organization_id, queue) where queue is not null and deleted_at is null;
create index task_name on task (organization_id, name) where deleted_at is null;

-- What decided the firings of a task, and when: one row for each change, the newest open-ended.
-- Lets the ledger say "disabled" or "outside its window" about firings nobody had to write down.
create table task_schedule (
    task_id         uuid        not null references task,
    valid_from      timestamptz not null,
    valid_until     timestamptz,
    cron_expression text,
    every_seconds   bigint,
    timezone        text        not null,
    anchor_at       timestamptz not null,
    starts_at       timestamptz,
    ends_at         timestamptz,
    enabled         boolean     not null,
    reason          text,                  -- given when it was disabled
    primary key (task_id, valid_from)
);

-- The ledger: one row for each expected firing the leader dealt with, and one for a stretch of missed ones beyond the
-- hundred that get a row each (then scheduled_for is the moment of recording, and covers_… says the stretch).
-- outcome 'run': a run was made; whether it started on time is told by the run's first execution.
create table firing (
    task_id         uuid        not null,
    scheduled_for   timestamptz not null,
    organization_id uuid        not null,
    outcome         text        not null check (outcome in ('run', 'skipped', 'missed')),
    reason          text        check ((outcome = 'skipped') = (reason is not null)), -- overlap, plan_limit, monthly_limit, …
    run_id          uuid        check ((outcome = 'run') = (run_id is not null)),
    backfill        boolean     not null default false,
    firings         integer     not null default 1,
    covers_from     timestamptz,
    covers_until    timestamptz,
    recorded_at     timestamptz not null,
    primary key (task_id, scheduled_for)
) partition by range (scheduled_for);

-- state 3: held behind an earlier run of its own task (overlap: queue_one); at most one a task.
alter table run drop constraint run_state_check;
alter table run add constraint run_state_check check (state in (0, 1, 2, 3));
create unique index run_queue_one on run (task_id) where state = 3;

-- What an engine must understand to run it: a node leaves rows alone that need more than it knows (G-NOD-4).
alter table run add column needs smallint not null default 0;
alter table task add column needs smallint not null default 0;

-- Who did a job last, and how long it took: for health and the operator. Decides nothing.
create table leader_tick (
    job     text             primary key, -- schedule, retention
    node_id uuid             not null,
    at      timestamptz      not null,
    took_ms double precision not null
);

-- Every definition, whatever its kind, for what only reads: the planner looks into both by id.
create view any_task as
select id, organization_id, name, method, url, host, headers, body, queue, priority, timeout_ms, retry_attempts, options,
       scheduled_at, inserted_at, updated_at, version, deleted_at, false as recurring
  from once_task
union all
select id, organization_id, name, method, url, host, headers, body, queue, priority, timeout_ms, retry_attempts, options,
       coalesce(next_run_at, inserted_at), inserted_at, updated_at, version, deleted_at, true
  from task;

-- Missed firings of a day are counted on every look at the overview.
create index execution_missed on execution (organization_id, finished_at) where status = 'missed';
