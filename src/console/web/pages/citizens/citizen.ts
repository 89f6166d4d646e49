import type {
  citizenFileSchema,
  erasureSchema,
  lateCitizensSchema,
} from '../../../api/citizens/citizen-schemas';
import type { Wire } from '../../api/wire';

export type CitizenFile = Wire<typeof citizenFileSchema>;
export type LateCitizens = Wire<typeof lateCitizensSchema>;
export type Erasure = Wire<typeof erasureSchema>;

/** What erasure counts, in the words of whoever decides on it. */
export const erasedThings: Readonly<Record<keyof Erasure['counts'], string>> = {
  messages: '清空没有建办件的来信',
  media: '删去图片、语音、视频',
  questions: '删去没有答完的提问',
  undelivered: '不再发送的消息',
  originals: '销毁办完的件里号码的原文',
  cases: '留下的办件，不再带身份',
  caseMessages: '留在这些办件里的来信',
};

/** Where a citizen's file is served. */
export function pathOfCitizen({ account, id }: { account: string; id: string }): string {
  return `/api/citizens/${encodeURIComponent(account)}/${encodeURIComponent(id)}`;
}
