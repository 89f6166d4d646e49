import { createHmac, randomUUID } from 'node:crypto';
import type { Clock } from '../platform/clock';
import type { SimulatedAccount } from './accounts';
import { closedLedger } from './ledger';
import { emptyLibrary, type Library } from './library';
import type { Live } from './live';
import {
  websiteSchema,
  type Contact,
  type Delivery,
  type Entry,
  type EntryBody,
  type Menu,
  type State,
  type Website,
} from './model';

const ENTRIES_KEPT = 300;
/** Stands in the place of a unit for the chat of all notices. */
export const NOTICES = 'service-notices';
export const firstPhones = ['张大妈', '李大爷'];

/** Everything that the simulated platform knows, and the only way to change a chat. */
export class World {
  constructor(
    readonly accounts: readonly SimulatedAccount[],
    readonly state: State,
    readonly clock: Clock,
    readonly live: Live,
    /** Called after every change, so that it is saved. */
    readonly touch: () => void,
  ) {}

  now(): number {
    return this.clock.now().getTime();
  }

  account(unit: string): SimulatedAccount | null {
    return this.accounts.find((account) => account.unit === unit) ?? null;
  }

  /** Adds a phone; a name that exists is left as it is. */
  addPhone(name: string): void {
    if (this.state.phones.includes(name)) return;
    this.state.phones.push(name);
    this.touch();
    this.live.publishToAll({ type: 'overview' });
  }

  /** One citizen in one account, made at the first look. */
  contact(account: SimulatedAccount, phone: string): Contact {
    const known = this.state.contacts.find(
      (one) => one.unit === account.unit && one.phone === phone,
    );
    if (known) return known;
    return this.addContact(account.unit, phone, openidOf(account, phone));
  }

  /** @param phone the openid itself for a citizen without a phone */
  addContact(unit: string, phone: string, openid: string): Contact {
    const contact: Contact = {
      unit,
      phone,
      openid,
      following: false,
      followedAt: 0,
      scene: '',
      unread: 0,
      lastExchangeAt: 0,
      tags: [],
      blocked: false,
      remark: '',
      ledger: closedLedger,
      entries: [],
    };
    this.state.contacts.push(contact);
    return contact;
  }

  findByOpenid(unit: string, openid: string): Contact | null {
    return this.state.contacts.find((one) => one.unit === unit && one.openid === openid) ?? null;
  }

  /** Adds a bubble or a note to a chat. What the account says is unread until the phone shows it. */
  append(contact: Contact, from: Entry['from'], body: EntryBody, delivery?: Delivery): Entry {
    const entry: Entry = {
      id: randomUUID(),
      at: this.now(),
      from,
      body,
      ...(delivery && { delivery }),
    };
    contact.entries.push(entry);
    contact.entries.splice(0, contact.entries.length - ENTRIES_KEPT);
    if (from === 'account') contact.unread += 1;
    this.touch();
    this.live.publish(contact.phone, { type: 'entry', unit: contact.unit, entry });
    this.live.publish(contact.phone, { type: 'overview' });
    return entry;
  }

  markDelivery(contact: Contact, entry: Entry, delivery: Delivery): void {
    entry.delivery = delivery;
    this.touch();
    this.live.publish(contact.phone, { type: 'entry', unit: contact.unit, entry });
  }

  updateContact(contact: Contact, changes: Partial<Contact>): void {
    Object.assign(contact, changes);
    this.touch();
    this.live.publish(contact.phone, { type: 'overview' });
  }

  /** Those who follow an account and are not on its blacklist, in the order in which they came. */
  followers(unit: string): Contact[] {
    return this.state.contacts.filter((one) => one.unit === unit && one.following && !one.blocked);
  }

  /** The chat of all notices on a phone; null for a citizen without a phone. */
  notices(phone: string): Contact | null {
    if (!this.state.phones.includes(phone)) return null;
    const isTheirs = (one: Contact): boolean => one.unit === NOTICES && one.phone === phone;
    return this.state.contacts.find(isTheirs) ?? this.addContact(NOTICES, phone, '');
  }

  /** To be changed in place, with `touch` after it. */
  library(unit: string): Library {
    return (this.state.libraries[unit] ??= emptyLibrary());
  }

  menu(unit: string): Menu | null {
    return this.state.menus.find((menu) => menu.unit === unit) ?? null;
  }

  /** What the account's people set up on the website. */
  website(unit: string): Website {
    return this.state.websites[unit] ?? websiteSchema.parse({});
  }

  setWebsite(unit: string, website: Website): void {
    this.state.websites[unit] = website;
    this.touch();
    this.live.publishToAll({ type: 'overview' });
  }

  /** Replaces a unit's menu; null takes it away, conditional menus and all. */
  setMenu(unit: string, menu: Menu | null): void {
    this.state.menus = this.state.menus.filter((one) => one.unit !== unit);
    if (menu) this.state.menus.push(menu);
    this.touch();
    this.live.publishToAll({ type: 'overview' });
  }
}

/** The same citizen has another openid in every account: 28 characters that begin with `o`. */
function openidOf(account: SimulatedAccount, phone: string): string {
  const digest = createHmac('sha256', account.appSecret).update(phone).digest('base64url');
  return `o${digest.slice(0, 27)}`;
}

/** @param state what was saved; pushes that were under way then are over now */
export function restoreState(state: State | null): State {
  if (!state) {
    const phones = [...firstPhones];
    const byUnit = { libraries: {}, websites: {} };
    return { version: 1, phones, contacts: [], menus: [], media: [], tokens: [], ...byUnit };
  }
  for (const entry of state.contacts.flatMap((contact) => contact.entries)) {
    if (entry.delivery?.state === 'sending') entry.delivery.state = 'failed';
  }
  return state;
}
