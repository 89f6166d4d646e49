import { createApiClient } from './client';
import { serverClock } from './server-clock';
import { signInGate } from '../session/sign-in-gate';

/** The server, as every page asks it. */
export const api = createApiClient({
  fetch: (path, init) => globalThis.fetch(path, init),
  newKey,
  learnTime: (date) => serverClock.learn(date),
  signInAgain: () => signInGate.ask(),
});

/** 128 random bits. `randomUUID` is not there on an intranet address without HTTPS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
