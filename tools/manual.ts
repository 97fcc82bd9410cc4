/** Cuts our documentation into passages of the assistant: one a section (`tools/reference.ts` packs them). */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ManualPassage } from '../packages/toolkit/src/assistant/corpus/manual/index.ts'
import { root } from './sources.ts'

/** Letters of a passage; a section that is longer is cut between paragraphs, and a paragraph that is longer stays whole. */
const most = 900

/** In the order of the files and of their sections; the page of commands as it lies on the disk. */
export function manualPassages(): readonly ManualPassage[] {
  const guides = readdirSync(join(root, 'docs/guide'))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `docs/guide/${name}`)
  return [...guides, 'docs/reference/commands.md', 'docs/reference/exit-codes.md'].flatMap(readPage)
}

function readPage(path: string): readonly ManualPassage[] {
  const text = readFileSync(join(root, path), 'utf8').replace(/<!--[^]*?-->/g, '')
  const language = path.endsWith('.de.md') ? 'de' : 'en'
  const sections = sectionsOf(text)
  const name = sections[0]?.heading ?? path
  return sections.flatMap(({ heading, body }) => {
    const place = heading === name ? path : `${path}#${slugOf(heading)}`
    const isCommand = path.endsWith('commands.md')
    const own = heading.replace(/^\d+\. | \([^)]*minut[^)]*\)$/g, '')
    const title = heading === name || isCommand ? heading : `${name}: ${own}`
    return cut(body).map((part, at) => ({
      id: `documentation/${place.slice('docs/'.length)}${at === 0 ? '' : `/${at + 1}`}`,
      language,
      title: plain(title),
      text: part,
      place,
    }))
  })
}

interface Section {
  readonly heading: string
  readonly body: string
}

/** A `#` inside a block of code is no heading. */
function sectionsOf(text: string): readonly Section[] {
  const sections: { heading: string; lines: string[] }[] = []
  let isCode = false
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) isCode = !isCode
    const heading = isCode ? undefined : /^#{1,4} (.+)$/.exec(line)?.[1]
    if (heading !== undefined) sections.push({ heading, lines: [] })
    else sections.at(-1)?.lines.push(line)
  }
  return sections.map(({ heading, lines }) => ({ heading, body: lines.join('\n') }))
}

/** As GitHub names the anchor of a heading. */
function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}

function cut(body: string): readonly string[] {
  const parts: string[] = []
  for (const piece of piecesOf(body)) {
    const last = parts.at(-1)
    if (last === undefined || last.length + piece.length + 1 > most) parts.push(piece)
    else parts[parts.length - 1] = `${last}\n${piece}`
  }
  return parts
}

/** Paragraphs, items and rows; a block of code stays whole. */
function piecesOf(body: string): readonly string[] {
  return body
    .split(/(^```[^]*?^```$)/m)
    .flatMap((part) => (part.startsWith('```') ? [part.replace(/^```.*$/gm, '').trim()] : proseOf(part)))
    .filter((piece) => piece !== '')
}

function proseOf(text: string): readonly string[] {
  return text
    .split(/\n\s*\n|\n(?=[-*|] ?|\d+\. )/)
    .filter((piece) => !/^\|[-|: ]+\|$/.test(piece.trim()))
    .map((piece) => plain(piece))
}

/** Markdown as words: shown as text, never as a link. */
function plain(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*|`/g, '')
    .replace(/^\s*\|\s*|\s*\|\s*$/g, '')
    .replace(/\s*\|\s*/g, ': ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/\s+/g, ' ')
    .trim()
}
