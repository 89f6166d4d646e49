/** How far an answer has come (送达状态), why, and what people read of it: the one table of these words. */

export const deliveryStates = {
  waiting: '等待发送',
  sending: '发送中',
  accepted: '微信已接收',
  held: '待群众再来消息时送出',
  failed: '未送出',
  uncertain: '不确定是否送到（请电话核实）',
} as const;
export type DeliveryState = keyof typeof deliveryStates;

/** From best to worst: a row of several parts shows its worst one. */
export const statesByRank: readonly DeliveryState[] = [
  'accepted',
  'waiting',
  'sending',
  'held',
  'failed',
  'uncertain',
];

interface Reason {
  /** The state that it explains. */
  state: Exclude<DeliveryState, 'sending' | 'accepted'>;
  /** A few words, shown in brackets after the state. */
  short: string;
  /** What it means and what to do, for staff. */
  sentence: string;
  /** Whether a person may have it sent again as it is. */
  resendable: boolean;
}

const row = (
  state: Reason['state'],
  short: string,
  sentence: string,
  resendable = false,
): Reason => ({ state, short, sentence, resendable });

/** Why a delivery waits, is held, failed or is uncertain. The keys are stored. */
export const deliveryReasons = {
  busy: row('waiting', '微信繁忙', '微信那边正忙，系统会自动再试，不用重复操作。'),
  too_frequent: row('waiting', '发送太频繁', '本公众号发送太快，一分钟后系统自动再发。'),
  api_quota_used: row(
    'waiting',
    '今天的次数已用完',
    '本公众号今天的发送次数已用完，零点后系统自动再发；急事请打电话。',
  ),
  unreachable: row('waiting', '连不上微信', '暂时连不上微信，系统会自动再试，不用重复操作。'),
  account_fault: row(
    'waiting',
    '公众号接口停用',
    '公众号的接口现在不能用，已通知系统管理员，恢复后自动再发；急事请打电话。',
  ),

  picture_renewed: row(
    'waiting',
    '图片重新上传',
    '答复里的图片在微信那边已过期，系统正在重新上传，随后自动再发。',
  ),
  store_fault: row(
    'waiting',
    '图片取不出来',
    '服务器的存储出了故障，答复里的图片取不出来，请联系系统管理员；修好后系统自动再发。',
  ),

  window_closed: row(
    'held',
    '超过 48 小时',
    '群众上次来消息已超过 48 小时（只点菜单、扫码或关注的，只有 1 分钟），微信不许主动发送；等群众再来消息时送出，急事请打电话。',
  ),
  window_or_unfollowed: row(
    'held',
    '超过 48 小时或未关注',
    '已超过微信允许主动发送的时间，或群众已取消关注，系统正在核实；等群众再来消息时送出，急事请打电话。',
  ),
  quota_used: row(
    'held',
    '条数已满',
    '微信允许连续发给这位群众的条数已满，等群众再来消息时送出，急事请打电话。',
  ),
  not_following: row(
    'held',
    '未关注',
    '群众没有关注公众号（或已取消关注），微信不能送达，请改用电话联系；群众再来时会先收到它。',
  ),
  no_permission: row(
    'held',
    '账号无此权限',
    '本公众号没有主动发消息的权限（多半是没有认证），等群众再来消息时送出，急事请打电话。',
  ),
  refuses_messages: row(
    'held',
    '群众不接收消息',
    '群众设置了不接收公众号消息，请改用电话联系；群众再来消息时会先收到它。',
  ),
  citizen_unknown: row(
    'held',
    '微信找不到这位群众',
    '微信找不到这位群众，可能已取消关注，请改用电话联系；群众再来时会先收到它。',
  ),

  gave_up: row(
    'failed',
    '多次没有发出',
    '试了多次，微信一直没有接收。可以重发，或改用电话联系。',
    true,
  ),
  blacklisted: row(
    'failed',
    '在黑名单里',
    '这位群众在公众号的黑名单里，微信不能送达。移出黑名单后可以重发，或改用电话联系。',
    true,
  ),
  content_refused: row(
    'failed',
    '内容未通过',
    '微信认为内容可能违规，没有发出。请修改后重新答复，或改用电话联系。',
  ),
  too_long: row('failed', '内容太长', '答复太长，微信不接受。请缩短后重新答复。'),
  media_expired: row('failed', '图片已过期', '图片或语音在微信那边已过期。请重新添加后再答复。'),
  picture_refused: row(
    'failed',
    '图片不合格',
    '微信不收答复里的图片，图片没有送出。请换一张图片再答复，或改用电话联系。',
  ),
  picture_lost: row(
    'failed',
    '图片不在了',
    '答复里的图片文件已经不在了，图片没有送出。请重新添加图片再答复，或改用电话联系。',
  ),
  picture_unsendable: row(
    'failed',
    '图片不能送出',
    '答复的文字已经给了群众；本公众号没有主动发消息的权限，图片不能送出，请改用电话联系。',
  ),
  minor_protected: row(
    'failed',
    '未成年人保护',
    '因未成年人保护，微信不能送达，请改用电话联系家长。',
  ),
  erased: row('failed', '群众资料已删除', '这位群众的资料已按规定删除，不能再发送。'),
  rejected: row(
    'failed',
    '微信不接受',
    '微信不接受这次提交的内容，请联系系统管理员，或改用电话联系。',
  ),

  no_answer: row(
    'uncertain',
    '微信没有回音',
    '发送时微信没有给出答复，不知道群众是否收到。请打电话核实；确认没收到再重发。',
    true,
  ),
  interrupted: row(
    'uncertain',
    '系统中断',
    '发送时系统中断，不知道群众是否收到。请打电话核实；确认没收到再重发。',
    true,
  ),
} as const satisfies Readonly<Record<string, Reason>>;
export type DeliveryReason = keyof typeof deliveryReasons;

/** A reason as it was stored, or null for one that we do not know. */
export function findReason(reason: string | null): Reason | null {
  return reason !== null && Object.hasOwn(deliveryReasons, reason)
    ? deliveryReasons[reason as DeliveryReason]
    : null;
}

/** What staff read: `待群众再来消息时送出（超过 48 小时）`, `未送出（可重发）`. */
export function presentDeliveryState(state: DeliveryState, reason: string | null): string {
  const known = findReason(reason);
  if (!known || state !== known.state) return deliveryStates[state];
  switch (known.state) {
    case 'failed':
      return `${deliveryStates.failed}（${known.resendable ? '可重发' : '不可重发'}）`;
    case 'held':
      return `${deliveryStates.held}（${known.short}）`;
    case 'waiting':
    case 'uncertain':
      return deliveryStates[state];
  }
}
