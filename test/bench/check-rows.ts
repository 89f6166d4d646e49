import type { OurServer } from './subjects';

export interface RowCounts {
  rows: number;
  /** Handled, with a reply that was the passive one. */
  replied: number;
  /** Given to people: each must stand in a case, once. */
  queued: number;
  inCase: number;
  caseEvents: number;
  cases: number;
  /** With the original sealed. */
  sealed: number;
  citizens: number;
  ledgers: number;
}

/** What is stored, and by which responder. */
export async function countRows(
  server: OurServer,
): Promise<RowCounts & { responders: Record<string, number> }> {
  const [counts] = await server.query<RowCounts>(`
    select count(*)::int as rows,
      count(*) filter (where state = 'handled' and reply is not null and answered_via = 'passive')::int as replied,
      count(*) filter (where responder = 'queue')::int as queued,
      count(*) filter (where responder = 'queue' and case_id is not null)::int as "inCase",
      count(*) filter (where original is not null)::int as sealed,
      (select count(*)::int from case_events where kind in ('opened', 'message_added')) as "caseEvents",
      (select count(*)::int from cases) as cases,
      (select count(*)::int from citizens) as citizens,
      (select count(*)::int from ledgers) as ledgers
    from messages`);
  const responders = await server.query<{ responder: string; count: number }>(
    'select responder, count(*)::int as count from messages group by responder order by 2 desc',
  );
  return {
    ...counts!,
    responders: Object.fromEntries(responders.map(({ responder, count }) => [responder, count])),
  };
}

/** Compares what was answered with what is stored. @returns sentences, none where all is well */
export function findMismatches(answered: number, counts: RowCounts): string[] {
  const pairs: [string, number, number][] = [
    ['rows for answers', counts.rows, answered],
    ['replies kept for rows', counts.replied, counts.rows],
    ['cases for what went to the queue', counts.inCase, counts.queued],
    ['case events for what went to the queue', counts.caseEvents, counts.queued],
    ['ledgers for citizens', counts.ledgers, counts.citizens],
  ];
  return pairs
    .filter(([, found, wanted]) => found !== wanted)
    .map(([what, found, wanted]) => `${what}: ${found}, should be ${wanted}`);
}
