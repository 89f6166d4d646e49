import { shallowRef } from 'vue';

export interface Confirmation {
  title: string;
  /** Repeats what will happen to what: 确定将 RS2022… 转办至 区卫健局？转办后期限不变。 */
  fact: string;
  /** What the button says: a verb. */
  action: string;
  danger?: boolean;
  /** Asks for a reason of at least so many characters. */
  reason?: { label: string; atLeast: number };
  /** Does it while the dialog stands; what it throws is shown there and the reason stays. */
  run(reason: string): Promise<unknown>;
}

export interface AskedConfirmation extends Confirmation {
  close(done: boolean): void;
}

/** What stands open; <ConfirmHost> shows it. */
export const askedConfirmation = shallowRef<AskedConfirmation | null>(null);

/** Asks before something is done that cannot be taken back. @returns whether it was done */
export function askConfirm(confirmation: Confirmation): Promise<boolean> {
  return new Promise((resolve) => {
    askedConfirmation.value = {
      ...confirmation,
      close(done) {
        askedConfirmation.value = null;
        resolve(done);
      },
    };
  });
}
