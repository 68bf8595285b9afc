-- Settings of queues, and numbered slots for every cap that must hold exactly: queue, organization, host.
-- Replaces queue_slot; engines of the version before cannot run beside this one (nothing was released yet).

create table queue (
    organization_id uuid        not null references organization,
    name            text        not null check (name <> ''),
    concurrency     smallint    not null default 1 check (concurrency between 1 and 1000),
    rate_count      integer     check (rate_count >= 1), -- at most so many starts …
    rate_millis     bigint      check (rate_millis >= 1), -- … in so long
    next_start_at   timestamptz,          -- when the rate lets the next one start
    paused          boolean     not null default false,
    paused_reason   text,
    paused_by       text,
    paused_at       timestamptz,
    ordered         boolean     not null default false, -- a waiting retry blocks those behind it
    priority        smallint    check (priority between 0 and 9), -- for tasks that name none
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    version         integer     not null default 1,
    primary key (organization_id, name),
    check ((rate_count is null) = (rate_millis is null)),
    check (not ordered or concurrency = 1)
);

-- A gated run may be ready or running only while it holds one slot of each cap that applies to it: the caps hold by this
-- key, on any number of nodes (G-QUE-1, G-QUE-3). kind: 1 queue · 2 organization (name '') · 3 host
create table slot (
    organization_id uuid     not null,
    kind            smallint not null check (kind in (1, 2, 3)),
    name            text     not null,
    number          integer  not null check (number >= 1),
    run_id          uuid     not null,
    primary key (organization_id, kind, name, number),
    unique (run_id, kind)
);
insert into slot (organization_id, kind, name, number, run_id)
select organization_id, 1, queue, slot, run_id from queue_slot;
drop table queue_slot;

-- gated: waits held (state 2) until the gate lets it through, because its queue, its organization or its host has a cap.
alter table run add column gated boolean not null default false;
update run set gated = true where queue is not null;

-- Held runs of a queue (or of none, '') by due time, and by plan for ordered queues.
drop index run_held;
create index run_held on run (organization_id, coalesce(queue, ''), due_at, id) where state = 2;
create index run_held_planned on run (organization_id, coalesce(queue, ''), first_due_at, id) where state = 2;
-- Ready runs by organization: lets the claim give each one its share while another has a long backlog.
create index run_share on run (organization_id, due_at, id) where state = 0;

-- Absent = what the plan says (free, pro: 5 and 10; unlimited: none).
alter table organization
    add column max_concurrent   integer check (max_concurrent >= 1),
    add column host_concurrency integer check (host_concurrency >= 1);

-- Whether a run goes through the gate; one rule for everyone who stores runs.
create function run_gated(of_organization uuid, of_queue text) returns boolean
    language sql stable parallel safe
    return of_queue is not null or exists (
        select from organization o
         where o.id = of_organization
           and (o.plan <> 'unlimited' or o.max_concurrent is not null or o.host_concurrency is not null));
