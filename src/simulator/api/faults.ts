import { z } from 'zod';
import { createSeededRandom } from '../seeded-random';
import { ApiRefusal } from './api-call';
import { menuRefusalCodes, menuRefusals } from './menu-refusals';

export const SEND_PATH = '/cgi-bin/message/custom/send';
/** 使用 AppSecret 重置 API 调用次数. */
export const CLEAR_BY_SECRET = '/cgi-bin/clear_quota/v2';
const WITHOUT_TOKEN = ['/cgi-bin/stable_token', '/cgi-bin/token', CLEAR_BY_SECRET];

/** Faults that are WeChat's own answers: nothing is done. Codes and messages: 全局返回码 (Global return codes). */
const REFUSALS: Readonly<Record<string, string>> = {
  '40001': 'invalid credential, access_token is invalid or not latest',
  '42001': 'access_token expired',
  '-1': 'system error',
  '45009': 'reach max api daily quota limit',
  '45011': 'api minute-quota reach limit, must slower, retry next minute',
  '45015': 'response out of time limit or subscription is canceled',
  '45047': 'out of response count limit',
  '48001': 'api unauthorized',
  '43004': 'require subscribe',
  ...menuRefusals,
};

/**
 * A code: WeChat refuses; 40001 and 42001 spoil the token for good. `slow`: done at once, answered after
 * `delayMs`. `cut_before`: the request has arrived whole, nothing is done and the connection is cut, which
 * a caller cannot tell from `cut_after`. `cut_after`, `not_json`: it is done, and the connection is cut or
 * a web page comes in the place of the answer.
 */
const kindSchema = z.enum([
  '40001',
  '42001',
  '-1',
  '45009',
  '45011',
  '45015',
  '45047',
  '48001',
  '43004',
  'slow',
  'cut_before',
  'cut_after',
  'not_json',
  ...menuRefusalCodes,
]);
export type ApiFaultKind = z.infer<typeof kindSchema>;

/** States of a citizen: only a message to one can be refused for them. */
const OF_A_CITIZEN: readonly ApiFaultKind[] = ['45015', '45047', '43004'];

const faultSchema = z.object({
  kind: kindSchema,
  /** Of each call that it can hit. */
  probability: z.number().min(0).max(1).default(1),
  /** How often it still happens; null: without end. */
  count: z.number().int().min(0).max(1_000_000).nullable().default(null),
  /** The one call that it hits, token calls too; null: every call that carries a token. */
  path: z.string().max(200).nullable().default(null),
  /** Of `slow` only. */
  delayMs: z.number().int().min(0).max(60_000).default(3000),
});
export type ApiFault = z.infer<typeof faultSchema>;

/** The fault switches of one account: the same seed and the same calls give the same faults. */
export const apiFaultsSchema = z.object({
  seed: z.number().int().min(0).max(0xffffffff).default(1),
  faults: z.array(faultSchema).max(50).default([]),
});
export type ApiFaultSettings = z.infer<typeof apiFaultsSchema>;
export type ApiFaultInput = z.input<typeof apiFaultsSchema>;

/** The fault switches of every account; all off at the start, kept in memory only. */
export class ApiFaults {
  private readonly units = new Map<string, { settings: ApiFaultSettings; random: () => number }>();

  /** Replaces the switches of an account and starts its chance anew. */
  set(unit: string, input: ApiFaultInput): void {
    const settings = apiFaultsSchema.parse(input);
    this.units.set(unit, { settings, random: createSeededRandom(settings.seed) });
  }

  /** The switches, with the counts that are left. */
  get(unit: string): ApiFaultSettings {
    return this.units.get(unit)?.settings ?? apiFaultsSchema.parse({});
  }

  /** Throws the dice for one call. Of several faults that it would hit one is picked, and counted. */
  draw(unit: string, path: string): ApiFault | null {
    const known = this.units.get(unit);
    if (!known) return null;
    const { settings, random } = known;
    const hits = settings.faults.filter(
      (fault) => fault.count !== 0 && canHit(fault, path) && random() < fault.probability,
    );
    if (hits.length === 0) return null;
    const fault = hits[Math.floor(random() * hits.length)]!;
    if (fault.count !== null) fault.count -= 1;
    return fault;
  }
}

/** Throws the refusal of a fault that is one. */
export function refuseBy(fault: ApiFault | null): void {
  const message = fault && REFUSALS[fault.kind];
  if (message) throw new ApiRefusal(Number(fault.kind), message);
}

function canHit({ kind, path }: ApiFault, called: string): boolean {
  if (path !== null) return path === called;
  if (kind in menuRefusals) return called.startsWith('/cgi-bin/menu/');
  if (OF_A_CITIZEN.includes(kind)) return called === SEND_PATH;
  return !WITHOUT_TOKEN.includes(called);
}
