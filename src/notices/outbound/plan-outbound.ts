import type { CaseChange } from '../../cases/live/read-changes';
import type { NoticeKind } from '../notice-kinds';
import type { NewOutbound } from './outbound-store';
import { isAboutUnit, missingOf, type Target } from './targets';

/** A line for the group robots that are for it. Of a restricted case nothing leaves the house. */
export function planRobotLines(
  targets: readonly Target[],
  line: { kind: NoticeKind; unit: string; restricted: boolean; text: string },
  at: Date,
): NewOutbound[] {
  if (line.restricted) return [];
  return targets
    .filter((target) => target.kind === 'robot' && isReady(target, line.unit))
    .filter((target) => target.kind === 'robot' && isAbout(target.about, line.kind))
    .map(({ id }) => ({ target: id, kind: 'robot', body: { text: line.text }, at }));
}

/** A change of a case for other systems: which case and where it stands, and nothing of the citizen. */
export function planWebhooks(
  targets: readonly Target[],
  change: CaseChange,
  at: Date,
): NewOutbound[] {
  if (change.restricted || change.actor === null) return [];
  const { id, kind, number, unit, state, version } = change;
  const body = { id, event: kind, at: change.at, case: { number, unit, state, version } };
  return targets
    .filter((target) => target.kind === 'webhook' && isReady(target, unit))
    .filter((target) => target.kind === 'webhook' && isWanted(target.events, kind))
    .map((target) => ({ target: target.id, kind: 'webhook', body, at }));
}

function isReady(target: Target, unit: string): boolean {
  return missingOf(target) === null && isAboutUnit(target, unit);
}

const isAbout = (about: readonly string[], kind: NoticeKind): boolean => about.includes(kind);

const isWanted = (events: readonly string[], kind: string): boolean =>
  events.length === 0 || events.includes(kind);
