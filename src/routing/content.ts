import type { Unit } from '../units/schema';
import type { Item } from '../items/schema';
import type { Query } from '../queries/schema';
import type { WorkTime } from './work-time';
import type { Elsewhere, Emergency, Keyword, SmallTalk, Vocabulary } from './schema';

/** All that routing reads of the admins' files, already checked. Changed files make a new object. */
export interface RoutingContent {
  /** Hash over the files: stored with every automatic reply. */
  version: string;
  units: ReadonlyMap<string, Unit>;
  /** All units' items, in the order of the files. */
  items: readonly Item[];
  /** All units' queries, in the order of the files. */
  queries: readonly Query[];
  /** By unit code. */
  keywords: ReadonlyMap<string, readonly Keyword[]>;
  emergencies: readonly Emergency[];
  smallTalk: readonly SmallTalk[];
  elsewhere: readonly Elsewhere[];
  vocabulary: Vocabulary;
  /** Texts of `reply:` menu buttons, by menu key. */
  menuReplies: ReadonlyMap<string, string>;
  workTime: WorkTime;
  /** The https origin that phones reach, without a trailing slash; links to `/go/…` are built from it. */
  publicUrl: string;
}
