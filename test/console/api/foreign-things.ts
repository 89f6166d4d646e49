import { randomUUID } from 'node:crypto';
import type { Database } from '../../../src/database/database';
import { createRowMaker } from '../../support/make-rows';

/** Stands in everything of renshe's that is made here; nobody else may read it anywhere. */
export const FOREIGN_WORDS = '只有人社局看得到';

/** What an endpoint's `:id` names, by the beginning of its path: something of renshe's that there is. */
export type ForeignIds = Readonly<Record<string, string>>;

/**
 * One of each kind of thing that belongs to a unit or to one of its people. An endpoint with an `:id` of a
 * new kind needs a row here: with an id of nothing the walk would prove nothing.
 * @param number of a case of renshe's
 * @param owner somebody of renshe's
 */
export async function makeForeignThings(
  database: Database,
  number: string,
  owner: { id: string; colleagueId: string },
): Promise<ForeignIds> {
  const { put } = createRowMaker(database);
  const [row] = await database.query<{ case: string; message: string; citizen: string }>(
    `select c.id as case, m.id as message, c.citizen_id as citizen
     from cases c join messages m on m.case_id = c.id where c.number = $1 limit 1`,
    [number],
  );
  const { case: caseId, message, citizen } = row!;
  const made = {
    ...{ attachment: randomUUID(), cadreReport: randomUUID() },
    ...{ block: randomUUID(), delivery: randomUUID(), deputy: randomUUID(), job: randomUUID() },
    ...{
      report: randomUUID(),
      phrase: randomUUID(),
      snapshot: randomUUID(),
      switch: randomUUID(),
      view: randomUUID(),
    },
  };
  const ofCitizen = { account: 'renshe', citizen_id: citizen };
  await put('citizen_blocks', {
    ...{ ...ofCitizen, id: made.block, case_number: number, reason: FOREIGN_WORDS },
    until_at: new Date('2026-12-23T01:30:00Z'),
  });
  await put('outbox', {
    ...{ ...ofCitizen, id: made.delivery, case_id: caseId, kind: 'answer', state: 'failed' },
    body: { text: FOREIGN_WORDS },
  });
  await put('staff_deputies', {
    ...{ id: made.deputy, principal_id: owner.id, deputy_id: owner.colleagueId, unit: 'renshe' },
    ...{ role: 'signer', reason: FOREIGN_WORDS, until_date: '2026-12-01' },
  });
  await put('export_jobs', {
    ...{ id: made.job, staff_id: owner.id, kind: 'cases', format: 'csv', state: 'ready' },
    title: FOREIGN_WORDS,
  });
  await put('export_chunks', { job_id: made.job, seq: 0, bytes: Buffer.from(FOREIGN_WORDS) });
  await put('phrases', {
    ...{ id: made.phrase, unit: 'renshe', state: 'approved', approved_hash: Buffer.alloc(32) },
    text: FOREIGN_WORDS,
  });
  await put('report_snapshots', {
    ...{ id: made.snapshot, units: ['renshe'], number: FOREIGN_WORDS },
  });
  const switched = { switched_by: owner.id, reason: FOREIGN_WORDS };
  await put('content_switches', { id: made.switch, unit: 'renshe', kind: 'item', ...switched });
  await put('item_reports', { id: made.report, unit: 'renshe', text: FOREIGN_WORDS });
  await put('saved_views', { id: made.view, staff_id: owner.id, name: FOREIGN_WORDS });
  await put('case_notes', { case_id: caseId, text: FOREIGN_WORDS });
  await put('messages', {
    ...{ ...ofCitizen, id: made.cadreReport, state: 'handled', answered_via: 'passive' },
    ...{ kind: 'text', responder: 'handover', text: FOREIGN_WORDS, original: Buffer.alloc(8) },
  });
  await put('attachments', {
    id: made.attachment,
    case_id: caseId,
    account: 'renshe',
    name: FOREIGN_WORDS,
  });
  const [session] = await database.query<{ id: string }>(
    'select id from staff_sessions where staff_id = $1 limit 1',
    [owner.id],
  );
  return {
    '/api/blocks/': made.block,
    '/api/cadre-reports/': made.cadreReport,
    '/api/cases/:number/attachments/': made.attachment,
    '/api/cases/:number/deliveries/': made.delivery,
    '/api/citizens/:unit/': citizen,
    '/api/deputies/': made.deputy,
    '/api/exports/': made.job,
    '/api/item-reports/': made.report,
    '/api/messages/': message,
    '/api/phrases/': made.phrase,
    '/api/reports/snapshots/': made.snapshot,
    '/api/sessions/': session!.id,
    '/api/staff/': owner.id,
    '/api/switches/': made.switch,
    '/api/views/': made.view,
  };
}
