import type { Answer } from '../../queries/answer';
import type { Query } from '../../queries/schema';
import { html, type Html } from '../html';

/** What was found, or why nothing could be asked. @param bound amounts were shown */
export function answerView(query: Query, answer: Answer, bound: boolean): Html {
  const hasHiddenAmounts = answer.kind === 'rows' && query.page!.binds && !bound;
  return html`
    <h1>${query.name}</h1>
    <section>
      ${answer.lead !== null && html`<p class="lines">${answer.lead}</p>`}
      ${
        answer.rows.length > 0 &&
        html`<ol>
          ${answer.rows.map((row) => html`<li class="lines">${row}</li>`)}
        </ol>`
      }
      ${
        hasHiddenAmounts &&
        html`<p>
          金额没有显示。本人绑定以后才显示金额，请回到公众号再要一次链接，填写时勾选绑定。
        </p>`
      }
    </section>
    ${answer.tail.map((line) => html`<p class="lines">${line}</p>`)}
    <p>看完可以关闭这个页面。要再查，请在公众号里再说一次。</p>
  `;
}
