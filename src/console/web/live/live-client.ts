/** Follows the server's stream of events: comes back by itself, and is told what it missed. */
import type { LiveMessage } from '../../api/live/live-schema';

/**
 * `resting`: nobody looks at the page. `lost`: not connected for so long that something may be missing.
 * `signed_out`, `too_many`: the server has ended it for good.
 */
export type LiveStatus = 'resting' | 'connecting' | 'open' | 'lost' | 'signed_out' | 'too_many';

/** What an `EventSource` tells. */
export interface SourceEvents {
  onMessage: (data: string, id: string) => void;
  onError: () => void;
}

export interface LiveClientParts {
  /** @returns closes it */
  open(path: string, events: SourceEvents): () => void;
  /** @returns calls it off */
  after(ms: number, run: () => void): () => void;
  /** Milliseconds since 1970, by the server's clock. */
  now(): number;
  onMessage(message: LiveMessage): void;
  /** @param heardAt when the server was last heard of; null: never */
  onStatus(status: LiveStatus, heardAt: number | null): void;
}

export interface LiveClient {
  /** The page is looked at. */
  wake(): void;
  /** It is not. */
  rest(): void;
}

/** The server gives a sign of life every twenty seconds. */
const SILENCE_MS = 50_000;
const PATIENCE_MS = 5_000;
const AGAIN_MS = [1_000, 2_000, 5_000, 10_000, 30_000];

/** Nothing is connected before `wake`. */
export function createLiveClient(parts: LiveClientParts): LiveClient {
  let close: (() => void) | null = null;
  let place = '';
  let heardAt: number | null = null;
  let tries = 0;
  let status: LiveStatus = 'resting';
  let callOffs: (() => void)[] = [];
  let callOffPatience: (() => void) | null = null;

  function become(next: LiveStatus): void {
    if (next !== status) parts.onStatus(next, heardAt);
    status = next;
    if (next === 'lost' || next === 'connecting') return;
    callOffPatience?.();
    callOffPatience = null;
  }

  function clear(): void {
    for (const callOff of callOffs) callOff();
    callOffs = [];
    close?.();
    close = null;
  }

  function connect(): void {
    clear();
    const query = place === '' ? '' : `?after=${encodeURIComponent(place)}`;
    close = parts.open(`/api/live${query}`, {
      onMessage: (data, id) => hear(JSON.parse(data) as LiveMessage, id),
      onError: comeAgain,
    });
    watchSilence();
  }

  function hear(message: LiveMessage, id: string): void {
    if (id !== '') place = id;
    heardAt = parts.now();
    if (message.kind === 'end') return endFor(message.reason);
    tries = 0;
    become('open');
    for (const callOff of callOffs) callOff();
    callOffs = [];
    watchSilence();
    if (message.kind !== 'beat') parts.onMessage(message);
  }

  function endFor(reason: Extract<LiveMessage, { kind: 'end' }>['reason']): void {
    if (reason === 'restart') return comeAgain();
    clear();
    become(reason);
  }

  function watchSilence(): void {
    callOffs.push(parts.after(SILENCE_MS, comeAgain));
  }

  /** Tells that the line is lost only when it has been for some time. */
  function comeAgain(): void {
    clear();
    if (status === 'open') become('connecting');
    callOffPatience ??= parts.after(PATIENCE_MS, () => become('lost'));
    const wait = AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]!;
    tries += 1;
    callOffs.push(parts.after(wait, connect));
  }

  return {
    wake() {
      if (close !== null) return;
      tries = 0;
      become('connecting');
      callOffPatience ??= parts.after(PATIENCE_MS, () => become('lost'));
      connect();
    },
    rest() {
      clear();
      become('resting');
    },
  };
}
