import type { PhraseActor, PhraseParts } from '../../../cases/phrases/change-phrases';
import type { PhraseReach } from '../../../cases/phrases/phrase-store';
import type { Database } from '../../../database/database';
import { can } from '../../../staff/person';
import type { Right } from '../../../staff/rights';
import { unitsWith, type Caller, type Origin } from '../caller';

/** What the endpoints of phrases stand on. */
export interface PhraseDesk extends PhraseParts {
  database: Database;
}

/** Whose phrases a person may change, or approve. */
export function reachOf(caller: Caller, right: Right): PhraseReach {
  return { units: unitsWith(caller, right), district: can(caller.person, right, null) };
}

/** Whose phrases a person reads: those of their units, and the district's, which are offered to all. */
export function readReachOf(caller: Caller): PhraseReach {
  return { units: unitsWith(caller, 'phrase.edit'), district: true };
}

/** Who does it, for the line and the record. */
export function phraseActorOf({ person: { id, name } }: Caller, { ip }: Origin): PhraseActor {
  return { id, name, ip };
}
