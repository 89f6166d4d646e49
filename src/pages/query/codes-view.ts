import { presentDay } from '../../queries/mask-value';
import { html, type Html } from '../html';

/** A case that a query code can be taken for. */
export interface CodedCase {
  number: string;
  /** In Chinese: 办理中. */
  state: string;
  openedAt: Date;
}

/** "查询码": the citizen's cases, each with the button that makes a code. */
export function codesView(cases: readonly CodedCase[], action: string): Html {
  return html`
    <h1>查询码</h1>
    <section>
      <p>
        凭编号和查询码，可以在别的手机、电脑上查办件，也用来打开不在聊天里显示的答复。每次取新的，旧的就作废。
      </p>
    </section>
    ${
      cases.length === 0
        ? html`<section><p>您没有办件。</p></section>`
        : cases.map(
            ({ number, state, openedAt }) =>
              html`<section>
                <p><strong>${number}</strong></p>
                <p>${state}，${presentDay(openedAt)}收到</p>
                <form method="post" action="${action}">
                  <input type="hidden" name="number" value="${number}" />
                  <button type="submit" class="quiet">取这件的查询码</button>
                </form>
              </section>`,
          )
    }
  `;
}

/** A code that was made just now; it is shown this once. */
export function codeView(number: string, code: string): Html {
  return html`
    <h1>查询码</h1>
    <section class="done" role="status">
      <p>办件编号：${number}</p>
      <p class="code">${code}</p>
      <p>请记下来，离开这个页面就不再显示。不要告诉别人。</p>
    </section>
    <a class="button" href="/p/find">去查这件</a>
  `;
}
