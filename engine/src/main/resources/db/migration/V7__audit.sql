-- The audit log: who did what, when, to what. Append-only, and per organization a chain of hashes, so that a changed,
-- missing or reordered row is found by anyone who recomputes it (G-DAT-5). Outlives what it speaks of: no foreign keys.

-- The chain's head; its row lock orders the writers.
create table audit_chain (
    organization_id uuid   primary key,
    length          bigint not null, -- number of the newest entry
    head            bytea  not null, -- its hash
    trimmed         bigint not null default 0, -- number of the newest entry that retention took away
    trimmed_hash    bytea  not null -- its hash: what the oldest one left must follow on
);

-- canonical: the text the hash covers, after the hash before: hash = SHA-256(previous hash || canonical as UTF-8).
-- The columns beside it repeat what is searched for; verify compares them with it.
create table audit_entry (
    organization_id uuid        not null,
    number          bigint      not null,
    id              uuid        not null,
    at              timestamptz not null,
    actor_type      text        not null check (actor_type in ('user', 'api', 'system')),
    actor_id        uuid,
    action          text        not null,
    resource_type   text        not null,
    resource_id     text,
    canonical       text        not null,
    hash            bytea       not null check (length(hash) = 32),
    primary key (organization_id, number)
);
create index audit_entry_at on audit_entry (at);
create index audit_entry_resource on audit_entry (organization_id, resource_type, resource_id, number desc);
create index audit_entry_actor on audit_entry (organization_id, actor_id, number desc) where actor_id is not null;

-- The head of each chain once a day, also written to the log: cutting off the end of a chain is seen against it.
create table audit_seal (
    organization_id uuid        not null,
    number          bigint      not null,
    head            bytea       not null,
    at              timestamptz not null,
    primary key (organization_id, number)
);

create function audit_is_append_only() returns trigger
    language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('runlater.audit_trim', true) = 'on' then
        return old;
    end if;
    raise exception 'the audit log is append-only';
end $$;
create trigger audit_entry_append_only before update or delete on audit_entry
    for each row execute function audit_is_append_only();
create trigger audit_entry_no_truncate before truncate on audit_entry
    for each statement execute function audit_is_append_only();
