import { randomInt } from 'node:crypto';

/** Without what looks alike on paper: 0O, 1lI. */
const SORTS = [
  'ABCDEFGHJKLMNPQRSTUVWXYZ',
  'abcdefghijkmnpqrstuvwxyz',
  '23456789',
  '-_+=%',
] as const;
const LENGTH = 14;

/** A password to be told once and changed: 14 signs of all four sorts, some 80 bits. */
export function makeTemporaryPassword(): string {
  const pick = (from: string): string => from[randomInt(from.length)]!;
  const signs = SORTS.map(pick);
  while (signs.length < LENGTH) signs.push(pick(SORTS.slice(0, 3).join('')));
  for (let at = signs.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    [signs[at], signs[other]] = [signs[other]!, signs[at]!];
  }
  return signs.join('');
}
