import fs from 'node:fs/promises';
import path from 'node:path';
import type { Database } from '../../../../src/database/database';
import { createBlindIndex } from '../../../../src/privacy/blind-index';
import { createSealer } from '../../../../src/privacy/sealer';
import { idCheckCharacter } from '../../../../src/queries/fields/id-number';
import {
  sourceSchema,
  tableSchema,
  type TableDeclaration,
  type TableSourceDeclaration,
} from '../../../../src/queries/source-schema';
import {
  importTable,
  type ImportOutcome,
  type ImportRequest,
} from '../../../../src/queries/sources/table/import-table';
import { lookupKeysFor } from '../../../../src/queries/sources/table/lookup-key';
import type { FixedClock } from '../../../support/clock';

export const SECRET = 'a secret of at least thirty-two characters';
export const sealer = createSealer(SECRET);
export const blindIndex = createBlindIndex(SECRET);

/** An identity number of a region that is none, with its check character. @param serial 0 to 999 */
export function anIdNumber(serial: number, birthday = '19900101'): string {
  const digits = `990000${birthday}${String(serial).padStart(3, '0')}`;
  return digits + idCheckCharacter(digits);
}

export const subsidies: TableDeclaration = tableSchema.parse({
  id: 'subsidies',
  name: '补贴发放表',
  identity: ['身份证号', '月份'],
  columns: [
    { name: '姓名', type: 'name', required: true, sensitive: true },
    {
      name: '身份证号',
      aliases: ['公民身份号码'],
      type: 'id_number',
      required: true,
      sensitive: true,
    },
    { name: '手机号', type: 'mobile', sensitive: true },
    { name: '月份', type: 'month', required: true },
    { name: '金额', type: 'money' },
    { name: '备注' },
  ],
});

export const bySecret = aTableSource({
  table: 'subsidies',
  match: [
    { field: 'name', column: '姓名' },
    { field: 'idNumber', column: '身份证号' },
    { field: 'tail', column: '手机号', how: 'ending' },
  ],
  sort: { column: '月份' },
});

export function aTableSource(declared: Record<string, unknown>): TableSourceDeclaration {
  const source = sourceSchema.parse({ kind: 'table', ...declared });
  if (source.kind !== 'table') throw new Error(source.kind);
  return source;
}

export const HEADING = '姓名,身份证号,手机号,月份,金额,备注';

export interface Importing {
  outcome: ImportOutcome;
  lines: string[];
}

/** Writes a file and imports it. */
export function createImporter(database: Database, folder: string, clock: FixedClock) {
  return async (
    content: string | Buffer,
    overrides: Partial<ImportRequest> & { confirm?: boolean } = {},
  ): Promise<Importing> => {
    const { confirm = true, ...request } = overrides;
    const file = path.join(folder, 'table.csv');
    await fs.writeFile(file, content);
    const lines: string[] = [];
    const table = request.table ?? subsidies;
    const outcome = await importTable(
      {
        database,
        sealer,
        blindIndex,
        clock,
        report: (line) => lines.push(line),
        confirm: () => Promise.resolve(confirm),
      },
      {
        unit: 'minzheng',
        table,
        keys: lookupKeysFor(table, [bySecret]),
        path: file,
        fileName: 'table.csv',
        sheet: null,
        mostRows: null,
        asOf: new Date('2026-10-31T16:00:00Z'),
        sample: false,
        dryRun: false,
        importedBy: 'shell',
        ...request,
      },
    );
    return { outcome, lines };
  };
}
