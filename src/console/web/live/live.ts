import { onScopeDispose, readonly, ref } from 'vue';
import type { LiveMessage } from '../../api/live/live-schema';
import { serverClock } from '../api/server-clock';
import { createLiveClient, type LiveStatus, type SourceEvents } from './live-client';

/** A page that nobody looks at keeps no connection: a browser has six of them for one server. */
const REST_AFTER_MS = 30_000;

type Listener = (message: LiveMessage) => void;

/** The one stream of this window: what it says, and how it stands. */
function createLive() {
  const listeners = new Set<Listener>();
  const status = ref<LiveStatus>('resting');
  const heardAt = ref<number | null>(null);
  let resting: ReturnType<typeof setTimeout> | undefined;
  const client = createLiveClient({
    open: openSource,
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    now: () => serverClock.now(),
    onMessage(message) {
      for (const listener of listeners) listener(message);
    },
    onStatus(next, heard) {
      status.value = next;
      heardAt.value = heard;
    },
  });

  function follow(): void {
    clearTimeout(resting);
    if (document.visibilityState === 'visible') client.wake();
    else resting = setTimeout(() => client.rest(), REST_AFTER_MS);
  }

  /** At once, where a network that went or came back would be noticed by silence alone. */
  function again(): void {
    client.rest();
    follow();
  }

  return {
    status: readonly(status),
    /** When the server was last heard of, in milliseconds since 1970. */
    heardAt: readonly(heardAt),
    start(): void {
      document.addEventListener('visibilitychange', follow);
      window.addEventListener('offline', again);
      window.addEventListener('online', again);
      follow();
    },
    stop(): void {
      document.removeEventListener('visibilitychange', follow);
      window.removeEventListener('offline', again);
      window.removeEventListener('online', again);
      clearTimeout(resting);
      client.rest();
    },
    again,
    listen(listener: Listener): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function openSource(path: string, { onMessage, onError }: SourceEvents): () => void {
  const source = new EventSource(path);
  source.onmessage = ({ data, lastEventId }: MessageEvent<string>) => onMessage(data, lastEventId);
  source.onerror = onError;
  return () => source.close();
}

export const live = createLive();

/** Calls back with each event as long as the page or component is there. */
export function useLive(listener: Listener): void {
  onScopeDispose(live.listen(listener));
}

/** Whether a case was changed that lists show; that somebody opens one changes none of them. */
export function isCaseChange(message: LiveMessage): boolean {
  return message.kind === 'left' || (message.kind === 'case' && message.change !== 'presence');
}
