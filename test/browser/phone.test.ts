import type { Browser } from 'playwright-core';
import { startBrowser } from './browser';
import { PhoneDriver } from './phone-driver';
import { startProduct, type RunningProduct } from './product';

/** A one-pixel PNG. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const CASE_NUMBER = /[A-Z]{2,3}\d{12,}[0-9A-Z*]/;

let browser: Browser;
let product: RunningProduct;
beforeAll(async () => {
  [browser, product] = await Promise.all([startBrowser(), startProduct()]);
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/** Everything that the account has said in the chat. */
const heard = async (phone: PhoneDriver): Promise<string> =>
  (await phone.replies().allInnerTexts()).join('\n');

describe('the phone against the whole product', () => {
  it.each([
    ['君山民政', '高龄津贴怎么领', '高龄津贴', '补贴'],
    ['君山公安', '身份证丢了怎么补', '身份证', '户口'],
    ['君山文旅', '门票多少钱', '门票', '旅游'],
    ['君山人社', '失业金怎么领', '失业', '养老金'],
    ['君山医保', '异地就医怎么备案', '异地就医备案', '医保'],
    ['君山疾控', '健康证怎么办', '健康证', '心理'],
    ['君山自然资源', '房产证丢了怎么补', '房产证', '过户'],
  ])(
    'should serve a citizen of %s from following to the answer',
    async (name, clear, card, vague) => {
      const phone = await PhoneDriver.open(browser, product.phoneUrl, '张大妈');
      await phone.openAccount(name);
      expect(await phone.follow()).toContain('1');

      const answer = await phone.say(clear);
      expect(answer).toContain('【自动回复】');
      expect(answer).toContain(card);

      const choices = await phone.say(vague);
      const first = /^1 (.+)$/m.exec(choices)?.[1];
      expect(first).toBeDefined();
      expect(await phone.say('1')).toContain(first!.slice(0, 4));

      expect(await phone.sendPicture(PICTURE)).toContain('照片收到了');
      await phone.say('转人工');
      await phone.say('上周在窗口交的材料，想知道到哪一步了，请给个回音');
      const number = CASE_NUMBER.exec(await heard(phone))?.[0];
      expect(number).toBeDefined();

      const text = `材料已经收齐，办好后通知您（${name}）。`;
      await product.zhijian('cases', 'answer', number!, '--text', text);
      // At the latest with the next contact: as a message of its own, or first in the answer to this one.
      await phone.say('你好');
      await phone.replies().filter({ hasText: text }).waitFor();

      expect(phone.faults).toEqual([]);
      await phone.page.close();
    },
  );

  it('should put the units’ menus on the phone and answer a tap', async () => {
    const phone = await PhoneDriver.open(browser, product.phoneUrl, '李大爷');
    await phone.openAccount('君山人社');
    await phone.follow();
    const top = phone.page.locator('.menu-button').first();
    await top.click();
    const item = phone.page.locator('.sub-item:visible').first();
    const before = await phone.replies().count();
    await item.click();
    await phone.replies().nth(before).waitFor();
    expect(await phone.replies().nth(before).innerText()).not.toBe('');
    expect(phone.faults).toEqual([]);
    await phone.page.close();
  });
});
