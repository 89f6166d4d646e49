import { onScopeDispose, reactive, ref, shallowRef, watch } from 'vue';
import { api } from '../../api/api';
import { asProblem, type ApiProblem } from '../../api/api-problem';
import { pathOf } from './case';
import { noWords, type DraftWords } from './draft-words';

const EVERY_MS = 3000;

/**
 * What a person writes on a case, saved on the server a few seconds after each change, and there again
 * when they come back. What could not be saved stays in the form and is tried again.
 */
export function useDraft(number: string) {
  const words = reactive<DraftWords>(noWords());
  const restoredAt = ref<string | null>(null);
  const savedAt = ref<string | null>(null);
  const isDirty = ref(false);
  const problem = shallowRef<ApiProblem | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isRestoring = false;

  async function restore(): Promise<void> {
    const path = pathOf(number, '/draft');
    const answer = await api
      .get<{ draft: (DraftWords & { savedAt: string }) | null }>(path)
      .catch((error: unknown) => ((problem.value = asProblem(error)), null));
    if (!answer?.draft || isDirty.value) return;
    const { savedAt: at, ...rest } = answer.draft;
    isRestoring = true;
    Object.assign(words, rest);
    [restoredAt.value, savedAt.value] = [at, at];
  }

  async function save(background = false): Promise<void> {
    clearTimeout(timer);
    if (!isDirty.value) return;
    const sent = { ...words };
    isDirty.value = false;
    try {
      const answer = await api.put<{ savedAt: string }>(pathOf(number, '/draft'), sent, {
        background,
      });
      savedAt.value = answer.savedAt;
      problem.value = null;
    } catch (error) {
      isDirty.value = true;
      problem.value = asProblem(error);
      if (problem.value.status === 0 || problem.value.status >= 500) wait();
    }
  }

  function wait(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void save(true), EVERY_MS);
  }

  /** After the words were handed in: nothing is left to keep. */
  function clear(): void {
    clearTimeout(timer);
    isRestoring = true;
    Object.assign(words, noWords());
    isDirty.value = false;
    [restoredAt.value, savedAt.value] = [null, null];
  }

  watch(words, () => {
    if (isRestoring) {
      isRestoring = false;
      return;
    }
    isDirty.value = true;
    wait();
  });
  const warn = (event: BeforeUnloadEvent): void => {
    if (isDirty.value) event.preventDefault();
  };
  window.addEventListener('beforeunload', warn);
  onScopeDispose(() => {
    window.removeEventListener('beforeunload', warn);
    void save();
  });
  void restore();
  return { words, restoredAt, savedAt, isDirty, problem, save, clear };
}
