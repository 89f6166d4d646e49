import { Document, isMap, isSeq } from 'yaml';
import type { AutoreplyInfo } from '../../wechat/api/auto-reply';

type Rule = NonNullable<AutoreplyInfo['keyword_autoreply_info']>['list'][number];

/** One entry of `replies/<unit>/keywords.yaml`, with what a person still has to decide about it. */
interface DraftEntry {
  entry: { exact?: string[]; contains?: string[]; reply: string };
  notes: string[];
}

const STAND_IN = '请工作人员补上回复的文字';

/**
 * The website's keyword rules as a draft of `replies/<unit>/keywords.yaml`: 获取自动回复规则
 * (api_getcurrentautoreplyinfo). What is no text stands in it as a comment.
 * @returns YAML; null where there is no rule
 */
export function writeKeywordDraft(info: AutoreplyInfo): string | null {
  const entries = (info.keyword_autoreply_info?.list ?? []).flatMap(draftRule);
  if (entries.length === 0) return null;
  const document = new Document({ keywords: entries.map(({ entry }) => entry) });
  const list = document.get('keywords', true);
  const nodes = isSeq(list) ? list.items : [];
  nodes.forEach((node, index) => {
    const notes = entries[index]!.notes.map((note) => ` ${note.replaceAll('\n', ' ')}`);
    if (isMap(node)) node.commentBefore = notes.join('\n');
  });
  return document.toString({ lineWidth: 0 });
}

/** Whole words and parts of a sentence are two entries with us. */
function draftRule(rule: Rule): DraftEntry[] {
  const wordsOf = (mode: string): string[] =>
    rule.keyword_list_info
      .filter(({ match_mode: each, content }) => each === mode && content.trim() !== '')
      .map(({ content }) => content.trim());
  const { reply, notes } = draftReply(rule);
  const all = [`规则：${rule.rule_name}`, ...notes];
  const [exact, contains] = [wordsOf('equal'), wordsOf('contain')];
  return [
    ...(exact.length > 0 ? [{ entry: { exact, reply }, notes: all }] : []),
    ...(contains.length > 0 ? [{ entry: { contains, reply }, notes: all }] : []),
  ];
}

function draftReply({ reply_list_info: replies, reply_mode: mode }: Rule): {
  reply: string;
  notes: string[];
} {
  const texts = replies.flatMap(({ type, content }) =>
    type === 'text' && content?.trim() ? [content.trim()] : [],
  );
  const others = replies.filter(({ type }) => type !== 'text');
  const isRandom = mode === 'random_one' && texts.length > 1;
  const notes = others.map((other) => `待定：原来还回复 ${describeOther(other)}`);
  if (isRandom) notes.push(`待定：原来从 ${texts.length} 条里随机回复一条，这里是第一条`);
  const reply = isRandom ? texts[0]! : texts.join('\n\n');
  return { reply: reply || STAND_IN, notes };
}

function describeOther({
  type,
  content,
  news_info: news,
}: Rule['reply_list_info'][number]): string {
  const articles = (news?.list ?? []).map(({ title, content_url: url }) => `${title} ${url ?? ''}`);
  return articles.length > 0 ? `图文：${articles.join('；')}` : `${type}：${content ?? ''}`;
}
