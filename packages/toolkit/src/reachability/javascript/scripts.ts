/** The JavaScript in a file: all of it, or the script blocks of a Vue, Svelte or Astro component. */
import type { ScriptKind } from './imports.ts'

export const sourceFile = /\.(?:[mc]?[jt]s|[jt]sx|vue|svelte|astro)$/

/** Same length and lines as the file; what is no script is blank. */
export function scriptOf(path: string, text: string): string {
  if (/\.(?:vue|svelte)$/.test(path)) return keep(text, scriptBlocks(text))
  if (path.endsWith('.astro')) return keep(text, [...frontMatter(text), ...scriptBlocks(text)])
  return text
}

/** `.ts` has type assertions where the others may have tags. */
export function kindOf(path: string, text: string): ScriptKind {
  if (/\.(?:vue|svelte|astro)$/.test(path)) {
    const jsx = /<script[^>]{0,200}\blang\s?=\s?["']?[jt]sx/.test(text)
    return { jsx, types: true }
  }
  return { jsx: !/\.[mc]?ts$/.test(path), types: /\.(?:[mc]?ts|tsx)$/.test(path) }
}

type Span = readonly [start: number, end: number]

const pieces = /<!--|<script\b[^>]{0,2000}>|<\/script\s*>/gi

function scriptBlocks(text: string): readonly Span[] {
  const spans: Span[] = []
  let start: number | undefined
  pieces.lastIndex = 0
  for (let found = pieces.exec(text); found !== null; found = pieces.exec(text)) {
    if (found[0] === '<!--') {
      const end = start === undefined ? text.indexOf('-->', found.index) : found.index + 4
      if (end < 0) break
      pieces.lastIndex = end
    } else if (/^<script/i.test(found[0])) {
      if (!found[0].endsWith('/>')) start ??= found.index + found[0].length
    } else if (start !== undefined) {
      spans.push([start, found.index])
      start = undefined
    }
  }
  if (start !== undefined) spans.push([start, text.length])
  return spans
}

function frontMatter(text: string): readonly Span[] {
  const open = /^\s*---/.exec(text)?.[0].length
  const close = open === undefined ? -1 : text.indexOf('\n---', open)
  return open === undefined || close < 0 ? [] : [[open, close]]
}

function keep(text: string, spans: readonly Span[]): string {
  const parts: string[] = []
  let at = 0
  for (const [start, end] of spans) {
    if (start < at) continue
    parts.push(text.slice(at, start).replace(/[^\n]/g, ' '), text.slice(start, end))
    at = end
  }
  parts.push(text.slice(at).replace(/[^\n]/g, ' '))
  return parts.join('')
}
