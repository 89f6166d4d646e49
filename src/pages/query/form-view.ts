import type { Answer } from '../../queries/answer';
import type { Field, Query } from '../../queries/schema';
import { html, type Html } from '../html';

/** What a form page is shown with. */
export interface FormView {
  query: Query;
  unitName: string;
  telephone: string | null;
  /** Where its forms are sent. */
  action: string;
  /** The identity that is bound already, masked. */
  boundPerson: string | null;
  reasons: Readonly<Record<string, string>>;
  /** What was filled in before, kept on the page alone. */
  values: Readonly<Record<string, string | undefined>>;
}

/** The notice, the fields, the consent, and who fills it in. */
export function formView(view: FormView): Html {
  const { query, boundPerson, action } = view;
  return html`
    <h1>${query.name}</h1>
    ${boundPerson !== null && boundForm(view, boundPerson)}
    <section>
      <h2>${boundPerson === null ? '填写' : '查别人的（代办）或重新填写'}</h2>
      <form method="post" action="${action}" autocomplete="off">
        ${query.fields.map((field) => fieldInput(field, view))} ${whoChoice()} ${notice(view)}
        <label class="tick"
          ><input type="checkbox" name="consent" value="yes" /><span
            >我已看过上面的说明，同意为这次查询使用我填写的信息。</span
          ></label
        >
        ${reason(view, 'consent')}
        ${
          query.page!.binds &&
          html`<label class="tick"
            ><input type="checkbox" name="binds" value="yes" /><span
              >核对一致后绑定到我的微信（只限本人）。绑定后显示金额，下次只填身份证号最后4位；随时可以在公众号回复“我的绑定”解除。</span
            ></label
          >`
        }
        <button type="submit">查询</button>
      </form>
    </section>
    ${ways(view)}
  `;
}

function boundForm(view: FormView, boundPerson: string): Html {
  return html`<section>
    <h2>查本人的</h2>
    <p>已绑定：${boundPerson}</p>
    <form method="post" action="${view.action}" autocomplete="off">
      <input type="hidden" name="bound" value="yes" />
      <label for="lastFour">身份证号最后4位</label>
      <input type="text" id="lastFour" name="lastFour" maxlength="8" />
      ${reason(view, 'lastFour')}
      <button type="submit">查询</button>
    </form>
  </section>`;
}

function fieldInput(field: Field, view: FormView): Html {
  const { id, label, optional } = field;
  const value = view.values[id] ?? '';
  return html`<label for="f-${id}">${label}${optional ? '（可不填）' : ''}</label>
    <input
      type="text"
      id="f-${id}"
      name="f-${id}"
      value="${value}"
      maxlength="60"
      ${isDigits(field) ? html`inputmode="numeric"` : null}
    />
    ${reason(view, id)}`;
}

/** A numeric keyboard has no X: where one may be needed, the full one is shown. */
function isDigits(field: Field): boolean {
  return field.type === 'mobile' || (field.type === 'tail' && field.of === 'mobile');
}

function whoChoice(): Html {
  return html`<label>谁在填写</label>
    <label class="tick"
      ><input type="radio" name="who" value="self" checked /><span>本人</span></label
    >
    <label class="tick"
      ><input type="radio" name="who" value="agent" /><span
        >代办（家人、村或社区帮填，要本人知道并同意）</span
      ></label
    >`;
}

/** 个人信息保护法第十七条: who, what for, which, how long, which rights. */
function notice({ query }: FormView): Html {
  const { purpose, retention, handler, consentVersion } = query.page!;
  const labels = query.fields.map(({ label }) => label).join('、');
  return html`<h2>使用说明</h2>
    <dl>
      <dt>处理者</dt>
      <dd>${handler}</dd>
      <dt>为什么要填</dt>
      <dd>${purpose}</dd>
      <dt>填写的内容</dt>
      <dd>${labels}。身份证号是敏感个人信息，要您单独同意。</dd>
      <dt>保存多久</dt>
      <dd>${retention}</dd>
      <dt>您的权利</dt>
      <dd>
        在公众号回复“我的绑定”，可以查看、解除绑定、撤回同意；也可以打电话要求查阅、更正、删除。
      </dd>
    </dl>
    <p>说明的版本：${consentVersion}</p>`;
}

function ways({ telephone, unitName }: FormView): Html {
  return html`<p>
    不会填？也可以由家人代填，或到村（社区）办理。
    ${unitName}电话：${telephone === null ? '12345' : `${telephone}或12345`}
  </p>`;
}

function reason({ reasons }: FormView, id: string): Html | null {
  const text = reasons[id];
  return text === undefined ? null : html`<p class="wrong" role="alert">${text}</p>`;
}

/** What was found, or the one sentence for all that was not. */
export function answerView(query: Query, answer: Answer, bound: boolean): Html {
  const hasHiddenAmounts = answer.kind === 'rows' && query.page!.binds && !bound;
  return html`
    <h1>${query.name}</h1>
    <section>
      ${answer.lead !== null && html`<p>${answer.lead}</p>`}
      ${
        answer.rows.length > 0 &&
        html`<ol>
          ${answer.rows.map((row) => html`<li>${row}</li>`)}
        </ol>`
      }
      ${
        hasHiddenAmounts &&
        html`<p>
          金额没有显示。本人绑定以后才显示金额，请回到公众号再要一次链接，填写时勾选绑定。
        </p>`
      }
    </section>
    ${answer.tail.map((line) => html`<p>${line}</p>`)}
    <p>看完可以关闭这个页面。要再查，请在公众号里再说一次。</p>
  `;
}
