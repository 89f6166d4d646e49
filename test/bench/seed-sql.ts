/** Parts of the statements that make up cases: each case of a number is the same each time. */

/** Cases go round them. */
export const SEEDED_UNITS = ['minzheng', 'gongan', 'wenlv', 'renshe', 'yibao', 'jikong', 'ziran'];

/** An id that begins with its time, the rest drawn from `seed`. */
export const idOf = (at: string, seed: string): string =>
  `(substr(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0'), 1, 8) || '-'
    || substr(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0'), 9, 4)
    || '-7' || substr(md5(${seed}), 1, 3) || '-8' || substr(md5(${seed}), 4, 3)
    || '-' || substr(md5(${seed}), 7, 12))::uuid`;
/** A number that looks random and is the same each time. */
export const drawn = (seed: string, below: number): string =>
  `(('x' || substr(md5(${seed}), 1, 7))::bit(28)::int % ${below})`;
/** The numbers of cases from $1 to $2 with their times: $3 is the last one's, $4 how many there are. */
export const NUMBERED = `select n, $3::timestamptz - ($4 - n) * (interval '3 years' / $4::int) as at
  from generate_series($1::int, $2::int) n`;

/** Ids of the eight people who handle all cases. */
const CLERKS = '00000000-0000-7000-8000-000000000c0';
/** @param n 0 to 7 */
export const seededClerk = (n: number): string => `${CLERKS}${n}`;
/** The same in SQL. */
export const clerkOf = (drawnNumber: string): string => `'${CLERKS}' || ${drawnNumber}`;
