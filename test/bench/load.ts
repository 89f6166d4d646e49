import { fork } from 'node:child_process';
import path from 'node:path';
import type { Order, RunResult } from './generator';

const HOOK = path.join(__dirname, '..', 'support', 'typescript-hook.cjs');

/** The generator's process. */
export interface Load {
  prepare(order: Omit<Extract<Order, { kind: 'prepare' }>, 'kind'>): Promise<void>;
  runClosed(order: Omit<Extract<Order, { kind: 'closed' }>, 'kind'>): Promise<RunResult>;
  runSteady(order: Omit<Extract<Order, { kind: 'steady' }>, 'kind'>): Promise<RunResult>;
  runOpen(order: Omit<Extract<Order, { kind: 'open' }>, 'kind'>): Promise<RunResult>;
  stop(): void;
}

/** Starts the generator; its methods are called one after the other. */
export function startLoad(): Load {
  const child = fork(path.join(__dirname, 'generator.ts'), [], {
    execArgv: ['-r', HOOK, '--max-old-space-size=4096'],
  });
  const tell = (order: Order): Promise<RunResult | null> =>
    new Promise((resolve, reject) => {
      const onExit = (): void => reject(new Error('the load generator has ended'));
      child.once('exit', onExit);
      child.once('message', (message: { result: RunResult | null } | { failed: string }) => {
        child.off('exit', onExit);
        if ('failed' in message) reject(new Error(`the load generator: ${message.failed}`));
        else resolve(message.result);
      });
      child.send(order);
    });
  const run = async (order: Order): Promise<RunResult> => (await tell(order))!;
  return {
    prepare: async (order) => void (await tell({ kind: 'prepare', ...order })),
    runClosed: (order) => run({ kind: 'closed', ...order }),
    runSteady: (order) => run({ kind: 'steady', ...order }),
    runOpen: (order) => run({ kind: 'open', ...order }),
    stop: () => void child.kill(),
  };
}
