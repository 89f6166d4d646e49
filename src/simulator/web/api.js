/** Calls of the simulator's own server. A refusal throws an Error whose message can be shown. */
async function call(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error('连不上模拟器，请看看程序是不是还开着');
  }
  const body = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.message ?? '出错了，请再试一次');
  return body;
}

const sendJson = (method, path, value) =>
  call(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  });
const at = (phone, rest) => `/phone/${encodeURIComponent(phone)}/${rest}`;

export const listPhones = async () => (await call('/phone/phones')).phones;
export const addPhone = (name) => sendJson('POST', '/phone/phones', { name });
export const listAccounts = async (phone) => (await call(at(phone, 'accounts'))).accounts;
export const listEntries = async (phone, unit) => (await call(at(phone, `chats/${unit}`))).entries;
export const markRead = (phone, unit) => sendJson('POST', at(phone, `chats/${unit}/read`), {});
export const act = (phone, unit, action) =>
  sendJson('POST', at(phone, `chats/${unit}/actions`), action);
export const listExchanges = async (phone) => (await call(at(phone, 'exchanges'))).exchanges;
export const getFaults = async (phone) => (await call(at(phone, 'faults'))).faults;
export const putFaults = (phone, faults) => sendJson('PUT', at(phone, 'faults'), faults);

const control = (unit) => `/control/accounts/${encodeURIComponent(unit)}/faults`;
export const getApiFaults = (unit) => call(control(unit));
export const putApiFaults = (unit, settings) => sendJson('PUT', control(unit), settings);

/** Keeps a picture with the account. @returns its media id */
export async function keepPicture(phone, unit, file) {
  const headers = { 'content-type': file.type || 'image/jpeg' };
  return (await call(at(phone, `chats/${unit}/pictures`), { method: 'POST', headers, body: file }))
    .mediaId;
}

export const liveUrl = (phone) => at(phone, 'live');
