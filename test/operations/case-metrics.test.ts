import { pino } from 'pino';
import { Registry } from 'prom-client';
import { caseListJobs } from '../../src/compose-case-lists';
import { createCaseWorld, type CaseWorld } from '../support/case-world';
import { createTestDatabase, type TestDatabase } from '../support/database';

let test: TestDatabase;
let world: CaseWorld;
beforeAll(async () => {
  test = await createTestDatabase();
  world = await createCaseWorld(test.database);
});
afterAll(() => test.drop());

it('tells the log and the figures of counts that were wrong, and how much waits to be found', async () => {
  const registry = new Registry();
  const lines: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const jobs = caseListJobs({ database: test.database, logger, registry });
  const metrics = () => registry.metrics();

  const number = await world.open();
  await jobs.recountCases();
  expect(lines).toEqual([]);
  expect(await metrics()).toContain('zhijian_case_search_queue 3');
  await jobs.indexCases();
  expect(await metrics()).toContain('zhijian_case_search_queue 0');

  await world.set(number, `handler = 'moved behind the back'`);
  await jobs.recountCases();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('counts of cases differed');
  expect(await metrics()).toContain('zhijian_case_count_differences_total 2');
  await jobs.foldTallies();
  await jobs.recountCases();
  expect(lines).toHaveLength(1);
});
