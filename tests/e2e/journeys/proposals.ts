/** A model's proposal by keyboard: set up on the page, seen to the letter, agreed to, judged, and found again in the ledger. */
import type { Locator, Page } from 'playwright-core'
import { type Journey, press, tabTo } from './keyboard.ts'

export interface ModelWish {
  readonly url: string
  readonly name: string
  /** Findings, answers and facts of products; off in a new form. */
  readonly sendsProduct: boolean
}

/** Sets the organisation's model with the form of its page, as somebody who writes and ticks. */
export async function setModel(page: Page, { url, org }: Journey, model: ModelWish): Promise<void> {
  await page.goto(`${url}/o/${org}/assistant?view=model&lang=en`)
  await tabTo(page, 'input', 'Address')
  await retype(page, model.url)
  await tabTo(page, 'input', 'Name of the model')
  await retype(page, model.name)
  const product = page.getByLabel('Your products: findings, answers, facts')
  await product.focus()
  if ((await product.isChecked()) !== model.sendsProduct) await press(page, 'Space')
  await tabTo(page, 'button', 'Save')
  await press(page, 'Enter')
  await page.getByText(/^Set by .+ on .+ tokens used this month\./).waitFor()
}

/** Opens the first finding, lets the rules speak, and tells them what the product's people know. */
export async function proposeByRules(page: Page, at: Journey, note: string): Promise<Locator> {
  const card = await openTriage(page, at)
  await tabTo(page, 'button', 'Propose a VEX status')
  await press(page, 'Enter')
  await page.getByText('Not enough evidence: VEX status').waitFor()
  await tabTo(page, 'textarea', 'What you know besides')
  await page.keyboard.type(note)
  await tabTo(page, 'button', 'Try again with this')
  await press(page, 'Enter')
  await card.getByText('Proposed: VEX status').waitFor()
  return card
}

/** Comes back to a finding that something was proposed for: the newest proposal is there. */
export async function openTriage(page: Page, { url, org }: Journey): Promise<Locator> {
  await page.goto(`${url}/o/${org}/triage?lang=en`)
  const row = page.locator('[data-row][aria-current]')
  await row.waitFor()
  // The address holds the open row, whatever the width.
  await row.click()
  await page.waitForURL(/#./)
  return page.getByRole('article', { name: 'VEX status' })
}

/** With what was said for the proposal before. */
export async function proposeAnew(page: Page, card: Locator): Promise<void> {
  await tabTo(page, 'button', 'Propose anew by rules')
  await press(page, 'Enter')
  await card.getByRole('button', { name: 'Accept' }).waitFor()
}

export interface Shown {
  /** What is said of it before the letters: where to, how much, which evidence, what it costs. */
  readonly facts: string
  readonly letters: readonly string[]
}

/** Shows what the model would get; nothing is sent by it. */
export async function lookAtLetters(page: Page, model: string): Promise<Shown> {
  await tabTo(page, 'button', `Let ${model} propose`)
  await press(page, 'Enter')
  await page.getByText('Before anything leaves').waitFor()
  await tabTo(page, 'summary', 'Every letter that would be sent')
  await press(page, 'Enter')
  const facts = await page.locator('dl').filter({ hasText: 'Goes to' }).innerText()
  return { facts, letters: await page.locator('details[open] pre').allTextContents() }
}

export async function agree(page: Page, host: string): Promise<void> {
  await tabTo(page, 'button', `Send this to ${host}`)
  await press(page, 'Enter')
}

/** Opens the part that says who proposed and from what, and reads it. */
export async function readProvenance(page: Page, card: Locator): Promise<string> {
  await tabTo(page, 'summary', 'Who proposed, and from what')
  await press(page, 'Enter')
  return card.locator('details[open]').innerText()
}

/** Writes the text anew and saves it as an edited one. */
export async function editProposal(page: Page, card: Locator, text: string): Promise<void> {
  await tabTo(page, 'button', 'Edit')
  await press(page, 'Enter')
  await tabTo(page, 'textarea', 'Text')
  await retype(page, text)
  await tabTo(page, 'button', 'Save as edited')
  await press(page, 'Enter')
  await card.getByText(/^Accepted with changes by .+ on /).waitFor()
}

/** The newest entry of the ledger that the assistant wrote: what it says, and its content. */
export async function newestOfAssistant(
  page: Page,
  { url, org }: Journey,
): Promise<readonly [string, string]> {
  await page.goto(`${url}/o/${org}/ledger?lang=en&kind=assistant`)
  const newest = page.locator('ol a').first()
  await newest.waitFor()
  const sentence = await newest.innerText()
  await newest.focus()
  await press(page, 'Enter')
  const content = page.locator('pre').first()
  await content.waitFor()
  return [sentence, await content.innerText()]
}

/** From the paper that asks for it to the public page: what has to be decided is asked, and the text goes into the form. */
export async function draftPolicy(
  page: Page,
  { url, org }: Journey,
  { product, rule, text }: { readonly product: string; readonly rule: string; readonly text: string },
): Promise<void> {
  await page.goto(`${url}/o/${org}/p/${product}/r/current/documents/cvd-policy?lang=en`)
  await tabTo(page, 'a', 'Have a section of your policy drafted')
  await press(page, 'Enter')
  await page.waitForURL(/\/public\?.*section=disclosure/)
  await tabTo(page, 'button', 'Propose a policy text')
  await press(page, 'Enter')
  await page.getByText('Not enough evidence: Policy text').waitFor()
  await tabTo(page, 'input', 'When and how a flaw is published')
  await page.keyboard.type(rule)
  await tabTo(page, 'button', 'Try again with this')
  await press(page, 'Enter')
  const card = page.getByRole('article', { name: 'Policy text' })
  await card.getByText('Proposed: Policy text').waitFor()
  await editProposal(page, card, text)
  await tabTo(page, 'button', 'Put it into the form')
  await press(page, 'Enter')
  await card.getByText('It stands in the form.').waitFor()
}

/** An impact statement is accepted and taken over; the decision that may carry it is opened by the person alone. */
export async function takeImpact(page: Page, at: Journey, note: string): Promise<Locator> {
  await openTriage(page, at)
  await tabTo(page, 'button', 'Propose an impact statement')
  await press(page, 'Enter')
  const card = page.getByRole('article', { name: 'Impact statement' })
  await card.getByText('Not enough evidence: Impact statement').waitFor()
  await tabTo(page, 'textarea', 'What you know besides')
  await page.keyboard.type(note)
  await tabTo(page, 'button', 'Try again with this')
  await press(page, 'Enter')
  await card.getByText('Proposed: Impact statement').waitFor()
  await tabTo(page, 'button', 'Accept')
  await press(page, 'Enter')
  await tabTo(page, 'button', 'Put it into the form')
  await press(page, 'Enter')
  await card.getByText(/^It is kept for “Not affected”/).waitFor()
  return card
}

async function retype(page: Page, text: string): Promise<void> {
  await press(page, 'Control+a')
  await page.keyboard.type(text)
}
