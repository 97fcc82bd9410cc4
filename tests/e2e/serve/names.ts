/** What a screen reader calls the controls of a page, in order; what changes from day to day is masked. */
import type { Page } from 'playwright-core'

const roles = [
  'button',
  'checkbox',
  'combobox',
  'link',
  'menuitem',
  'radio',
  'searchbox',
  'slider',
  'spinbutton',
  'switch',
  'tab',
  'textbox',
]
const control = new RegExp(`^\\s*- '?(${roles.join('|')})\\b(?: ("(?:[^"\\\\]|\\\\.)*"|/.*/))?`)

/** Of the page alone, without the frame around it, which is the same everywhere. */
export async function controlsOfPage(page: Page): Promise<readonly string[]> {
  return controls(page, 'main')
}

/** Of what stands around a page: skip link, rail, sample ribbon, top bar. */
export async function controlsOfFrame(page: Page): Promise<readonly string[]> {
  const all = await controls(page, 'body')
  const inner = await controls(page, 'main')
  const from = all.findIndex((_, at) => inner.every((one, offset) => all[at + offset] === one))
  if (from < 0) throw new Error('what is in main stands nowhere in the page')
  return [...all.slice(0, from), ...all.slice(from + inner.length)]
}

/** `link "Home"`, line by line; a control without a name is `link` alone. */
async function controls(page: Page, where: 'body' | 'main'): Promise<readonly string[]> {
  const tree = await page.locator(where).ariaSnapshot()
  return tree.split('\n').flatMap((line) => {
    const [, role, name] = control.exec(line) ?? []
    if (role === undefined) return []
    return name === undefined ? [role] : [`${role} ${mask(name)}`]
  })
}

/** Rows of the sample are no names of controls: one of a kind stands for all that follow it. */
export function withoutRows(lines: readonly string[]): readonly string[] {
  const kinds = lines.map((line) =>
    line
      .replace(/"(?:critical|high|medium|low|none|unknown).* · .*"$/, '"a finding"')
      .replace(/"Select .*"$/, '"Select a finding"')
      .replace(/link ".* \(#\)"$/, 'link "an entry (#)"'),
  )
  return kinds.filter((line, at) => line !== kinds[at - 1] && line !== kinds[at - 2])
}

/** Times, dates, counts, versions and hashes are `#`. */
export function mask(text: string): string {
  return text
    .replace(/\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/g, '#')
    .replace(/\b[0-9a-f]{8,}\b/g, '#')
    .replace(/\b[A-Z0-9]{10}\b/g, '#')
    .replace(/\d+(?:[.,:]\d+)*/g, '#')
}

/** Links of one name that lead to different places: heard in a list of links, nobody can tell them apart. */
export async function ambiguousLinks(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const places = new Map<string, Set<string>>()
    for (const link of document.querySelectorAll<HTMLAnchorElement>('main a[href]')) {
      if (link.getClientRects().length === 0) continue
      const name = (link.getAttribute('aria-label') ?? link.textContent).trim()
      places.set(name, (places.get(name) ?? new Set()).add(link.href))
    }
    return [...places].flatMap(([name, hrefs]) =>
      hrefs.size > 1 ? [`${name}: ${[...hrefs].join(' ')}`] : [],
    )
  })
}
