// Personal data: recognised and masked (here), sealed (sealer.ts), found again without being kept (blind-index.ts).
import { findDigitGroups, type DigitGroup } from './digit-groups';
import { kindOfJoined } from './joined-shapes';
import { isBankCard, isIdNumber, isMobile, type PersonalNumber } from './number-shapes';

export type { PersonalNumber };

/** A personal number in a text: `[start, end)` in UTF-16 units and what is shown instead. */
export interface PersonalMatch {
  start: number;
  end: number;
  kind: PersonalNumber;
  shown: string;
}

const MIN_DIGITS = 11;
const MAX_DIGITS = 19;
/** Words that people write right beside a number; beside any other letter, digits are part of a word. */
const LABELS = new Set(
  (
    'tel phone mobile mob cell call id idcard no num card v w wx vx weixin wechat qq zfb ' +
    'sfz sfzh sfzhm dh dhh dhhm dianhua sj sjh sjhm shouji hm haoma kh yhk yhkh'
  ).split(' '),
);
const MAX_LABEL = 8;

/**
 * Masks identity numbers (15 and 18 characters with a possible birth date), mobile numbers and bank cards with `*`,
 * leaving a hint: three first and two last digits of a mobile, three first of an identity number, four last of a
 * card. Full-width digits and spaces, dashes or dots inside a number are seen through; all other text is left as
 * it is. Takes time in proportion to the text; masking twice is masking once.
 * @returns the text and what was found in it, each kind once, in order of appearance
 */
export function maskPersonalData(text: string): {
  masked: string;
  found: readonly PersonalNumber[];
} {
  const matches = findPersonalData(text);
  if (matches.length === 0) return { masked: text, found: [] };
  let masked = '';
  let from = 0;
  for (const match of matches) {
    masked += text.slice(from, match.start) + match.shown;
    from = match.end;
  }
  masked += text.slice(from);
  return { masked, found: [...new Set(matches.map(({ kind }) => kind))] };
}

/**
 * The personal numbers of a text, in their order, by the rules of `maskPersonalData`. Numbers written in one
 * piece are taken first, so that a figure beside one never joins it; then those with gaps.
 */
export function findPersonalData(text: string): PersonalMatch[] {
  const groups = findDigitGroups(text);
  const single = groups.map((group) => matchGroups(text, [group]));
  const matches: PersonalMatch[] = [];
  for (let at = 0; at < groups.length; at++) {
    const whole = single[at];
    if (whole) {
      matches.push(whole);
      continue;
    }
    const joined = matchJoined(text, groups, single, at);
    if (joined === null) continue;
    matches.push(joined.match);
    at = joined.last;
  }
  return matches;
}

/** The longest number that begins at a group and goes on over gaps; an identity number before anything else. */
function matchJoined(
  text: string,
  groups: readonly DigitGroup[],
  single: readonly (PersonalMatch | null)[],
  first: number,
): { match: PersonalMatch; last: number } | null {
  let best: { match: PersonalMatch; last: number } | null = null;
  let digits = groups[first]!.digits.length;
  if (groups[first]!.isHint) return null;
  for (let last = first + 1; last < groups.length; last++) {
    const group = groups[last]!;
    digits += group.digits.length;
    if (group.gap === null || group.isHint || single[last] || digits > MAX_DIGITS) break;
    if (digits < MIN_DIGITS) continue;
    const match = matchGroups(text, groups.slice(first, last + 1));
    if (match === null) continue;
    if (best === null || best.match.kind !== 'id_number' || match.kind === 'id_number') {
      best = { match, last };
    }
  }
  return best;
}

function matchGroups(text: string, groups: readonly DigitGroup[]): PersonalMatch | null {
  const { start } = groups[0]!;
  const { end } = groups[groups.length - 1]!;
  if (!standsFreeBefore(text, start)) return null;
  const digits = groups.length === 1 ? groups[0]!.digits : groups.map((one) => one.digits).join('');
  const endWithX = digits.length === 17 ? endOfCheckLetter(text, end) : null;
  if (endWithX !== null && isIdNumber(`${digits}X`) && standsFreeAfter(text, endWithX)) {
    return { start, end: endWithX, kind: 'id_number', shown: shownFor('id_number', `${digits}X`) };
  }
  const kind = groups.length === 1 ? kindOf(digits) : kindOfJoined(groups);
  if (kind === null || !standsFreeAfter(text, end)) return null;
  return { start, end, kind, shown: shownFor(kind, digits) };
}

function kindOf(digits: string): PersonalNumber | null {
  if (isIdNumber(digits)) return 'id_number';
  if (isMobile(digits)) return 'mobile';
  return isBankCard(digits) ? 'bank_card' : null;
}

function shownFor(kind: PersonalNumber, characters: string): string {
  const stars = (count: number): string => '*'.repeat(count);
  switch (kind) {
    case 'id_number':
      return characters.slice(0, 3) + stars(characters.length - 3);
    case 'mobile':
      return characters.slice(0, -8) + stars(6) + characters.slice(-2);
    case 'bank_card':
      return stars(characters.length - 4) + characters.slice(-4);
  }
}

/** Where the X of an identity number ends, perhaps after a gap. */
function endOfCheckLetter(text: string, end: number): number | null {
  const found = /^[ \u3000-]?[xX\uff38\uff58]/.exec(text.slice(end, end + 2));
  return found === null ? null : end + found[0].length;
}

function standsFreeBefore(text: string, start: number): boolean {
  const letters = /[A-Za-z\uff21-\uff3a\uff41-\uff5a]*$/.exec(
    text.slice(Math.max(0, start - MAX_LABEL - 1), start),
  );
  return isLabel(letters?.[0] ?? '');
}

function standsFreeAfter(text: string, end: number): boolean {
  const letters = /^[A-Za-z\uff21-\uff3a\uff41-\uff5a]*/.exec(text.slice(end, end + MAX_LABEL + 1));
  return isLabel(letters?.[0] ?? '');
}

function isLabel(letters: string): boolean {
  return letters === '' || LABELS.has(letters.normalize('NFKC').toLowerCase());
}
