import { ref } from 'vue';

/**
 * Where requests wait that were refused for want of a session. While it is shut, a sign-in dialog stands
 * over the page, so that nothing typed is lost.
 */
function createSignInGate() {
  const isShut = ref(false);
  let waiting: Promise<boolean> | null = null;
  let open: (signedIn: boolean) => void = () => undefined;
  return {
    isShut,
    /** @returns true when the person is signed in again */
    ask(): Promise<boolean> {
      waiting ??= new Promise<boolean>((resolve) => {
        isShut.value = true;
        open = resolve;
      });
      return waiting;
    },
    answer(signedIn: boolean): void {
      isShut.value = false;
      waiting = null;
      open(signedIn);
    },
  };
}

export const signInGate = createSignInGate();
