/** Reads the template text of a license (SPDX 2.3, annex B.3) into parts. */
import { type Alternative, readPattern } from './pattern.ts'

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'option'; readonly parts: readonly Part[] }
  | {
      readonly kind: 'variable'
      readonly name: string
      readonly original: string
      readonly pattern: string
      readonly alternatives: readonly Alternative[]
    }

const mark =
  /<<beginOptional>>|<<endOptional>>|<<var;name="([^"]*)";original="((?:(?!";match=)[\s\S])*)";match="([\s\S]*?)">>/g

/** Throws where marks do not nest. */
export function readTemplate(source: string): readonly Part[] {
  const open: Part[][] = [[]]
  let at = 0
  const add = (part: Part): void => void open.at(-1)?.push(part)
  for (const found of source.matchAll(mark)) {
    if (found.index > at) add({ kind: 'text', text: source.slice(at, found.index) })
    at = found.index + found[0].length
    if (found[0] === '<<beginOptional>>') open.push([])
    else if (found[0] === '<<endOptional>>') {
      const parts = open.pop() ?? []
      if (open.length === 0) throw new Error('optional text ends twice')
      add({ kind: 'option', parts })
    } else add(toVariable(found[1] ?? '', found[2] ?? '', found[3] ?? ''))
  }
  if (open.length !== 1) throw new Error('optional text is not closed')
  add({ kind: 'text', text: source.slice(at) })
  return open[0] ?? []
}

function toVariable(name: string, original: string, pattern: string): Part {
  return { kind: 'variable', name, original, pattern, alternatives: readPattern(pattern) }
}

/** The text as the list prints it: optional text in, variables by their original. */
export function toStandardText(parts: readonly Part[]): string {
  return parts
    .map((part) => {
      if (part.kind === 'text') return part.text
      return part.kind === 'option' ? toStandardText(part.parts) : part.original
    })
    .join('')
}
