import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue';
import type { LiveMessage } from '../../api/live/live-schema';
import { useLive } from './live';

/** Several events of one act, or of one minute's rush, come to one reading. */
const GATHER_MS = 1_200;
const MOST_OFTEN_MS = 5_000;

export interface LiveReload {
  /** Something has changed and is not shown yet, because the page is held. */
  isStale: Readonly<Ref<boolean>>;
  /** Shows it now. */
  show: () => void;
}

/**
 * Reads again, in the background, when something happened that a page shows. While it is held (rows are
 * chosen, something is being typed) it only says that there is something, so that nothing moves under
 * the person's hand.
 * @param concerns whether an event is about what is shown; `reset` always is
 */
export function useLiveReload(
  reload: () => Promise<unknown>,
  concerns: (message: LiveMessage) => boolean,
  isHeld: () => boolean = () => false,
): LiveReload {
  const isStale = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let readAt = 0;

  function show(): void {
    clearTimeout(timer);
    timer = undefined;
    isStale.value = false;
    readAt = Date.now();
    void reload();
  }

  function plan(): void {
    if (isHeld()) {
      isStale.value = true;
      return;
    }
    const wait = Math.max(GATHER_MS, readAt + MOST_OFTEN_MS - Date.now());
    timer ??= setTimeout(() => (isHeld() ? (isStale.value = true) : show()), wait);
  }

  useLive((message) => {
    if (message.kind === 'reset' || concerns(message)) plan();
  });
  watch(isHeld, (held) => {
    if (!held && isStale.value) show();
  });
  onScopeDispose(() => clearTimeout(timer));
  return { isStale: readonly(isStale), show };
}
