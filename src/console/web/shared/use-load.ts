import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { asProblem, type ApiProblem } from '../api/api-problem';

export interface Load<Data> {
  data: Readonly<ShallowRef<Data | null>>;
  problem: Readonly<ShallowRef<ApiProblem | null>>;
  isLoading: Readonly<Ref<boolean>>;
  /**
   * Asks again; what is shown stays until the answer is there. Of two questions the later one's answer counts.
   * @param background the page asks by itself: what fails then is left as it is, for the next time
   */
  reload: (background?: boolean) => Promise<void>;
}

/**
 * Something that a page shows, asked for now.
 * @param read given a signal that ends with the page, and whether the page asks by itself
 */
export function useLoad<Data>(
  read: (signal: AbortSignal, background: boolean) => Promise<Data>,
): Load<Data> {
  const data = shallowRef<Data | null>(null);
  const problem = shallowRef<ApiProblem | null>(null);
  const isLoading = ref(false);
  let asking = new AbortController();

  async function reload(background = false): Promise<void> {
    asking.abort();
    const own = new AbortController();
    asking = own;
    isLoading.value = true;
    try {
      const answer = await read(own.signal, background);
      if (own.signal.aborted) return;
      data.value = answer;
      problem.value = null;
    } catch (error) {
      if (!own.signal.aborted && !background) problem.value = asProblem(error);
    } finally {
      if (asking === own) isLoading.value = false;
    }
  }

  onScopeDispose(() => asking.abort());
  void reload();
  return { data, problem, isLoading, reload };
}
