import { z } from 'zod';
import {
  approvePhrase,
  createPhrase,
  editPhrase,
  returnPhrase,
  withdrawPhrase,
} from '../../../cases/phrases/change-phrases';
import type { Phrase } from '../../../cases/phrases/phrase';
import { phraseEventKinds, phraseStates } from '../../../cases/phrases/phrase-words';
import type { Tx } from '../../../database/database';
import { AppError } from '../../../platform/errors';
import { findNames } from '../../../staff/find-names';
import { defineOnce, type Endpoint } from '../endpoint';
import { idSchema, reasonSchema } from '../schemas';
import { phraseActorOf, reachOf, type PhraseDesk } from './phrase-desk';
import { draftSchema, phraseUnitSchema } from './phrase-schemas';

const params = z.strictObject({ id: idSchema });
const reasonBody = z.strictObject({ reason: reasonSchema.min(2, '请写明原因') });
/** A phrase after a change. */
export const changedPhraseSchema = z.object({
  id: z.string(),
  version: z.int(),
  state: z.string(),
  stateLabel: z.string(),
});

function presentChanged({ id, version, state }: Phrase): z.output<typeof changedPhraseSchema> {
  return { id, version, state, stateLabel: phraseStates[state] };
}

/** What people do with phrases, each once for its key. */
export function phraseWriting(desk: PhraseDesk): Endpoint[] {
  return [...writing(desk), ...deciding(desk)];
}

function writing(desk: PhraseDesk): Endpoint[] {
  return [
    defineOnce({
      ...{ method: 'POST', path: '/api/phrases', right: 'phrase.edit' },
      summary: '新建常用语，等另一个人审核',
      body: draftSchema.extend({ unit: phraseUnitSchema }),
      response: changedPhraseSchema,
      async handler({ caller, origin, body: { unit, ...draft } }, tx) {
        const { units, district } = reachOf(caller, 'phrase.edit');
        if (unit === null ? !district : !units.includes(unit)) {
          throw new AppError('not_found', '没有这个单位，或您在这个单位没有这项权限。');
        }
        const actor = phraseActorOf(caller, origin);
        return presentChanged(await createPhrase(tx, desk, actor, unit, draft));
      },
    }),
    defineOnce({
      ...{ method: 'PUT', path: '/api/phrases/:id', right: 'phrase.edit', params },
      summary: '修改常用语：原来的审核作废，重新审核',
      versioned: true,
      body: draftSchema,
      response: changedPhraseSchema,
      handler: ({ caller, origin, params: { id }, version, body: draft }, tx) =>
        named(tx, () =>
          editPhrase(tx, desk, reachOf(caller, 'phrase.edit'), phraseActorOf(caller, origin), {
            ...{ id, version: readVersion(version), draft },
          }),
        ),
    }),
    defineOnce({
      ...{ method: 'POST', path: '/api/phrases/:id/withdraw', right: 'phrase.edit', params },
      summary: '撤下常用语，以后不再给人用；记录留着',
      versioned: true,
      body: reasonBody,
      response: changedPhraseSchema,
      handler: ({ caller, origin, params: { id }, version, body: { reason } }, tx) =>
        named(tx, () =>
          withdrawPhrase(tx, desk, reachOf(caller, 'phrase.edit'), phraseActorOf(caller, origin), {
            ...{ id, version: readVersion(version), reason },
          }),
        ),
    }),
  ];
}

function deciding(desk: PhraseDesk): Endpoint[] {
  const right = 'phrase.approve';
  return [
    defineOnce({
      ...{ method: 'POST', path: '/api/phrases/:id/approve', right, params },
      summary: '审核通过：写的人以外的另一个人，对看过的这一稿',
      versioned: true,
      body: z.strictObject({ hash: z.string().length(64).describe('看过的那一稿的 hash') }),
      response: changedPhraseSchema,
      handler: ({ caller, origin, params: { id }, version, body: { hash } }, tx) =>
        named(tx, () =>
          approvePhrase(tx, desk, reachOf(caller, right), phraseActorOf(caller, origin), {
            ...{ id, version: readVersion(version), hash },
          }),
        ),
    }),
    defineOnce({
      ...{ method: 'POST', path: '/api/phrases/:id/return', right, params },
      summary: '退回修改，写明原因',
      versioned: true,
      body: reasonBody,
      response: changedPhraseSchema,
      handler: ({ caller, origin, params: { id }, version, body: { reason } }, tx) =>
        named(tx, () =>
          returnPhrase(tx, desk, reachOf(caller, right), phraseActorOf(caller, origin), {
            ...{ id, version: readVersion(version), reason },
          }),
        ),
    }),
  ];
}

function readVersion(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const fields = [{ name: 'If-Match', message: '要写看到的版本号。' }];
  throw new AppError('unprocessable', '请刷新页面，看过最新的内容再办。', { fields });
}

/** Says of a conflict who changed what, in names. */
async function named(
  tx: Tx,
  work: () => Promise<Phrase>,
): Promise<z.output<typeof changedPhraseSchema>> {
  try {
    return presentChanged(await work());
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    const { changedBy, change } = error.details as {
      changedBy?: string;
      change?: keyof typeof phraseEventKinds;
    };
    if (!changedBy || !change) throw error;
    const who = (await findNames(tx, [changedBy])).get(changedBy) ?? changedBy;
    const details = { ...error.details, changedBy: who, change: phraseEventKinds[change] };
    throw new AppError('conflict', error.message, details, { cause: error });
  }
}
