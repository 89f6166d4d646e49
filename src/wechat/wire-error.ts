/** Why a push was not accepted: a short slug for logs and metrics, without anything of the citizen's. */
export type WireFault =
  | 'too_large'
  | 'not_xml'
  | 'doctype'
  | 'not_a_push'
  | 'bad_key'
  | 'bad_base64'
  | 'bad_block_length'
  | 'bad_padding'
  | 'bad_length'
  | 'wrong_app_id';

/** Bytes that are not what WeChat sends. Nothing else is thrown by the readers of the wire. */
export class WireError extends Error {
  constructor(readonly reason: WireFault) {
    super(`not accepted from the wire: ${reason}`);
    this.name = 'WireError';
  }
}
