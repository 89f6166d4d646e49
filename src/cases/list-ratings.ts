import type { Queryable } from '../database/database';
import type { Rating } from './life-cycle/actions';

/** What a citizen said of the answer of one round. */
export interface GivenRating {
  round: number;
  rating: Rating;
  /** The citizen agrees to be known for it. */
  named: boolean;
  /** Masked; null also where the citizen does not agree to be known: the words would tell who wrote them. */
  text: string | null;
  at: Date;
  /** 误评: staff id and reason; null where nobody said so. */
  mistaken: { at: Date; by: string; reason: string } | null;
}

type Row = Omit<GivenRating, 'mistaken'> & {
  mistaken_at: Date | null;
  mistaken_by: string | null;
  mistaken_reason: string | null;
};

/** The ratings of a case that the caller has checked, the first round first. */
export async function listCaseRatings(db: Queryable, caseId: string): Promise<GivenRating[]> {
  const rows = await db.query<Row>(
    `select round, rating, named, case when named then text end as text, at, mistaken_at, mistaken_by,
       mistaken_reason
     from case_ratings where case_id = $1 order by round`,
    [caseId],
  );
  return rows.map(({ mistaken_at: at, mistaken_by: by, mistaken_reason: reason, ...given }) => ({
    ...given,
    mistaken: at === null ? null : { at, by: by!, reason: reason! },
  }));
}
