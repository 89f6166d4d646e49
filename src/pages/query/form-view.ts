import type { Field, Query } from '../../queries/schema';
import { html, type Html } from '../html';
import type { SubmittedForm } from './submitted-form';

/** What a form page is shown with. */
export interface FormView {
  query: Query;
  unitName: string;
  telephone: string | null;
  /** Where its forms are sent. */
  action: string;
  /** The identity that is bound already, masked. */
  boundPerson: string | null;
  /** What was filled in before, kept on the page alone. */
  filled: SubmittedForm;
  /** What has to be put right, by field id. */
  reasons: Readonly<Record<string, string>>;
  /** Said above everything: that nothing was found. */
  lead: readonly string[];
}

/** The notice, the fields, the consent, and who fills it in. */
export function formView(view: FormView): Html {
  const { query, boundPerson } = view;
  return html`
    <h1>${query.name}</h1>
    ${alert(view)} ${boundPerson !== null && boundForm(view, boundPerson)} ${wholeForm(view)}
    ${ways(view)}
  `;
}

/** On a small screen the field that is wrong may be far below. */
function alert({ reasons, lead }: FormView): Html | null {
  const count = Object.keys(reasons).length;
  const lines = count > 0 ? [`还没有查。有${count}处要改，看下面的红字。`, ...lead] : lead;
  if (lines.length === 0) return null;
  return html`<section class="alert" role="alert">
    ${lines.map((line) => html`<p>${line}</p>`)}
  </section>`;
}

function boundForm(view: FormView, boundPerson: string): Html {
  return html`<section>
    <h2>查本人的</h2>
    <p>已绑定：${boundPerson}</p>
    <form method="post" action="${view.action}" autocomplete="off">
      <input type="hidden" name="bound" value="yes" />
      <label for="lastFour">身份证号最后4位</label>
      <input
        type="text"
        id="lastFour"
        name="lastFour"
        maxlength="8"
        ${described(view, 'lastFour')}
      />
      ${reason(view, 'lastFour')}
      <button type="submit">查询</button>
    </form>
  </section>`;
}

function wholeForm(view: FormView): Html {
  const { query, action, boundPerson, filled } = view;
  return html`<section>
    <h2>${boundPerson === null ? '填写' : '查别人的（代办）或重新填写'}</h2>
    <form method="post" action="${action}" autocomplete="off">
      ${query.fields.map((field) => fieldInput(field, view))} ${whoChoice(filled)} ${notice(view)}
      <label class="tick"
        ><input
          type="checkbox"
          name="consent"
          value="yes"
          ${checked(filled.consents)}
          ${described(view, 'consent')}
        /><span>我已看过上面的说明，同意为这次查询使用我填写的信息。</span></label
      >
      ${reason(view, 'consent')}
      ${
        query.page!.binds &&
        html`<label class="tick"
          ><input type="checkbox" name="binds" value="yes" ${checked(filled.binds)} /><span
            >核对一致后绑定到我的微信（只限本人）。绑定后显示金额，下次只填身份证号最后4位；随时可以在公众号回复“我的绑定”解除。</span
          ></label
        >`
      }
      <button type="submit">查询</button>
    </form>
  </section>`;
}

function fieldInput(field: Field, view: FormView): Html {
  const { id, label, optional } = field;
  return html`<label for="f-${id}">${label}${optional ? '（可不填）' : ''}</label>
    <input
      type="text"
      id="f-${id}"
      name="f-${id}"
      value="${view.filled.values[id] ?? ''}"
      maxlength="60"
      ${isDigits(field) ? html`inputmode="numeric"` : null}
      ${described(view, id)}
    />
    ${reason(view, id)}`;
}

/** A numeric keyboard has no X: where one may be needed, the full one is shown. */
function isDigits(field: Field): boolean {
  return field.type === 'mobile' || (field.type === 'tail' && field.of === 'mobile');
}

function whoChoice({ onBehalf }: SubmittedForm): Html {
  return html`<fieldset>
    <legend>谁在填写</legend>
    <label class="tick"
      ><input type="radio" name="who" value="self" ${checked(!onBehalf)} /><span>本人</span></label
    >
    <label class="tick"
      ><input type="radio" name="who" value="agent" ${checked(onBehalf)} /><span
        >代办（家人、村或社区帮填，要本人知道并同意）</span
      ></label
    >
  </fieldset>`;
}

/** 个人信息保护法 第十七、二十九、三十条: who, what for, which, why they are needed, how long, which rights. */
function notice({ query }: FormView): Html {
  const { purpose, retention, handler, consentVersion } = query.page!;
  const labels = query.fields.map(({ label }) => label).join('、');
  const sensitive = query.fields.filter(isSensitive).map(({ label }) => label);
  return html`<h2>使用说明</h2>
    <dl>
      <dt>处理者</dt>
      <dd>${handler}</dd>
      <dt>为什么要填</dt>
      <dd>${purpose}</dd>
      <dt>填写的内容</dt>
      <dd>
        ${labels}。${sensitive.length > 0 && `${sensitive.join('、')}是敏感个人信息，要您单独同意。`}
      </dd>
      <dt>不填、不同意会怎样</dt>
      <dd>只是不能在手机上查，可以到窗口或村（社区）查，不影响办别的事。</dd>
      <dt>保存多久</dt>
      <dd>${retention}</dd>
      <dt>您的权利</dt>
      <dd>
        在公众号回复“我的绑定”，可以查看、解除绑定、撤回同意；也可以打电话要求查阅、更正、删除。
      </dd>
    </dl>
    <p>说明的版本：${consentVersion}</p>`;
}

function isSensitive(field: Field): boolean {
  return field.type === 'id_number' || (field.type === 'tail' && field.of === 'id_number');
}

function ways({ telephone, unitName }: FormView): Html {
  return html`<p>
    不会填？也可以由家人代填，或到村（社区）办理。
    ${unitName}电话：${telephone === null ? '12345' : `${telephone}或12345`}
  </p>`;
}

function checked(is: boolean): Html | null {
  return is ? html`checked` : null;
}

/** Joins an input with the words on what is wrong with it, for those who do not see the colour. */
function described({ reasons }: FormView, id: string): Html | null {
  return id in reasons ? html`aria-invalid="true" aria-describedby="wrong-${id}"` : null;
}

function reason({ reasons }: FormView, id: string): Html | null {
  const text = reasons[id];
  return text === undefined ? null : html`<p class="wrong" id="wrong-${id}">${text}</p>`;
}
