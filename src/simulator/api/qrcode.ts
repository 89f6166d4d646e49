import { randomBytes } from 'node:crypto';
import {
  ApiRefusal,
  json,
  numberField,
  objectOf,
  readJson,
  textField,
  type ApiAnswer,
  type ApiCall,
} from './api-call';

const LONGEST_SECONDS = 2_592_000;
const LASTING_AT_MOST = 100_000;
const SCENE_CHARACTERS = 64;

/** 生成带参数的二维码 (qrcode/create). The phone scans a scene by typing it. */
export function createQrcode({ request }: ApiCall): ApiAnswer {
  const body = readJson(request);
  const name = textField(body, 'action_name');
  const match = /^QR_(LIMIT_)?(STR_)?SCENE$/.exec(name);
  if (!match) throw new ApiRefusal(40052, 'invalid action name');
  const [, limit, text] = match;
  checkScene(objectOf(objectOf(body['action_info'])['scene']), { limit: !!limit, text: !!text });
  const asked = numberField(body, 'expire_seconds');
  const seconds = asked > 0 ? Math.min(asked, LONGEST_SECONDS) : 60;
  return json({
    ticket: randomBytes(72).toString('base64url'),
    ...(!limit && { expire_seconds: seconds }),
    url: `http://weixin.qq.com/q/${randomBytes(12).toString('base64url')}`,
  });
}

function checkScene(
  scene: Record<string, unknown>,
  { limit, text }: { limit: boolean; text: boolean },
): void {
  const id = numberField(scene, 'scene_id');
  const { length } = [...textField(scene, 'scene_str')];
  const isRight = text
    ? length >= 1 && length <= SCENE_CHARACTERS
    : Number.isInteger(id) && id >= 1 && id <= (limit ? LASTING_AT_MOST : 0xffffffff);
  if (!isRight) throw new ApiRefusal(40053, 'invalid action info');
}
