import { buildDetails } from '../items/card';
import type { Item } from '../items/schema';
import {
  CANCEL_WORDS,
  DETAIL_WORDS,
  HELP_WORDS,
  PRIVACY_WORDS,
  PROGRESS_WORDS,
  TOP_WORDS,
  WRONG_WORDS,
} from './command-words';
import type { Context, Draft } from './context';
import { PROGRESS_LINK_SLOT, type CaseState, type Effects } from './decision';
import { askWhichItem, topItems } from './item-answer';
import { asksForHuman, DESCRIBE_MATTER } from './questions';
import { QUESTION_VALID_MS, toQueue } from './queue';
import { joinLines } from './reply-text';
import { offerNext, SAME_ITEM_MS } from './understanding';
import { presentDay } from './work-time';
import { chinaDateOf } from '../platform/china-time';

const STATE_NAMES: Readonly<Record<CaseState, string>> = {
  awaiting_assignment: '待分派',
  awaiting_acceptance: '待受理',
  in_progress: '办理中',
  awaiting_supplement: '待您补充',
  awaiting_review: '办理中',
  awaiting_signature: '办理中',
  answered: '已答复',
  closed: '已办结',
  merged: '已并入另一件',
  withdrawn: '已撤回',
};

/** 进度, 帮助, 转人工, 详细, 不对 and the list of items. */
export function respondToCommand(context: Context): Draft | null {
  const { plain } = context;
  if (plain === '') return null;
  if (PROGRESS_WORDS.includes(plain)) return showProgress(context);
  if (HELP_WORDS.includes(plain)) return showHelp(context);
  if (PRIVACY_WORDS.includes(plain)) return showPrivacy(context);
  if (TOP_WORDS.includes(plain)) return showTopItems(context);
  if (DETAIL_WORDS.includes(plain)) return showDetails(context);
  if (WRONG_WORDS.includes(plain)) return takeWrong(context);
  if (asksForHuman(context)) return askForMatter(context);
  if (CANCEL_WORDS.includes(plain)) return command('现在没有要取消的。有事直接说就行。', 'cancel');
  return null;
}

/** 转人工. Somebody who has said more than that has said the matter. */
export function askForMatter(context: Context): Draft {
  if (context.tone.complaint !== null) return toQueue(context, { rule: 'human' });
  return command(DESCRIBE_MATTER, 'human', {
    question: { set: { kind: 'describe_matter' }, validForMs: QUESTION_VALID_MS },
  });
}

/** How to use the account, in a few lines. */
export function showHelp({ unit }: Context): Draft {
  return command(
    joinLines([
      `这里是${unit.accountName}。这样用：`,
      '· 要办什么事直接说，打字、发语音都行，例如“社保卡丢了怎么办”',
      '· 给出几项时，回复前面的数字',
      '· 回复“进度”，看办件办到哪一步',
      '· 回复“转人工”，把事情交给工作人员',
      '· 回复“菜单”，看常办的事',
    ]),
    'help',
  );
}

/** What becomes of what a citizen sends, said where it is taken. */
export function showPrivacy({ unit, prepared }: Context): Draft {
  return command(
    joinLines([
      `${unit.accountName}怎样使用您的信息：`,
      '· 您发来的内容只用来回复您、办理您的事',
      '· 身份证号、手机号等加密保存，工作人员平时看到的是打码后的内容',
      '· 办件按规定存档；取消关注后，其他内容到期自动删除',
      '· 想提前删除或更正，请回复“转人工”告诉我们',
      `<a href="${prepared.content.publicUrl}/p/privacy/${unit.code}">看完整的说明</a>`,
    ]),
    'privacy',
  );
}

/** The citizen's cases with their states, newest first. */
export function showProgress({ snapshot }: Context): Draft {
  if (snapshot.cases.length === 0) {
    return command('您最近没有办件。要办什么事直接说；想找人办，请回复“转人工”。', 'progress');
  }
  const lines = snapshot.cases.map(
    ({ number, state, openedAt }) =>
      `${number}：${STATE_NAMES[state]}（${presentDay(chinaDateOf(openedAt))}收到）<a href="${PROGRESS_LINK_SLOT}">查看</a>`,
  );
  return command(joinLines(['您最近的办件：', ...lines, '要补充，直接说就行。']), 'progress', {
    progressLinks: snapshot.cases,
  });
}

/** The items that are asked for most, as a numbered list. */
export function showTopItems(context: Context): Draft {
  const items = topItems(context);
  if (items.length === 0) return showHelp(context);
  const list = askWhichItem({ ...context, text: '' }, items, '常办的事，回复数字就行：', 'command');
  return { ...list, explanation: { responder: 'command', rule: 'items' } };
}

function showDetails(context: Context): Draft {
  const { snapshot, prepared, now, unit } = context;
  const item = snapshot.lastItem && prepared.items.get(snapshot.lastItem.ref);
  if (!item) return command('请先说要办什么事，我找到以后再给您看详细。', 'details');
  const owner = prepared.content.units.get(item.unit) ?? unit;
  const options = { publicUrl: prepared.content.publicUrl, askedUnit: unit.code };
  return { ...command(buildDetails(item, owner, now, options), 'details'), effects: {} };
}

function takeWrong(context: Context): Draft {
  const { snapshot, prepared, now } = context;
  const last = snapshot.lastItem;
  const wrong = last && prepared.items.get(last.ref);
  if (!last || !wrong || now.getTime() - last.shownAt.getTime() >= SAME_ITEM_MS) {
    return command(
      '对不起，没有答对。请换个说法再说一次是什么事，想找人办，请回复“转人工”。',
      'wrong',
    );
  }
  const others = last.candidates
    .map((ref) => prepared.items.get(ref))
    .filter((item): item is Item => item !== undefined);
  const draft = offerNext({ ...context, text: '' }, wrong, others, []);
  return { ...draft, explanation: { ...draft.explanation, responder: 'command' } };
}

function command(text: string, rule: string, effects: Effects = {}): Draft {
  return { text, effects, explanation: { responder: 'command', rule } };
}
