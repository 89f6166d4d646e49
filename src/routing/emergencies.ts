import type { Normalise } from '../items/search/normalise';
import { createPhraseMatcher, type PhraseMatcher } from './phrase-matcher';
import type { Emergency } from './schema';

/** At most one situation of each level; `now` leaves no room for the others. */
export interface EmergencyFinding {
  now: Emergency | null;
  mention: Emergency | null;
  threat: Emergency | null;
}
/** @param aftermath the message speaks of the past or of formalities */
export type EmergencyMatcher = (plain: string, aftermath: boolean) => EmergencyFinding;

interface Compiled {
  emergency: Emergency;
  alternatives: PhraseMatcher[][];
  unless: PhraseMatcher;
}

/** Compiles the situations in the order of the file: the first that is met counts, for each level. */
export function createEmergencyMatcher(
  emergencies: readonly Emergency[],
  normalise: Normalise,
): EmergencyMatcher {
  const compiled: Compiled[] = emergencies.map((emergency) => ({
    emergency,
    alternatives: emergency.anyOf.map((groups) =>
      groups.map((words) => createPhraseMatcher(words, normalise)),
    ),
    unless: createPhraseMatcher(emergency.unless, normalise),
  }));
  return (plain, aftermath) => {
    const finding: EmergencyFinding = { now: null, mention: null, threat: null };
    if (plain === '') return finding;
    for (const entry of compiled) {
      const level = levelOf(entry.emergency, aftermath);
      if (finding[level] || !isMet(entry, plain)) continue;
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

function isMet({ alternatives, unless }: Compiled, plain: string): boolean {
  const met = alternatives.some((groups) => groups.every((group) => group.find(plain) !== null));
  return met && unless.find(plain) === null;
}
