/** The assistant by keyboard: a question beside a question, a refusal, a model that is agreed to, and a proposal that is turned down. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Journey, press, tabTo } from './keyboard.ts'

export interface ProductJourney extends Journey {
  readonly product: string
  readonly release: string
}

/** Beside a question of the questionnaire: the question itself is what "this" means, and its page is the source. */
export async function askBesideQuestion(page: Page, at: ProductJourney): Promise<void> {
  await page.goto(`${at.url}/o/${at.org}/p/${at.product}/r/${at.release}/questions/B2?lang=en`)
  await tabTo(page, 'button', 'Ask about this')
  await press(page, 'Enter')
  await page.waitForFunction(() => document.activeElement?.localName === 'textarea')
  await ask(page, 'What does this question mean?')
  const panel = page.getByRole('complementary', { name: 'Ask' })
  await panel.getByText('Best passage, without a model').waitFor()
  expect(await panel.getByText('the self-assessment').first().isVisible()).toBe(true)
  expect(await panel.locator('a[href*="/questions/B2"]').count()).toBeGreaterThan(0)
}

/** The reason and where to turn, as the server says it, and no answer. */
export async function beRefused(
  page: Page,
  { question, pointer }: { readonly question: string; readonly pointer: string },
): Promise<void> {
  await ask(page, question)
  const panel = page.getByRole('complementary', { name: 'Ask' })
  await panel.getByText('This asks for a promise or a confirmation.', { exact: true }).waitFor()
  const newest = panel.locator('article').first()
  expect(await newest.getByText(pointer, { exact: true }).isVisible()).toBe(true)
  expect(await newest.getByText('Best passage').count()).toBe(0)
}

/** In the panel that is open: about the law alone, whatever is on screen. */
export async function askOfLaw(page: Page, question: string): Promise<void> {
  await page.getByLabel('Asked about').selectOption('law')
  await page.getByLabel('Your question').focus()
  await ask(page, question)
  await page.locator('article').first().getByText('Best passage, without a model').waitFor()
}

/** Everything that would be sent is there before anything is; then the model writes beside the passage. */
export async function letModelWord(page: Page, model: { readonly name: string; readonly host: string }) {
  await tabTo(page, 'button', `Let ${model.name} word this`)
  await press(page, 'Enter')
  await page.getByText('Before anything leaves').waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent.trim())).toBe('Before anything leaves')
  const shown = page.locator('article').first()
  expect(await shown.getByText(model.host, { exact: true }).isVisible()).toBe(true)
  await tabTo(page, 'summary', 'Every letter that would be sent')
  await press(page, 'Enter')
  const letters = await shown.locator('pre').allTextContents()
  await tabTo(page, 'button', `Send this to ${model.host}`)
  await press(page, 'Enter')
  return letters
}

/** Beside a finding: nothing is chosen, all three ways weigh the same, and a rejection says why. */
export async function proposeAndReject(page: Page, at: ProductJourney, note: string): Promise<void> {
  await page.goto(`${at.url}/o/${at.org}/triage?lang=en`)
  await page.locator('[data-row][aria-current]').waitFor()
  await tabTo(page, 'button', 'Propose a VEX status')
  await press(page, 'Enter')
  await page.getByText('Not enough evidence: VEX status').waitFor()
  await tabTo(page, 'textarea', 'What you know besides')
  await page.keyboard.type(note)
  await tabTo(page, 'button', 'Try again with this')
  await press(page, 'Enter')
  const card = page.getByRole('article', { name: 'VEX status' })
  await card.getByText('Proposed: VEX status').waitFor()
  const looks = await card
    .getByRole('button', { name: /^(?:Accept|Edit|Reject)$/ })
    .evaluateAll((buttons: readonly Element[]) => buttons.map((button) => button.className))
  expect(looks).toHaveLength(3)
  expect(new Set(looks).size).toBe(1)
  await tabTo(page, 'button', 'Reject')
  await press(page, 'Enter')
  await tabTo(page, 'textarea', 'Why')
  await page.keyboard.type('The analysis left out a plug-in.')
  await tabTo(page, 'button', 'Reject it')
  await press(page, 'Enter')
  await card.getByText(/^Rejected by .+ on /).waitFor()
  expect(await card.getByRole('button', { name: 'Put it into the form' }).count()).toBe(0)
}

async function ask(page: Page, question: string): Promise<void> {
  await page.keyboard.type(question)
  await press(page, 'Enter')
}
