import { presentMasked, type MaskName } from './mask-value';

/**
 * Logic-less templates: `{列名}` and `{列名|姓名}`. What is put in is never read as a template
 * again; a line whose columns are all empty is left out.
 */
const SLOT = /\{([^{}|\n]+)(?:\|([^{}|\n]+))?\}/g;
/** Longer than an address of a map, in characters. */
const LONGEST_VALUE = 400;

export interface TemplateOptions {
  /** False: amounts stay hidden. */
  showsAmounts: boolean;
}

/** The columns and masks that a template names, for the check of the files. */
export function listSlots(template: string): { column: string; mask: string | null }[] {
  return [...template.matchAll(SLOT)].map(([, column, mask]) => ({
    column: column!.trim(),
    mask: mask?.trim() ?? null,
  }));
}

/** Fills a template with one row. */
export function fillTemplate(
  template: string,
  row: Readonly<Record<string, string>>,
  options: TemplateOptions,
): string {
  return template
    .split('\n')
    .map((line) => fillLine(line, row, options))
    .filter((line) => line !== null)
    .join('\n')
    .trim();
}

function fillLine(
  line: string,
  row: Readonly<Record<string, string>>,
  { showsAmounts }: TemplateOptions,
): string | null {
  let slots = 0;
  let filled = 0;
  const text = line.replace(SLOT, (_slot, column: string, mask: string | undefined) => {
    slots += 1;
    const value = plainValue(Object.hasOwn(row, column.trim()) ? row[column.trim()]! : '');
    if (value === '') return '无';
    filled += 1;
    return mask === undefined ? value : presentMasked(value, mask.trim() as MaskName, showsAmounts);
  });
  return slots > 0 && filled === 0 ? null : text;
}

/**
 * A cell as it may stand in a text for a citizen: one line, nothing that WeChat takes for a link's
 * mark-up, nothing unseen, none of the private signs that stand for something in our own texts.
 */
function plainValue(value: string): string {
  const plain = value
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu, '')
    .replace(/</g, '＜')
    .replace(/>/g, '＞')
    .trim();
  const signs = [...plain];
  return signs.length > LONGEST_VALUE ? `${signs.slice(0, LONGEST_VALUE).join('')}…` : plain;
}
