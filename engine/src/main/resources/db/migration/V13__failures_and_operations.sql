-- Dead letters and what is done about them: bulk calls as stored operations, and which failures are dealt with.

-- state: running (begins at starts_at), paused, done, undone, failed
create table operation (
    id              uuid primary key,
    organization_id uuid        not null references organization,
    kind            text        not null,
    state           text        not null check (state in ('running', 'paused', 'done', 'undone', 'failed')),
    query           text        not null, -- as asked, for people; what it concerns are its items
    reason          text,
    actor_user      uuid,
    actor_key       text,
    total           integer     not null,
    changed         integer     not null default 0,
    skipped         integer     not null default 0,
    failed          integer     not null default 0,
    errors          integer     not null default 0, -- pages in a row that could not be worked on
    error           text,
    created_at      timestamptz not null,
    starts_at       timestamptz not null,
    worked_at       timestamptz,
    finished_at     timestamptz,
    check ((state in ('done', 'undone', 'failed')) = (finished_at is not null))
);
create index operation_open on operation (starts_at) where state = 'running';
create index operation_organization on operation (organization_id, id desc);

-- The things it concerns, frozen when it was asked for. result absent: still to do.
create table operation_item (
    operation_id   uuid     not null references operation on delete cascade,
    number         integer  not null,
    execution_id   uuid     not null,
    result         text     check (result in ('changed', 'skipped', 'failed')),
    note           text,
    made_execution uuid,
    primary key (operation_id, number)
);
create index operation_item_open on operation_item (operation_id, number) where result is null;

-- Failures that were retried or discarded, so that they are no longer listed. The history itself is never changed.
create table failure_resolution (
    execution_id    uuid primary key,
    organization_id uuid        not null,
    outcome         text        not null check (outcome in ('retried', 'discarded')),
    operation_id    uuid,
    at              timestamptz not null
);
create index failure_resolution_operation on failure_resolution (operation_id) where operation_id is not null;
create index failure_resolution_at on failure_resolution (at);
