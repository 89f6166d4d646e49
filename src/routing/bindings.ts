import type { Context, Draft } from './context';
import { PAGE_LINK_SLOT } from './decision';
import { joinLines } from './reply-text';

const BINDINGS_WORDS = ['我的绑定', '绑定', '解除绑定', '取消绑定', '解绑', '我的授权', '撤回同意'];

const CODE_WORDS = ['查询码', '我的查询码', '取查询码', '要查询码', '查询码是多少'];

/** "查询码": a page on which the citizen takes a code for a case of theirs; the code itself is never in the chat. */
export function respondToCodes({ plain }: Context): Draft | null {
  if (!CODE_WORDS.includes(plain)) return null;
  return {
    text: `<a href="${PAGE_LINK_SLOT}">点这里取查询码</a>，30分钟内有效，只能您自己用。不要把查询码告诉别人。`,
    effects: { pageLink: { kind: 'codes' } },
    explanation: { responder: 'query', rule: 'codes' },
  };
}

/** "我的绑定": a page that shows what the citizen has bound and agreed to, and takes it back. */
export function respondToBindings({ plain }: Context): Draft | null {
  if (!BINDINGS_WORDS.includes(plain)) return null;
  return {
    text: joinLines([
      `<a href="${PAGE_LINK_SLOT}">点这里看我的绑定</a>，30分钟内有效，只能您自己用。`,
      '可以解除绑定、撤回同意。有疑问请回复“转人工”，或打12345。',
    ]),
    effects: { pageLink: { kind: 'bindings' } },
    explanation: { responder: 'query', rule: 'bindings' },
  };
}
