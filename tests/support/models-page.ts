import type { Page } from '@playwright/test';
import { expect } from './fixtures';

/** The models page, as a visitor goes about it. */
export class ModelsPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('./#/models');
    await expect(this.page.getByRole('heading', { name: 'Which models can you ask?' })).toBeVisible();
    await expect(this.page.getByText('Looking at this device.')).toHaveCount(0);
  }

  /** Adds a server at this address, and a model of it. */
  async addServer(
    baseUrl: string,
    { model, needsKey = false }: { model?: string; needsKey?: boolean } = {},
  ): Promise<void> {
    const { page } = this;
    await page.getByLabel('Software of the server').selectOption({ label: 'Another server' });
    await page.getByRole('button', { name: 'Add this server' }).click();
    const card = this.connection();
    await card.getByRole('button', { name: 'Edit' }).click();
    await card.getByLabel('Base address').fill(baseUrl);
    if (needsKey) await card.getByLabel('It asks for a key').check();
    await card.getByRole('button', { name: 'Save' }).click();
    if (model) await this.addModel(model);
  }

  async addModel(model: string): Promise<void> {
    await this.connection().getByLabel('Add a model by its id').fill(model);
    await this.connection().getByRole('button', { name: 'Add' }).click();
    await expect(this.trying().getByRole('combobox', { name: 'Model', exact: true })).toContainText(model);
  }

  connection() {
    return this.page.getByRole('article', { name: 'Another server' });
  }

  trying() {
    return this.page.getByRole('region', { name: 'Try one' });
  }

  async ask(title?: string): Promise<void> {
    const { page } = this;
    if (title) {
      const task = this.trying().getByRole('combobox', { name: 'Starter task' });
      const label = await task.locator('option', { hasText: title }).textContent();
      await task.selectOption({ label: label! });
    }
    await page.getByRole('button', { name: /^Ask( again)?$/ }).click();
  }
}
