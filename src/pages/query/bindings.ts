import type { Database } from '../../database/database';
import type { Clock } from '../../platform/clock';
import {
  listBindings,
  removeBinding,
  removeBindingsOf,
} from '../../queries/identity/binding-store';
import { listConsents, withdrawConsent } from '../../queries/identity/consent-store';
import type { OpenedLink } from '../../queries/identity/page-links';
import type { Query } from '../../queries/schema';
import type { Unit } from '../../units/schema';
import type { BindingLine } from './bindings-view';

interface BindingsParts {
  database: Database;
  clock: Clock;
  findQuery: (ref: string) => Query | undefined;
  units: () => ReadonlyMap<string, Unit>;
}

/** All that a citizen has bound and agreed to. */
export async function listLines(parts: BindingsParts, link: OpenedLink): Promise<BindingLine[]> {
  const { database } = parts;
  const bindings = await listBindings(database, link);
  const consents = await listConsents(database, link.account, link.citizenId);
  return [
    ...bindings.map(({ id, unit, query, shown, boundAt }) => ({
      id,
      kind: 'binding' as const,
      name: nameOf(parts, unit, query),
      detail: shown,
      at: boundAt,
    })),
    ...consents.map(({ id, unit, query, version, onBehalf, givenAt }) => ({
      id,
      kind: 'consent' as const,
      name: nameOf(parts, unit, query),
      detail: `${onBehalf ? '代办' : '本人'}，说明的版本 ${version}`,
      at: givenAt,
    })),
  ];
}

/** Takes back what one line says; a withdrawn consent takes its binding with it. @param line `binding:…` or `consent:…` */
export async function removeLine(
  { database, clock }: BindingsParts,
  link: OpenedLink,
  line: string,
): Promise<void> {
  const [, kind, id] = /^(binding|consent):([0-9a-f-]{36})$/.exec(line) ?? [];
  if (id === undefined) return;
  const now = clock.now();
  if (kind === 'binding') return removeBinding(database, link, id, now);
  await database.transaction(async (tx) => {
    const withdrawn = await withdrawConsent(tx, link, id, now);
    if (withdrawn) await removeBindingsOf(tx, link, withdrawn, now);
  });
}

function nameOf({ findQuery, units }: BindingsParts, unit: string, query: string): string {
  const name = findQuery(`${unit}.${query}`)?.name ?? query;
  return `${name}（${units().get(unit)?.shortName ?? unit}）`;
}
