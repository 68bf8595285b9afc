-- Receiving endpoints and what was sent to them.

create table inbound_endpoint (
    id              uuid primary key,
    organization_id uuid        not null references organization,
    name            text        not null check (name <> ''),
    slug            text        not null unique check (slug ~ '^ep_[A-Za-z0-9_-]{32}$'),
    forward_urls    text[]      not null check (cardinality(forward_urls) between 1 and 10),
    enabled         boolean     not null,
    retry_attempts  smallint    not null check (retry_attempts between 0 and 10),
    queue           text,                 -- made from the name; absent = forwarded at once, side by side
    forward_headers bytea,                -- sealed JSON; absent = none
    forward_body    bytea,                -- sealed; absent = what was received
    forward_method  text,
    pass_headers    text[]      not null, -- of the sender's authorization and cookie, those that are passed on
    hooks           text,                 -- JSON: notify_…, …_url; absent = all default
    verification    text,                 -- JSON without the secret; absent = every event is taken
    secret          bytea,                -- sealed: the sender's signing secret
    filters         text,                 -- JSON array; absent = everything is forwarded
    inserted_at     timestamptz not null,
    updated_at      timestamptz not null,
    version         integer     not null,
    check ((verification is null) = (secret is null))
);
create index inbound_endpoint_organization on inbound_endpoint (organization_id, id desc);

-- One row for each event, written in the transaction of its forwarding runs. The day is the day of the id (UUIDv7).
-- No foreign key: an event may arrive while its endpoint is being deleted, and then goes the way of the others.
create table inbound_event (
    id              uuid        not null,
    organization_id uuid        not null,
    endpoint_id     uuid        not null,
    received_at     timestamptz not null,
    method          text        not null,
    source_ip       text,
    head            bytea       not null, -- sealed JSON: query and headers as received
    body            bytea,                -- sealed, byte for byte; absent = none
    body_bytes      integer     not null,
    content_type    text,
    task_ids        uuid[]      not null, -- the forwardings, in the order of the endpoint's URLs
    outcome         text        not null check (outcome in ('accepted', 'filtered', 'rejected')),
    reason          text,
    primary key (id),
    check ((outcome = 'accepted') = (reason is null)),
    check (outcome = 'accepted' or cardinality(task_ids) = 0)
) partition by range (id);
create index inbound_event_endpoint on inbound_event (endpoint_id, id desc);

-- Signed messages that were taken, for as long as they would verify (G-SIG-4).
create table inbound_seen (
    endpoint_id uuid        not null,
    message     bytea       not null, -- SHA-256 of what names the message
    event_id    uuid        not null,
    until       timestamptz not null,
    primary key (endpoint_id, message)
);
create index inbound_seen_until on inbound_seen (until);

-- Endpoints that were deleted and may still have events.
create table inbound_purge (
    endpoint_id uuid        primary key,
    deleted_at  timestamptz not null
);
