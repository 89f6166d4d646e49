import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The search knows whose a case is without asking `cases`: of a common word a reader's own cases come out
 * of the index, and counting ten thousand of them reads one table. It follows a transfer at once.
 */
export class SearchScope1765310000000 implements MigrationInterface {
  name = 'SearchScope1765310000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop function find_words(text[], text[]), find_words_in_months(text[], text[], text[])`,
    );
    await runner.query(`drop index case_search_grams_idx`);
    await runner.query(`
      alter table case_search add column owner_unit text, add column units text[],
        add column restricted boolean`);
    await runner.query(`
      update case_search s set owner_unit = c.owner_unit, restricted = c.restricted,
        units = array[c.owner_unit] || array(
          select h.unit from case_co_handlers h where h.case_id = c.id order by h.unit)
      from cases c where c.id = s.case_id`);
    await runner.query(`
      alter table case_search alter column owner_unit set not null, alter column units set not null,
        alter column restricted set not null`);
    await runner.query(
      `create index case_search_grams_idx on case_search using gin (grams, units)`,
    );
    await createTriggers(runner);
    for (const { name, months, units } of SEARCHES) {
      await runner.query(
        findWords(name, [
          's.grams @> wanted',
          ...(months ? ['s.grams && months'] : []),
          ...(units ? ['s.units && (readable || named)'] : []),
        ]),
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of SEARCHES) await runner.query(`drop function ${name}(${TYPES})`);
    await runner.query(`drop trigger case_co_handlers_search_follows on case_co_handlers`);
    await runner.query(`drop trigger cases_search_follows on cases`);
    await runner.query(`drop function follow_helped_case(), follow_moved_case()`);
    await runner.query(`drop index case_search_grams_idx`);
    await runner.query(`
      alter table case_search drop column owner_unit, drop column units, drop column restricted`);
    await runner.query(`create index case_search_grams_idx on case_search using gin (grams)`);
    for (const months of [false, true]) await runner.query(formerFindWords(months));
  }
}

const SEARCHES = [
  { name: 'find_words', months: false, units: false },
  { name: 'find_words_in_months', months: true, units: false },
  { name: 'find_words_of_units', months: false, units: true },
  { name: 'find_words_of_units_in_months', months: true, units: true },
];
const TYPES = 'text[], text[], text[], text[], text[]';
const LONG_TERMS = `(cardinality(terms) = 0
  or (select bool_and(strpos(s.folded, t.term) > 0) from unnest(terms) as t(term)))`;

/** Row by row, so that a limit ends it. `readable` null: the system's own, all cases. */
function findWords(name: string, byIndex: readonly string[]): string {
  return `
    create function ${name}(wanted text[], months text[], terms text[], readable text[], named text[])
    returns setof uuid language sql stable security definer rows 1000
    begin atomic
      select s.case_id from case_search s
      where ${byIndex.join(' and ')} and ${LONG_TERMS}
        and (readable is null or case when s.restricted then s.owner_unit = any (named)
          else s.units && readable end)
        and ((select scope_units('zhijian.units')) is null or case
          when s.restricted
          then s.owner_unit = any ((select scope_units('zhijian.restricted_units'))::text[])
          else s.units && (select scope_units('zhijian.units')) end);
    end`;
}

/** At once, and noted for the job too, which may just be writing what it read before. */
async function createTriggers(runner: QueryRunner): Promise<void> {
  const follow = (name: string, id: string): string => `
    create function ${name}() returns trigger language plpgsql as $$
    begin
      update case_search s set owner_unit = c.owner_unit, restricted = c.restricted,
        units = array[c.owner_unit] || array(
          select h.unit from case_co_handlers h where h.case_id = c.id order by h.unit)
      from cases c where c.id = s.case_id and s.case_id = new.${id};
      insert into case_search_queue (id, case_id) values (gen_random_uuid(), new.${id});
      return null;
    end $$`;
  await runner.query(follow('follow_moved_case', 'id'));
  await runner.query(`
    create trigger cases_search_follows after update of owner_unit, restricted on cases
    for each row when (new.owner_unit <> old.owner_unit or new.restricted <> old.restricted)
    execute function follow_moved_case()`);
  await runner.query(follow('follow_helped_case', 'case_id'));
  await runner.query(`
    create trigger case_co_handlers_search_follows after insert on case_co_handlers
    for each row execute function follow_helped_case()`);
}

/** As the migration before made it. */
function formerFindWords(inMonths: boolean): string {
  const months = inMonths ? 'months text[], ' : '';
  return `
    create function find_words${inMonths ? '_in_months' : ''}(wanted text[], ${months}terms text[])
    returns setof uuid language sql stable security definer rows 1000
    begin atomic
      select s.case_id from case_search s
      where s.grams @> wanted ${inMonths ? 'and s.grams && months' : ''} and ${LONG_TERMS}
        and ((select scope_units('zhijian.units')) is null
          or exists (select from cases c where c.id = s.case_id and reads_case(c.id)));
    end`;
}
