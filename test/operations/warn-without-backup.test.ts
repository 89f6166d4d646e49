import { warnWithoutBackup } from '../../src/operations/warn-without-backup';
import { fixedClock } from '../support/clock';

const HOUR_MS = 3_600_000;
const ours = { production: true, databaseUrl: null };

it.each([
  ['never', ours, null, [null]],
  ['a minute less than a day ago', ours, 24 * HOUR_MS - 60_000, []],
  ['a day ago', ours, 24 * HOUR_MS, [1]],
  ['three and a half days ago', ours, 84 * HOUR_MS, [3]],
  ['never, in a trial', { ...ours, production: false }, null, []],
  ['never, on a server of another', { ...ours, databaseUrl: 'postgres://db/' }, null, []],
])('a backup %s', async (_when, config, ageMs, days) => {
  const clock = fixedClock();
  const told: unknown[] = [];
  const warn = (fields: { days: number | null }): void => void told.push(fields.days);
  const at = ageMs === null ? null : new Date(clock.now().getTime() - ageMs);
  await warnWithoutBackup({ config, clock, logger: { warn }, lastBackupAt: async () => at });
  expect(told).toEqual(days);
});
