-- Deduplication and debounce by keys the caller names (decision 19).

create table dedupe_key (
    organization_id uuid        not null,
    key             text        not null,
    task_id         uuid        not null,
    execution_id    uuid        not null,
    run_id          uuid        not null,
    scheduled_for   timestamptz not null,
    until           timestamptz not null, -- free again from then on
    primary key (organization_id, key)
);
create index dedupe_key_until on dedupe_key (until);

create table debounce_key (
    organization_id uuid not null,
    key             text not null,
    run_id          uuid not null, -- the newest; replaced while it has not started
    primary key (organization_id, key)
);
create index debounce_key_run on debounce_key (run_id);
