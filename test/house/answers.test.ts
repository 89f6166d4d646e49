/** An answer leaves by one way: signed, in the transaction that signs it. */
import { readSourceFiles } from './source-files';

const source = readSourceFiles('src', 'migrations');

/** Files in which a pattern occurs. */
const filesWith = (pattern: RegExp): string[] =>
  source.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

it('writes rows of the outbox in one file, and answers among them in one function (acceptance 5)', () => {
  expect(filesWith(/insert\s+into\s+outbox\b(?!_)/i)).toEqual(['src/delivery/outbox-store.ts']);
  expect(filesWith(/\bkind: 'answer',\s+\.\.\.handed/)).toEqual(['src/delivery/enqueue-answer.ts']);
  expect(filesWith(/\binsertDeliveries\(/).sort()).toEqual([
    'src/delivery/enqueue-answer.ts',
    'src/delivery/enqueue-notice.ts',
    'src/delivery/enqueue-reminder.ts',
    'src/delivery/outbox-store.ts',
  ]);
  const others = source.filter(
    ({ name, text }) =>
      /^src\/delivery\/enqueue-(?!answer)/.test(name) && /kind: 'answer'/.test(text),
  );
  expect(others.map(({ name }) => name)).toEqual([]);
});

it('makes no row an answer that was something else (acceptance 5)', () => {
  expect(filesWith(/update\s+outbox\b[^;`]*\bset\b(?:(?!\bwhere\b)[^;`])*\bkind\s*=/i)).toEqual([]);
});

it('hands answers over where a text is published, and nowhere else (acceptance 5)', () => {
  expect(filesWith(/\benqueueAnswer\b/).sort()).toEqual([
    'src/cases/life-cycle/ports.ts',
    'src/cases/life-cycle/publish-answer.ts',
    'src/compose-cases.ts',
    'src/delivery/enqueue-answer.ts',
  ]);
});
