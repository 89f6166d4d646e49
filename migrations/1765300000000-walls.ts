import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the second wall between units stands on. The policies themselves name a role that an outside
 * database may not let us make, so that they are put up at the start, not here (`src/database/walls.ts`).
 *
 * Functions that run as the owner see all rows: they break the circle between policies of tables that ask
 * each other, and they reach indexes that row-level security bars (an index over words).
 */
export class Walls1765300000000 implements MigrationInterface {
  name = 'Walls1765300000000';

  async up(runner: QueryRunner): Promise<void> {
    await createSettings(runner);
    await createReads(runner);
    await createSearch(runner);
    await runner.query(
      `create index cases_approval_idx on cases (approval_id) where approval_id is not null`,
    );
    await runner.query(
      `create index case_answers_approval_idx on case_answers (approval_id)
       where approval_id is not null`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index case_answers_approval_idx, cases_approval_idx`);
    // With the policies that ask them.
    await runner.query(`
      drop function find_words(text[], text[]), find_words_in_months(text[], text[], text[]),
        reads_approval(uuid), reads_case(uuid), helps_with_case(uuid), scope_units(text) cascade`);
  }
}

/** Null while the setting is not there: nothing equals any of null. */
async function createSettings(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function scope_units(setting text) returns text[] language sql stable
    begin atomic
      select array(select jsonb_array_elements_text(s.value::jsonb))
      from (select nullif(current_setting(setting, true), '') as value) s where s.value is not null;
    end`);
}

/** Bodies are bound when they are made (`begin atomic`), so that no search path of a caller's counts. */
async function createReads(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create function helps_with_case(wanted uuid) returns boolean
    language sql stable security definer
    begin atomic
      select exists (select from case_co_handlers h
        where h.case_id = wanted and h.unit = any (scope_units('zhijian.units')));
    end`);
  await runner.query(`
    create function reads_case(wanted uuid) returns boolean
    language sql stable security definer
    begin atomic
      select exists (select from cases c where c.id = wanted and ${IN_SCOPE});
    end`);
  await runner.query(`
    create function reads_approval(wanted uuid) returns boolean
    language sql stable security definer
    begin atomic
      select coalesce(bool_and(reads_case(of_case.id)), true) from (
        select c.id from cases c where c.approval_id = wanted
        union select a.case_id from case_answers a where a.approval_id = wanted) of_case;
    end`);
}

const IN_SCOPE = `case
  when c.restricted then c.owner_unit = any ((select scope_units('zhijian.restricted_units'))::text[])
  else c.owner_unit = any ((select scope_units('zhijian.units'))::text[]) or helps_with_case(c.id) end`;

/** Cases in which words stand, within the scope where there is one; row by row, so that a limit ends it. */
async function createSearch(runner: QueryRunner): Promise<void> {
  const search = (name: string, parameters: string, condition: string): string => `
    create function ${name}(${parameters}) returns setof uuid
    language sql stable security definer rows 1000
    begin atomic
      select s.case_id from case_search s
      where ${condition}
        and (cardinality(terms) = 0
          or (select bool_and(strpos(s.folded, t.term) > 0) from unnest(terms) as t(term)))
        and ((select scope_units('zhijian.units')) is null
          or exists (select from cases c where c.id = s.case_id and ${IN_SCOPE}));
    end`;
  await runner.query(search('find_words', 'wanted text[], terms text[]', 's.grams @> wanted'));
  await runner.query(
    search(
      'find_words_in_months',
      'wanted text[], months text[], terms text[]',
      's.grams @> wanted and s.grams && months',
    ),
  );
}
