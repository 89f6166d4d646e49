/** Content: reads what admins edit, checks it as a whole, and says what is wrong in plain words. */
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { z } from 'zod';
import type { CalendarFile } from '../cases/calendar/schema';
import type { WorkSchedules } from '../cases/calendar/work-schedules';
import type { Limits } from '../cases/clock/schema';
import type { OutgoingWords } from '../cases/words/schema';
import { checkMenu } from '../menus/check-menu';
import { menuReplies } from '../menus/compile-menu';
import type { MenuFile } from '../menus/schema';
import type { NotifySettings } from '../notices/schema';
import { retentionFileSchema, type Retention } from '../messages/schema';
import type { TableDeclaration } from '../queries/source-schema';
import type { RoutingContent } from '../routing/content';
import { vocabularyFileSchema } from '../routing/schema';
import { defaultStaffPolicy, type StaffPolicy } from '../staff/schema';
import { checkCalendar } from './check-calendar';
import { checkDistrict } from './check-district';
import { checkKeywords } from './check-keywords';
import { checkNotify } from './check-notify';
import { checkQueries } from './check-queries';
import { checkTexts } from './check-texts';
import { checkUnits } from './check-units';
import { checkWords } from './check-words';
import { itemsOf, queriesOf } from './all-units';
import type { FoundFile } from './content-files';
import { findContentFiles } from './content-files';
import type { Fault } from './fault';
import { compareFaults } from './fault';
import { CALENDAR_FOLDER, DISTRICT_FOLDER } from './folders';
import type { ParsedContent, ParsedUnit } from './parsed-content';
import type { YamlFile } from './read-yaml';
import { readYaml } from './read-yaml';
import { buildWorkingDays } from './working-days';
import { calendarFiles, districtFiles, menuFiles, unitFiles } from './schema-files';
import type { ToFill } from './to-fill';
import { listToFill } from './to-fill';

/** All of `replies/` and `menus/`, checked together. Never changed: new files make a new set. */
export interface ContentSet {
  routing: RoutingContent;
  /** Menu files by unit code; a unit without a file has no entry. */
  menus: ReadonlyMap<string, MenuFile>;
  /** The tables that units import, by unit code. */
  tables: ReadonlyMap<string, readonly TableDeclaration[]>;
  /** Hash over names and bytes of all files. */
  version: string;
  retention: Retention;
  /** When everybody works. */
  schedules: WorkSchedules;
  limits: Limits;
  /** What answers are held against before they leave. */
  words: OutgoingWords;
  /** Rules of sign-in. */
  staff: StaffPolicy;
  /** Group robots and other systems that are told. */
  notify: NotifySettings;
  toFill: readonly ToFill[];
}

export interface ContentOptions {
  repliesDir: string;
  menusDir: string;
  /** Origin that phones reach, without a trailing slash. */
  publicUrl: string;
  /** Decides which facts are past their `validUntil`. */
  now: Date;
}

export type LoadedContent =
  { content: ContentSet; faults: [] } | { content: null; faults: Fault[] };

/** Reads and checks every file; either the whole set or every fault of every file. */
export async function loadContent(options: ContentOptions): Promise<LoadedContent> {
  const found = await findContentFiles(options);
  const faults = [...found.faults];
  const files = await readFiles([...found.replies, ...found.menus], faults);
  const parsed = await parseFiles(found.units, files, faults);
  faults.push(
    ...checkUnits(parsed),
    ...checkKeywords(parsed),
    ...checkQueries(parsed),
    ...checkDistrict(parsed),
    ...checkNotify(parsed),
    ...checkCalendar(parsed.district),
    ...checkTexts(parsed),
    ...checkWords(parsed),
  );
  faults.push(...checkMenus(parsed, options.publicUrl));
  if (faults.length > 0) return { content: null, faults: faults.sort(compareFaults) };
  return { content: assemble(parsed, options, versionOf(files)), faults: [] };
}

type ReadFile = FoundFile & { bytes: Buffer };

async function readFiles(found: readonly FoundFile[], faults: Fault[]): Promise<ReadFile[]> {
  const files: ReadFile[] = [];
  for (const file of found) {
    try {
      files.push({ ...file, bytes: await fs.readFile(file.path) });
    } catch {
      faults.push({
        file: file.name,
        line: null,
        column: null,
        message: '文件读不了',
        remedy: '检查文件权限',
      });
    }
  }
  return files;
}

