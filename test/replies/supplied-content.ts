import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { type ContentSet, loadContent } from '../../src/content/load-content';
import { itemsFileSchema, type Fact, type ItemFile } from '../../src/items/schema';
import { findPackageRoot } from '../../src/platform/package-root';
import { elsewhereFileSchema, keywordsFileSchema } from '../../src/routing/schema';

export const unitCodes = [
  'minzheng',
  'gongan',
  'wenlv',
  'renshe',
  'yibao',
  'jikong',
  'ziran',
] as const;

/** An item of the files as they stand in the tree, with the unit that it belongs to. */
export interface SuppliedItem {
  ref: string;
  unit: string;
  item: ItemFile;
}

/** Every item of the seven units, in the order of the files. */
export function readSuppliedItems(): SuppliedItem[] {
  return unitCodes.flatMap((unit) =>
    readFile(`replies/${unit}/items.yaml`, itemsFileSchema).items.map((item) => ({
      ref: `${unit}.${item.id}`,
      unit,
      item,
    })),
  );
}

export function readElsewhere() {
  return readFile('replies/district/elsewhere.yaml', elsewhereFileSchema).elsewhere;
}

export function readKeywords(unit: string) {
  return readFile(`replies/${unit}/keywords.yaml`, keywordsFileSchema).keywords;
}

/** The text of a file of the tree, as it is. */
export function readText(name: string): string {
  return fs.readFileSync(path.join(findPackageRoot(), name), 'utf8');
}

function readFile<T>(name: string, schema: z.ZodType<T>): T {
  return schema.parse(parse(readText(name)));
}

/** The whole supplied set through the loader; throws with every fault when it has any. */
export async function loadSuppliedContent(now: Date): Promise<ContentSet> {
  const loaded = await loadContent({
    repliesDir: path.join(findPackageRoot(), 'replies'),
    menusDir: path.join(findPackageRoot(), 'menus'),
    publicUrl: 'https://zhijian.example.gov.cn',
    now,
  });
  if (loaded.content === null) throw new Error(JSON.stringify(loaded.faults, null, 2));
  return loaded.content;
}

/** A statement with its source; the things to bring have one without a text of its own. */
export type Statement = Omit<Fact, 'text'> & { text: string };

/** Everything on an item's card that rests on a source. */
export function listStatements(item: ItemFile): Statement[] {
  return [
    ...(item.bring ? [{ ...item.bring.basis, text: item.bring.things.join('、') }] : []),
    ...(item.fee ? [item.fee] : []),
    ...(item.timeLimit ? [item.timeLimit] : []),
    ...item.facts,
  ];
}
