import { chinaDateOf } from '../platform/china-time';
import type { Fact } from './schema';

const SHOWN_QUALITIES: ReadonlySet<Fact['quality']> = new Set<Fact['quality']>(['law', 'gov']);
const SHOWN_PLACES: ReadonlySet<Fact['place']> = new Set<Fact['place']>([
  '国家',
  '湖南',
  '岳阳',
  '君山',
]);

/** What decides whether a statement may be shown. */
export type Provenance = Pick<Fact, 'quality' | 'place' | 'validUntil'>;

/**
 * Whether a citizen may see a statement: law or a government's own text, of the State, Hunan,
 * Yueyang or Junshan, and not past `validUntil` (the last day on which it is shown, in China).
 */
export function isShown(fact: Provenance, now: Date): boolean {
  return (
    SHOWN_QUALITIES.has(fact.quality) &&
    SHOWN_PLACES.has(fact.place) &&
    (fact.validUntil === null || chinaDateOf(now) <= fact.validUntil)
  );
}
