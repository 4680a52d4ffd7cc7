-- How later migrations guard a table in one line: `select wall('note', 'own')`.

-- Row-level security, forced, with one policy for each of read, insert, update and delete. `how` says who sees a row:
-- 'org' only scope org; 'own' also the partner in partner_id; 'self' also the partner whose id it is; 'any' every scope
-- of the org; 'shared' is read by every scope of the org. Writes need scope org, except under 'any'. A table that has a
-- wall gets this one instead. `app` says what the app's role may do: 'change' everything,
-- 'add' only read and insert.
create function wall(t text, how text, app text default 'change') returns void language plpgsql as $$
declare sees text; old name;
begin
  for old in select polname from pg_policy where polrelid = t::regclass loop
    execute format('drop policy %I on %I', old, t);
  end loop;
  sees := 'org_id = (select app_org())' || case how
    when 'org' then ' and (select app_is_org())'
    when 'own' then ' and ((select app_is_org()) or partner_id = (select app_partner()))'
    when 'self' then ' and ((select app_is_org()) or id = (select app_partner()))'
    when 'shared' then ''
    when 'any' then '' end;
  if sees is null then raise exception 'no wall is called %', how; end if;
  execute format('alter table %I enable row level security, force row level security', t);
  execute format('create policy %I on %I for select using (%s)', t || '_read', t, sees);
  if how <> 'any' then sees := 'org_id = (select app_org()) and (select app_is_org())'; end if;
  execute format('create policy %I on %I for insert with check (%s)', t || '_insert', t, sees);
  execute format('create policy %I on %I for update using (%s) with check (%s)', t || '_update', t, sees, sees);
  execute format('create policy %I on %I for delete using (%s)', t || '_delete', t, sees);
  perform app_may(t, app);
end $$;

-- What the app's role may do with a table stands in the table's comment, and is granted from there.
create function app_may(t text, app text) returns void language plpgsql as $$
begin
  if app not in ('change', 'add', 'read') then raise exception 'the app may change, add or read, not %', app; end if;
  execute format('comment on table %I is %L', t, 'app: ' || app);
end $$;

do $$
declare t text;
begin
  foreach t in array array['person', 'membership', 'session', 'sign_in_link', 'api_key', 'org', 'org_clock', 'import_waiting',
    'program_version', 'partner', 'enrollment', 'member', 'product', 'account', 'account_key', 'external_ref', 'opportunity',
    'registration', 'protection', 'timer', 'idempotency', 'mail', 'import', 'import_chunk', 'import_refusal'] loop
    perform app_may(t, 'change');
  end loop;
  foreach t in array array['ruling', 'audit', 'event', 'seal'] loop
    perform app_may(t, 'add');
  end loop;
  perform app_may('migration', 'read');
end $$;

create or replace function grant_app(role name) returns void language plpgsql as $$
declare t record;
begin
  execute format('grant usage on schema public to %I', role);
  for t in
    select c.oid::regclass as name, substr(d.description, 6) as may
    from pg_class c join pg_description d on d.objoid = c.oid and d.classoid = 'pg_class'::regclass and d.objsubid = 0
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and d.description like 'app: %'
  loop
    execute format('grant %s on %s to %I', case t.may
      when 'change' then 'select, insert, update, delete'
      when 'add' then 'select, insert'
      else 'select' end, t.name, role);
  end loop;
  execute format('grant update (seq) on audit, event to %I', role);
  execute format('grant usage on all sequences in schema public to %I', role);
end $$;
