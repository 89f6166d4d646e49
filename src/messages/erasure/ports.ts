/** What erasure needs of rooms that messages may not import; `compose.ts` hands in the real things. */
import type { Tx } from '../../database/database';

export interface ErasurePorts {
  /** The cases of these citizens on which somebody still works. */
  listOpenCases(tx: Tx, account: string, citizenIds: readonly string[]): Promise<string[]>;
  /**
   * Telephone numbers and sealed words of cases that are done go, and what was written beside ratings.
   * @returns the citizens of whom something sealed stays until their case is done
   */
  eraseCases(
    tx: Tx,
    account: string,
    citizenIds: readonly string[],
    openCases: readonly string[],
  ): Promise<string[]>;
  /** Windows go, and words that belong to no case; what waits to be sent never will be. */
  eraseDelivery(
    tx: Tx,
    account: string,
    citizenIds: readonly string[],
  ): Promise<{ undelivered: number }>;
  /** Bindings lose what they proved; links and shown names go. */
  eraseQueries(tx: Tx, account: string, citizenIds: readonly string[], at: Date): Promise<void>;
  /** Destroys the citizens' own keys: what the audit keeps of them can be read no more. */
  destroyDataKeys(tx: Tx, account: string, citizenIds: readonly string[], at: Date): Promise<void>;
  /** Forgets the media of messages. @returns how many there were, and their files, which go after the commit */
  eraseMedia(
    tx: Tx,
    account: string,
    messageIds: readonly string[],
  ): Promise<{ media: number; files: string[] }>;
  /** After the commit: removes files that nothing names any more. */
  removeFiles(files: readonly string[]): Promise<unknown>;
}
