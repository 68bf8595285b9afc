-- Requests counted in windows of the clock, shared by all nodes (decision 37, G-INP-2). Unlogged: after a crash the
-- windows of the moment begin anew, which is all that can be lost.

create unlogged table rate_window (
    subject    text        not null, -- key:<id> or address:<address or IPv6 block>
    seconds    integer     not null, -- length of the window
    starts_at  timestamptz not null,
    asked      bigint      not null, -- what nodes have asked for, beyond the limit too; what lies above was refused
    primary key (subject, seconds, starts_at)
);
create index rate_window_start on rate_window (starts_at);
