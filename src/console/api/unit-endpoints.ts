import { z } from 'zod';
import type { Item } from '../../items/schema';
import type { Unit } from '../../units/schema';
import { defineEndpoint, type Endpoint } from './endpoint';

export const unitsSchema = z.object({
  units: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      shortName: z.string(),
      accountName: z.string().describe('公众号名称'),
      items: z.array(
        z.object({ ref: z.string().describe('事项，如 renshe.card'), name: z.string() }),
      ),
    }),
  ),
});

/** Of the files that are live. */
export interface NamedContent {
  units: ReadonlyMap<string, Pick<Unit, 'code' | 'name' | 'shortName' | 'accountName'>>;
  items: readonly Pick<Item, 'ref' | 'unit' | 'name'>[];
}

/** The names of units and their items: what everybody on the street may know. */
export function createUnitEndpoints(content: () => NamedContent): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/units', right: 'signed_in' },
      summary: '各单位、公众号和事项的名称',
      response: unitsSchema,
      async handler() {
        const { units, items } = content();
        return {
          units: [...units.values()].map(({ code, name, shortName, accountName }) => ({
            ...{ code, name, shortName, accountName },
            items: items
              .filter(({ unit }) => unit === code)
              .map(({ ref, name: itemName }) => ({ ref, name: itemName })),
          })),
        };
      },
    }),
  ];
}
