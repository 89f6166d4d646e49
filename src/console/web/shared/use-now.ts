import { onScopeDispose, ref, type Ref } from 'vue';
import { serverClock } from '../api/server-clock';

/** What the time is on the server, in milliseconds, as it goes on; a wrong clock of this computer does no harm. */
export function useNow(everyMs = 30_000): Readonly<Ref<number>> {
  const now = ref(serverClock.now());
  const timer = setInterval(() => (now.value = serverClock.now()), everyMs);
  onScopeDispose(() => clearInterval(timer));
  return now;
}
