import { seedCases } from '../../bench/seed-cases';
import { SEEDED_PASSWORD, seededPeople, type SeededPerson } from '../../bench/seed-people';
import { startConsole, type ConsoleBench } from '../../console/console-bench';
import { askConsole, findUnasked, type Ask } from '../../proof/ask-console';
import { askers, consoleQuestions, leftOut } from '../../proof/console-questions';

let bench: ConsoleBench;
beforeAll(async () => {
  bench = await startConsole();
});
afterAll(() => bench.drop());

it('answers everything that staff ask, with the rows that are there: the short form of the proof', async () => {
  const now = bench.clock.now();
  const lines: string[] = [];
  const shape = { cases: 4_000, messagesPerCase: 5, openPercent: 4, until: now };
  await seedCases(bench, { ...shape, around: true, report: (line) => lines.push(line) });
  expect(lines).toContain('4000 of 4000 cases, 20000 messages');
  const unlike = await bench.database.query(
    `select from cases c where c.version <> (select max(seq) from case_events e where e.case_id = c.id)`,
  );
  expect(unlike).toHaveLength(0);
  const browsers: Partial<Record<SeededPerson, Ask>> = {};
  for (const name of askers) {
    const browser = bench.browser();
    const known = { username: name, password: SEEDED_PASSWORD, id: seededPeople[name].id };
    expect((await browser.signIn(known)).status).toBe(200);
    browsers[name] = (path) => browser.ask(path);
  }
  const ask = browsers as Record<SeededPerson, Ask>;
  const questions = consoleQuestions({ now, number: 'SE70300', cases: shape.cases });
  // The bench has no files of keywords, and measures no disk.
  const { keywords: _keywords, system: _system, ...asked } = questions;
  const once = { warmUp: 0, times: 1, report: () => undefined };
  const { faults } = await askConsole(ask, asked, once);
  expect(faults).toEqual([]);
  expect(await findUnasked(ask.system, questions, leftOut)).toEqual([]);
});
