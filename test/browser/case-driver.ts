import type { Locator, Page } from 'playwright-core';

/** What a person does with a case on its page. */
export class CaseDriver {
  constructor(private readonly page: Page) {}

  /** Presses one of the buttons for the next actions; where it opens a dialog, that dialog. */
  async press(label: string): Promise<Locator> {
    await this.page.getByRole('button', { name: label, exact: true }).first().click();
    return this.page.getByRole('dialog', { name: label });
  }

  /** 受理 as a type of case. */
  async accept(type: string): Promise<void> {
    const dialog = await this.press('受理');
    await this.choose(dialog, '类型', type);
    await dialog.getByRole('button', { name: '受理', exact: true }).click();
    await this.waitForState('办理中');
  }

  /** 记一次联系 by telephone. */
  async recordContact(result: string): Promise<void> {
    const dialog = await this.press('记一次联系');
    await dialog.getByRole('textbox', { name: '说了什么' }).fill(result);
    await dialog.getByRole('button', { name: '保存' }).click();
    await this.page.getByText('联系记录已保存').waitFor();
  }

  /** Writes the answer in 办理 and sends it to its gates. */
  async submit(text: string): Promise<void> {
    await this.page.getByRole('tab', { name: '办理' }).click();
    await this.page.getByRole('textbox', { name: '公开答复内容' }).fill(text);
    await this.page.getByRole('button', { name: '提交审核', exact: true }).last().click();
    await this.waitForState('待审核');
  }

  /** An action whose dialog wants a reason. */
  async pressWithReason(label: string, reason: string): Promise<void> {
    const dialog = await this.press(label);
    await dialog.getByRole('textbox', { name: '意见' }).fill(reason);
    await dialog.getByRole('button', { name: label, exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  /** An action whose dialog is only to be confirmed. */
  async confirm(label: string): Promise<void> {
    const dialog = await this.press(label);
    await dialog.getByRole('button', { name: label, exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  async choose(within: Locator, label: string, option: string | RegExp): Promise<void> {
    const select = within.locator('.el-select', { has: this.page.getByLabel(label) });
    await within.getByRole('combobox', { name: label }).press('Enter');
    const exact = typeof option === 'string';
    await this.page.getByRole('option', { name: option, exact }).click();
    await select.getByText(option, { exact }).waitFor();
  }

  /** Waits until the head of the page shows a state. */
  async waitForState(label: string): Promise<void> {
    await this.page.locator('header, section').getByText(label, { exact: true }).first().waitFor();
  }
}
