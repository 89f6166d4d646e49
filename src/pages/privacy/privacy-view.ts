import type { Query } from '../../queries/schema';
import type { Unit } from '../../units/schema';
import { html, type Html } from '../html';
import { telephoneLink } from '../layout';
import { collectedData, type CollectedData } from './collected-data';

/** What the notice is made of: the files that are live, and the table of what is kept. */
export interface PrivacyFacts {
  /** Null: of all units. */
  unit: Unit | null;
  /** Days that data is kept after a citizen has left. */
  afterUnfollowDays: number;
  /** Days that the record of staff's work is kept. */
  auditDays: number;
  /** Queries that check who somebody is, of this unit or of all. */
  queries: readonly Query[];
}

/** 个人信息保护法 第十七条: who, what, what for, how, how long, whose eyes, which rights. */
export function privacyView(facts: PrivacyFacts): Html {
  const { unit, queries } = facts;
  return html`
    <h1>个人信息怎样使用</h1>
    <section>
      <p>
        ${unit ? unit.name : '全区各单位的公众号'}用您的信息只做三件事：回复您、办理您的事、告诉您结果。
      </p>
      <p>不向别的公司提供，不用来做广告，网页里没有第三方的程序。</p>
    </section>
    <h2>收集什么、谁能看、保存多久</h2>
    ${collectedData.map((data) => dataSection(data, facts))}
    ${
      queries.length > 0 &&
      html`<h2>要核对身份的查询</h2>
        ${queries.map(querySection)}`
    }
    <section>
      <h2>您的权利</h2>
      <ul>
        <li>查看、解除绑定，撤回同意：在公众号回复“我的绑定”。</li>
        <li>查看办件，改变回访和公开的意见：打开办件的网页。</li>
        <li>要复制、更正、提前删除：在公众号回复“转人工”，或者打电话。</li>
        <li>不愿意提供信息，可以到窗口办，不影响办事。</li>
      </ul>
      <p>电话：${telephoneLink(unit?.telephone ?? '12345')}</p>
    </section>
  `;
}

function dataSection({ what, when, how, who, until }: CollectedData, facts: PrivacyFacts): Html {
  return html`<section>
    <h2>${what}</h2>
    <dl>
      <dt>什么时候</dt>
      <dd>${when}</dd>
      <dt>怎样保存</dt>
      <dd>${how}</dd>
      <dt>谁能看</dt>
      <dd>${who}</dd>
      <dt>保存多久</dt>
      <dd>${periodOf(until, facts)}</dd>
    </dl>
  </section>`;
}

function periodOf(until: CollectedData['until'], facts: PrivacyFacts): string {
  const { afterUnfollowDays: days, auditDays } = facts;
  switch (until) {
    case 'unfollow':
      return `取消关注${days}天后删除。`;
    case 'case':
      return `没有成为办件的，取消关注${days}天后删除；办件按规定存档，但取消关注${days}天后去掉和您的联系，办结的同时删除原文和电话。`;
    case 'query':
      return `填写中的内容10分钟后删除；绑定到您解除为止，取消关注${days}天后一起删除；谁在什么时候查过，保存三年。`;
    case 'short':
      return '计数当天有效；记号最长一年，清除浏览器的数据就没有了。';
    case 'audit':
      return `保存${auditDays}天。`;
  }
}

function querySection({ name, fields, page }: Query): Html | null {
  if (page === null) return null;
  return html`<section>
    <h2>${name}</h2>
    <dl>
      <dt>填写的内容</dt>
      <dd>${fields.map(({ label }) => label).join('、')}</dd>
      <dt>为什么要填</dt>
      <dd>${page.purpose}</dd>
      <dt>保存多久</dt>
      <dd>${page.retention}</dd>
      <dt>处理者</dt>
      <dd>${page.handler}</dd>
    </dl>
  </section>`;
}
