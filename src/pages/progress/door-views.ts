/** The pages before a case: the number and the code, the second proof of a restricted case, the end of a link. */
import { html, type Html } from '../html';

/** Number and query code. @param wrong what is to be put right; null: nothing yet */
export function findView(number: string, wrong: string | null): Html {
  return html`
    <h1>查办件</h1>
    ${wrong !== null && html`<section class="alert" role="alert"><p>${wrong}</p></section>`}
    <section>
      <form method="post" action="/p/find" autocomplete="off">
        <label for="number">办件编号</label>
        <input type="text" id="number" name="number" value="${number}" maxlength="24" required />
        <label for="code">查询码</label>
        <input type="text" id="code" name="code" maxlength="20" required />
        <button>查询</button>
      </form>
    </section>
    <section>
      <h2>没有查询码</h2>
      <p>在公众号里回复“查询码”就可以取得；电话、窗口办的，看回执单，或者问办理单位。</p>
    </section>
  `;
}

/** A restricted case shows nothing to a link alone. @param signInPath null: the account has no web sign-in */
export function proveView(action: string, wrong: string | null, signInPath: string | null): Html {
  return html`
    <h1>请确认是您本人</h1>
    ${wrong !== null && html`<section class="alert" role="alert"><p>${wrong}</p></section>`}
    <section>
      <p>为了保护您的隐私，这件要核对以后才显示。</p>
      ${signInPath !== null && html`<a class="button quiet" href="${signInPath}">用微信确认</a>`}
      <form method="post" action="${action}/prove" autocomplete="off">
        <label for="code">查询码</label>
        <input type="text" id="code" name="code" maxlength="20" required />
        <button>打开</button>
      </form>
      <p class="soft">在公众号里回复“查询码”就可以取得。</p>
    </section>
  `;
}

/** One page for every reason, so that it tells nothing. */
export function linkGoneView(): Html {
  return html`
    <h1>链接已失效</h1>
    <section>
      <p>链接30天内有效，重新办理以后旧的也不能用。请回到公众号回复“进度”，会给您新的链接。</p>
      <a class="button quiet" href="/p/find">用编号和查询码查</a>
    </section>
  `;
}

/** Something of ours went wrong. */
export function troubleView(): Html {
  return html`
    <h1>现在打不开</h1>
    <section>
      <p>系统刚才出了点问题。请返回上一页再试一次，或过一会儿再来。急的话请打电话。</p>
    </section>
  `;
}

/** There is no such page. */
export function notFoundView(): Html {
  return html`
    <h1>没有这个页面</h1>
    <section><p>可能已经停用。请回到公众号重新查找，或打12345。</p></section>
  `;
}
