import { listSegments } from '../../src/database/backup/write-ahead-log';

it.each([
  ['000000010000000000000003', '000000010000000000000003', ['000000010000000000000003']],
  [
    '0000000100000000000000FE',
    '000000010000000100000001',
    [
      '0000000100000000000000FE',
      '0000000100000000000000FF',
      '000000010000000100000000',
      '000000010000000100000001',
    ],
  ],
])('lists the segments from %s to %s', (first, last, names) => {
  expect(listSegments(first, last)).toEqual(names);
});

it('does not join two timelines', () => {
  expect(() => listSegments('000000010000000000000003', '000000020000000000000004')).toThrow(
    'timeline',
  );
});
