/** By keyboard alone: the quick scan with what was found confirmed, its result, and on to the plan. Reusable: needs a page and a product. */
import type { Page } from 'playwright-core'

export interface QuickScanPlace {
  /** Where the server is, without a slash at the end. */
  readonly base: string
  readonly org: string
  readonly product: string
  readonly release: string
}

export interface QuickScanResult {
  readonly answered: readonly string[]
  /** Answers that were found and confirmed. */
  readonly confirmed: readonly string[]
  /** Heading of the plan. */
  readonly plan: string
}

/** More questions than a quick scan can ask: a journey that does not end fails here. */
const most = 30

/** Throws where the focus is not where a keyboard expects it. */
export async function quickScan(page: Page, place: QuickScanPlace): Promise<QuickScanResult> {
  const { base, org, product, release } = place
  await page.goto(`${base}/o/${org}/p/${product}/r/${release}/questions?mode=quick&lang=en`)
  const answered: string[] = []
  const confirmed: string[] = []
  for (let turn = 0; turn < most; turn++) {
    const id = await waitForQuestion(page, answered.at(-1))
    if (id === undefined) return { answered, confirmed, plan: await goToPlan(page) }
    if (await answer(page)) confirmed.push(id)
    answered.push(id)
  }
  throw new Error(`the quick scan does not end: ${answered.join(', ')}`)
}

/** The next question has the focus on its words; undefined: the result stands there. */
async function waitForQuestion(page: Page, former: string | undefined): Promise<string | undefined> {
  const handle = await page.waitForFunction((before) => {
    const form = document.querySelector('[id^="answer-"]')
    const id = form?.id.slice('answer-'.length)
    if (form === null) return document.querySelector('a[href*="/plan"].btn') === null ? undefined : { id: '' }
    return id === before || document.activeElement?.id !== 'question-text' ? undefined : { id }
  }, former)
  const found = (await handle.jsonValue()) as { readonly id: string } | undefined
  return found === undefined || found.id === '' ? undefined : found.id
}

/** From the question's words: a find is confirmed first, else a digit chooses and Enter saves. */
async function answer(page: Page): Promise<boolean> {
  const isFound = (await page.getByRole('button', { name: /^Confirm "/ }).count()) > 0
  if (isFound) {
    await tabTo(page, (text) => text.startsWith('Confirm "'))
    await page.keyboard.press('Enter')
    return true
  }
  await tabTo(page, (_, type) => type === 'radio' || type === 'checkbox')
  await page.keyboard.press('1')
  await page.keyboard.press('Enter')
  return false
}

async function goToPlan(page: Page): Promise<string> {
  await tabTo(page, (text) => text === 'See the plan')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/plan/)
  const heading = page.getByRole('heading', { level: 1 }).filter({ hasText: /step/ })
  await heading.waitFor()
  return (await heading.textContent()) ?? ''
}

const mostTabs = 120

/** Presses Tab until the focus is there; throws where it lands on nothing that can be seen. */
async function tabTo(page: Page, isThere: (text: string, type: string) => boolean): Promise<void> {
  for (let press = 0; press < mostTabs; press++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => {
      const focus = document.activeElement
      const box = focus?.getBoundingClientRect()
      const isSeen = box !== undefined && box.width > 0 && box.height > 0
      const type = focus instanceof HTMLInputElement ? focus.type : ''
      return { text: focus?.textContent?.trim() ?? '', type, isSeen }
    })
    if (!at.isSeen) throw new Error(`the focus is on something that cannot be seen: ${at.text}`)
    if (isThere(at.text, at.type)) return
  }
  throw new Error(`not reached within ${mostTabs} tabs`)
}
