import { computed, shallowRef } from 'vue';
import type { handlersSchema } from '../../../api/case-work/handlers-endpoint';
import { api } from '../../api/api';
import type { Wire } from '../../api/wire';
import { useSession } from '../../session/session';

type Handler = Wire<typeof handlersSchema>['handlers'][number];

const known = shallowRef<readonly Handler[] | null>(null);

/** People whose cases a list can be narrowed to, asked for once, when they are first wanted. */
export function useHandlers() {
  const session = useSession();
  const others = computed(() => (known.value ?? []).filter(({ id }) => id !== session.me?.id));

  async function load(): Promise<void> {
    if (known.value !== null) return;
    known.value = [];
    try {
      const { handlers } = await api.get<Wire<typeof handlersSchema>>('/api/handlers', {
        background: true,
      });
      known.value = handlers;
    } catch {
      known.value = null;
    }
  }

  /** `没有认领`, `我`, or a name as far as it is known. */
  function nameOf(id: string): string {
    if (id === 'none') return '没有认领';
    if (id === session.me?.id) return '我';
    return known.value?.find((one) => one.id === id)?.name ?? '选定的人';
  }
  return { others, load, nameOf };
}
