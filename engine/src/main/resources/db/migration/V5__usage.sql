-- Usage per calendar month (UTC). One row a node, added up when read, so that nodes never wait for each other.

create table usage_count (
    organization_id uuid   not null,
    month           date   not null,
    node_id         uuid   not null,
    executions      bigint not null,
    primary key (organization_id, month, node_id)
);

-- Each notice at most once a month and organization (behaviour §16.4).
create table usage_notice (
    organization_id uuid        not null,
    month           date        not null,
    percent         smallint    not null check (percent in (80, 100)),
    at              timestamptz not null,
    primary key (organization_id, month, percent)
);
