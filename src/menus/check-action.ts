import { listActionWords, type ButtonAction } from './button-action';
import { menuLimits, type FaultPath as Path, type MenuFault } from './menu-fault';
import type { MenuFileButton } from './schema';

/** What WeChat limits in a compiled action: key and URL in bytes, domain, mini program id. */
export function checkAction(action: ButtonAction, button: MenuFileButton, path: Path): MenuFault[] {
  const [word] = listActionWords(button);
  const at = [...path, word!];
  switch (action.kind) {
    case 'key':
      return checkKey(action.key, button.reply === undefined ? at : [...path, 'key']);
    case 'view':
      return word === 'url' ? checkUrl(action.url, at) : checkUrlLength(action.url, at);
    case 'miniprogram':
      return checkMiniprogram(action, at);
    case 'article':
      return checkArticle(action.articleId, at);
  }
}

function checkKey(key: string, path: Path): MenuFault[] {
  const bytes = Buffer.byteLength(key);
  if (bytes <= menuLimits.keyBytes) return [];
  const message = `菜单键“${key}”有 ${bytes} 字节，微信最多 ${menuLimits.keyBytes} 字节（一个汉字 3 字节）`;
  return [{ path, message, remedy: '缩短这个名字' }];
}

function checkUrlLength(url: string, path: Path): MenuFault[] {
  const bytes = Buffer.byteLength(url);
  if (bytes <= menuLimits.urlBytes) return [];
  const message = `网址有 ${bytes} 字节，微信最多 ${menuLimits.urlBytes} 字节`;
  return [{ path, message, remedy: '换一个短的网址' }];
}

function checkUrl(url: string, path: Path): MenuFault[] {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const remedy = '写完整的网址，例如 https://www.junshan.gov.cn/';
  if (!parsed || /[\s\p{Cc}\p{Surrogate}]/u.test(url)) {
    return [{ path, message: `“${url}”不是网址`, remedy }];
  }
  if (parsed.protocol !== 'https:') {
    return [{ path, message: `网址“${url}”不是以 https:// 开头`, remedy }];
  }
  if (!/\.[a-z][a-z0-9-]*$/i.test(parsed.hostname)) {
    return [{ path, message: `网址“${url}”没有公开的域名，手机打不开`, remedy }];
  }
  return checkUrlLength(url, path);
}

function checkArticle(articleId: string, path: Path): MenuFault[] {
  if (/^[\w-]{20,128}$/.test(articleId)) return [];
  const message = `“${articleId}”不是文章的 article_id`;
  const remedy = '写发布文章以后微信给出的 article_id，由字母、数字、短横线和下划线组成';
  return [{ path, message, remedy }];
}

function checkMiniprogram(
  action: Extract<ButtonAction, { kind: 'miniprogram' }>,
  path: Path,
): MenuFault[] {
  const faults: MenuFault[] = [];
  if (!/^wx[0-9a-f]{16}$/.test(action.appId)) {
    const remedy = '写 wx 开头、共 18 位的 AppID（在小程序后台“开发设置”里）';
    faults.push({
      path: [...path, 'appId'],
      message: `“${action.appId}”不是小程序的 AppID`,
      remedy,
    });
  }
  if (action.path.trim() === '') {
    const remedy = '写小程序页面，例如 pages/index/index';
    faults.push({ path: [...path, 'path'], message: '没有写小程序页面', remedy });
  }
  return [...faults, ...checkUrl(action.url, [...path, 'url'])];
}
