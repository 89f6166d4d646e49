/** Limits worked out by hand from the notices: [what, limit, from, due]; times are China's. */
export const dues: readonly (readonly [
  what: string,
  length: { value: number; unit: 'wd' | 'day' | 'hour' },
  from: string,
  due: string,
])[] = [
  ['an ordinary day', { value: 1, unit: 'wd' }, '2026-11-23 09:30', '2026-11-24 17:30'],
  ['in the noon break', { value: 1, unit: 'wd' }, '2026-11-23 13:00', '2026-11-24 17:30'],
  ['before work', { value: 1, unit: 'wd' }, '2026-11-23 07:00', '2026-11-24 17:30'],
  ['a minute before closing', { value: 1, unit: 'wd' }, '2026-02-13 17:29', '2026-02-14 17:30'],
  ['at the moment of closing', { value: 1, unit: 'wd' }, '2026-02-13 17:30', '2026-02-14 17:30'],
  [
    '17:31 before a made-up Saturday',
    { value: 1, unit: 'wd' },
    '2026-02-13 17:31',
    '2026-02-24 17:30',
  ],
  ['17:31, five days', { value: 5, unit: 'wd' }, '2026-02-13 17:31', '2026-02-28 17:30'],
  ['on a rest day', { value: 5, unit: 'wd' }, '2026-10-03 10:00', '2026-10-14 17:30'],
  ['on a made-up Saturday', { value: 1, unit: 'wd' }, '2026-10-10 10:00', '2026-10-12 17:30'],
  ['ends on a made-up Sunday', { value: 2, unit: 'wd' }, '2026-09-17 10:00', '2026-09-20 17:30'],
  ['over two holidays', { value: 20, unit: 'wd' }, '2026-09-10 10:00', '2026-10-14 17:30'],
  [
    'over the turn of a known year',
    { value: 2, unit: 'wd' },
    '2025-12-31 10:00',
    '2026-01-05 17:30',
  ],
  ['midnight in China', { value: 1, unit: 'wd' }, '2026-11-24 00:00', '2026-11-25 17:30'],
  [
    'fifteen days of the calendar',
    { value: 15, unit: 'day' },
    '2026-09-10 10:00',
    '2026-09-28 17:30',
  ],
  [
    'days that end on a working day',
    { value: 15, unit: 'day' },
    '2026-11-09 20:00',
    '2026-11-24 17:30',
  ],
  ['hours run on', { value: 24, unit: 'hour' }, '2026-09-30 16:00', '2026-10-01 16:00'],
];