function versionOf(files: readonly ReadFile[]): string {
  const hash = createHash('sha256');
  for (const { owner, kind, bytes } of files) {
    hash.update(`${owner}/${kind} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex').slice(0, 16);
}

type Read = <T>(owner: string, kind: string, schema: z.ZodType<T>) => Promise<YamlFile<T> | null>;

/** One file at a time, with a turn of the event loop between: a reload must not hold up callbacks. */
async function parseFiles(
  units: readonly string[],
  files: readonly ReadFile[],
  faults: Fault[],
): Promise<ParsedContent> {
  const read: Read = async (owner, kind, schema) => {
    const file = files.find((candidate) => candidate.owner === owner && candidate.kind === kind);
    if (!file) return null;
    await nextTurn();
    const result = readYaml(file.bytes, file.name, schema);
    faults.push(...result.faults);
    return result.file;
  };
  const parsedUnits: ParsedUnit[] = [];
  for (const code of units) parsedUnits.push(await parseUnit(code, files, read));
  return {
    units: parsedUnits,
    district: {
      emergencies: await read(DISTRICT_FOLDER, 'emergencies', districtFiles.emergencies),
      smallTalk: await read(DISTRICT_FOLDER, 'small-talk', districtFiles['small-talk']),
      elsewhere: await read(DISTRICT_FOLDER, 'elsewhere', districtFiles.elsewhere),
      vocabulary: await read(DISTRICT_FOLDER, 'vocabulary', districtFiles.vocabulary),
      retention: await read(DISTRICT_FOLDER, 'retention', districtFiles.retention),
      limits: await read(DISTRICT_FOLDER, 'limits', districtFiles.limits),
      staff: await read(DISTRICT_FOLDER, 'staff', districtFiles.staff),
      notify: await read(DISTRICT_FOLDER, 'notify', districtFiles.notify),
      words: await read(DISTRICT_FOLDER, 'words', districtFiles.words),
      calendar: readCalendar(files, faults),
    },
  };
}

function readCalendar(files: readonly ReadFile[], faults: Fault[]): YamlFile<CalendarFile>[] {
  const years = files.filter(({ kind }) => kind === CALENDAR_FOLDER);
  return years.flatMap(({ bytes, name }) => {
    const result = readYaml(bytes, name, calendarFiles.calendar);
    faults.push(...result.faults);
    return result.file ? [result.file] : [];
  });
}

async function parseUnit(
  code: string,
  files: readonly ReadFile[],
  read: Read,
): Promise<ParsedUnit> {
  const items = await read(code, 'items', unitFiles.items);
  const hasItems = files.some((file) => file.owner === code && file.kind === 'items');
  return {
    code,
    unit: await read(code, 'unit', unitFiles.unit),
    items,
    keywords: await read(code, 'keywords', unitFiles.keywords),
    queries: await read(code, 'queries', unitFiles.queries),
    menu: await read(code, 'menu', menuFiles.menu),
    words: await read(code, 'words', unitFiles.words),
    itemsUnknown: hasItems && items === null,
  };
}

/** Menus refer to items of any unit: they are judged once all of these could be read. */
function checkMenus(parsed: ParsedContent, publicUrl: string): Fault[] {
  if (parsed.units.some((unit) => unit.itemsUnknown)) return [];
  const items = itemsOf(parsed);
  const queries = queriesOf(parsed);
  return parsed.units.flatMap(({ code, unit, menu }) => {
    if (!unit || !menu) return [];
    const context = { unit: { ...unit.data, code }, items, queries, publicUrl };
    return checkMenu(menu.data, context).map(({ path, message, remedy }) =>
      menu.source.fault(path, message, remedy),
    );
  });
}

function assemble(parsed: ParsedContent, options: ContentOptions, version: string): ContentSet {
  const { units, district } = parsed;
  const menus = new Map(
    units.flatMap(({ code, menu }) => (menu ? [[code, menu.data] as const] : [])),
  );
  const { schedules, limits, workTime } = buildWorkingDays(parsed);
  const routing: RoutingContent = {
    version,
    units: new Map(units.flatMap(({ code, unit }) => (unit ? [[code, unit.data] as const] : []))),
    items: itemsOf(parsed),
    queries: queriesOf(parsed),
    keywords: new Map(units.map(({ code, keywords }) => [code, keywords?.data.keywords ?? []])),
    emergencies: district.emergencies?.data.emergencies ?? [],
    smallTalk: district.smallTalk?.data.smallTalk ?? [],
    elsewhere: district.elsewhere?.data.elsewhere ?? [],
    vocabulary: district.vocabulary?.data ?? vocabularyFileSchema.parse({}),
    menuReplies: new Map([...menus].flatMap(([unit, menu]) => [...menuReplies(menu, unit)])),
    workTime,
    publicUrl: options.publicUrl,
  };
  return {
    routing,
    menus,
    tables: new Map(units.map(({ code, queries }) => [code, queries?.data.tables ?? []])),
    version,
    retention: district.retention?.data ?? retentionFileSchema.parse({}),
    schedules,
    limits,
    words: {
      district: district.words?.data.groups ?? [],
      units: new Map(
        units.flatMap(({ code, words }) => (words ? [[code, words.data.groups]] : [])),
      ),
    },
    staff: district.staff?.data ?? defaultStaffPolicy,
    notify: district.notify?.data ?? { robots: [], webhooks: [] },
    toFill: units.flatMap((unit) => listToFill(unit, options.now)),
  };
}
