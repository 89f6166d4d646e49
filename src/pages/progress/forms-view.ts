import type { Consents } from '../../cases/for-citizens/consents';
import type { CaseProgress } from '../../cases/for-citizens/read-progress';
import { html, type Html } from '../html';

/** Text and one picture, which go the way of a message in the chat. */
export function supplementForm({ state }: CaseProgress, action: string, key: string): Html {
  const isDone = state === 'answered' || state === 'closed';
  return html`<section id="supplement">
    <h2>${isDone ? '还有问题，接着说' : '补充情况'}</h2>
    <form method="post" action="${action}/supplement" enctype="multipart/form-data">
      <input type="hidden" name="key" value="${key}" />
      <label for="text">要说的话</label>
      <textarea id="text" name="text" maxlength="2000"></textarea>
      <label for="picture">图片（可以不选，最大20MB）</label>
      <input
        type="file"
        id="picture"
        name="picture"
        accept="image/jpeg,image/png,image/gif,image/webp,image/heic"
      />
      <p class="soft">请不要写身份证号、银行卡号。</p>
      <button>发送</button>
    </form>
  </section>`;
}

/** 同意: what the citizen agrees to, and takes back. */
export function consentForm({ call, publish }: Consents, action: string): Html {
  const ticked = (is: boolean): Html | null => (is ? html`checked` : null);
  return html`<section>
    <details>
      <summary>回访和公开（可以不选）</summary>
      <form method="post" action="${action}/consents">
        <label class="tick"
          ><input type="checkbox" name="call" value="yes" ${ticked(call)} /><span
            >同意打电话回访</span
          ></label
        >
        <label class="tick"
          ><input type="checkbox" name="publish" value="yes" ${ticked(publish)} /><span
            >同意公开问题和答复，给有同样问题的人看（不公开姓名、电话和住址）</span
          ></label
        >
        <button class="quiet">保存</button>
      </form>
    </details>
  </section>`;
}

/** 撤回 is asked for a second time. */
export function withdrawView(number: string, action: string): Html {
  return html`
    <h1>撤回办件 ${number}</h1>
    <section>
      <p>撤回以后，这件不再办理，也不会有答复。以后还可以重新提出来。</p>
      <form method="post" action="${action}/withdraw">
        <button class="danger" name="confirmed" value="yes">确定撤回</button>
      </form>
      <a class="button" href="${action}">不撤回，回到办件</a>
    </section>
  `;
}

/** Something could not be done, and why. */
export function refusedView(sentence: string, action: string): Html {
  return html`
    <h1>没有办成</h1>
    <section class="alert" role="alert"><p>${sentence}</p></section>
    <a class="button" href="${action}">回到办件</a>
  `;
}
