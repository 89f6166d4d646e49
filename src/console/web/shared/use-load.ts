import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { asProblem, type ApiProblem } from '../api/api-problem';

export interface Load<Data> {
  data: Readonly<ShallowRef<Data | null>>;
  problem: Readonly<ShallowRef<ApiProblem | null>>;
  isLoading: Readonly<Ref<boolean>>;
  /** Asks again; what is shown stays until the answer is there. Of two questions the later one's answer counts. */
  reload(): Promise<void>;
}

/** Something that a page shows, asked for now. @param read given a signal that ends with the page */
export function useLoad<Data>(read: (signal: AbortSignal) => Promise<Data>): Load<Data> {
  const data = shallowRef<Data | null>(null);
  const problem = shallowRef<ApiProblem | null>(null);
  const isLoading = ref(false);
  let asking = new AbortController();

  async function reload(): Promise<void> {
    asking.abort();
    const own = new AbortController();
    asking = own;
    isLoading.value = true;
    try {
      const answer = await read(own.signal);
      if (own.signal.aborted) return;
      data.value = answer;
      problem.value = null;
    } catch (error) {
      if (!own.signal.aborted) problem.value = asProblem(error);
    } finally {
      if (asking === own) isLoading.value = false;
    }
  }

  onScopeDispose(() => asking.abort());
  void reload();
  return { data, problem, isLoading, reload };
}
