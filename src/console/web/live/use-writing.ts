import { onScopeDispose, readonly, ref, type Ref } from 'vue';

/** Whoever has typed nothing for so long has stopped writing. */
const PAUSE_MS = 60_000;

/** Whether the person is writing: `note` hears what is typed, for as long as `@input` reaches it. */
export function useWriting(): { isWriting: Readonly<Ref<boolean>>; note: () => void } {
  const isWriting = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onScopeDispose(() => clearTimeout(timer));
  return {
    isWriting: readonly(isWriting),
    note() {
      isWriting.value = true;
      clearTimeout(timer);
      timer = setTimeout(() => (isWriting.value = false), PAUSE_MS);
    },
  };
}
