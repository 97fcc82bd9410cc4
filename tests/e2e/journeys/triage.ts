/** Triage by keyboard alone: a page of a signed-in curator, a queue with findings, and what has the focus at each step. */
import type { Page } from 'playwright-core'

export interface TriageWish {
  /** `http://127.0.0.1:7373` */
  readonly origin: string
  readonly org: string
  /** How many findings are decided. */
  readonly count: number
}

export interface TriageResult {
  /** Ids of the rows that were decided, in order. */
  readonly decided: readonly string[]
  /** What had the focus, step by step: `row ID`, `chip 1`, `reason`, `button Save`. */
  readonly focus: readonly string[]
  /** Milliseconds from the key to the painted next finding, of each move. */
  readonly moves: readonly number[]
}

const kinds = ['notAffected', 'affected', 'fixed', 'investigate'] as const
const letters = { notAffected: 'n', affected: 'a', fixed: 'f', investigate: 'i' } as const

/** Throws where a step does not lead where it should. */
export async function triageByKeyboard(page: Page, wish: TriageWish): Promise<TriageResult> {
  await page.goto(`${wish.origin}/o/${wish.org}/triage`)
  await page.locator('[data-row]').first().waitFor()
  await page.locator('[data-decide]').first().waitFor()
  const focus: string[] = []
  const decided: string[] = []
  const moves: number[] = []
  // From the top of the page: the first row has the current mark, J and K carry the focus with it.
  await page.locator('[data-row][aria-current]').focus()
  await note(page, focus)
  for (let at = 0; at < wish.count; at++) {
    const id = await currentRow(page)
    await decideOne(page, kinds[at % kinds.length] ?? 'notAffected', focus)
    decided.push(id)
    // The decided row may leave the queue: what counts is that another one is current.
    await page.locator(`[data-row="${id}"][aria-current]`).waitFor({ state: 'detached' })
    await page.locator('[data-row][aria-current]').waitFor()
    await note(page, focus)
  }
  for (const key of ['j', 'k']) moves.push(await timeMove(page, key))
  return { decided, focus, moves }
}

async function decideOne(page: Page, kind: (typeof kinds)[number], focus: string[]): Promise<void> {
  await page.keyboard.press(letters[kind])
  await page.locator('form[aria-label] [data-first]').first().waitFor()
  await note(page, focus)
  if (kind === 'notAffected') await page.keyboard.press('3')
  if (kind === 'affected') await page.keyboard.press('1')
  if (kind === 'investigate') await tabToReason(page)
  await note(page, focus)
  const saved = page.waitForResponse((response) => response.url().endsWith('/triage/decide'))
  await page.keyboard.press('Enter')
  const answer = await saved
  if (!answer.ok()) throw new Error(`${kind}: the server answered ${answer.status()}: ${await answer.text()}`)
}

/** A date field has parts; Tab leaves it at last. */
async function tabToReason(page: Page): Promise<void> {
  for (let steps = 0; steps < 6; steps++) {
    if ((await focused(page)) === 'reason') return
    await page.keyboard.press('Tab')
  }
  if ((await focused(page)) !== 'reason') throw new Error('Tab does not lead to the reason')
}

async function note(page: Page, focus: string[]): Promise<void> {
  focus.push(await focused(page))
}

/** What has the focus, in words that a test can compare. */
export async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement)) return 'nothing'
    const row = element.dataset['row']
    if (row !== undefined) return `row ${row}`
    if (element.dataset['reason'] !== undefined) return 'reason'
    const words = element.getAttribute('aria-label') ?? element.textContent
    return `${element.tagName.toLowerCase()} ${words.trim()}`.trim()
  })
}

async function currentRow(page: Page): Promise<string> {
  const id = await page.locator('[data-row][aria-current]').getAttribute('data-row')
  if (id === null) throw new Error('no finding is open')
  return id
}

/** From the key until the frame in which the heading of another finding stands. */
async function timeMove(page: Page, key: string): Promise<number> {
  await page.waitForTimeout(500)
  await page.evaluate(() => {
    const panel = document.querySelector('section h2')?.closest('main') ?? document.body
    const state = { began: 0, took: -1 }
    Object.assign(window, { occtetMove: state })
    window.addEventListener('keydown', () => (state.began = performance.now()), { capture: true, once: true })
    const watch = new MutationObserver(() => {
      if (state.began === 0) return
      watch.disconnect()
      requestAnimationFrame(() => setTimeout(() => (state.took = performance.now() - state.began), 0))
    })
    watch.observe(panel, { subtree: true, childList: true, characterData: true, attributes: true })
  })
  await page.keyboard.press(key)
  await page.waitForFunction(
    () => (window as unknown as { occtetMove: { took: number } }).occtetMove.took >= 0,
  )
  return page.evaluate(() => (window as unknown as { occtetMove: { took: number } }).occtetMove.took)
}
