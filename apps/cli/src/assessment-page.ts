/** What every screen about an assessment needs: language, width, name and folder of the product. */
import type { Language } from '@occtet/toolkit/cra'
import { fold } from './layout.ts'

export interface AssessmentPage {
  readonly language: Language
  readonly columns: number
  readonly product: string
  /** As given by the user: what stands in the commands that are named. */
  readonly dir: string
}

export function widthOf({ columns }: AssessmentPage): number {
  return Math.min(Math.max(columns, 60), 100)
}

export function liner(page: AssessmentPage): (text: string, indent?: number) => string {
  return (text, indent = 0) => fold(' '.repeat(indent), text, { indent, width: widthOf(page), lines: 12 })
}

/** `occtet cra status DIR --lang de`, as the user would type it next. */
export function command(
  words: readonly string[],
  page: Pick<AssessmentPage, 'dir' | 'language'>,
  more: readonly string[] = [],
): string {
  const language = page.language === 'en' ? [] : ['--lang', page.language]
  const dir = /^[\w./@+-]+$/.test(page.dir) ? page.dir : `'${page.dir.replaceAll("'", "'\\''")}'`
  return ['occtet', ...words, dir, ...more, ...language].join(' ')
}

/** `Annex I, Part I, point (2)(a)` as `I (2)(a)`. */
export function shortRef(ref: string): string {
  return ref.replace(/^Annex I, Part (I+), point /, '$1 ')
}
