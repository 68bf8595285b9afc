-- People beside keys: sessions, second factors, invites, sign-in by OpenID Connect; who runs the installation.
-- The tables altered are small; each statement holds its lock for the moment it takes.

-- operator: may look after the installation as a whole. totp_secret is sealed under the installation's own data key;
-- totp_confirmed_at absent = set up, not in force yet. totp_step: the newest time step a code was taken from, so that no
-- code counts twice (RFC 6238 §5.2).
alter table app_user
    alter column password_hash drop not null, -- absent: signs in with OpenID Connect only
    add column name              text check (name <> ''),
    add column operator          boolean not null default false,
    add column totp_secret       bytea,
    add column totp_confirmed_at timestamptz,
    add column totp_step         bigint not null default 0,
    add check (totp_confirmed_at is null or totp_secret is not null);

alter table member add column last_seen_at timestamptz;
create index member_user on member (user_id);
-- One owner an organization.
create unique index member_owner on member (organization_id) where role = 'owner';

alter table api_key
    add column operator        boolean not null default false,
    add column created_by_user uuid references app_user on delete set null,
    add column created_by_key  uuid references api_key on delete set null,
    add column last_used_from  text;

-- Installations from before this version: the first organization's owner and its keys of the first start run it.
update app_user set operator = true
 where id in (select user_id from member
               where role = 'owner' and organization_id = (select id from organization order by created_at, id limit 1));
update api_key set operator = true
 where scope = 'full' and name = 'First key'
   and organization_id = (select id from organization order by created_at, id limit 1);

-- Only the SHA-256 of a token is kept. Ended sessions are deleted.
create table session (
    id              uuid primary key,
    user_id         uuid        not null references app_user on delete cascade,
    organization_id uuid        not null references organization,
    token_sha256    bytea       not null unique check (length(token_sha256) = 32),
    method          text        not null check (method in ('password', 'oidc', 'invite')),
    address         text,
    client          text,
    created_at      timestamptz not null,
    last_used_at    timestamptz not null,
    expires_at      timestamptz not null
);
create index session_of_user on session (user_id, created_at);
create index session_expiry on session (expires_at);

-- role owner: made together with an organization by an operator, and by nobody else.
create table invite (
    id              uuid primary key,
    organization_id uuid        not null references organization,
    email           text        not null,
    role            text        not null check (role in ('owner', 'admin', 'member', 'viewer')),
    token_sha256    bytea       not null unique check (length(token_sha256) = 32),
    invited_by_user uuid references app_user on delete set null,
    invited_by_key  uuid references api_key on delete set null,
    created_at      timestamptz not null,
    expires_at      timestamptz not null,
    accepted_at     timestamptz,
    accepted_by     uuid references app_user on delete cascade,
    check ((accepted_at is null) = (accepted_by is null))
);
create unique index invite_open on invite (organization_id, lower(email)) where accepted_at is null;
create index invite_email on invite (lower(email)) where accepted_at is null;

-- Attempts to sign in since a moment, by account and by client address (G-INP-2). subject is a hash: who tried is
-- nobody's business.
create table sign_in_attempt (
    subject bytea primary key,
    since   timestamptz not null,
    count   integer     not null check (count > 0)
);
create index sign_in_attempt_since on sign_in_attempt (since);

-- Sign-ins by OpenID Connect on their way through a browser. secrets: sealed; the nonce and the code verifier.
create table oidc_flow (
    id             uuid primary key,
    state_sha256   bytea       not null unique,
    poll_sha256    bytea       not null unique,
    confirm_sha256 bytea       unique, -- what the person's browser confirms with
    secrets        bytea       not null,
    code           text        not null, -- shown by console and browser, to be compared
    created_at     timestamptz not null,
    expires_at     timestamptz not null,
    redeemed_at    timestamptz, -- the provider's answer was taken; it is taken once
    user_id        uuid references app_user on delete cascade, -- who the provider says it is
    confirmed_at   timestamptz,
    failure        text
);
create index oidc_flow_expires on oidc_flow (expires_at);
