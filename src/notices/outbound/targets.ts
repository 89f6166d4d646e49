import { notifyVariable, type NotifySettings, type Robot, type Webhook } from '../schema';

/** Somebody outside who is told: what the file says of them, where they are, and the secret shared with them. */
export type Target = (({ kind: 'robot' } & Robot) | ({ kind: 'webhook' } & Webhook)) & {
  /** Null: the operator has not said. */
  url: string | null;
  secret: string | null;
};

/** @param secrets variables of the environment, `NOTIFY_…`, by name */
export function listTargets(
  { robots, webhooks }: NotifySettings,
  secrets: ReadonlyMap<string, string>,
): Target[] {
  const placeOf = ({ id }: { id: string }) => ({
    url: secrets.get(notifyVariable(id, 'URL')) ?? null,
    secret: secrets.get(notifyVariable(id, 'SECRET')) ?? null,
  });
  return [
    ...robots.map((robot): Target => ({ kind: 'robot', ...robot, ...placeOf(robot) })),
    ...webhooks.map((webhook): Target => ({ kind: 'webhook', ...webhook, ...placeOf(webhook) })),
  ];
}

/** What is missing before a target can be told anything, in Chinese; null: nothing. */
export function missingOf({ id, kind, url, secret }: Target): string | null {
  if (url === null) return `没有设置 ${notifyVariable(id, 'URL')}`;
  // Whoever receives a webhook must be able to tell it from a forged one.
  if (kind === 'webhook' && secret === null) return `没有设置 ${notifyVariable(id, 'SECRET')}`;
  return null;
}

/** Whether a target is for a unit's matters. */
export function isAboutUnit({ units }: Pick<Target, 'units'>, unit: string): boolean {
  return units.length === 0 || units.includes(unit);
}
