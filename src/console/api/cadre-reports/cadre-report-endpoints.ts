import { z } from 'zod';
import {
  listCadreReports,
  type CadreReport,
  type CadreReportPorts,
  type Receiver,
} from '../../../cases/cadre-reports/list-cadre-reports';
import { revealCadreReport } from '../../../cases/cadre-reports/reveal-cadre-report';
import type { Database } from '../../../database/database';
import { listMedia } from '../../../media/media-rows';
import { presentMedia, type PresentedMedia } from '../../../media/present-media';
import type { Sealer } from '../../../privacy/sealer';
import type { Caller, Origin } from '../caller';
import { mediaSchema } from '../cases/case-schemas';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { idSchema, instantSchema, pageSizeSchema, reasonSchema } from '../schemas';

export interface CadreReportDesk extends CadreReportPorts {
  database: Database;
  /** Reads within the walls of who asks. */
  reads: Database;
  sealer: Sealer;
  /** Whether this machine can make voices playable. */
  canTranscode: () => Promise<boolean>;
}

export const cadreReportsSchema = z.object({
  reports: z.array(
    z.object({
      id: z.string(),
      account: z.string().describe('群众来信的公众号'),
      kind: z.string(),
      sentAt: instantSchema,
      text: z.string().nullable().describe('个人信息已遮盖；空：已按规定删除'),
      media: mediaSchema.nullable().describe('接着发来的照片、语音、视频'),
      hasOriginal: z.boolean().describe('有遮盖的内容，写明原因可以看原文'),
    }),
  ),
  next: z.string().nullable(),
});

export const cadreReportOriginalSchema = z.object({
  fields: z.record(z.string(), z.unknown()).describe('平时遮盖的内容'),
});

/** For the district's one receiver; whoever else asks is told that there is no such path. */
export function createCadreReportEndpoints(desk: CadreReportDesk): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/cadre-reports', right: 'signed_in' },
      summary: '反映干部或单位的举报：没有建办件，只给全区指定的一个人看，查阅留记录',
      query: z.strictObject({
        limit: pageSizeSchema,
        before: idSchema.optional().describe('上一页的 next'),
      }),
      response: cadreReportsSchema,
      async handler({ caller, origin, query: { limit, before } }) {
        const page = { limit, ...(before === undefined ? {} : { before }) };
        const who = receiverOf(caller, origin);
        const reports = await listCadreReports(desk.reads, desk, caller.scope, who, page);
        const files = await presentFiles(desk, reports);
        return {
          reports: reports.map((each) => ({ ...each, media: files.get(each.id) ?? null })),
          next: reports.length === limit ? reports.at(-1)!.id : null,
        };
      },
    }),
    defineEndpoint({
      ...{ method: 'POST', path: '/api/cadre-reports/:id/reveal', right: 'signed_in' },
      params: z.strictObject({ id: idSchema }),
      body: z.strictObject({ reason: reasonSchema.describe('至少 5 个字，写进审计') }),
      summary: '看一条举报的原文，要写原因，每看一次都记入审计',
      response: cadreReportOriginalSchema,
      handler: async ({ caller, origin, params: { id }, body: { reason } }) => ({
        fields: await revealCadreReport(
          desk.database,
          desk,
          caller.scope,
          receiverOf(caller, origin),
          { id, reason },
        ),
      }),
    }),
  ];
}

/** The files of reports, by the message's id. */
async function presentFiles(
  { reads, canTranscode }: CadreReportDesk,
  reports: readonly CadreReport[],
): Promise<Map<string, PresentedMedia>> {
  const accounts = [...new Set(reports.map(({ account }) => account))];
  const files = await Promise.all(
    accounts.map((account) => {
      const own = reports.filter((report) => report.account === account);
      return listMedia(
        reads,
        account,
        own.map(({ id }) => id),
      );
    }),
  );
  const transcoding = files.flat().length > 0 && (await canTranscode());
  return new Map(files.flat().map((file) => [file.messageId, presentMedia(file, transcoding)]));
}

function receiverOf({ person: { id, name } }: Caller, { ip }: Origin): Receiver {
  return { id, name, ip };
}
