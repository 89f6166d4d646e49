import type { Queryable } from '../../database/database';
import type { Scope } from '../scope';
import { exportedColumns, type ExportNames } from './exported-columns';
import { loadExported } from './load-exported';
import type { Cell } from './sheet';
import type { Sheet } from './xlsx-file';

/** A list, a page of ids at a time, in its order. */
export type IdPages = AsyncIterable<readonly string[]>;

/**
 * Cases as a sheet, read while it is written.
 * @param namesFor what stands for codes and ids; asked once a page for the people in it
 */
export function sheetOfCases(
  db: Queryable,
  scope: Pick<Scope, 'units'>,
  pages: IdPages,
  namesFor: (handlers: readonly (string | null)[]) => Promise<ExportNames>,
): Sheet {
  async function* rows(): AsyncGenerator<readonly Cell[]> {
    yield exportedColumns.map(({ heading }) => heading);
    for await (const ids of pages) {
      const cases = await loadExported(db, scope, ids);
      const names = await namesFor(cases.map(({ handler }) => handler));
      for (const one of cases) yield exportedColumns.map(({ cell }) => cell(one, names));
    }
  }
  return { name: '办件', widths: exportedColumns.map(({ width }) => width), rows: rows() };
}
