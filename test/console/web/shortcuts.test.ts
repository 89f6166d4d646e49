import {
  isPrefix,
  nameOfPress,
  presentShortcut,
  type Press,
} from '../../../src/console/web/shortcuts/shortcut-keys';

const press = (given: Partial<Press>): Press => ({
  ...{ key: '', code: '', altKey: false, ctrlKey: false, metaKey: false },
  ...{ isComposing: false, inField: false },
  ...given,
});

it.each([
  [{ key: '?', code: 'Slash' }, '?'],
  [{ key: '？', code: 'Slash' }, '?'],
  [{ key: '/', code: 'Slash' }, '/'],
  [{ key: '、', code: 'Slash' }, '/'],
  [{ key: '∆', code: 'KeyJ', altKey: true }, 'alt+j'],
  [{ key: 's', code: 'KeyS', ctrlKey: true, inField: true }, 'ctrl+s'],
  [{ key: 'Enter', code: 'Enter', ctrlKey: true, inField: true }, 'ctrl+enter'],
  [{ key: 'Escape', code: 'Escape', inField: true }, 'escape'],
])('names %p', (given, name) => {
  expect(nameOfPress(press(given), null)).toBe(name);
});

it.each([
  ['a bare key in a field', { key: '/', code: 'Slash', inField: true }],
  ['a key that an input method takes', { key: 'n', code: 'KeyN', altKey: true, isComposing: true }],
  ['the last key of a composition', { key: 'Process', code: 'KeyN' }],
  ['AltGr', { key: 'j', code: 'KeyJ', altKey: true, ctrlKey: true }],
  ['the system’s key', { key: 'k', code: 'KeyK', metaKey: true }],
])('leaves %s alone', (_name, given) => {
  expect(nameOfPress(press(given), null)).toBeNull();
});

it('waits after Alt+G for a digit', () => {
  const first = nameOfPress(press({ key: 'g', code: 'KeyG', altKey: true }), null);
  expect(isPrefix(first)).toBe(true);
  expect(nameOfPress(press({ key: '2', code: 'Digit2' }), first)).toBe('alt+g 2');
  expect(nameOfPress(press({ key: 'x', code: 'KeyX' }), first)).toBe('x');
});

it('writes shortcuts as they stand on the keys', () => {
  expect(presentShortcut('alt+g 2')).toBe('Alt + G，再按 2');
  expect(presentShortcut('ctrl+enter')).toBe('Ctrl + Enter');
});
