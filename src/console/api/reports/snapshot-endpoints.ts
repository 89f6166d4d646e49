import { z } from 'zod';
import { getSnapshot, listSnapshots, makeSnapshot } from '../../../cases/reports/snapshots';
import type { RecordAudit } from '../../../audit/audit-row';
import { findNames } from '../../../staff/find-names';
import { defineEndpoint, defineOnce, type Endpoint } from '../endpoint';
import { idSchema } from '../schemas';
import type { CaseDesk } from '../cases/case-desk';
import { presentSnapshot, presentSnapshotHead } from './present-report';
import { periodOf, reportedUnits } from './report-endpoints';
import { periodFields, snapshotListSchema, snapshotSchema } from './report-schemas';

const MOST_LISTED = 100;

/** 通报: periods as they stood, each under a number. */
export function createSnapshotEndpoints(desk: CaseDesk, recordAudit: RecordAudit): Endpoint[] {
  const { database, ports } = desk;
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/reports/snapshots', right: 'report.read' },
      summary: '通报，新的在前',
      response: snapshotListSchema,
      async handler({ caller }) {
        const units = reportedUnits(caller, undefined);
        const found = await listSnapshots(database, units, MOST_LISTED);
        const names = await findNames(
          database,
          found.map(({ madeBy }) => madeBy),
        );
        return { snapshots: found.map((one) => presentSnapshotHead(one, names)) };
      },
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/reports/snapshots/:id', right: 'report.read' },
      summary: '一期通报：同一个编号的数字永远一样',
      params: z.strictObject({ id: idSchema }),
      response: snapshotSchema,
      async handler({ caller, params: { id } }) {
        const snapshot = await getSnapshot(database, reportedUnits(caller, undefined), id);
        return presentSnapshot(snapshot, await findNames(database, [snapshot.madeBy]));
      },
    }),
    defineOnce({
      ...{ method: 'POST', path: '/api/reports/snapshots', right: 'report.read' },
      summary: '生成一期通报：把这段时间现在的数字和办件固定下来',
      body: z.strictObject(periodFields),
      response: snapshotSchema,
      async handler({ caller, origin, body }, tx) {
        const { person } = caller;
        const units = reportedUnits(caller, undefined);
        const now = ports.clock.now();
        const made = await makeSnapshot(tx, {
          ...{ ...periodOf(body), units, madeBy: person.id, now },
        });
        await recordAudit(tx, [
          {
            at: now,
            actor: { kind: 'staff', id: person.id, name: person.name, ip: origin.ip },
            action: 'report.make_snapshot',
            subject: { kind: 'report', id: made.id },
            after: { number: made.number, from: body.from, to: body.to, units },
          },
        ]);
        return presentSnapshot(made, new Map([[person.id, person.name]]));
      },
    }),
  ];
}
