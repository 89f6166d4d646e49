import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue';
import type { presenceSchema } from '../../api/live/live-schema';
import { api } from '../api/api';
import type { Wire } from '../api/wire';
import { useLive } from './live';

export type Others = Wire<typeof presenceSchema>['others'];

const EVERY_MS = 20_000;

/**
 * Who else has a case open, and tells them of oneself.
 * @param isWriting whether something is being typed now
 */
export function usePresence(
  number: () => string,
  isWriting: () => boolean = () => false,
): Readonly<Ref<Others>> {
  const others = ref<Others>([]);
  const tab = newTab();
  let isOver = false;

  const pathOf = (about: string): string => `/api/cases/${encodeURIComponent(about)}/presence`;

  async function tell(about: string, mode: 'reading' | 'writing' | 'gone'): Promise<void> {
    try {
      const answer = await api.post<{ others: Others }>(
        pathOf(about),
        { tab, mode },
        { background: true },
      );
      if (!isOver && about === number() && mode !== 'gone') others.value = answer.others;
    } catch {
      // Who else is here is a courtesy: that it is not known hinders nobody.
      others.value = [];
    }
  }

  const tellNow = (): void => {
    if (document.visibilityState === 'visible') {
      void tell(number(), isWriting() ? 'writing' : 'reading');
    }
  };
  /** The page goes away, and takes what it has asked for with it, but for what is to outlive it. */
  const leave = (): void => {
    const headers = { 'Content-Type': 'application/json', 'X-Zhijian-Request': 'background' };
    const body = JSON.stringify({ tab, mode: 'gone' });
    void fetch(pathOf(number()), { method: 'POST', keepalive: true, headers, body });
  };
  watch(number, (_now, before) => {
    others.value = [];
    if (before) void tell(before, 'gone');
    tellNow();
  });
  watch(isWriting, tellNow);
  useLive((message) => {
    const isNews = message.kind === 'case' && message.change === 'presence';
    if (isNews && message.number === number()) tellNow();
  });
  const timer = setInterval(tellNow, EVERY_MS);
  window.addEventListener('pagehide', leave);
  onScopeDispose(() => {
    isOver = true;
    clearInterval(timer);
    window.removeEventListener('pagehide', leave);
    void tell(number(), 'gone');
  });
  tellNow();
  return readonly(others) as Readonly<Ref<Others>>;
}

/** A UUID; `randomUUID` is not there on an intranet address without HTTPS. */
function newTab(): string {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte, at) => (at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte))
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
