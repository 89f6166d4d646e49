import { onScopeDispose, ref, shallowReactive, type Ref } from 'vue';
import { isPrefix, nameOfPress } from './shortcut-keys';

export interface Shortcut {
  label: string;
  run(): void;
}

const STORED = 'zhijian-shortcuts';
/** How long a first key waits for its second. */
const PREFIX_MS = 1500;

/** What can be pressed now, by name; of two of one name the newer page's. */
export const shortcuts = shallowReactive(new Map<string, Shortcut>());

/** Off by one switch: for those whose screen reader or input method needs the keys. */
export const shortcutsOn: Ref<boolean> = ref(window.localStorage.getItem(STORED) !== 'off');

export function switchShortcuts(on: boolean): void {
  shortcutsOn.value = on;
  window.localStorage.setItem(STORED, on ? 'on' : 'off');
}

/** Offers shortcuts while the component is there. */
export function useShortcuts(offered: Readonly<Record<string, Shortcut>>): void {
  for (const [name, shortcut] of Object.entries(offered)) shortcuts.set(name, shortcut);
  onScopeDispose(() => {
    for (const [name, shortcut] of Object.entries(offered)) {
      if (shortcuts.get(name) === shortcut) shortcuts.delete(name);
    }
  });
}

/** Listens for as long as the application runs. */
export function listenToShortcuts(): void {
  let prefix: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  window.addEventListener('keydown', (event) => {
    if (!shortcutsOn.value || event.defaultPrevented || event.repeat) return;
    const { key, code, altKey, ctrlKey, metaKey, isComposing } = event;
    const press = { key, code, altKey, ctrlKey, metaKey, isComposing, inField: isField(event) };
    const name = nameOfPress(press, prefix);
    clearTimeout(timer);
    prefix = isPrefix(name) ? name : null;
    if (prefix) timer = setTimeout(() => (prefix = null), PREFIX_MS);
    const shortcut = name === null ? undefined : shortcuts.get(name);
    if (shortcut || prefix) event.preventDefault();
    shortcut?.run();
  });
}

function isField({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
