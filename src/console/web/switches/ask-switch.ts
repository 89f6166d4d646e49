import { api } from '../api/api';
import { askConfirm } from '../shared/ask-confirm';
import { notifyDone } from '../shared/notify';

/** What is to be switched off, as the person saw it. */
export interface SwitchTarget {
  unit: string;
  kind: 'item' | 'keyword' | 'query';
  entry: string;
  hash: string;
  /** `事项“补办社保卡”` */
  name: string;
}

/** Asks, with a reason, and takes an entry out of service. @returns whether it was done */
export async function askSwitchOff({ name, ...target }: SwitchTarget): Promise<boolean> {
  const done = await askConfirm({
    title: '停用',
    fact: `确定停用${name}？几秒内群众就看不到它了；文件里这一条改过以后自动恢复。菜单里直接打开网址的按钮不受影响。`,
    action: '停用',
    danger: true,
    reason: { label: '停用的原因', atLeast: 5 },
    run: (reason) => api.post('/api/switches', { ...target, reason }),
  });
  if (done) notifyDone(`已停用${name}。`);
  return done;
}

/** Asks, and puts an entry back into service. @returns whether it was done */
export async function askSwitchOn({ id, name }: { id: string; name: string }): Promise<boolean> {
  const done = await askConfirm({
    title: '恢复',
    fact: `确定恢复${name}？几秒内群众又能看到它，内容还是原来的。`,
    action: '恢复',
    run: () => api.post(`/api/switches/${id}/lift`),
  });
  if (done) notifyDone(`已恢复${name}。`);
  return done;
}
