import type { Modality } from './modality';
import type { PhraseBook, PhraseMatcher, Scan } from './phrase-book';
import type { Emergency } from './schema';

/** The national line for those who want to talk; it is not staffed round the clock. */
const LISTENING = '12356';

type Manner = 'meant' | Modality;
const STRENGTH: Readonly<Record<Manner, number>> = { denied: 0, feared: 1, meant: 2 };

/** At most one situation of each level; `now` leaves no room for the others. */
export interface EmergencyFinding {
  now: Emergency | null;
  mention: Emergency | null;
  threat: Emergency | null;
}
/** @param aftermath the message speaks of the past or of formalities */
export type EmergencyMatcher = (scan: Scan, aftermath: boolean) => EmergencyFinding;

interface Compiled {
  emergency: Emergency;
  alternatives: PhraseMatcher[][];
  unless: PhraseMatcher;
}

/** Compiles the situations in the order of the file: the first that is met counts, for each level. */
export function createEmergencyMatcher(
  emergencies: readonly Emergency[],
  book: PhraseBook,
): EmergencyMatcher {
  const compiled: Compiled[] = emergencies.map((emergency) => ({
    emergency,
    alternatives: emergency.anyOf.map((groups) => groups.map((words) => book.add(words))),
    unless: book.add(emergency.unless),
  }));
  return (scan, aftermath) => {
    const finding: EmergencyFinding = { now: null, mention: null, threat: null };
    if (scan.meant.size === 0 && scan.doubted === null) return finding;
    for (const entry of compiled) {
      const level = levelFor(entry, scan, aftermath);
      if (level === null || finding[level]) continue;
      if (level === 'now' && finding.threat) continue;
      finding[level] = entry.emergency;
      if (level === 'now') break;
    }
    return finding;
  };
}

/**
 * The line that goes before a normal answer. A situation of level now that is long over, or only feared,
 * asks only whether it is so.
 */
export function mentionLine({ level, numbers, sentence }: Emergency): string {
  if (level !== 'now') return sentence;
  const line = `如果现在还有危险，请先打${numbers[0] ?? '110'}。`;
  return numbers.includes(LISTENING) ? `${line}想找人说说话，可以打${LISTENING}。` : line;
}

/** At which level a situation is met; null where it is not. */
function levelFor(entry: Compiled, scan: Scan, aftermath: boolean): Emergency['level'] | null {
  const { level, evenIfPast, unlessFeared } = entry.emergency;
  const manner = mannerOf(entry, scan);
  if (manner === null || level !== 'now') return manner && level;
  if (manner === 'denied' || (manner === 'feared' && unlessFeared)) return 'mention';
  return aftermath && !evenIfPast ? 'mention' : 'now';
}

/** Loops and not closures: hundreds of alternatives are looked at for every message. */
function mannerOf({ alternatives, unless }: Compiled, scan: Scan): Manner | null {
  let best: Manner | null = null;
  for (const groups of alternatives) {
    const manner = weakestOf(groups, scan);
    if (manner === null || (best !== null && STRENGTH[manner] <= STRENGTH[best])) continue;
    best = manner;
    if (best === 'meant') break;
  }
  return best !== null && unless.find(scan) === null ? best : null;
}

/** A way of saying it is only as strong as its weakest part; null when a part is missing. */
function weakestOf(groups: readonly PhraseMatcher[], scan: Scan): Manner | null {
  let weakest: Manner = 'meant';
  for (const group of groups) {
    const manner = group.manner(scan);
    if (manner === null) return null;
    if (STRENGTH[manner] < STRENGTH[weakest]) weakest = manner;
  }
  return weakest;
}
