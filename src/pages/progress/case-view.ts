import { presentMoment } from '../../cases/calendar/present-day';
import { presentStateForCitizen, type CaseProgress } from '../../cases/for-citizens/read-progress';
import type { SignedAnswer } from '../../cases/case-record';
import { html, type Html } from '../html';
import { consentForm, supplementForm } from './forms-view';
import { planSteps } from './plan-steps';
import { ratingSection } from './rating-view';

/** What the page of a case is shown with. */
export interface CaseView {
  progress: CaseProgress;
  /** Full name of the unit that has it. */
  unitName: string;
  /** Day by day. */
  explanation: readonly string[];
  /** How many pictures the answer has. */
  pictures: number;
  /** Where its forms are sent. */
  action: string;
  /** Said above everything: what was done just now. */
  notice: string | null;
  /** The page of the case that this one was merged into. */
  mainPath: string | null;
  /** Names the form of supplements. */
  formKey: string;
  now: Date;
}

const OPEN: readonly string[] = [
  'awaiting_assignment',
  'awaiting_acceptance',
  'in_progress',
  'awaiting_supplement',
  'awaiting_review',
  'awaiting_signature',
];

/** The page of a case: where it is, until when, what was answered, and what its citizen can do. */
export function caseView(view: CaseView): Html {
  const { progress, action } = view;
  const isOpen = OPEN.includes(progress.state);
  const isGone = progress.state === 'withdrawn' || progress.state === 'merged';
  return html`
    <h1>办件 ${progress.number}</h1>
    ${view.notice !== null && html`<section class="done" role="status"><p>${view.notice}</p></section>`}
    ${progress.missing.length > 0 && missingSection(progress)} ${answersSection(view)}
    ${ratingSection(progress, action, view.now)} ${stateSection(view, isOpen)}
    ${!isGone && progress.citizenId !== null && supplementForm(progress, action, view.formKey)}
    ${wordsSection(progress)} ${!isGone && consentForm(progress.consents, action)}
    ${isOpen && html`<p><a class="more" href="${action}/withdraw">不办了，撤回这件</a></p>`}
  `;
}

function missingSection({ missing }: CaseProgress): Html {
  return html`<section class="alert">
    <h2>还需要您补充</h2>
    <ol>
      ${missing.map((one) => html`<li>${one}</li>`)}
    </ol>
    <p><a class="more" href="#supplement">去补充</a></p>
  </section>`;
}

function stateSection(
  { progress, unitName, explanation, mainPath }: CaseView,
  isOpen: boolean,
): Html {
  return html`<section>
    <h2>办到哪一步了</h2>
    <ol class="steps">
      ${planSteps(progress).map(
        ({ label, at, place }) =>
          html`<li class="${place}" ${place === 'now' ? html`aria-current="step"` : null}>
            ${label}${place === 'ahead' && html`<span class="heard">，还没有到这一步</span>`}
            ${at && html`<span><time datetime="${at.toISOString()}">${presentMoment(at)}</time></span>`}
          </li>`,
      )}
    </ol>
    <p>现在：${presentStateForCitizen(progress.state)}。办理单位：${unitName}。</p>
    ${isOpen && html`<p>${promiseOf(progress)}</p>`}
    ${
      mainPath !== null &&
      html`<p>
        这件和 ${progress.main!.number} 合并办理。<a class="more" href="${mainPath}">看那一件</a>
      </p>`
    }
    ${
      explanation.length > 0 &&
      html`<details>
        <summary>日期是怎么算的</summary>
        <ol>
          ${explanation.map((line) => html`<li>${line}</li>`)}
        </ol>
      </details>`
    }
  </section>`;
}

function promiseOf({ state, answerDueAt, acceptDueAt, provisional }: CaseProgress): string {
  if (state === 'awaiting_supplement') return '等您补充的时候暂停计时，补充以后接着算。';
  const moved = provisional ? '（放假安排还没有公布，日期是临时的）' : '';
  if (answerDueAt) return `最迟${presentMoment(answerDueAt)}前答复${moved}。`;
  if (acceptDueAt) return `最迟${presentMoment(acceptDueAt)}前告诉您谁来办、几时答复${moved}。`;
  return '正在确定由哪个单位办理。';
}

function answersSection({ progress, pictures, action }: CaseView): Html | null {
  const { answers } = progress;
  if (answers.length === 0) return null;
  const last = answers.length - 1;
  return html`${answers
    .map((answer, index) =>
      answerView(answer, answers.length > 1, index === last ? pictures : 0, action),
    )
    .reverse()}`;
}

const HEADS: Readonly<Record<SignedAnswer['kind'], string>> = {
  answer: '答复',
  refusal: '不予受理的答复',
  referral: '归谁办、找谁办',
};

function answerView(
  answer: SignedAnswer,
  isOneOfMany: boolean,
  pictures: number,
  action: string,
): Html {
  const { kind, round, text, signedAt } = answer;
  return html`<section>
    <h2>${isOneOfMany && `第${round}次`}${HEADS[kind]}</h2>
    <p class="said lines">${text}</p>
    ${Array.from(
      { length: pictures },
      (_, place) =>
        html`<img src="${action}/pictures/${place}" alt="答复所附的第${place + 1}张图片" />`,
    )}
    <p class="soft"><time datetime="${signedAt.toISOString()}">${presentMoment(signedAt)}</time></p>
  </section>`;
}

function wordsSection({ messages }: CaseProgress): Html | null {
  if (messages.length === 0) return null;
  return html`<section>
    <details>
      <summary>您说过的话（${messages.length}条）</summary>
      <ul>
        ${messages.map(
          ({ text, at }) =>
            html`<li>
              ${text ?? '（图片、语音或者位置）'} <span class="soft">${presentMoment(at)}</span>
            </li>`,
        )}
      </ul>
    </details>
  </section>`;
}
