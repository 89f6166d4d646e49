import type { Browser } from 'playwright-core';
import { startBrowser } from './browser';
import { CaseDriver } from './case-driver';
import { PhoneDriver, smallScreen } from './phone-driver';
import { startProduct, type RunningProduct } from './product';
import { StaffDriver } from './staff-driver';

const CASE_NUMBER = /[A-Z]{2,3}\d{12,}[0-9A-Z*]/;
const MATTER = '工地上的老板拖了我们三个月工资，一直不肯给，请你们管一管';
const SHORT = '您好，已经在处理。';
const ANSWER =
  '您好。我们已到工地核实，施工单位答应本周五前把工资打到各人卡上。到时候没有收到，请马上告诉我们。';

let browser: Browser;
let product: RunningProduct;
beforeAll(async () => {
  [browser, product] = await Promise.all([startBrowser(), startProduct()]);
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/** Somebody writes to 君山人社 and is given a number. */
async function writeIn(
  owner: string,
  matter: string,
): Promise<{ phone: PhoneDriver; number: string }> {
  const phone = await PhoneDriver.open(browser, product.phoneUrl, owner);
  await phone.openAccount('君山人社');
  await phone.follow();
  await phone.say('人工');
  await phone.say(matter);
  const heard = (await phone.replies().allInnerTexts()).join('\n');
  return { phone, number: CASE_NUMBER.exec(heard)![0] };
}

/** 审核 shows why the last text came back, and what is new and what is gone in this one. */
async function seeChanges(reviewer: StaffDriver, number: string): Promise<void> {
  await reviewer.open('review');
  const { page } = reviewer;
  await page.getByText(number).first().click();
  await page.getByText('太短了，请写明什么时候给钱。').first().waitFor();
  const [added, removed] = ['ins', 'del'].map((name) => page.locator(`.draft ${name}`));
  expect((await added!.allInnerTexts()).join('')).toContain('本周五前');
  expect((await removed!.allInnerTexts()).join('')).not.toBe('');
}

it('goes from a message through draft, review and signature to the phone, and opens again after 不满意 (acceptance 4)', async () => {
  const { phone, number } = await writeIn('王师傅', MATTER);

  const clerk = await StaffDriver.signIn(browser, product, 'renshe.jb');
  await clerk.open('cases');
  await clerk.page.getByRole('link', { name: /三个月工资/ }).click();
  await clerk.page.getByRole('heading', { name: new RegExp(number) }).waitFor();
  const atClerk = new CaseDriver(clerk.page);
  await atClerk.accept('投诉');
  await atClerk.recordContact('已电话联系，问清了工地地址和人数。');
  await atClerk.submit(SHORT);

  const reviewer = await StaffDriver.signIn(browser, product, 'renshe.sh');
  await reviewer.open(`cases/${number}`);
  const atReviewer = new CaseDriver(reviewer.page);
  await atReviewer.pressWithReason('审核退回', '太短了，请写明什么时候给钱。');

  await clerk.open(`cases/${number}`);
  await atClerk.waitForState('办理中');
  await atClerk.submit(ANSWER);
  await seeChanges(reviewer, number);
  await reviewer.open(`cases/${number}`);
  await atReviewer.confirm('审核通过');
  await atReviewer.waitForState('待签发');

  const signer = await StaffDriver.signIn(browser, product, 'renshe.qf', smallScreen);
  await signer.open(`cases/${number}`);
  const atSigner = new CaseDriver(signer.page);
  await atSigner.confirm('签发');
  await atSigner.waitForState('已答复');

  await phone.replies().filter({ hasText: '本周五前把工资打到各人卡上' }).waitFor();
  await phone.say('评价');
  await phone.say('不满意');
  await clerk.open(`cases/${number}`);
  await atClerk.waitForState('办理中');
  await clerk.page.getByText('第 2 轮').first().waitFor();
  expect([...phone.faults, ...clerk.faults, ...reviewer.faults, ...signer.faults]).toEqual([]);
}, 120_000);

it('lets one of two win who press 提交 at once; the other keeps the text (acceptance 3)', async () => {
  const { number } = await writeIn('李师傅', '想问一下灵活就业社保断缴了两个月，怎么补');
  const clerks = await Promise.all(
    ['renshe.jb', 'renshe.jb2'].map((name) => StaffDriver.signIn(browser, product, name)),
  );
  const textOf = (clerk: StaffDriver) => clerk.page.getByRole('textbox', { name: '公开答复内容' });
  for (const [at, clerk] of clerks.entries()) {
    await clerk.open(`cases/${number}`);
    await new CaseDriver(clerk.page).press('受理并答复');
    await textOf(clerk).fill(`这是第${at + 1}个人写的答复。`);
    await clerk.page.getByRole('radio', { name: '咨询' }).check({ force: true });
  }
  const answers = clerks.map((clerk) =>
    clerk.page.waitForResponse((answer) => answer.url().endsWith(`/api/cases/${number}/actions`)),
  );
  await Promise.all(
    clerks.map((clerk) =>
      clerk.page.getByRole('button', { name: '受理并答复', exact: true }).last().click(),
    ),
  );
  const statuses = await Promise.all(answers.map(async (answer) => (await answer).status()));
  expect([...statuses].sort()).toEqual([200, 409]);
  const slower = clerks[statuses.indexOf(409)]!;
  await slower.page.getByText('您写的内容已保留').waitFor();
  expect(await textOf(slower).inputValue()).toContain('个人写的答复');
  await Promise.all(clerks.map((clerk) => clerk.close()));
}, 60_000);

it('moves a case to another unit, which answers through the first one’s account', async () => {
  const { number } = await writeIn('赵大妈', '我家老人的高龄津贴三个月没发了，找谁问都说不知道');
  const office = await StaffDriver.signIn(browser, product, 'tongchou');
  await office.open(`cases/${number}`);
  const atOffice = new CaseDriver(office.page);
  const dialog = await atOffice.press('转办');
  await atOffice.choose(dialog, '单位', /民政/);
  await dialog.getByRole('textbox', { name: '意见' }).fill('高龄津贴由民政部门负责。');
  await dialog.getByRole('button', { name: '转办', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });

  const clerk = await StaffDriver.signIn(browser, product, 'minzheng.jb');
  await clerk.open('cases');
  await clerk.page.getByRole('link', { name: /高龄津贴三个月/ }).click();
  await new CaseDriver(clerk.page).accept('求助');
  const before = await StaffDriver.signIn(browser, product, 'renshe.sh');
  await before.open('cases?tab=unit');
  expect(await before.page.getByText(/高龄津贴三个月/).count()).toBe(0);
  for (const one of [office, clerk, before]) await one.close();
}, 60_000);

it('says that the line is lost, keeps what is typed, and goes on when it is back', async () => {
  const { number } = await writeIn('孙师傅', '社保卡激活不了，银行说信息不一致，要怎么改');
  const clerk = await StaffDriver.signIn(browser, product, 'renshe.jb');
  await clerk.open(`cases/${number}`);
  const atClerk = new CaseDriver(clerk.page);
  await atClerk.accept('咨询');
  await clerk.page.getByRole('tab', { name: '办理' }).click();
  const text = clerk.page.getByRole('textbox', { name: '公开答复内容' });
  await clerk.page.context().setOffline(true);
  await text.fill('您好。请带身份证到银行网点更新信息后再激活。');
  await clerk.page.getByRole('button', { name: '提交审核', exact: true }).last().click();
  await clerk.page
    .getByText(/连接已断开|网络/)
    .first()
    .waitFor();
  expect(await text.inputValue()).toContain('更新信息');
  await clerk.page.context().setOffline(false);
  await clerk.page.getByRole('button', { name: '提交审核', exact: true }).last().click();
  await atClerk.waitForState('待审核');
  await clerk.close();
}, 60_000);

it('locks an account after five wrong passwords and says until when', async () => {
  const page = await browser.newPage();
  await page.goto(`${product.consoleUrl}sign-in`);
  await page.getByLabel('用户名').fill('ziran.sh');
  for (let tries = 0; tries < 5; tries += 1) {
    await page.getByLabel('密码', { exact: true }).fill(`not the password ${tries}`);
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/sign-in'));
    await page.getByRole('button', { name: '登录' }).click();
    await answered;
  }
  await page.getByLabel('密码', { exact: true }).fill(product.passwordOf('ziran.sh'));
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByText('可以再试的时间').waitFor();
  await page.close();
}, 60_000);

const DAY_MS = 86_400_000;

it('holds an answer when the window is shut, and gives it at the next contact', async () => {
  const { phone, number } = await writeIn('周大爷', '养老金认证的脸老是刷不过，能不能到窗口做');
  await product.moveClock(3 * DAY_MS);
  const clerk = await StaffDriver.signIn(browser, product, 'renshe.jb');
  await clerk.open(`cases/${number}`);
  const atClerk = new CaseDriver(clerk.page);
  await atClerk.accept('咨询');
  await atClerk.submit('您好。请带身份证到就近的便民服务中心，工作人员帮您做。');
  const reviewer = await StaffDriver.signIn(browser, product, 'renshe.sh');
  await reviewer.open(`cases/${number}`);
  await new CaseDriver(reviewer.page).confirm('审核通过');
  await clerk.open(`cases/${number}`);
  await clerk.page
    .getByText(/待群众再来消息时送出/)
    .first()
    .waitFor();

  expect(await phone.say('你好')).toContain('到就近的便民服务中心');
  for (const one of [clerk, reviewer]) await one.close();
}, 90_000);
