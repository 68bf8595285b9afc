-- What targets are shown to let calls in. The new tables take no lock anyone waits for; the two indexes read the definitions
-- once and hold up writes to them meanwhile (seconds for millions of one-time tasks).

-- secret: everything of it but name and type, as sealed JSON (associated data: the row's id).
create table credential (
    id              uuid primary key,
    organization_id uuid        not null references organization,
    name            text        not null check (name <> ''),
    type            text        not null check (type in ('bearer', 'basic', 'oauth2_client_credentials', 'mtls')),
    secret          bytea       not null,
    version         integer     not null,
    inserted_at     timestamptz not null,
    updated_at      timestamptz not null,
    last_used_at    timestamptz,
    unique (organization_id, name)
);

-- The access token of an OAuth credential, shared by all nodes. Whoever moves fetching_until fetches; nobody holds a
-- lock or a connection while the token endpoint takes its time.
create table credential_token (
    credential_id   uuid primary key references credential on delete cascade,
    version         integer     not null, -- of the credential that the token was fetched with
    token           bytea,                -- sealed; absent = none is held
    generation      bigint      not null, -- rises with every token, so that a late refusal does not drop a newer one
    refresh_at      timestamptz,
    expires_at      timestamptz,
    fetching_until  timestamptz
);

-- Tasks name their credential in their options; names have no quotation marks. For "used by" and for deletions.
create index task_credential on task (organization_id, (substring(options from '"credential":"([^"]+)"')))
    where deleted_at is null and options like '%"credential":"%';
create index once_task_credential on once_task (organization_id, (substring(options from '"credential":"([^"]+)"')), id desc)
    where deleted_at is null and options like '%"credential":"%';
