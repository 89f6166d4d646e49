/** What the wire needs to know of one account. */
export interface AccountCredentials {
  appId: string;
  token: string;
  /** 32-byte keys, the current one first, then the previous one. Empty: plain mode. */
  aesKeys: readonly Buffer[];
  /** `gh_…`; when set, every push must be addressed to it. */
  originalId: string | null;
}
