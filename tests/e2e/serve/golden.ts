/** Lists that somebody reviewed, in `tests/golden/web`: UPDATE_GOLDEN=1 rewrites one part and leaves the others. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

const isUpdate = process.env['UPDATE_GOLDEN'] === '1'

/** A file has a part for each page: `## name`, then its lines. */
export function checkGolden(file: string, part: string, lines: readonly string[]): void {
  const path = fileURLToPath(new URL(`../../golden/web/${file}`, import.meta.url))
  const parts = existsSync(path) ? parseParts(readFileSync(path, 'utf8')) : new Map<string, string>()
  const text = lines.join('\n')
  if (isUpdate) writeFileSync(path, formatParts(parts.set(part, text)))
  expect(text, `${file}, ${part}: UPDATE_GOLDEN=1 rewrites what was reviewed`).toBe(parts.get(part))
}

/** Names of the parts that a file has. */
export function goldenParts(file: string): readonly string[] {
  const path = fileURLToPath(new URL(`../../golden/web/${file}`, import.meta.url))
  return [...parseParts(readFileSync(path, 'utf8')).keys()]
}

function parseParts(text: string): Map<string, string> {
  const parts = text.split(/^## /m).slice(1)
  return new Map(
    parts.map((part) => {
      const end = part.indexOf('\n')
      return [part.slice(0, end), part.slice(end + 1).trim()]
    }),
  )
}

function formatParts(parts: ReadonlyMap<string, string>): string {
  return [...parts].map(([name, text]) => `## ${name}\n${text}\n`).join('\n')
}
