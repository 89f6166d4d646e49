import type { PhraseBook, PhraseMatcher, Scan } from './phrase-book';
import type { Emergency } from './schema';

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
    if (scan.size === 0) return finding;
    for (const entry of compiled) {
      const level = levelOf(entry.emergency, aftermath);
      if (finding[level] || !isMet(entry, scan)) continue;
      if (level === 'now' && finding.threat) continue;
      finding[level] = entry.emergency;
    }
    return finding;
  };
}

/** The line that goes before a normal answer. A situation of level now that is long over asks only whether it is over. */
export function mentionLine(emergency: Emergency): string {
  if (emergency.level === 'now') {
    return `如果现在还有危险，请先打${emergency.numbers[0] ?? '110'}。`;
  }
  return emergency.sentence;
}

function levelOf(emergency: Emergency, aftermath: boolean): Emergency['level'] {
  return emergency.level === 'now' && aftermath && !emergency.evenIfPast
    ? 'mention'
    : emergency.level;
}

/** Loops and not closures: hundreds of alternatives are looked at for every message. */
function isMet({ alternatives, unless }: Compiled, scan: Scan): boolean {
  for (const groups of alternatives) {
    if (hasAll(groups, scan)) return unless.find(scan) === null;
  }
  return false;
}

function hasAll(groups: readonly PhraseMatcher[], scan: Scan): boolean {
  for (const group of groups) if (group.find(scan) === null) return false;
  return true;
}
