import { html, type Html } from '../html';
import { presentMoment } from '../../cases/calendar/present-day';

/** A case in its citizen's list. */
export interface OwnCase {
  number: string;
  /** In Chinese: 办理中. */
  state: string;
  openedAt: Date;
  path: string;
}

/** 我的办件. */
export function mineView(cases: readonly OwnCase[]): Html {
  return html`
    <h1>我的办件</h1>
    <section>
      ${
        cases.length === 0
          ? html`<p>您在这个公众号没有办件。</p>`
          : html`<ul class="list">
              ${cases.map(
                ({ number, state, openedAt, path }) =>
                  html`<li>
                    <a href="${path}">${number}：${state}</a>
                    <span class="soft">${presentMoment(openedAt)}收到</span>
                  </li>`,
              )}
            </ul>`
      }
    </section>
  `;
}
