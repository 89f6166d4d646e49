import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { calendarFileSchema } from '../cases/calendar/schema';
import { limitsFileSchema } from '../cases/clock/schema';
import { wordsFileSchema } from '../cases/words/schema';
import { itemsFileSchema } from '../items/schema';
import { menuFileSchema } from '../menus/schema';
import { retentionFileSchema } from '../messages/schema';
import { notifyFileSchema } from '../notices/schema';
import { queriesFileSchema } from '../queries/schema';
import {
  elsewhereFileSchema,
  emergenciesFileSchema,
  keywordsFileSchema,
  smallTalkFileSchema,
  vocabularyFileSchema,
} from '../routing/schema';
import { staffFileSchema } from '../staff/schema';
import { unitFileSchema } from '../units/schema';
import { SCHEMAS_FOLDER } from './folders';

/** Files of `replies/<unit>/`, by name without `.yaml`. */
export const unitFiles = {
  unit: unitFileSchema,
  items: itemsFileSchema,
  keywords: keywordsFileSchema,
  queries: queriesFileSchema,
  words: wordsFileSchema,
} as const;

/** Files of `replies/district/`, all of them required. */
export const districtFiles = {
  emergencies: emergenciesFileSchema,
  'small-talk': smallTalkFileSchema,
  elsewhere: elsewhereFileSchema,
  vocabulary: vocabularyFileSchema,
  retention: retentionFileSchema,
  limits: limitsFileSchema,
  staff: staffFileSchema,
  notify: notifyFileSchema,
  words: wordsFileSchema,
} as const;

/** Files of `replies/district/calendar/`, named by their year. */
export const calendarFiles = { calendar: calendarFileSchema } as const;

export const menuFiles = { menu: menuFileSchema } as const;

/** The JSON Schemas that editors use, by path: what is written into the tree. */
export function buildJsonSchemas(folders: {
  repliesDir: string;
  menusDir: string;
}): Map<string, string> {
  const of = (folder: string, schemas: Readonly<Record<string, z.ZodType>>) =>
    Object.entries(schemas).map(([name, schema]): [string, string] => [
      path.join(folder, SCHEMAS_FOLDER, `${name}.schema.json`),
      buildJsonSchema(schema),
    ]);
  return new Map([
    ...of(folders.repliesDir, { ...unitFiles, ...districtFiles, ...calendarFiles }),
    ...of(folders.menusDir, menuFiles),
  ]);
}

/** Writes the JSON Schemas; returns the paths of those that changed. */
export function writeJsonSchemas(folders: { repliesDir: string; menusDir: string }): string[] {
  const changed: string[] = [];
  for (const [file, text] of buildJsonSchemas(folders)) {
    if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) continue;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    changed.push(file);
  }
  return changed;
}

/** Draft 7 is what the YAML extensions of editors understand best. */
function buildJsonSchema(schema: z.ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }), null, 2)}\n`;
}
