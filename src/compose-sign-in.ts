/** Builds the sign-in of citizens through WeChat, for accounts that have 网页授权. */
import { listProgress } from './cases/list-progress';
import type { Database } from './database/database';
import type { Delivery } from './compose-delivery';
import { findCitizenId } from './messages/find-citizen-id';
import type { ProgressLinks } from './pages/progress/progress-links';
import type { SignInParts } from './pages/sign-in/sign-in-routes';
import type { Clock } from './platform/clock';
import { WechatRefusedError } from './wechat/api/errors';
import { AUTHORIZE_ORIGIN, buildAuthorizeUrl, snsAccessToken } from './wechat/api/oauth';

const WECHAT_API = 'https://api.weixin.qq.com';
/** A preview visitor (快照页): the openid is made up. */
const MADE_UP = 1;

export interface SignInSources {
  database: Database;
  clock: Clock;
  /** Origin of WeChat's API, or of the simulator, which asks citizens itself. */
  apiBase: string;
  config: { publicUrl: string };
  delivery: Pick<Delivery, 'apis' | 'may'>;
  progress: ProgressLinks;
}

type Ports = Pick<SignInParts, 'authorizeUrl' | 'findCitizen' | 'listCases'>;

/** What the pages of the sign-in ask for. */
export function signInPorts(sources: SignInSources): Ports {
  const { database, clock, apiBase, config, delivery, progress } = sources;
  const apiOf = (account: string) =>
    delivery.may(account, 'web_authorization') ? delivery.apis.get(account) : undefined;
  return {
    authorizeUrl(account, returnPath, state) {
      const api = apiOf(account);
      if (!api) return null;
      const redirectUri = config.publicUrl + returnPath;
      const origin = apiBase === WECHAT_API ? AUTHORIZE_ORIGIN : apiBase;
      return buildAuthorizeUrl(api, { redirectUri, scope: 'snsapi_base', state }, origin);
    },
    async findCitizen(account, code) {
      const api = apiOf(account);
      if (!api) return null;
      try {
        const { openid, is_snapshotuser: snapshot } = await snsAccessToken(api, code);
        return snapshot === MADE_UP ? null : await findCitizenId(database, account, openid);
      } catch (error) {
        if (error instanceof WechatRefusedError) return null;
        throw error;
      }
    },
    async listCases(account, citizenId) {
      const cases = await listProgress(database, account, citizenId);
      const now = clock.now();
      return cases.map(({ id, round, ...rest }) => ({
        ...rest,
        path: progress.path({ caseId: id, round }, now),
      }));
    },
  };
}
