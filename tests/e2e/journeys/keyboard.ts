/** Journeys go by keyboard alone: Tab until the wanted control has the focus, and say what has it. */
import type { Page } from 'playwright-core'

export interface Journey {
  /** Without a slash at the end. */
  readonly url: string
  readonly org: string
}

export async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key)
}

/** What a reader would call it: label, text, or the value of a radio button. */
export async function focused(page: Page): Promise<string> {
  return page.evaluate(nameOfFocus)
}

/** Fails when a whole round of the page did not meet it: then nobody reaches it by keyboard. */
export async function tabTo(page: Page, tag: string, name: string): Promise<void> {
  await page.locator(tag).filter({ visible: true }).first().waitFor()
  for (let steps = 0; steps < 300; steps++) {
    const found = await page.evaluate(nameOfFocus)
    const isTag = await page.evaluate((wanted) => document.activeElement?.localName === wanted, tag)
    if (isTag && found === name) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no ${tag} called ${name} gets the focus`)
}

function nameOfFocus(): string {
  const element = document.activeElement
  if (element === null) return ''
  if (element instanceof HTMLInputElement && element.type === 'radio') return element.value
  const own = element.getAttribute('aria-label')
  if (own !== null) return own
  const label =
    'labels' in element ? (element as HTMLInputElement).labels?.[0]?.firstChild?.textContent : undefined
  return (label ?? element.textContent ?? '').trim()
}
