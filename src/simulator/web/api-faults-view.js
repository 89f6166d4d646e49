import { getApiFaults, putApiFaults } from './api.js';
import { el } from './dom.js';

const KINDS = [
  ['40001', '令牌提前失效', '40001，这个令牌从此作废'],
  ['42001', '令牌提前过期', '42001，要重新取一个'],
  ['-1', '微信系统繁忙', '-1，可以稍后再试'],
  ['45009', '当天次数用完', '45009，零点恢复'],
  ['45011', '调用太频繁', '45011，一分钟后再试'],
  ['45015', '超出回复时限', '45015，只影响发消息'],
  ['45047', '条数已满', '45047，只影响发消息'],
  ['48001', '没有接口权限', '48001，账号不能调用'],
  ['43004', '对方没有关注', '43004，只影响发消息'],
  ['slow', '答复慢', '已经收下，3 秒后才答复'],
  ['cut_before', '收下前断线', '什么也没有做，连接断开'],
  ['cut_after', '收下后断线', '已经做完，连接断开'],
  ['not_json', '答复不是 JSON', '已经做完，答复是一个网页'],
];
/** How often, as the server takes it; the first is off. */
const TIMES = [
  ['不出', null],
  ['下一次', { probability: 1, count: 1 }],
  ['一成', { probability: 0.1, count: null }],
  ['三成', { probability: 0.3, count: null }],
  ['每次', { probability: 1, count: null }],
];

/** The fault switches of WeChat's API for one account: the one open on the phone, or another one chosen. */
export function createApiFaults(model) {
  const chosen = el('select', { 'aria-label': '哪个公众号的接口' });
  const count = el('span', { class: 'count' });
  const grid = el('div', { class: 'fault-grid' });
  const element = el(
    'details',
    { class: 'faults' },
    el('summary', {}, el('h3', {}, '接口故障'), count),
    el('label', { class: 'fault-account' }, '公众号', chosen),
    grid,
  );
  let drawn = '';
  const draw = (settings) => {
    const state = JSON.stringify([chosen.value, settings]);
    if (state === drawn) return;
    drawn = state;
    const on = settings.faults.filter(isOn);
    count.textContent = on.length > 0 ? `开了 ${on.length} 个` : '全部关闭';
    element.classList.toggle('some-on', on.length > 0);
    grid.replaceChildren(
      ...KINDS.map(([kind, label, hint]) =>
        createRow(
          label,
          hint,
          on.find((fault) => fault.kind === kind),
          (time) => void change(kind, time),
        ),
      ),
    );
  };
  const change = async (kind, time) => {
    const unit = chosen.value;
    const settings = await getApiFaults(unit);
    const others = settings.faults.filter((fault) => isOn(fault) && fault.kind !== kind);
    const faults = time ? [...others, { kind, ...time }] : others;
    draw(await putApiFaults(unit, { seed: settings.seed, faults }));
  };
  const load = async () => {
    const unit = chosen.value;
    if (unit === '') return;
    const settings = await getApiFaults(unit);
    if (unit === chosen.value) draw(settings);
  };
  const listAccounts = () => {
    const accounts = model.accounts.filter((account) => !account.isNotices);
    const before = chosen.value || model.openUnit;
    if (chosen.options.length !== accounts.length) {
      const option = ({ unit, name }) =>
        el('option', { value: unit, selected: unit === before }, name);
      chosen.replaceChildren(...accounts.map(option));
    }
    void load();
  };
  const follow = () => {
    if ([...chosen.options].some((option) => option.value === model.openUnit))
      chosen.value = model.openUnit;
    void load();
  };
  chosen.addEventListener('change', () => void load());
  model.addEventListener('accounts', listAccounts);
  model.addEventListener('opened', follow);
  listAccounts();
  return {
    element,
    leave: () => {
      model.removeEventListener('accounts', listAccounts);
      model.removeEventListener('opened', follow);
    },
  };
}

const isOn = (fault) => fault.count !== 0 && fault.probability > 0;

function createRow(label, hint, fault, onChange) {
  const known = TIMES.findIndex(([, time]) => isSameTime(time, fault));
  const options = TIMES.map(([name], index) =>
    el('option', { value: index, selected: index === known }, name),
  );
  // Set by a test: shown as it is.
  if (known < 0) options.push(el('option', { selected: true, disabled: true }, describe(fault)));
  const select = el('select', {}, ...options);
  select.addEventListener('change', () => onChange(TIMES[Number(select.value)][1]));
  return el(
    'label',
    { class: `switch-row ${fault ? 'is-on' : ''}` },
    el(
      'span',
      { class: 'switch-text' },
      el('span', { class: 'switch-label' }, label),
      el('span', { class: 'hint' }, hint),
    ),
    select,
  );
}

function isSameTime(time, fault) {
  if (!time || !fault) return !time && !fault;
  return (
    fault.path === null && time.probability === fault.probability && time.count === fault.count
  );
}

function describe({ probability, count }) {
  const share = `${Math.round(probability * 1000) / 10}%`;
  return count === null ? share : `${share}，还剩 ${count} 次`;
}
