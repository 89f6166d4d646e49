import { z } from 'zod';
import { caseStates } from '../../../cases/case-state';
import {
  findCitizenOf,
  listCaseIdsOf,
  listLateCitizens,
  listNamedRatings,
  type CitizenKey,
} from '../../../cases/citizen-cases';
import { ratingWords, type Rating } from '../../../cases/life-cycle/actions';
import { loadListed } from '../../../cases/lists/load-listed';
import { wantCase } from '../../../cases/work/reach-case';
import { findBlock } from '../../../messages/blocks/find-block';
import { listCitizens } from '../../../messages/find-citizen';
import { AppError } from '../../../platform/errors';
import { lastDayOf } from '../blocks/block-schemas';
import type { Caller } from '../caller';
import type { CaseDesk } from '../cases/case-desk';
import { loadListContext } from '../cases/list-context';
import { presentListed } from '../cases/present-case';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { caseNumberSchema, idSchema, unitCodeSchema } from '../schemas';
import { citizenFileSchema, lateCitizensSchema } from './citizen-schemas';

type CitizenFile = z.output<typeof citizenFileSchema>;

/** P13 群众档案: a citizen's cases and what may be known beside them, for who may see one of these cases. */
export function createCitizenEndpoints(desk: CaseDesk): Endpoint[] {
  const { database } = desk;
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/citizens', right: 'case.read' },
      summary: '最近来信的群众，后来信的在前',
      response: lateCitizensSchema,
      async handler({ caller }) {
        const states = Object.keys(caseStates);
        const citizens = await listLateCitizens(database, caller.scope, states);
        return { citizens: citizens.map((one) => ({ ...one, label: labelOf(one) })) };
      },
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/citizens/:unit/:id', right: 'case.read' },
      params: z.strictObject({ unit: unitCodeSchema.describe('公众号'), id: idSchema }),
      summary: '一位群众的档案',
      response: citizenFileSchema,
      async handler({ caller, params: { unit, id } }) {
        const file = await readFile(desk, caller, { account: unit, id });
        if (!file) throw new AppError('not_found', '没有这位群众，或您不能查看。');
        return file;
      },
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/cases/:number/citizen', right: 'case.read' },
      params: z.strictObject({ number: caseNumberSchema }),
      summary: '这件的群众；登记的件没有，是 null',
      response: z.object({ citizen: citizenFileSchema.nullable() }),
      async handler({ caller, params: { number } }) {
        await wantCase(database, caller.scope, number);
        const key = await findCitizenOf(database, caller.scope, number);
        return { citizen: key && (await readFile(desk, caller, key)) };
      },
    }),
  ];
}

/** Null where the caller may see no case of theirs, and where there is nobody: the same statements either way. */
async function readFile(
  desk: CaseDesk,
  caller: Caller,
  key: CitizenKey,
): Promise<CitizenFile | null> {
  const { database, ports } = desk;
  const ids = await listCaseIdsOf(database, caller.scope, key);
  const [facts] = await listCitizens(database, key.account, [key.id]);
  if (ids.length === 0 || !facts) return null;
  const rows = await loadListed(database, caller.scope, ids);
  const context = await loadListContext(desk, caller, rows, new Set());
  const ratings = await listNamedRatings(database, ids);
  const block = await findBlock(database, key.account, key.id, ports.clock.now());
  return {
    ...facts,
    label: labelOf(key),
    cases: rows.map((row) => presentListed(row, desk, context)),
    ratings: ratings.map((one) => ({ ...one, label: ratingWords[one.rating as Rating] })),
    block: block && { untilDate: lastDayOf(block.untilAt), reason: block.reason },
  };
}

/** `群众 3f9a`: tells two people apart and names neither. */
function labelOf({ id }: { id: string }): string {
  return `群众 ${id.slice(-4)}`;
}
