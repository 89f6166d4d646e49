import { TEXT_LIMIT_BYTES } from '../wechat/reply';
import { actionWords, hasLink, itemRefOf, listActionWords, resolveAction } from './button-action';
import type { MenuContext } from './button-action';
import { checkAction } from './check-action';
import type { FaultPath as Path, MenuFault } from './menu-fault';
import type { MenuFileButton } from './schema';

/** The faults of a button that does something: its one action, what that refers to, and its lengths. */
export function checkLeaf(button: MenuFileButton, path: Path, context: MenuContext): MenuFault[] {
  const words = listActionWords(button);
  if (words.length !== 1) return [wrongActionCount(button.name, words, path)];
  const action = resolveAction(button, context);
  return [
    ...checkCompanions(button, path),
    ...checkReply(button, path),
    ...checkItem(button, path, context),
    ...checkGroup(button, path, context),
    ...checkQuery(button, path, context),
    ...checkLocation(button, path, context),
    ...(action ? checkAction(action, button, path) : []),
  ];
}

function wrongActionCount(name: string, words: string[], path: Path): MenuFault {
  if (words.length === 0) {
    return {
      path,
      message: `按钮“${name}”没有动作，点了没有反应`,
      remedy: `写上 ${actionWords.join('、')} 之一，或写 buttons`,
    };
  }
  return {
    path: [...path, words[1]!],
    message: `按钮“${name}”有 ${words.length} 个动作：${words.join('、')}`,
    remedy: '只留一个',
  };
}

function checkCompanions(button: MenuFileButton, path: Path): MenuFault[] {
  const faults: MenuFault[] = [];
  if (button.as !== undefined && button.item === undefined && button.article === undefined) {
    const message = 'as 只能和 item 或 article 一起用';
    faults.push({ path: [...path, 'as'], message, remedy: '删去 as' });
  }
  if (button.key !== undefined && button.reply === undefined) {
    faults.push({ path: [...path, 'key'], message: 'key 只能和 reply 一起用', remedy: '删去 key' });
  }
  return faults;
}

function checkReply(button: MenuFileButton, path: Path): MenuFault[] {
  if (button.reply === undefined) return [];
  const faults: MenuFault[] = [];
  if (button.key === undefined) {
    const remedy = '加一行 key，例如 key: office-hours';
    faults.push({ path: [...path, 'reply'], message: 'reply 要有 key', remedy });
  }
  const bytes = Buffer.byteLength(button.reply);
  if (button.reply.trim() === '') {
    faults.push({ path: [...path, 'reply'], message: 'reply 是空的', remedy: '写上回复的文字' });
  } else if (bytes > TEXT_LIMIT_BYTES) {
    faults.push({
      path: [...path, 'reply'],
      message: `回复有 ${bytes} 字节，微信最多 ${TEXT_LIMIT_BYTES} 字节（一个汉字 3 字节）`,
      remedy: `缩短到 ${Math.floor(TEXT_LIMIT_BYTES / 3)} 个汉字以内`,
    });
  }
  return faults;
}

function checkItem(button: MenuFileButton, path: Path, context: MenuContext): MenuFault[] {
  if (button.item === undefined) return [];
  const ref = itemRefOf(button.item, context.unit.code);
  const item = context.items.find((candidate) => candidate.ref === ref);
  if (!item) {
    const [unit] = ref.split('.');
    const ids = context.items.filter((other) => other.unit === unit).map((other) => other.id);
    const message = `没有事项 ${button.item}`;
    const remedy =
      ids.length > 0 ? `${unit} 的事项有：${ids.join('、')}` : `没有单位 ${unit} 的事项`;
    return [{ path: [...path, 'item'], message, remedy }];
  }
  if (item.unit !== context.unit.code && !item.public) {
    const remedy = '换一个事项，或请该单位在 items.yaml 里改为 public: true';
    return [{ path: [...path, 'item'], message: `事项 ${ref} 不对其他单位公开`, remedy }];
  }
  if (button.as === 'link' && !hasLink(item)) {
    const remedy = '改为 as: card，或在 items.yaml 的 entries 里补上网址';
    return [{ path: [...path, 'as'], message: `事项 ${ref} 没有网址可以打开`, remedy }];
  }
  return [];
}

function checkQuery(button: MenuFileButton, path: Path, context: MenuContext): MenuFault[] {
  if (button.query === undefined) return [];
  const queries = (context.queries ?? []).map(({ ref }) => ref);
  if (queries.includes(itemRefOf(button.query, context.unit.code))) return [];
  const remedy =
    queries.length > 0 ? `查询有：${queries.join('、')}` : '先在 queries.yaml 里写查询';
  return [{ path: [...path, 'query'], message: `没有查询 ${button.query}`, remedy }];
}

/** A place that the citizen chose is of use only to a query that asks for one. */
function checkLocation(button: MenuFileButton, path: Path, context: MenuContext): MenuFault[] {
  if (button.location === undefined) return [];
  const asking = (context.queries ?? []).filter(({ fields }) =>
    fields.some(({ type }) => type === 'place'),
  );
  const refs = asking.map(({ ref }) => ref);
  if (refs.includes(itemRefOf(button.location, context.unit.code))) return [];
  const message = `没有要问地点的查询 ${button.location}`;
  const remedy =
    refs.length > 0 ? `要问地点的查询有：${refs.join('、')}` : '先在 queries.yaml 里写这样的查询';
  return [{ path: [...path, 'location'], message, remedy }];
}

function checkGroup(button: MenuFileButton, path: Path, context: MenuContext): MenuFault[] {
  if (button.items === undefined) return [];
  const at = [...path, 'items'];
  const { code, topItems } = context.unit;
  if (button.items === 'top') {
    if (topItems.length > 0) return [];
    return [{ path: at, message: '本单位没有热门事项', remedy: '在 unit.yaml 里写 topItems' }];
  }
  const own = context.items.filter((item) => item.unit === code);
  const groups = [...new Set(own.map((item) => item.group))];
  if (groups.includes(button.items)) return [];
  const remedy = `写 top，或已有的分组：${groups.join('、')}`;
  return [{ path: at, message: `没有事项属于分组“${button.items}”`, remedy }];
}
