import type { SimulatedAccount } from '../accounts';
import type { Contact, Entry, EntryBody, MenuButton } from '../model';
import { shownMenu } from '../shown-menu';
import type { World } from '../world';

/** One row of the account list, with the menu bar of its chat. */
export interface AccountRow {
  unit: string;
  name: string;
  type: SimulatedAccount['type'];
  verified: boolean;
  /** The chat of all notices: it cannot be written to, left or opened as an account. */
  isNotices: boolean;
  following: boolean;
  unread: number;
  lastAt: number | null;
  lastLine: string;
  menu: MenuButton[];
}

/** The list of accounts as one phone sees it; those with news first, in the order given otherwise. */
export function presentAccounts(world: World, phone: string): AccountRow[] {
  const rows = world.accounts.map((account) => presentAccount(world, account, phone));
  const notices = world.notices(phone);
  if (notices && notices.entries.length > 0) rows.push(presentNotices(notices));
  return rows.sort((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0));
}

function presentAccount(world: World, account: SimulatedAccount, phone: string): AccountRow {
  const contact = world.contact(account, phone);
  const last = contact.entries.at(-1);
  return {
    unit: account.unit,
    name: account.name,
    type: account.type,
    verified: account.verified,
    isNotices: false,
    following: contact.following,
    unread: contact.unread,
    lastAt: contact.following ? (last?.at ?? null) : null,
    lastLine: contact.following && last ? lineOf(last) : '',
    menu: shownMenu(world, contact)?.button ?? [],
  };
}

function presentNotices({ unit, unread, entries }: Contact): AccountRow {
  const last = entries.at(-1)!;
  return {
    unit,
    name: '服务通知',
    type: 'service',
    verified: true,
    isNotices: true,
    following: true,
    unread,
    lastAt: last.at,
    lastLine: lineOf(last),
    menu: [],
  };
}

function lineOf(entry: Entry): string {
  return describe(entry.body).replace(/\s+/g, ' ').slice(0, 60);
}

function describe(body: EntryBody): string {
  switch (body.kind) {
    case 'text':
      return body.parts.map((part) => part.text).join('');
    case 'image':
      return '[图片]';
    case 'voice':
      return '[语音]';
    case 'video':
      return '[视频]';
    case 'music':
      return `[音乐] ${body.title}`;
    case 'location':
      return `[位置] ${body.label}`;
    case 'news':
      return `[图文] ${body.articles[0]?.title ?? ''}`;
    case 'menu':
      return body.head.map((part) => part.text).join('');
    case 'card':
      return `[${body.note}] ${body.title}`;
    case 'notice':
      return `[${body.title}] ${body.accountName}`;
    case 'note':
      return body.text;
  }
}
