import type { Inbound } from '../wechat/inbound';
import type { Reply } from '../wechat/reply';
import { withoutCitizens } from './revocation';

/** A row of `messages` as it is inserted; snake_case names are the columns. */
export interface MessageRow {
  account: string;
  id: string;
  citizen_id: string;
  dedupe_key: string;
  kind: Inbound['kind'];
  sent_at: Date;
  received_at: Date;
  /** The citizen's words, masked; null where the push has none. */
  text: string | null;
  /** The rest of the push, masked. */
  fields: Record<string, unknown>;
  /** The sealed original as PostgreSQL's hex text, where something was masked. */
  original: string | null;
  case_id: string | null;
  state: 'handling' | 'handled';
  lease_until: Date | null;
  attempt: number;
  work: unknown;
  reply: Reply | null;
  reply_at: Date | null;
  answered_via: 'passive' | 'outbox' | 'none' | null;
  carries_answers: boolean;
  responder: string | null;
  rule: string | null;
  item: string | null;
  score: number | null;
  content_version: string | null;
}

/** The words of a push: what was typed, or what WeChat heard. */
export function wordsOf(inbound: Inbound): string | null {
  if (inbound.kind === 'text') return inbound.content;
  if (inbound.kind === 'voice') return inbound.recognition ?? null;
  return null;
}

/** The words of a push under the name that they have in it, as `maskInbound` keeps them; null where it has none. */
export function originalWordsOf(inbound: Inbound): string | null {
  const words = wordsOf(inbound);
  if (words === null) return null;
  return JSON.stringify({ [inbound.kind === 'voice' ? 'recognition' : 'content']: words });
}

/** The words of a push as they were before masking; undefined where nothing in them was masked. */
export function unmaskedWordsOf(original: string | null): string | undefined {
  if (original === null) return undefined;
  const { content, recognition } = JSON.parse(original) as {
    content?: string;
    recognition?: string;
  };
  return content ?? recognition;
}

/** All that is kept of a push beside its words and the keys that have columns of their own. */
export function fieldsOf(inbound: Inbound): Record<string, unknown> {
  const {
    kind: _kind,
    openid: _openid,
    accountOriginalId: _original,
    sentAtSeconds: _sentAt,
    ...rest
  } = inbound as Inbound & { content?: string; recognition?: string };
  delete rest.content;
  delete rest.recognition;
  return 'fields' in rest ? { ...rest, fields: withoutCitizens(rest.fields) } : rest;
}
