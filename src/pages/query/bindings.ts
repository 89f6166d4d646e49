import type { OpenedLink } from '../../queries/identity/page-links';
import type { PageVisits } from '../../queries/identity/page-visits';
import { presentDay } from '../../queries/mask-value';
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
      lines: [shown, `绑定的日期：${presentDay(boundAt)}`],
    })),
    ...consents.map(({ id, unit, query, version, onBehalf, givenAt }) => ({
      id,
      kind: 'consent' as const,
      name: nameOf(parts, unit, query),
      lines: [
        onBehalf ? '替别人填的（代办）' : '本人填的',
        `同意的日期：${presentDay(givenAt)}，说明的版本：${version}`,
      ],
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
