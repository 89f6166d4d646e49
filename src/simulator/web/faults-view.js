import { getFaults, putFaults } from './api.js';
import { el, switchRow } from './dom.js';

const SWITCHES = [
  ['duplicate', '重复投递', '同一条消息同时推送两次'],
  ['wrongSignature', '签名错误', '程序应当拒收'],
  ['plainBody', '明文消息体', '安全模式的公众号收到明文，程序应当拒收'],
  ['loseFirstReply', '丢失第一次回复', '程序收到了，微信没等到，会重试'],
];
const DELAYS = [
  ['delayBeforeMs', '去程慢'],
  ['delayAfterMs', '回程慢'],
];

/** The fault switches of one phone. They stay on until they are switched off or the simulator ends. */
export function createFaults(phone) {
  const count = el('span', { class: 'count' });
  const body = el('div', { class: 'fault-grid' });
  const element = el(
    'details',
    { class: 'faults' },
    el('summary', {}, el('h3', {}, '推送故障'), count),
    body,
  );
  const draw = (faults) => {
    const change = async (changes) =>
      draw((await putFaults(phone, { ...faults, ...changes })).faults);
    const on = Object.values(faults).filter(Boolean).length;
    count.textContent = on > 0 ? `开了 ${on} 个` : '全部关闭';
    element.classList.toggle('some-on', on > 0);
    body.replaceChildren(
      ...SWITCHES.map(([name, label, hint]) =>
        switchRow(label, hint, faults[name], (value) => void change({ [name]: value })),
      ),
      ...DELAYS.map(([name, label]) =>
        createDelay(label, faults[name], (value) => void change({ [name]: value })),
      ),
    );
  };
  void getFaults(phone).then(draw);
  return element;
}

function createDelay(label, value, onChange) {
  const option = (ms) =>
    el('option', { value: ms, selected: ms === value }, ms === 0 ? '不慢' : `慢 ${ms / 1000} 秒`);
  const select = el('select', {}, ...[0, 1000, 3000, 6000].map(option));
  select.addEventListener('change', () => onChange(Number(select.value)));
  return el(
    'label',
    { class: 'switch-row' },
    el('span', { class: 'switch-text' }, el('span', { class: 'switch-label' }, label)),
    select,
  );
}
