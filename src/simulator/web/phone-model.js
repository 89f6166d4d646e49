import { listAccounts, listEntries, listExchanges, liveUrl } from './api.js';

/**
 * What one phone knows, kept up to date by the server's events. Tells about changes with events of its own:
 * `accounts`, `entry` (detail: unit, entry), `entries` (detail: unit), `typing`, `exchanges`.
 */
export class PhoneModel extends EventTarget {
  accounts = [];
  chats = new Map();
  exchanges = [];
  typingUntil = new Map();
  #source = null;
  #refresh = null;
  #turn = 0;

  constructor(name) {
    super();
    this.name = name;
  }

  /** Opens the stream; after a break everything is looked up again. */
  start() {
    this.#source = new EventSource(liveUrl(this.name));
    this.#source.addEventListener('open', () => void this.reload());
    this.#source.addEventListener('message', (message) => this.#take(JSON.parse(message.data)));
  }

  stop() {
    this.#source?.close();
  }

  account(unit) {
    return this.accounts.find((account) => account.unit === unit);
  }

  async reload() {
    await this.#loadAccounts();
    this.exchanges = await listExchanges(this.name);
    this.#tell('exchanges');
    for (const unit of this.chats.keys()) await this.loadChat(unit);
  }

  async loadChat(unit) {
    this.chats.set(unit, await listEntries(this.name, unit));
    this.#tell('entries', { unit });
  }

  #take(event) {
    switch (event.type) {
      case 'entry':
        return this.#takeEntry(event.unit, event.entry);
      case 'overview':
        return this.#refreshSoon();
      case 'typing':
        this.typingUntil.set(event.unit, event.until);
        return this.#tell('typing', { unit: event.unit });
      case 'exchange':
        this.exchanges = [...this.exchanges, event.exchange].slice(-120);
        return this.#tell('exchanges');
    }
  }

  #takeEntry(unit, entry) {
    const entries = this.chats.get(unit);
    if (!entries) return;
    const known = entries.findIndex((one) => one.id === entry.id);
    if (known < 0) entries.push(entry);
    else entries[known] = entry;
    this.#tell('entry', { unit, entry });
  }

  #refreshSoon() {
    clearTimeout(this.#refresh);
    this.#refresh = setTimeout(() => void this.#loadAccounts(), 30);
  }

  /** Of several answers under way only the last one asked for counts: an older one may be out of date. */
  async #loadAccounts() {
    const turn = ++this.#turn;
    const accounts = await listAccounts(this.name);
    if (turn !== this.#turn) return;
    this.accounts = accounts;
    this.#tell('accounts');
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
