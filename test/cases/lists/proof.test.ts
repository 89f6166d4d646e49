import { runLists } from '../../proof/lists';

it('answers everything that staff ask, with the rows that are there: the short form of the proof', async () => {
  const lines: string[] = [];
  const { p95, faults } = await runLists({
    ...{ cases: 8_000, messagesPerCase: 2, times: 3 },
    report: (line) => lines.push(line),
  });
  expect(faults).toEqual([]);
  expect(Object.keys(p95)).toHaveLength(27);
  expect(lines).toContain('8000 of 8000 cases, 16000 messages');
});
