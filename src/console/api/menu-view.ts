import { z } from 'zod';
import { presentPlanJson } from '../../menus/present-plan-json';
import type { MenuVersion } from '../../menus/menu-version';
import type { UnitPlan } from '../../menus/plan-menus';
import { describeVersion } from '../../menus/present-plan';
import { viewLive, viewMenus, viewStored } from '../../menus/view-menus';
import type { Describing } from '../../menus/describe-button';
import type { FileFault } from './admin/admin-desk';
import { instantSchema } from './schemas';

const leafSchema = z.object({
  name: z.string(),
  bytes: z.int().describe('名称有几个字节'),
  limitBytes: z.int().describe('微信最多几个字节'),
  does: z.string().nullable().describe('点了做什么；空：展开二级按钮'),
});
export const viewedSchema = z.array(
  z.object({
    title: z.string(),
    buttons: z.array(leafSchema.extend({ children: z.array(leafSchema) })),
  }),
);

/** 试运行: what the file says, what WeChat has, what was applied last, and what applying would change. */
export const menuPlanSchema = z.object({
  unit: z.string(),
  title: z.string(),
  state: z.enum(['no_account', 'by_hand', 'unknown', 'same', 'change']),
  detail: z.string().nullable(),
  file: z.string().describe('菜单文件的位置'),
  faults: z.array(z.string()).describe('这个文件有错，改动没有生效'),
  otherFaults: z.int().describe('别的文件里的错，也会让改动不生效'),
  wanted: viewedSchema.describe('文件（待应用）'),
  live: viewedSchema.nullable().describe('微信现状；空：不知道'),
  applied: viewedSchema.nullable().describe('上次应用'),
  appliedWords: z.string().nullable(),
  unfinished: z.string().nullable().describe('没有做完的一次'),
  difference: z.array(z.string()).describe('加号、减号开头的行是要改的'),
  added: z.int(),
  removed: z.int(),
  steps: z.array(z.enum(['create', 'add', 'remove'])),
  known: z.boolean().describe('否：微信上的菜单没有留过底'),
  drifted: z.boolean().describe('有人在别处改过'),
  fingerprint: z.string().nullable().describe('微信现状的指纹，发布时在 If-Match 里带回'),
});

/** What was done to a unit's menus, newest first. */
export const menuVersionsSchema = z.object({
  versions: z.array(
    z.object({
      version: z.int(),
      kind: z.enum(['apply', 'rollback', 'pull']),
      words: z.string().describe('第几版，何时由谁做的'),
      state: z.enum(['intended', 'applied', 'partial', 'failed', 'unclear']),
      detail: z.string().nullable(),
      actor: z.string(),
      appliedAt: instantSchema,
      rolledBackTo: z.int().nullable(),
      topButtons: z.int(),
      conditionalMenus: z.int(),
      fileHash: z.string().describe('菜单文件的指纹'),
    }),
  ),
  next: z.int().nullable(),
});

/** What going back to a version would do. */
export const rollbackPlanSchema = z.object({
  kind: z.enum(['no_account', 'by_hand', 'same', 'unknown', 'refused', 'change']),
  detail: z.string().nullable(),
  unanswered: z.array(z.string()).describe('这些按钮的内容已经不在文件里'),
  wanted: viewedSchema.describe('这一版的菜单'),
  fingerprint: z.string().nullable(),
});

/** A version as a list shows it. */
export function presentMenuVersion(
  given: MenuVersion,
): z.output<typeof menuVersionsSchema>['versions'][number] {
  const { version, kind, state, detail, actor, appliedAt, rolledBackTo, fileHash } = given;
  return {
    ...{ version, kind, state, detail, actor, appliedAt, rolledBackTo, fileHash },
    words: describeVersion(given),
    topButtons: given.compiled.button.length,
    conditionalMenus: given.compiled.conditional.length,
  };
}

/** The menus of a version. */
export function viewVersion({ compiled }: MenuVersion, content: Describing) {
  return viewStored(compiled, content);
}

/** A plan as the console shows it. */
export function presentMenuPlan(
  plan: UnitPlan,
  content: Describing,
  faults: readonly FileFault[],
): z.output<typeof menuPlanSchema> {
  const { unit, title, state, compiled, lastApplied, unfinished } = plan;
  const file = `menus/${unit}.yaml`;
  const own = faults.filter((fault) => fault.file.endsWith(file));
  const { difference = [] } = presentPlanJson(plan, content) as { difference?: string[] };
  const count = (sign: string): number => difference.filter((line) => line.startsWith(sign)).length;
  return {
    ...{ unit, title, state: state.kind, file, difference },
    detail: 'detail' in state ? state.detail : null,
    faults: own.map(presentFault),
    otherFaults: faults.length - own.length,
    wanted: viewMenus(compiled, content),
    live: 'live' in state ? viewLive(state.live, content) : null,
    applied: lastApplied && viewStored(lastApplied.compiled, content),
    appliedWords: lastApplied && describeVersion(lastApplied),
    unfinished: unfinished && wordsOf(unfinished),
    ...{ added: count('+ '), removed: count('- ') },
    steps: state.kind === 'change' ? state.steps.map(({ kind }) => kind) : [],
    known: state.kind !== 'change' || state.known,
    drifted: state.kind === 'change' && state.drifted,
    fingerprint: state.kind === 'change' ? state.fingerprint : null,
  };
}

/** `menus/renshe.yaml 第3行：名称太长。缩短到5个汉字以内` */
function presentFault({ file, line, message, remedy }: FileFault): string {
  const place = line === null ? file : `${file} 第${line}行`;
  return `${place}：${message}${remedy === null ? '' : `。${remedy}`}`;
}

function wordsOf(version: MenuVersion): string {
  return `${describeVersion(version)}。${version.detail ?? ''}`;
}
