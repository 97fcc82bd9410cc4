/** Compiles a template to the cells that the matcher runs (see licenses/recognition/program.ts). */
import { code, isGap } from '../../packages/toolkit/src/licenses/recognition/program.ts'
import { toWords } from '../../packages/toolkit/src/licenses/recognition/words.ts'
import type { Alternative } from './pattern.ts'
import type { Part } from './template.ts'

/** Words that a copyright statement may have, all lines together. */
const copyrightWords = 120
/** `5000` characters of the templates: room for many copyright lines. */
const mostGap = 300

/** A line of the template that states a copyright: the line's words are not compared (annex B.11). */
const copyrightLine = /^[^\S\n]*(?:copyright|portions copyright)\s*(?:\(c\)|©|[0-9<[]|by\b)[^\n]{0,100}$/im

export type WordId = (word: string) => number

/** Cells of a whole template, without gaps at either end. */
export function compileTemplate(parts: readonly Part[], idOf: WordId): readonly number[] {
  const cells = compileParts(parts, idOf)
  let from = 0
  while (isGap(cells[from] ?? 0)) from += 2
  let to = cells.length
  while (to - 2 >= from && isGap(cells[to - 2] ?? 0)) to -= 2
  return cells.slice(from, to)
}

function compileParts(parts: readonly Part[], idOf: WordId): number[] {
  const cells: number[] = []
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'text') cells.push(...compileText(part.text, idOf))
    else if (part.kind === 'option') {
      const ending = endingOf(parts[index - 1], part.parts)
      if (ending !== undefined) endWord(cells, ending, idOf)
      else cells.push(...toOption(compileParts(part.parts, idOf)))
    } else cells.push(...compileVariable(part, idOf))
  }
  return cells
}

/** `name` + optional `s`: one word or the other, not two words. */
function endingOf(
  before: Part | undefined,
  inside: readonly Part[],
): { readonly word: string; readonly suffix: string } | undefined {
  const [only] = inside
  if (before?.kind !== 'text' || only?.kind !== 'text' || !inside.slice(1).every(isEmpty)) return undefined
  const word = /[a-z]+$/i.exec(before.text)?.[0]
  const suffix = /^[a-z]{1,3}$/i.exec(only.text)?.[0]
  return word === undefined || suffix === undefined ? undefined : { word, suffix }
}

function isEmpty(part: Part): boolean {
  return part.kind === 'text' && part.text === ''
}

function endWord(
  cells: number[],
  { word, suffix }: { readonly word: string; readonly suffix: string },
  idOf: WordId,
): void {
  cells.pop()
  cells.push(...toChoice([compileText(word, idOf), compileText(word + suffix, idOf)]))
}

function compileText(text: string, idOf: WordId): number[] {
  const found = copyrightLine.exec(text)
  if (found === null) return toWords(text).words.map((word) => idOf(word))
  return [
    ...compileText(text.slice(0, found.index), idOf),
    code.copyright,
    copyrightWords,
    ...compileText(text.slice(found.index + found[0].length), idOf),
  ]
}

function compileVariable(part: Part & { readonly kind: 'variable' }, idOf: WordId): number[] {
  if (part.name === 'bullet' || part.pattern === '.{0,20}') return [code.bullet, 4]
  if (part.pattern === '.{0,5000}')
    return [part.name.includes('opyright') ? code.copyright : code.gap, mostGap]
  const all = part.alternatives
    .flatMap((alternative) => [alternative, toPlural(alternative)])
    .map((alternative) => compileAlternative(alternative, idOf))
  const original = compileText(part.original, idOf)
  const known = new Map([original, ...all].map((cells) => [cells.join(), cells]))
  if (all.some((cells) => isGap(cells[0] ?? 0) && cells.length === 2)) known.delete(original.join())
  return toChoice([...known.values()])
}

/** `name(s)` also stands for `names`. */
function toPlural(alternative: Alternative): Alternative {
  return alternative.map((part) => (typeof part === 'string' ? part.replaceAll(/(?<=\w)\(s\)/g, 's') : part))
}

function compileAlternative(alternative: Alternative, idOf: WordId): number[] {
  return alternative.flatMap((part) => {
    if (typeof part === 'string') return compileText(part, idOf)
    return [part.kind === 'number' ? code.bullet : code.gap, Math.min(part.gap, mostGap)]
  })
}

function toOption(inside: readonly number[]): number[] {
  return inside.length === 0 ? [] : [code.option, inside.length, ...inside]
}

/** `either` skips to the next alternative; each but the last ends with a jump behind all. */
function toChoice(choices: readonly (readonly number[])[]): number[] {
  const [first = [], ...rest] = choices
  if (rest.length === 0) return [...first]
  const tail = toChoice(rest)
  return [code.either, first.length + 2, ...first, code.jump, tail.length, ...tail]
}
