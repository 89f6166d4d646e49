import type { AutoreplyInfo } from '../../wechat/api/auto-reply';
import type { Adoption } from './adopt-account';

/** Where a run of `adopt` put what it kept; null: there was nothing to keep. */
export interface KeptFiles {
  menu: string | null;
  replies: string | null;
  keywords: string | null;
}

/**
 * What to do before and after the callback is turned on, and the way back, as lines for a person.
 * @param title `君山人社（renshe）`
 */
export function presentChecklist(
  title: string,
  unit: string,
  adoption: Adoption,
  kept: KeptFiles,
): string[] {
  return [
    '',
    `${title}：接入前的样子`,
    ...presentMenu(adoption, kept),
    ...presentReplies(adoption, kept),
    ...presentLinks(adoption),
    '',
    '启用消息推送以前：',
    '  □ 菜单：核对取回的文件，待定的地方逐个决定，放进 menus/；运行 menus check 和 menus plan',
    '  □ 自动回复：启用以后，网站上设的关注回复、消息回复和关键词回复全部停用，由本系统回答。',
    `    把关键词草稿核对后抄进 replies/${unit}/keywords.yaml，关注后的欢迎语写进 unit.yaml 的 welcome`,
    '  □ 运行 content check，没有错误再往下做',
    '  □ 选一个来信少的时间，告诉值班的同事',
    '启用：',
    '  □ 在微信开发者平台的“消息推送”里填好 URL、Token 和 EncodingAESKey，选安全模式，启用',
    `  □ 运行 menus apply ${unit}`,
    '  □ 用手机试：关注、点每一个按钮、发三个常用的关键词、发“转人工”',
    `  □ 运行 accounts ${unit}，看回调和菜单都正常`,
    '退回去的办法：',
    '  □ 在微信开发者平台停用“消息推送”；再到公众平台的“自动回复”和“自定义菜单”里看一看，没有打开的重新打开',
    ...presentWayBack(unit, adoption),
    '  □ 停用期间的来信本系统收不到，请同事在公众平台的“消息管理”里看',
  ];
}

/** A menu of the website comes back with its switch; one of the API's is a version here. */
function presentWayBack(unit: string, { menu }: Adoption): string[] {
  if (menu.kind !== 'pulled' || menu.stored.website) return [];
  return [`  □ 菜单退回接入前：menus rollback ${unit} ${menu.version}`];
}

function presentMenu({ menu }: Adoption, kept: KeptFiles): string[] {
  switch (menu.kind) {
    case 'pulled':
      return [
        `  菜单：留底为第 ${menu.version} 版，写进了 ${kept.menu ?? ''}`,
        ...menu.pulled.notes.map(({ text }) => `    待定：${text}`),
      ];
    case 'unknown':
    case 'busy':
      return [`  菜单：没有取回，${menu.detail}`];
    case 'empty':
      return ['  菜单：微信上没有菜单'];
    case 'no_account':
      return ['  菜单：没有配置公众号'];
  }
}

function presentReplies({ autoReplies }: Adoption, kept: KeptFiles): string[] {
  if (autoReplies.kind === 'unknown') return [`  自动回复：没有取回，${autoReplies.detail}`];
  const { info } = autoReplies;
  const rules = info.keyword_autoreply_info?.list.length ?? 0;
  return [
    `  关注回复：${presentReply(info.is_add_friend_reply_open, info.add_friend_autoreply_info)}`,
    `  消息回复：${presentReply(info.is_autoreply_open, info.message_default_autoreply_info)}`,
    `  关键词规则：${rules} 条${kept.keywords === null ? '' : `，草稿写进了 ${kept.keywords}`}`,
    ...(kept.replies === null ? [] : [`  全部原样写进了 ${kept.replies}`]),
  ];
}

function presentReply(open: number, reply: AutoreplyInfo['add_friend_autoreply_info']): string {
  const state = open === 1 ? '开着' : '关着';
  if (!reply) return `${state}，没有设内容`;
  const text = reply.type === 'text' ? (reply.content ?? '') : `（${reply.type}）`;
  return `${state}，${text.replaceAll(/\s+/g, ' ')}`;
}

function presentLinks({ foreignLinks }: Adoption): string[] {
  if (foreignLinks.length === 0) return ['  菜单里没有通到别家网站的链接'];
  return [
    `  菜单里有 ${foreignLinks.length} 个链接通到别家网站，先照样保留，请单位逐个决定：`,
    ...foreignLinks.map(({ name, url }) => `    ${name}  →  ${url}`),
  ];
}
