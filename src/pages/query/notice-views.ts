import { html, type Html } from '../html';

/** The first page of a link: it takes one tap, so that what merely looks at links does not use them up. */
export function startView(name: string, action: string): Html {
  return html`<h1>${name}</h1>
    <section>
      <p>这个链接只能用一次，只在这部手机上打开。不是您本人要的，请直接关闭。</p>
      <form method="post" action="${action}/open">
        <button type="submit">开始</button>
      </form>
    </section>`;
}

/** One page for every reason, so that it tells nothing. */
export function goneView(): Html {
  return html`<h1>链接已失效</h1>
    <section>
      <p>链接30分钟内有效，只能用一次。请回到公众号再说一次，会给您新的链接。要帮忙请打12345。</p>
    </section>`;
}

/** Something of ours went wrong; what was filled in is not lost to anybody but the citizen, who may go back. */
export function troubleView(): Html {
  return html`<h1>现在查不了</h1>
    <section>
      <p>系统刚才出了点问题，没有查成。请返回上一页再试一次，或过一会儿再来。</p>
      <p>急的话请打12345，或回到公众号回复“转人工”。</p>
    </section>`;
}
