import { el } from './dom.js';
import { colourOf, initialsOf } from './labels.js';

/** A picture of two letters on a colour of its own. */
export function createAvatar(name, size = '') {
  return el(
    'span',
    { class: `avatar ${size}`, 'aria-hidden': 'true', style: { '--colour': colourOf(name) } },
    initialsOf(name),
  );
}
