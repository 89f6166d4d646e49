import { ratingTags } from '../../cases/for-citizens/act-on-case';
import type { CaseProgress } from '../../cases/for-citizens/read-progress';
import { ratingWords, type Rating } from '../../cases/life-cycle/actions';
import { html, type Html } from '../html';

const OPEN_MS = 30 * 24 * 60 * 60 * 1000;
/** From 5 down to 1. */
const SCORES: readonly Rating[] = [5, 4, 3, 2, 1];

/** Whether the answer of this round waits for its rating. */
export function isRateable(progress: CaseProgress, now: Date): boolean {
  const { state, outcome, rating, answeredAt } = progress;
  const isDone = state === 'answered' || state === 'closed';
  const wasAnswered = outcome === 'answered' || outcome === 'referred' || outcome === 'refused';
  if (!isDone || !wasAnswered || rating !== null || answeredAt === null) return false;
  return now.getTime() - answeredAt.getTime() <= OPEN_MS;
}

/** 评价: exactly five words, what fits them, and a few words of one's own. */
export function ratingSection(progress: CaseProgress, action: string, now: Date): Html | null {
  if (progress.rating !== null) {
    return html`<section><p>您的评价：${ratingWords[progress.rating]}。谢谢。</p></section>`;
  }
  if (!isRateable(progress, now)) return null;
  return html`<section id="rating">
    <h2>这次答复您满意吗</h2>
    <form method="post" action="${action}/rate" accept-charset="utf-8">
      <fieldset>
        <legend>选一项</legend>
        ${SCORES.map((score) => tick('radio', 'rating', String(score), ratingWords[score], true))}
      </fieldset>
      <details>
        <summary>再说几句（可以不填）</summary>
        <fieldset>
          <legend>哪里好，哪里不好</legend>
          <div class="ticks">
            ${[...ratingTags.good, ...ratingTags.bad].map((tag) => tick('checkbox', 'tags', tag, tag))}
          </div>
        </fieldset>
        <label for="rating-text">您的意见</label>
        <textarea id="rating-text" name="text" maxlength="500"></textarea>
      </details>
      ${tick('checkbox', 'named', 'yes', '让工作人员知道是我评价的')}
      <p class="soft">
        不勾选的话，工作人员看不到是谁评价的。选“不满意”或“非常不满意”的，会重新办理并联系您。
      </p>
      <button>提交评价</button>
    </form>
  </section>`;
}

function tick(
  type: 'radio' | 'checkbox',
  name: string,
  value: string,
  words: string,
  isNeeded = false,
): Html {
  return html`<label class="tick"
    ><input
      type="${type}"
      name="${name}"
      value="${value}"
      ${isNeeded ? html`required` : null}
    /><span>${words}</span></label
  >`;
}
