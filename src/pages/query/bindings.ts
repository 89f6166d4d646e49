import type { OpenedLink } from '../../queries/identity/page-links';
import type { PageVisits } from '../../queries/identity/page-visits';
import type { Query } from '../../queries/schema';
import type { Unit } from '../../units/schema';
import type { BindingLine } from './bindings-view';

interface BindingsParts {
  visits: PageVisits;
  findQuery: (ref: string) => Query | undefined;
  units: () => ReadonlyMap<string, Unit>;
}

/** All that a citizen has bound and agreed to. */
export async function listLines(parts: BindingsParts, link: OpenedLink): Promise<BindingLine[]> {
  const { bindings, consents } = await parts.visits.list(link);
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

/** Takes back what one line says. @param line `binding:…` or `consent:…`; anything else does nothing */
export async function removeLine(
  { visits }: BindingsParts,
  link: OpenedLink,
  line: string,
): Promise<void> {
  const [, kind, id] =
    /^(binding|consent):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(line) ?? [];
  if (id === undefined) return;
  await (kind === 'binding' ? visits.removeBinding(link, id) : visits.withdrawConsent(link, id));
}

function nameOf({ findQuery, units }: BindingsParts, unit: string, query: string): string {
  const name = findQuery(`${unit}.${query}`)?.name ?? query;
  return `${name}（${units().get(unit)?.shortName ?? unit}）`;
}
