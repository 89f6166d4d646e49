import type { Live } from './live';

const KEPT_PER_PHONE = 120;

/** One try of one push, whole: for the drawer. Kept in memory only. */
export interface Exchange {
  id: string;
  phone: string;
  unit: string;
  /** What it was, in Chinese: 文字, 关注, 菜单点击 … */
  title: string;
  /** 1 to 3. */
  tryNumber: number;
  at: number;
  request: { url: string; body: string; plain: string };
  response: { status: number; body: string; plain: string | null } | null;
  outcome: 'replied' | 'silent' | 'bad_reply' | 'no_answer';
  /** One sentence in Chinese on how it went. */
  remark: string;
  roundTripMs: number;
  /** Faults that were on, in Chinese. */
  faults: string[];
}

/** The last exchanges of every phone. */
export class Exchanges {
  private readonly kept = new Map<string, Exchange[]>();

  constructor(private readonly live: Live) {}

  add(exchange: Exchange): void {
    const all = this.kept.get(exchange.phone) ?? [];
    this.kept.set(exchange.phone, [...all, exchange].slice(-KEPT_PER_PHONE));
    this.live.publish(exchange.phone, { type: 'exchange', exchange });
  }

  list(phone: string): readonly Exchange[] {
    return this.kept.get(phone) ?? [];
  }
}
