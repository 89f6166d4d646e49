import type { Browser, Page } from 'playwright-core';
import { startBrowser } from './browser';
import { findPageFaults } from './page-faults';
import { PhoneDriver } from './phone-driver';
import { startProduct, type RunningProduct } from './product';

/** 示例数据 of trial mode. */
const person = { name: '示例甲', idNumber: '99000019520304011X', phoneTail: '1234' };

let browser: Browser;
let product: RunningProduct;
beforeAll(async () => {
  [browser, product] = await Promise.all([startBrowser(), startProduct()]);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

async function openChat(account: string, owner: string): Promise<PhoneDriver> {
  const phone = await PhoneDriver.open(browser, product.phoneUrl, owner);
  await phone.openAccount(account);
  await phone.follow();
  return phone;
}

describe('queries on the phone', () => {
  it('should be filled in by talking, put right, and answered', async () => {
    const phone = await openChat('君山医保', '赵大爷');
    expect(await phone.say('报销进度')).toContain('请发受理编号，样子像YB20260001');
    expect(await phone.say('YB2026')).toContain('受理编号的样子像');
    expect(await phone.say('yb20260002')).toContain('请发登记手机后四位');
    expect(await phone.say('0000')).toContain('没有查到和您填的相符的记录');
    expect(await phone.say('手机号改成5678')).toContain('审核通过，等待拨付');
    expect(phone.faults).toEqual([]);
    await phone.page.close();
  });

  it('should find the nearest place from a location that is sent', async () => {
    const phone = await openChat('君山公安', '钱婶');
    const { page } = phone;
    expect(await phone.say('派出所电话')).toContain('请发所在的乡镇或街道');
    const before = await phone.replies().count();
    await page.getByRole('button', { name: '更多' }).click();
    await page.getByRole('button', { name: '位置' }).click();
    await page.getByLabel('地名').fill('广兴洲镇');
    await page.keyboard.press('Enter');
    const reply = phone.replies().nth(before);
    await reply.waitFor();
    const text = await reply.innerText();
    expect(text).toMatch(/示例派出所/);
    expect(text).toMatch(/距离：[^]*请直接打110/);
    expect(phone.faults).toEqual([]);
    await page.close();
  });

  it('should lead to a page for what is sensitive, bind, and show amounts', async () => {
    const phone = await openChat('君山民政', '孙奶奶');
    expect(await phone.say('补贴到账没')).toContain('请不要在这里发身份证号');
    const form = await openLink(phone, '点这里填写');
    expect(await form.locator('body').innerText()).toContain('也可以由家人代填');
    await form.getByLabel('姓名').fill(person.name);
    await form.getByLabel('身份证号', { exact: true }).fill(person.idNumber.slice(0, 17));
    await form.getByLabel('登记手机后四位').fill(person.phoneTail);
    await form.getByRole('button', { name: '查询' }).click();
    await form.getByText('要勾选同意才能查询').waitFor();
    await form.getByLabel(/我已看过上面的说明/).check();
    await form.getByLabel(/绑定到我的微信/).check();
    await form.getByRole('button', { name: '查询' }).click();
    await form.getByText('身份证号应是18位，您发的是17位').waitFor();
    expect(await form.getByRole('alert').innerText()).toContain('有1处要改');
    expect(await findPageFaults(form)).toEqual([]);
    await form.getByLabel('身份证号', { exact: true }).fill(person.idNumber);
    // What was ticked stays ticked.
    await form.getByRole('button', { name: '查询' }).click();
    await form.getByText('100.00元').first().waitFor();
    expect(await findPageFaults(form)).toEqual([]);
    await form.close();

    await phone.say('我的绑定');
    const bindings = await openLink(phone, '点这里看我的绑定');
    expect(await findPageFaults(bindings)).toEqual([]);
    await bindings.getByRole('button', { name: '解除绑定' }).click();
    await bindings.getByText('没有绑定。').waitFor();
    expect(await findPageFaults(bindings)).toEqual([]);
    await bindings.close();
    expect(phone.faults).toEqual([]);
    await phone.page.close();
  });
});

/** Follows the newest link of that name and starts its page. */
async function openLink(phone: PhoneDriver, name: string): Promise<Page> {
  const opening = phone.page.context().waitForEvent('page');
  await phone.replies().last().getByRole('link', { name }).click();
  const page = await opening;
  await page.getByRole('button', { name: '开始' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}
