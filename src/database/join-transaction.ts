import type { Database, Tx } from './database';

/** What opens transactions. */
export type Transactions = Pick<Database, 'transaction'>;

/** Lets what opens its own transaction work in one that is open already: it commits with it, or not at all. */
export function joinTransaction(tx: Tx): Transactions {
  return { transaction: (work) => work(tx) };
}
