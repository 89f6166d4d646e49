import type { Database, Tx } from '../database/database';
import type { LifeCyclePorts } from './life-cycle/ports';
import { ratingWords, type Rating } from './life-cycle/actions';

/** 好差评: the question how satisfied a citizen is, as delivery takes it. */
export interface RatingQuestion {
  account: string;
  citizenId: string;
  caseId: string;
  /** What stands above the words. */
  text: string;
  /** The five words; a tap comes back with the id. */
  choices: readonly { id: string; content: string }[];
  /** What stands below them. */
  tail: string;
  at: Date;
}

export interface RatingRequestPorts {
  clock: LifeCyclePorts['clock'];
  /** @returns false where it cannot leave now; it is not held */
  enqueue(tx: Tx, question: RatingQuestion): Promise<boolean>;
}

const BATCH = 50;
const MINUTE_MS = 60_000;
/** Time to read the answer. */
const AFTER_MS = 10 * MINUTE_MS;
/** Later than this WeChat lets nothing through. */
const UNTIL_MS = 48 * 60 * MINUTE_MS;
/** Answers whose rating is still open. */
const OPEN_MS = 30 * 24 * 60 * MINUTE_MS;
const SCORES: readonly Rating[] = [5, 4, 3, 2, 1];

interface ToAsk {
  id: string;
  number: string;
  account: string;
  citizen_id: string;
  round: number;
}

/**
 * Asks, once for each answer that has reached its citizen, how satisfied they are; never for a restricted
 * case. What cannot leave is not asked again: 评价 and the page stay open for 30 days.
 * @returns how many were asked
 */
export async function askForRatings(db: Database, ports: RatingRequestPorts): Promise<number> {
  const now = ports.clock.now();
  const before = (ms: number): Date => new Date(now.getTime() - ms);
  return db.transaction(async (tx) => {
    const due = await tx.query<ToAsk>(
      `select c.id, c.number, c.account, c.citizen_id, c.round from cases c
       where c.state = 'answered' and c.rating is null and not c.restricted
         and c.citizen_id is not null and c.answered_at > $1
         and not exists (
           select from rating_requests r where r.case_id = c.id and r.round = c.round)
         and exists (
           select from outbox o where o.case_id = c.id and o.kind = 'answer'
             and o.created_at >= c.answered_at and o.state = 'accepted'
             and o.accepted_at between $2 and $3)
       order by c.answered_at limit ${BATCH} for no key update of c skip locked`,
      [before(OPEN_MS), before(UNTIL_MS), before(AFTER_MS)],
    );
    let asked = 0;
    for (const one of due) {
      const sent = await ports.enqueue(tx, questionOf(one, now));
      await tx.query(
        `insert into rating_requests (case_id, round, at, sent) values ($1, $2, $3, $4)`,
        [one.id, one.round, now, sent],
      );
      if (sent) asked += 1;
    }
    return asked;
  });
}

function questionOf({ id, number, account, citizen_id, round }: ToAsk, at: Date): RatingQuestion {
  return {
    ...{ account, citizenId: citizen_id, caseId: id, at },
    text: `【评价】办件 ${number} 的答复，您满意吗？点一下就行：`,
    choices: SCORES.map((score) => ({
      id: `rate:${number}:${round}:${score}`,
      content: ratingWords[score],
    })),
    tail: '想写几句，请回复“评价”，30天内都可以。',
  };
}
