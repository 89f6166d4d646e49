import type { SourceRequest, SourceResult } from '../source';

/** Days until a date: an example of a source in TypeScript. Copy it, and name the copy in handlers.ts. */
export async function countDays({ fields, now }: SourceRequest): Promise<SourceResult> {
  const days = Math.ceil(
    (Date.parse(`${fields['date']}T00:00:00+08:00`) - now.getTime()) / 86_400_000,
  );
  return Promise.resolve({ kind: 'rows', rows: [{ 天数: String(days) }], asOf: null });
}
