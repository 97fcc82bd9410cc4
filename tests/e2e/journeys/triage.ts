/** Triage by keyboard alone: findings are decided one after another, and the next one is there before the server has answered. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Journey, press } from './keyboard.ts'

export interface Decided {
  /** `ADVISORY@purl`. */
  readonly row: string
  readonly status: 'not_affected' | 'affected' | 'fixed' | 'under_investigation'
}

interface Kind {
  readonly status: Decided['status']
  /** As the list shows it. */
  readonly said: string
  /** Keys from the list to the sentence, each with what has the focus after it. */
  readonly steps: readonly (readonly [key: string, focus: string])[]
}

/** Each kind of decision has its own way through the form, and the sentence is written for most of them. */
const kinds: readonly Kind[] = [
  {
    status: 'not_affected',
    said: 'Not affected',
    steps: [
      ['n', 'button 1 The component is not in the product.'],
      ['3', 'reason The vulnerable code is never run.'],
    ],
  },
  {
    status: 'affected',
    said: 'Affected',
    steps: [
      ['a', 'button 1 Update'],
      ['1', 'reason We ship the affected version.'],
    ],
  },
  { status: 'fixed', said: 'Fixed', steps: [['f', 'reason The fix is in what we ship.']] },
  {
    status: 'under_investigation',
    said: 'Being looked into',
    steps: [
      ['i', 'day'],
      // Day, month, year and the calendar are parts of one field.
      ['Tab', 'day'],
      ['Tab', 'day'],
      ['Tab', 'day'],
      ['Tab', 'reason It is not clear yet whether this reaches us.'],
    ],
  },
]

/** Begins at any page; the queue has to have `count` rows or more. Returns what was decided, in order. */
export async function triageByKeyboard(
  page: Page,
  { url, org, count }: Journey & { readonly count: number },
): Promise<readonly Decided[]> {
  await page.goto(`${url}/o/${org}/triage?lang=en`)
  await page.locator('[data-row][aria-current]').waitFor()
  await tabToQueue(page)
  const decided: Decided[] = []
  for (let at = 0; at < count; at++) {
    const kind = kinds[at % kinds.length]
    if (kind === undefined) throw new Error('there are four kinds')
    decided.push({ row: await currentRow(page), status: kind.status })
    await decideOne(page, kind)
  }
  return decided
}

/** Back to the row before, take its decision back, make it again, and be where one was. */
export async function undoAndDecideAgain(page: Page, last: Decided): Promise<void> {
  const kind = kinds.find(({ status }) => status === last.status)
  if (kind === undefined) throw new Error(`no kind ${last.status}`)
  for (let steps = 0; (await currentRow(page)) !== last.row && steps < 100; steps++) await press(page, 'k')
  await focusComesTo(page, `row ${last.row}`)
  // U asks for the decision, which comes with the evidence.
  await page.getByRole('button', { name: 'Undo U' }).waitFor()
  const undone = page.waitForResponse(/\/revoke$/)
  await press(page, 'u')
  expect((await undone).status()).toBe(200)
  await page.getByText('Undone. The ledger keeps both steps.').first().waitFor()
  await focusComesTo(page, `row ${last.row}`)
  await decideOne(page, kind)
}

/** From the top of the page into the list. */
async function tabToQueue(page: Page): Promise<void> {
  for (let steps = 0; steps < 100; steps++) {
    await press(page, 'Tab')
    if ((await focusOf(page)).startsWith('row ')) return
  }
  throw new Error('no row of the queue gets the focus')
}

/** The server's answer is held back until the next finding is open: nobody waits for it. */
async function decideOne(page: Page, { steps, said }: Kind): Promise<void> {
  const row = await currentRow(page)
  const next = await nextToDecide(page, row)
  expect(await focusOf(page)).toBe(`row ${row}`)
  await page.locator('[data-decide]').first().waitFor()
  for (const [key, focus] of steps) {
    await press(page, key)
    await focusComesTo(page, focus)
  }
  const release = await holdAnswer(page)
  await press(page, 'Enter')
  await focusComesTo(page, `row ${next}`)
  expect(await currentRow(page)).toBe(next)
  expect(await markOf(page, row)).toBe(`${said} sending`)
  expect(await release()).toBe(200)
  await expect.poll(async () => markOf(page, row)).toMatch(/ (?:in the ledger|saved, ledger follows)$/)
  expect(await focusOf(page)).toBe(`row ${next}`)
}

/** The next decision reaches the server when the returned function is called; gives the status of the answer. */
async function holdAnswer(page: Page): Promise<() => Promise<number>> {
  const url = /\/triage\/decide$/
  let letGo: () => void = () => undefined
  const held = new Promise<void>((resolve) => (letGo = resolve))
  await page.route(
    url,
    async (route) => {
      await held
      await route.continue()
    },
    { times: 1 },
  )
  return async () => {
    const answer = page.waitForResponse(url)
    letGo()
    return (await answer).status()
  }
}

async function focusComesTo(page: Page, wanted: string): Promise<void> {
  await expect.poll(async () => focusOf(page), { timeout: 10_000 }).toBe(wanted)
}

/** What has the focus, as a reader of the test would call it. */
async function focusOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement)) return 'nothing'
    const { row, reason } = element.dataset
    if (row !== undefined) return `row ${row}`
    if (element instanceof HTMLInputElement) {
      if (reason !== undefined) return `reason ${element.value}`
      return element.type === 'date' ? 'day' : `input ${element.type}`
    }
    return `${element.localName} ${element.textContent.trim()}`
  })
}

async function currentRow(page: Page): Promise<string> {
  const id = await page.locator('[data-row][aria-current]').getAttribute('data-row')
  if (id === null) throw new Error('no finding is open')
  return id
}

/** The next row of which nothing was said; the same one where there is none. */
async function nextToDecide(page: Page, row: string): Promise<string> {
  const rows = await page.locator('[data-row]').evaluateAll((all) =>
    all.map((one) => ({
      id: one.dataset['row'] ?? '',
      isSaid: /(?:sending|in the ledger|ledger follows)$/.test(
        one.querySelector('b + span')?.textContent ?? '',
      ),
    })),
  )
  const at = rows.findIndex(({ id }) => id === row)
  const open = [...rows.slice(at + 1), ...rows.slice(0, at)].find(({ isSaid }) => !isSaid)
  return open?.id ?? row
}

/** What a row of the list says of itself at its end, with what only a screen reader hears. */
async function markOf(page: Page, row: string): Promise<string> {
  const mark = page.locator(`[data-row=${JSON.stringify(row)}] > b + span`)
  return ((await mark.textContent()) ?? '').trim()
}
