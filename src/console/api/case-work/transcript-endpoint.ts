import { z } from 'zod';
import { isMessageOfCase } from '../../../cases/case-store';
import { reachCase, recordWork } from '../../../cases/work/reach-case';
import { saveTranscript } from '../../../media/transcripts';
import { AppError } from '../../../platform/errors';
import { actorOf, type CaseDesk } from '../cases/case-desk';
import { defineOnce, type Endpoint } from '../endpoint';
import { caseNumberSchema, idSchema } from '../schemas';

/** 转写 of citizens' voices: searched, and read where the voice stands. */
export function createTranscriptEndpoint({ ports }: CaseDesk): Endpoint {
  return defineOnce({
    ...{ method: 'POST', path: '/api/cases/:number/transcripts', right: 'case.read' },
    params: z.strictObject({ number: caseNumberSchema }),
    summary: '转写一段语音或视频，号码会遮盖；再写一次是改，空着是去掉',
    body: z.strictObject({ messageId: idSchema, text: z.string().max(4000) }),
    response: z.null(),
    async handler({ caller, origin, params: { number }, body: { messageId, text } }, tx) {
      const actor = actorOf(caller, origin, null);
      const row = await reachCase(tx, caller.scope, actor, number);
      if (!(await isMessageOfCase(tx, row.id, messageId))) {
        throw new AppError('not_found', '这件没有这条来信。');
      }
      const written = { writtenBy: actor.id, writtenAt: ports.clock.now() };
      await saveTranscript(tx, row.account, { messageId, text, ...written });
      await recordWork(tx, ports, row, actor, 'transcribe', { message: messageId });
      return null;
    },
  });
}
