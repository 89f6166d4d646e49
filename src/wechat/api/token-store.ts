/** An access token as one account's processes share it. */
export interface AccessToken {
  /** Up to 512 characters; a secret. */
  value: string;
  fetchedAt: Date;
  expiresAt: Date;
}

/** Where the processes of one account find and leave its token; sealed at rest. */
export interface TokenStore {
  find(account: string): Promise<AccessToken | null>;
  /**
   * Leaves `token` unless another process has meanwhile replaced `replacing` (null: there was none).
   * @returns the token that is now stored: this one, or the other process's
   */
  save(account: string, token: AccessToken, replacing: AccessToken | null): Promise<AccessToken>;
}
