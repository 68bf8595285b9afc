-- Monitors that call a URL, and what came of each call.

alter table monitor
    add kind          text     not null default 'heartbeat' check (kind in ('heartbeat', 'http')),
    add probe         text,                         -- JSON: what is called and expected; without headers and body
    add probe_headers bytea,                        -- sealed JSON; absent = none
    add probe_body    bytea,                        -- sealed; absent = none
    add failures      integer  not null default 0,  -- in a row; it is down when they are as many as it asks for
    add check_at      timestamptz,                  -- when it is called next; while it is called, when that call is given up
    add tls_until     timestamptz,                  -- when the certificate it last showed ends
    add check ((kind = 'http') = (probe is not null));
create index monitor_check_at on monitor (check_at) where check_at is not null;

-- One row for each call. The day is the day of the id (UUIDv7).
create table monitor_check (
    id              uuid        not null,
    organization_id uuid        not null,
    monitor_id      uuid        not null,
    checked_at      timestamptz not null,
    cause           text,                  -- absent = all was as expected
    message         text,
    status_code     smallint,
    dns_us          integer,
    connect_us      integer,
    tls_us          integer,
    first_byte_us   integer,
    total_us        integer     not null,
    primary key (id)
) partition by range (id);
create index monitor_check_monitor on monitor_check (monitor_id, id desc);

-- Roll-ups. Of an http monitor's day, pings are good calls and expected are calls.
create table monitor_hour (
    monitor_id uuid        not null references monitor on delete cascade,
    hour       timestamptz not null,
    checks     integer     not null,
    good       integer     not null,
    total_us   bigint      not null,
    max_us     integer     not null,
    primary key (monitor_id, hour)
);
alter table monitor_day
    add total_us bigint  not null default 0,
    add max_us   integer not null default 0;
