import type { Item } from '../../items/schema';
import type { Unit } from '../../units/schema';
import { html, type Html } from '../html';

/** All units. */
export function unitsView(units: readonly Unit[]): Html {
  return html`
    <h1>办事指南</h1>
    <section>
      <ul class="list">
        ${units.map(({ code, name }) => html`<li><a href="/p/items/${code}">${name}</a></li>`)}
      </ul>
    </section>
  `;
}

/** The items of a unit, by group, and the search. @param asked what was searched for; empty: everything */
export function listView(unit: Unit, items: readonly Item[], asked: string): Html {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = item.group.replace('/', ' · ');
    groups.set(group, [...(groups.get(group) ?? []), item]);
  }
  return html`
    <h1>${unit.shortName}办事指南</h1>
    <section>
      <form method="get" action="/p/items/${unit.code}" role="search">
        <label for="q">要办什么事</label>
        <input type="search" id="q" name="q" value="${asked}" maxlength="40" />
        <button>查找</button>
      </form>
    </section>
    <p role="status">${countOf(items.length, asked)}</p>
    ${[...groups].map(
      ([group, members]) =>
        html`<section>
          <h2>${group}</h2>
          <ul class="list">
            ${members.map(({ id, name }) => html`<li><a href="/p/items/${unit.code}/${id}">${name}</a></li>`)}
          </ul>
        </section>`,
    )}
    ${asked !== '' && html`<p><a class="more" href="/p/items/${unit.code}">看全部事项</a></p>`}
    <p><a class="more" href="/p/items">看别的单位</a></p>
  `;
}

function countOf(count: number, asked: string): string {
  if (asked === '') return `共${count}项。`;
  return count === 0
    ? `没有找到“${asked}”。换个说法试试，或者在公众号里直接问。`
    : `“${asked}”找到${count}项。`;
}
