-- Target protection: the state of each organization's hosts, shared by all nodes (behaviour §13, decision 17).

-- Consecutive failures that open a circuit; 0 = never.
alter table organization add column circuit_threshold smallint not null default 3 check (circuit_threshold >= 0);

-- A row exists while a host has something against it. open_until absent: closed, counting failures; ahead: open; past:
-- half-open, one probe at a time.
create table circuit (
    organization_id uuid        not null references organization,
    host            text        not null,
    failures        integer     not null default 0, -- consecutive
    level           smallint    not null default 0, -- how often it opened without a success in between
    opened_at       timestamptz,                    -- when it left closed
    open_until      timestamptz,
    reason          text,                           -- what opened it, e.g. HTTP 503
    probe_run       uuid,
    probe_until     timestamptz,                    -- when the probe counts as lost
    updated_at      timestamptz not null,
    primary key (organization_id, host)
);
create index circuit_open on circuit (open_until) where open_until is not null;

-- Handed back because its host was blocked: due again when the block ends. Cleared with the next attempt.
alter table run add column parked boolean not null default false;
create index run_parked on run (organization_id, host) where parked and state <> 1;
