/** Which shortcut a key press is: pure, so that it is tested without a browser. */

/** What of a KeyboardEvent counts. */
export interface Press {
  key: string;
  /** The place on the keyboard: `KeyJ`, also where Alt makes another sign of it. */
  code: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  isComposing: boolean;
  /** The cursor is in a field for text. */
  inField: boolean;
}

/** A first key that waits for a second. */
const PREFIX = 'alt+g';

/**
 * The name of a press: `alt+j`, `ctrl+s`, `?`, `/`, `escape`, and after `alt+g` a digit: `alt+g 2`.
 * Null while an input method composes, for bare keys in a field, and for keys of the browser's own.
 */
export function nameOfPress(press: Press, prefix: string | null): string | null {
  if (press.isComposing || press.key === 'Process' || press.metaKey) return null;
  const key = keyOf(press);
  if (prefix === PREFIX && /^\d$/.test(key)) return `${PREFIX} ${key}`;
  if (press.altKey && press.ctrlKey) return null;
  if (press.altKey) return `alt+${key}`;
  if (press.ctrlKey) return `ctrl+${key}`;
  if (key === 'escape') return key;
  return press.inField ? null : key;
}

/** Whether a press only begins a shortcut. */
export function isPrefix(name: string | null): boolean {
  return name === PREFIX;
}

function keyOf({ key, code }: Press): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1] ?? /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (letter && key !== '?' && key !== '/') return letter.toLowerCase();
  return key === '？' ? '?' : key === '／' || key === '、' ? '/' : key.toLowerCase();
}

const WORDS: Readonly<Record<string, string>> = {
  alt: 'Alt',
  ctrl: 'Ctrl',
  enter: 'Enter',
  escape: 'Esc',
};

/** `alt+g 2` as it stands on the sheet: `Alt + G，再按 2`. */
export function presentShortcut(name: string): string {
  return name
    .split(' ')
    .map((part) =>
      part
        .split('+')
        .map((key) => WORDS[key] ?? key.toUpperCase())
        .join(' + '),
    )
    .join('，再按 ');
}
