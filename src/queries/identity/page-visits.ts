/** Who opens a citizen's own page, and what they see and take back on it. */
import type { Database } from '../../database/database';
import type { Clock } from '../../platform/clock';
import type { Sealer } from '../../privacy/sealer';
import { listBindings, removeBinding, removeBindingsOf, type Binding } from './binding-store';
import { listConsents, withdrawConsent, type Consent } from './consent-store';
import { claimLink, holdsLink } from './link-store';
import { openPageToken, type OpenedLink } from './page-links';

export interface PageVisits {
  /** @returns null for a token that is not ours, or whose time is over */
  read(token: string): OpenedLink | null;
  /** Makes the link this browser's; false where another has it, or it has been used up. */
  claim(link: OpenedLink, session: string): Promise<boolean>;
  holds(link: OpenedLink, session: string): Promise<boolean>;
  list(link: OpenedLink): Promise<{ bindings: Binding[]; consents: Consent[] }>;
  removeBinding(link: OpenedLink, id: string): Promise<void>;
  /** Takes the binding that rests on the consent with it. */
  withdrawConsent(link: OpenedLink, id: string): Promise<void>;
}

export function createPageVisits({
  database,
  sealer,
  clock,
}: {
  database: Database;
  sealer: Sealer;
  clock: Clock;
}): PageVisits {
  return {
    read(token) {
      const link = openPageToken(token, sealer);
      return link && link.expiresAt > clock.now() ? link : null;
    },
    claim: (link, session) => claimLink(database, link, session, clock.now()),
    holds: (link, session) => holdsLink(database, link, session),
    async list(link) {
      const bindings = await listBindings(database, link);
      return { bindings, consents: await listConsents(database, link.account, link.citizenId) };
    },
    removeBinding: (link, id) => removeBinding(database, link, id, clock.now()),
    withdrawConsent: (link, id) =>
      database.transaction(async (tx) => {
        const now = clock.now();
        const withdrawn = await withdrawConsent(tx, link, id, now);
        if (withdrawn) await removeBindingsOf(tx, link, withdrawn, now);
      }),
  };
}
