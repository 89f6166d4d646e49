import { isShown } from '../../items/facts';
import { telephoneOf } from '../../items/card';
import type { Fact, Item } from '../../items/schema';
import type { Unit } from '../../units/schema';
import { html, type Html } from '../html';
import { telephoneLink } from '../layout';

/** What the page of an item is shown with. */
export interface ItemView {
  item: Item;
  unit: Unit;
  now: Date;
  /** Why a report was not taken; empty: none was sent. */
  wrong: string;
}

/** All of an item that may be shown, each statement with its source; the way in; 这条信息有误. */
export function itemView({ item, unit, now, wrong }: ItemView): Html {
  const where = item.where ?? unit.address;
  return html`
    <h1>${item.name}</h1>
    ${item.summary !== null && html`<section><p>${item.summary}</p></section>`}
    ${entriesSection(item)} ${factsSection(item, now)}
    <section>
      <h2>到哪里办、打什么电话</h2>
      <dl>
        ${
          where !== null &&
          html`<dt>地点</dt>
            <dd>${where}</dd>`
        }
        ${
          unit.hours !== null &&
          html`<dt>办公时间</dt>
            <dd>${unit.hours.text}</dd>`
        }
        <dt>电话</dt>
        <dd>${telephoneLink(telephoneOf(item, unit))}</dd>
      </dl>
      <p class="soft">${checkedLine(item, unit)}</p>
    </section>
    ${reportSection(item, wrong)}
    <p><a class="more" href="/p/items/${unit.code}">${unit.shortName}的全部事项</a></p>
  `;
}

/** The recommended one leads through our counted redirect; it alone may. */
function entriesSection({ entries, unit, id }: Item): Html | null {
  if (entries.length === 0) return null;
  const recommended = entries.findIndex(({ url }) => url !== null);
  return html`<section>
    <h2>网上办</h2>
    ${entries.map(({ name, how }, index) =>
      index === recommended
        ? html`<a class="button" href="/go/${unit}/${id}" rel="noreferrer">${name}</a
            >${how !== null && html`<p>${how}</p>`}`
        : html`<p>${name}${how !== null && `：${how}`}</p>`,
    )}
  </section>`;
}

type Stated = Pick<Fact, 'source' | 'url' | 'validUntil'>;

function factsSection(item: Item, now: Date): Html | null {
  const shown = [
    ...(item.bring ? [fact('要带', item.bring.things.join('；'), item.bring.basis, now)] : []),
    ...(item.fee ? [fact('费用', item.fee.text, item.fee, now)] : []),
    ...(item.timeLimit ? [fact('时限', item.timeLimit.text, item.timeLimit, now)] : []),
    ...item.facts.map((one) => fact('要点', one.text, one, now)),
  ].filter((one) => one !== null);
  if (shown.length === 0) return null;
  return html`<section>
    <h2>怎么办</h2>
    <dl>${shown}</dl>
  </section>`;
}

function fact(name: string, text: string, basis: Omit<Fact, 'text'>, now: Date): Html | null {
  if (!isShown(basis, now)) return null;
  return html`<dt>${name}</dt>
    <dd>${text}<br /><span class="soft">依据：${sourceOf(basis)}</span></dd>`;
}

function sourceOf({ source, url, validUntil }: Stated): Html {
  const until = validUntil === null ? '' : `，${validUntil}前有效`;
  return url === null
    ? html`${source}${until}`
    : html`<a href="${url}" rel="noreferrer">${source}</a>${until}`;
}

function checkedLine({ checkedBy, checkedAt }: Item, { shortName }: Unit): string {
  return checkedBy !== null && checkedAt !== null
    ? `${shortName}${checkedAt}核对，以窗口答复为准。`
    : '内容待本单位核对，以窗口答复为准。';
}

function reportSection({ unit, id }: Item, wrong: string): Html {
  return html`<section ${wrong === '' ? null : html`class="alert"`}>
    <details ${wrong === '' ? null : html`open`}>
      <summary>这条信息有误</summary>
      <form method="post" action="/p/items/${unit}/${id}">
        <label for="text">哪里不对</label>
        <textarea
          id="text"
          name="text"
          maxlength="500"
          required
          ${wrong === '' ? null : html`aria-invalid="true" aria-describedby="wrong-text"`}
        ></textarea>
        ${wrong !== '' && html`<p class="wrong" id="wrong-text">${wrong}</p>`}
        <p class="soft">由本单位核对改正，不会给您回信。要办事、要答复，请在公众号里说。</p>
        <button class="quiet">发给本单位</button>
      </form>
    </details>
  </section>`;
}

/** A report was taken. */
export function reportedView({ unit, id, name }: Item): Html {
  return html`
    <h1>谢谢您的反馈</h1>
    <section class="done" role="status">
      <p>关于“${name}”的反馈已经交给本单位核对。</p>
    </section>
    <a class="button quiet" href="/p/items/${unit}/${id}">回到这件事</a>
  `;
}
