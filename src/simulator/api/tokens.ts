import { randomBytes } from 'node:crypto';
import type { SimulatedAccount } from '../accounts';
import type { IssuedToken } from '../model';
import type { World } from '../world';
import { ApiRefusal, json, readJson, textField, type ApiAnswer, type ApiRequest } from './api-call';

const LIFETIME_MS = 7200_000;
const OVERLAP_MS = 300_000;
const FORCED_APART_MS = 30_000;
const FORCED_A_DAY = 20;

/**
 * Access tokens: 获取接口调用凭据 (api_getaccesstoken) and 获取稳定版接口调用凭据 (api_getstableaccesstoken).
 * The two families know nothing of each other.
 */
export class Tokens {
  /** Times of forced refreshes, by unit. */
  private readonly forced = new Map<string, number[]>();

  constructor(private readonly world: World) {}

  /** POST /cgi-bin/stable_token: the same token until five minutes before its end, unless forced. */
  stable(request: ApiRequest): ApiAnswer {
    if (request.method !== 'POST') throw new ApiRefusal(43002, 'require POST method');
    const body = readJson(request);
    const account = this.identify(body['grant_type'], body['appid'], body['secret']);
    const now = this.world.now();
    const current = this.newest(account.unit, 'stable');
    const forced = body['force_refresh'] === true && this.takeForce(account.unit, now);
    if (current && !forced && current.expiresAt - now > OVERLAP_MS) return present(current, now);
    return present(this.issue(account.unit, 'stable', forced ? now : now + OVERLAP_MS), now);
  }

  /** GET /cgi-bin/token: every call makes a new one, the one before lives for five more minutes. */
  classic(request: ApiRequest): ApiAnswer {
    const { query } = request;
    const account = this.identify(query.get('grant_type'), query.get('appid'), query.get('secret'));
    const now = this.world.now();
    return present(this.issue(account.unit, 'classic', now + OVERLAP_MS), now);
  }

  /** Whose call it is. 41001 without a token, 40001 for one that is unknown or replaced, 42001 for an old one. */
  authorise(request: ApiRequest): SimulatedAccount {
    const given = request.query.get('access_token');
    if (!given) throw new ApiRefusal(41001, 'access_token missing');
    const token = this.world.state.tokens.find((one) => one.token === given);
    const account = token && this.world.account(token.unit);
    const now = this.world.now();
    if (!token || !account || token.diesAt <= now) {
      throw new ApiRefusal(
        40001,
        'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken',
      );
    }
    if (token.expiresAt <= now) throw new ApiRefusal(42001, 'access_token expired');
    return account;
  }

  /** The account that a call is of, be its token good or bad; '' where nobody can tell. */
  unitOf(request: ApiRequest): string {
    const given = request.query.get('access_token');
    if (given) return this.world.state.tokens.find((one) => one.token === given)?.unit ?? '';
    const appId = request.query.get('appid') ?? appIdOf(request.body);
    return this.world.accounts.find((one) => one.appId === appId)?.unit ?? '';
  }

  /** Makes the call's token bad before its time. */
  spoil(request: ApiRequest, how: 'replaced' | 'expired'): void {
    const given = request.query.get('access_token');
    const token = this.world.state.tokens.find((one) => one.token === given);
    if (!token) return;
    token[how === 'replaced' ? 'diesAt' : 'expiresAt'] = this.world.now();
    this.world.touch();
  }

  /** The account of a call that carries the AppSecret in the place of a token. */
  identifyBySecret(request: ApiRequest): SimulatedAccount {
    const body = readJson(request);
    return this.identifyApp(body['appid'], body['appsecret']);
  }

  private identify(grantType: unknown, appId: unknown, secret: unknown): SimulatedAccount {
    if (grantType !== 'client_credential') throw new ApiRefusal(40002, 'invalid grant_type');
    return this.identifyApp(appId, secret);
  }

  private identifyApp(appId: unknown, secret: unknown): SimulatedAccount {
    if (typeof appId !== 'string' || appId === '') throw new ApiRefusal(41002, 'appid missing');
    if (typeof secret !== 'string' || secret === '') {
      throw new ApiRefusal(41004, 'appsecret missing');
    }
    const account = this.world.accounts.find((one) => one.appId === appId);
    if (!account) throw new ApiRefusal(40013, 'invalid appid');
    if (account.appSecret !== secret) throw new ApiRefusal(40125, 'invalid appsecret');
    return account;
  }

  private newest(unit: string, family: IssuedToken['family']): IssuedToken | null {
    const now = this.world.now();
    const all = this.world.state.tokens.filter(
      (one) => one.unit === unit && one.family === family && one.diesAt > now,
    );
    return all.at(-1) ?? null;
  }

  private issue(unit: string, family: IssuedToken['family'], oldDiesAt: number): IssuedToken {
    const now = this.world.now();
    const token: IssuedToken = {
      unit,
      family,
      token: `${randomBytes(96).toString('base64url')}`,
      createdAt: now,
      expiresAt: now + LIFETIME_MS,
      diesAt: now + 2 * LIFETIME_MS,
    };
    const { state } = this.world;
    for (const one of state.tokens) {
      if (one.unit === unit && one.family === family) one.diesAt = Math.min(one.diesAt, oldDiesAt);
    }
    state.tokens = [...state.tokens.filter((one) => one.diesAt > now), token];
    this.world.touch();
    return token;
  }

  /** Forced refreshes: 30 s apart (else the old token is given again), 20 a day. */
  private takeForce(unit: string, now: number): boolean {
    const today = (this.forced.get(unit) ?? []).filter((at) => now - at < 24 * 3600_000);
    if (today.length > 0 && now - today.at(-1)! < FORCED_APART_MS) return false;
    if (today.length >= FORCED_A_DAY) {
      throw new ApiRefusal(45009, 'reach max api daily quota limit');
    }
    this.forced.set(unit, [...today, now]);
    return true;
  }
}

function appIdOf(body: Buffer): string {
  try {
    return textField(JSON.parse(body.toString('utf8')), 'appid');
  } catch {
    return '';
  }
}

function present(token: IssuedToken, now: number): ApiAnswer {
  return json({
    access_token: token.token,
    expires_in: Math.floor((token.expiresAt - now) / 1000),
  });
}
