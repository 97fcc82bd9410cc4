/** On a bad day: open a case by keyboard, see the clocks, fill a field, write down what was sent. A drill stays apart. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Journey, focused, press, tabTo } from './keyboard.ts'

/** Begins at the list of incidents of an organisation that has one product with a profile. */
export async function incidentJourney(page: Page, { url, org }: Journey): Promise<void> {
  await page.goto(`${url}/o/${org}/cases?lang=en`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await tabTo(page, 'button', 'Open a case')
  await press(page, 'Enter')
  const order = await fillOpening(page)
  expect(order).toEqual([
    'Product',
    'AEV',
    'In a few words',
    'no',
    'Certain since',
    'Now',
    'What makes you certain',
    'Who decided that (role)',
  ])
  await page.waitForURL(/\/cases\/AEV-\d{8}-\d+/)
  await page
    .getByRole('heading', { level: 1, name: /Early warning is due in (?:24 h 0|23 h 5\d) min/ })
    .waitFor()
  const track = page.getByRole('img', { name: /^Clock from / })
  expect(await track.getAttribute('aria-label')).toMatch(/72-hour notification: (?:3 days|71 h 5\d min)/)
  await writeSent(page)
  await page
    .getByRole('heading', { level: 1, name: /72-hour notification is due in (?:3 days|71 h 5\d min)/ })
    .waitFor()
  expect(await page.getByText(/before the limit/).count()).toBe(1)
}

/** Tab through the form: the order is the order of reading. */
async function fillOpening(page: Page): Promise<readonly string[]> {
  const order: string[] = []
  const step = async (keys: string | undefined): Promise<void> => {
    await press(page, 'Tab')
    order.push(await focused(page))
    if (keys !== undefined) await page.keyboard.type(keys)
  }
  await page.getByRole('combobox', { name: 'Product' }).waitFor()
  await tabTo(page, 'select', 'Product')
  order.push(await focused(page))
  await step(undefined)
  await step('Logins from unknown addresses')
  await press(page, 'Tab')
  order.push(await focused(page))
  await press(page, 'ArrowDown')
  await tabTo(page, 'input', 'Certain since')
  order.push(await focused(page))
  await tabTo(page, 'button', 'Now')
  order.push(await focused(page))
  await press(page, 'Enter')
  await step('A customer sent log lines.')
  await step('Security lead')
  await press(page, 'Enter')
  return order
}

async function writeSent(page: Page): Promise<void> {
  await tabTo(page, 'button', 'I sent it: Early warning')
  await press(page, 'Enter')
  await page.getByRole('heading', { name: 'Write down' }).waitFor()
  await tabTo(page, 'input', 'Reference from the platform')
  await page.keyboard.type('SRP-1')
  await press(page, 'Enter')
  await page.getByText('Reference: SRP-1').first().waitFor()
}
