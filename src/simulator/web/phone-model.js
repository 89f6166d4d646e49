import { listAccounts, listEntries, listExchanges, liveUrl } from './api.js';

/**
 * What one phone knows, kept up to date by the server's events. Tells about changes with events of its own:
 * `accounts`, `entry` (detail: unit, entry), `entries` (detail: unit), `typing`, `exchanges`, `opened`.
 */
export class PhoneModel extends EventTarget {
  accounts = [];
  chats = new Map();
  exchanges = [];
  /** The account whose chat or page was opened last; '' for none yet. */
  openUnit = '';
  typingUntil = new Map();
  #source = null;
  #refresh = null;
  #turn = 0;
  #loading = Promise.resolve();
  #arrived = null;

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

  /** A person opened an account on the phone. */
  open(unit) {
    this.openUnit = unit;
    this.#tell('opened');
  }

  async reload() {
    await this.#loadAccounts();
    const listed = await listExchanges(this.name);
    const known = new Set(listed.map((exchange) => exchange.id));
    this.exchanges = [...listed, ...this.exchanges.filter((exchange) => !known.has(exchange.id))];
    this.#tell('exchanges');
    for (const unit of this.chats.keys()) await this.loadChat(unit);
  }

  /** One after another; what fails is looked up again when the stream comes back. */
  loadChat(unit) {
    if (!this.chats.has(unit)) this.chats.set(unit, []);
    this.#loading = this.#loading.then(() => this.#loadChat(unit)).catch(() => undefined);
    return this.#loading;
  }

  /** What the stream brings meanwhile is newer than the answer, which may have been made before it. */
  async #loadChat(unit) {
    const arrived = [];
    this.#arrived = arrived;
    const entries = await listEntries(this.name, unit);
    this.#arrived = null;
    for (const event of arrived) if (event.unit === unit) putEntry(entries, event.entry);
    this.chats.set(unit, entries);
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
    this.#arrived?.push({ unit, entry });
    const entries = this.chats.get(unit);
    if (!entries) return;
    putEntry(entries, entry);
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

/** Adds an entry, or takes the place of the one with its id. */
function putEntry(entries, entry) {
  const known = entries.findIndex((one) => one.id === entry.id);
  if (known < 0) entries.push(entry);
  else entries[known] = entry;
}
