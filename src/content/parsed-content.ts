import type { CalendarFile } from '../cases/calendar/schema';
import type { Limits } from '../cases/clock/schema';
import type { WordsFile } from '../cases/words/schema';
import type { ItemFile } from '../items/schema';
import type { MenuFile } from '../menus/schema';
import type { Retention } from '../messages/schema';
import type { NotifySettings } from '../notices/schema';
import type { QueriesFile } from '../queries/schema';
import type { Elsewhere, Emergency, Keyword, SmallTalk, Vocabulary } from '../routing/schema';
import type { StaffPolicy } from '../staff/schema';
import type { UnitFile } from '../units/schema';
import type { YamlFile } from './read-yaml';

/** One unit's files that could be read; null where a file is missing or wrong by itself. */
export interface ParsedUnit {
  code: string;
  unit: YamlFile<UnitFile> | null;
  items: YamlFile<{ items: ItemFile[] }> | null;
  keywords: YamlFile<{ keywords: Keyword[] }> | null;
  queries: YamlFile<QueriesFile> | null;
  menu: YamlFile<MenuFile> | null;
  words: YamlFile<WordsFile> | null;
  /** The unit has an items.yaml that could not be read: what refers to its items is not judged. */
  itemsUnknown: boolean;
}

export interface ParsedDistrict {
  emergencies: YamlFile<{ emergencies: Emergency[] }> | null;
  smallTalk: YamlFile<{ smallTalk: SmallTalk[] }> | null;
  elsewhere: YamlFile<{ elsewhere: Elsewhere[] }> | null;
  vocabulary: YamlFile<Vocabulary> | null;
  retention: YamlFile<Retention> | null;
  limits: YamlFile<Limits> | null;
  staff: YamlFile<StaffPolicy> | null;
  notify: YamlFile<NotifySettings> | null;
  words: YamlFile<WordsFile> | null;
  /** One for each year that could be read, in the order of the years. */
  calendar: readonly YamlFile<CalendarFile>[];
}

export interface ParsedContent {
  units: readonly ParsedUnit[];
  district: ParsedDistrict;
}
