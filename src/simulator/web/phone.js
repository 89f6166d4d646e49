import { createChatScreen } from './chat-screen.js';
import { el } from './dom.js';
import { clockTime } from './labels.js';
import { createListScreen } from './list-screen.js';
import { createMeScreen } from './me-screen.js';
import { createProfileScreen } from './profile-screen.js';

/** One phone: a frame, a status bar, and one screen at a time. */
export function createPhone(model, shell) {
  const clock = el('span', { class: 'clock' });
  const screen = el('div', { class: 'screen' });
  const element = el(
    'section',
    { class: 'phone', 'aria-label': `${model.name}的手机` },
    el(
      'div',
      { class: 'status-bar', 'aria-hidden': 'true' },
      clock,
      el('span', { class: 'owner' }, model.name),
      el('span', { class: 'battery' }),
    ),
    screen,
  );
  let current = null;
  const show = (next) => {
    current?.leave?.();
    current = next;
    screen.replaceChildren(next.element);
    next.enter?.();
  };
  const go = {
    host: element,
    list: () => show(createListScreen(model, go)),
    me: () => show(createMeScreen(model, shell, go)),
    chat: (unit) => {
      model.open(unit);
      show(createChatScreen(model, unit, shell, go));
    },
    profile: (unit) => {
      model.open(unit);
      show(createProfileScreen(model, unit, go));
    },
    /** What a tap on an account opens: its chat, or its page as long as it is not followed. */
    open: (unit) => (model.account(unit)?.following ? go.chat(unit) : go.profile(unit)),
  };
  const tick = () => (clock.textContent = clockTime(Date.now()));
  tick();
  const ticking = setInterval(tick, 10_000);
  go.list();
  const close = () => {
    clearInterval(ticking);
    current.leave?.();
    element.remove();
  };
  return { element, close };
}
