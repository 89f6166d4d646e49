import type { Exchange } from './exchanges';
import type { Entry } from './model';

/** What an open phone page is told at once. Entries are new or changed ones, recognised by id. */
export type LiveEvent =
  | { type: 'entry'; unit: string; entry: Entry }
  /** Something of the account list changed: unread marks, following, menus, phones. */
  | { type: 'overview' }
  | { type: 'typing'; unit: string; until: number }
  | { type: 'exchange'; exchange: Exchange };

type Listener = (event: LiveEvent) => void;

/** Hands events of one phone to the pages that show it. */
export class Live {
  private readonly listeners = new Map<string, Set<Listener>>();

  /** @returns a function that ends it */
  subscribe(phone: string, listener: Listener): () => void {
    const all = this.listeners.get(phone) ?? new Set();
    this.listeners.set(phone, all.add(listener));
    return () => {
      all.delete(listener);
      if (all.size === 0 && this.listeners.get(phone) === all) this.listeners.delete(phone);
    };
  }

  publish(phone: string, event: LiveEvent): void {
    for (const listener of this.listeners.get(phone) ?? []) listener(event);
  }

  publishToAll(event: LiveEvent): void {
    for (const phone of this.listeners.keys()) this.publish(phone, event);
  }
}
