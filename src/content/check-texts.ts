import { TEXT_LIMIT_BYTES } from '../wechat/reply';
import type { Fault } from './fault';
import type { ParsedContent } from './parsed-content';
import type { YamlFile } from './read-yaml';
import type { Path } from './schema-walk';

/** Automatic text begins with this; it takes its part of the limit. */
const PREFIX_BYTES = Buffer.byteLength('【自动回复】\n');
const LIMIT_BYTES = TEXT_LIMIT_BYTES - PREFIX_BYTES;

/** Texts that are sent as they stand must fit into one passive reply (被动回复用户消息). */
export function checkTexts({ units, district }: ParsedContent): Fault[] {
  const { emergencies, smallTalk, elsewhere } = district;
  return [
    ...units.flatMap(({ unit, keywords }) => [
      ...(unit ? checkText(unit, ['welcome'], unit.data.welcome) : []),
      ...(keywords?.data.keywords ?? []).flatMap(({ reply }, index) =>
        reply === undefined ? [] : checkText(keywords!, ['keywords', index, 'reply'], reply),
      ),
    ]),
    ...(emergencies?.data.emergencies ?? []).flatMap(({ sentence }, index) =>
      checkText(emergencies!, ['emergencies', index, 'sentence'], sentence),
    ),
    ...(smallTalk?.data.smallTalk ?? []).flatMap(({ reply }, index) =>
      checkText(smallTalk!, ['smallTalk', index, 'reply'], reply),
    ),
    ...(elsewhere?.data.elsewhere ?? []).flatMap(({ reply }, index) =>
      checkText(elsewhere!, ['elsewhere', index, 'reply'], reply),
    ),
  ];
}

function checkText({ source }: YamlFile<unknown>, path: Path, text: string): Fault[] {
  const bytes = Buffer.byteLength(text);
  if (bytes <= LIMIT_BYTES) return [];
  const message = `文字有 ${bytes} 字节，最多 ${LIMIT_BYTES} 字节（微信限 ${TEXT_LIMIT_BYTES}，开头的“【自动回复】”占 ${PREFIX_BYTES}）`;
  return [source.fault(path, message, `缩短到 ${Math.floor(LIMIT_BYTES / 3)} 个汉字以内`)];
}
