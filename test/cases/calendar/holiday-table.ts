/** The table of working days that was worked out by hand from the notices of 2025 and 2026. */
export const workingDays: readonly (readonly [date: string, isWorking: boolean])[] = [
  ['2025-09-28', true],
  ['2025-10-11', true],
  ['2026-02-14', true],
  ['2026-02-15', false],
  ['2026-02-24', true],
  ['2026-10-10', true],
  ['2026-10-11', false],
];

/** From a day, so many working days later. */
export const sums: readonly (readonly [from: string, count: number, to: string])[] = [
  ['2026-02-13', 1, '2026-02-14'],
  ['2026-09-30', 5, '2026-10-13'],
  ['2026-09-10', 20, '2026-10-14'],
  ['2025-09-26', 5, '2025-10-10'],
  ['2026-09-24', 5, '2026-10-09'],
  ['2026-10-01', 0, '2026-10-08'],
];
