/** What every part of a PDF paper is drawn with, and the two things that all of them need. */
import type { StructElement } from 'pdfkit'
import { formatBasis, type PaperWords, type Statement } from '../../../documents/index.ts'
import type { Sheet, Style } from './sheet.ts'

export interface Drawing {
  readonly sheet: Sheet
  readonly words: PaperWords
  readonly parent: StructElement
}

/** The whole width of the text. */
export function full(
  { sheet }: Drawing,
  style: Style,
): { readonly style: Style; readonly x: number; readonly width: number } {
  return { style, x: sheet.left, width: sheet.width }
}

/** What is missing and where to give it, or what a statement rests on, as the fonts can show it. */
export function gapText({ sheet, words }: Drawing, basis: Statement['basis']): string {
  return sheet.printable(formatBasis(words, basis))
}
