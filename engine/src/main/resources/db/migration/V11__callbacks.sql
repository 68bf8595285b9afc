-- Callbacks are executions of their own (decision 21); what they send is an append-only definition like any one-time
-- task's, but no task of the organization's: hidden from lists. A constant default: no rewrite, a moment's lock.
alter table once_task add column hidden boolean not null default false;

create or replace view any_task as
select id, organization_id, name, method, url, host, headers, body, queue, priority, timeout_ms, retry_attempts, options,
       scheduled_at, inserted_at, updated_at, version, deleted_at, false as recurring, hidden
  from once_task
union all
select id, organization_id, name, method, url, host, headers, body, queue, priority, timeout_ms, retry_attempts, options,
       coalesce(next_run_at, inserted_at), inserted_at, updated_at, version, deleted_at, true, false
  from task;
