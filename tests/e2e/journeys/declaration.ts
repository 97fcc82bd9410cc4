/** Create and download the declaration: fill what is missing by keyboard, make the final version, download it, sign it. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { focused, type Journey, press, tabTo } from './keyboard.ts'

export interface DeclarationJourney extends Journey {
  readonly product: string
  readonly release: string
}

/** Begins with a product that states everything but who signs. Ends with a signed PDF, whose bytes it returns. */
export async function declarationJourney(page: Page, where: DeclarationJourney): Promise<Uint8Array> {
  const { url, org, product, release } = where
  await page.goto(`${url}/o/${org}/p/${product}/r/${release}/documents?lang=en`)
  await tabTo(page, 'a', 'EU declaration of conformity')
  await press(page, 'Enter')
  await page.getByRole('heading', { level: 1, name: /missing before you can sign/ }).waitFor()
  expect(await page.getByText('This is a draft. Do not hand it out.').count()).toBeGreaterThan(0)
  await fillMissing(page, 'Name of the person who signs', 'The managing director')
  await fillMissing(page, 'Function', 'Managing director')
  await fillMissing(page, 'Place', 'Hamburg')
  await page.getByRole('heading', { level: 1, name: /Nothing is missing/ }).waitFor()
  await tabTo(page, 'button', 'Make the final version')
  await press(page, 'Enter')
  await page.getByText('Version 1, final').waitFor()
  const pdf = await download(page)
  await sign(page)
  return pdf
}

async function fillMissing(page: Page, label: string, value: string): Promise<void> {
  await tabTo(page, 'button', `Fill it in here: ${label}`)
  await press(page, 'Enter')
  await tabTo(page, 'input', label)
  expect(await focused(page)).toBe(label)
  await page.keyboard.type(value)
  await press(page, 'Enter')
  await page
    .getByRole('button', { name: `Fill it in here: ${label}`, exact: true })
    .waitFor({ state: 'detached' })
  await page.getByRole('article').getByText(value).first().waitFor()
}

async function download(page: Page): Promise<Uint8Array> {
  await tabTo(page, 'summary', 'Download version 1')
  await press(page, 'Enter')
  await tabTo(page, 'a', 'PDF')
  const [file] = await Promise.all([page.waitForEvent('download'), press(page, 'Enter')])
  const bytes = readFileSync(await file.path())
  expect(new TextDecoder().decode(bytes.subarray(0, 5))).toBe('%PDF-')
  return bytes
}

async function sign(page: Page): Promise<void> {
  await tabTo(page, 'button', 'Sign version 1')
  await press(page, 'Enter')
  const dialog = page.getByRole('dialog', { name: 'Sign version 1' })
  expect(await dialog.textContent()).toMatch(/[0-9a-f]{64}/)
  await tabTo(page, 'button', 'Do not sign')
  await press(page, 'Tab')
  expect(await focused(page)).toBe('Sign')
  await press(page, 'Enter')
  await page.getByRole('heading', { level: 1, name: 'Signed: version 1' }).waitFor()
}
