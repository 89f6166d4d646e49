import { html, type Html } from '../html';

/** A binding or a consent, in words. */
export interface BindingLine {
  id: string;
  kind: 'binding' | 'consent';
  /** 补贴发放查询（区民政局） */
  name: string;
  /** Whose, since when, by which notice. */
  lines: readonly string[];
}

/** "我的绑定": what is bound and agreed to, each with the button that takes it back. */
export function bindingsView(lines: readonly BindingLine[], action: string): Html {
  const bindings = lines.filter(({ kind }) => kind === 'binding');
  const consents = lines.filter(({ kind }) => kind === 'consent');
  return html`
    <h1>我的绑定</h1>
    <h2>绑定的身份</h2>
    ${
      bindings.length === 0
        ? html`<section><p>没有绑定。</p></section>`
        : bindings.map((line) => lineView(line, action, '解除绑定'))
    }
    <h2>同意过的查询</h2>
    ${
      consents.length === 0
        ? html`<section><p>没有同意过。</p></section>`
        : consents.map((line) => lineView(line, action, '撤回同意'))
    }
    <p>
      撤回同意后，绑定会一起解除，填写过的身份信息随即删除。有疑问请打12345，或回到公众号回复“转人工”。
    </p>
  `;
}

function lineView({ id, kind, name, lines }: BindingLine, action: string, does: string): Html {
  return html`<section>
    <p><strong>${name}</strong></p>
    ${lines.map((line) => html`<p>${line}</p>`)}
    <form method="post" action="${action}">
      <input type="hidden" name="remove" value="${kind}:${id}" />
      <button type="submit" class="danger">${does}</button>
    </form>
  </section>`;
}
