/**
 * AboutCode's federated trees tell each fact twice: `advisories/<avid>.yml` with ranges, and `packages/…/advisories.yml`
 * by version, whose records are as many as versions times advisories. What the first says need not be read again.
 */
import type { SourceFile } from '../../advisories/index.ts'

export interface ToldTwice {
  /** Takes notice of a file of the tree before others are asked about; `/` between the parts of its path. */
  readonly note: (path: string) => void
  /** Whether a file by version names only advisories whose own files were noted in the same tree. */
  readonly isTold: (file: SourceFile) => boolean
}

export function createToldTwice(): ToldTwice {
  const advisories = new Set<string>()
  return {
    note: (path) => {
      if (/(?:^|\/)advisories\/.+\.yml$/.test(path)) advisories.add(path)
    },
    isTold: ({ path, text }) => {
      if (advisories.size === 0 || !/(?:^|\/)packages\/.+\/advisories\.yml$/.test(path)) return false
      const ids = readIds(text)
      if (ids.length === 0) return false
      return rootsOf(path).some((root) => ids.every((id) => advisories.has(`${root}advisories/${id}.yml`)))
    },
  }
}

/** What lies before each folder `packages` on the way, since a tree may lie below a folder of that name. */
function rootsOf(path: string): readonly string[] {
  const ends = [...path.matchAll(/(?<=^|\/)packages\//g)].slice(0, MAX_ROOTS)
  return ends.map(({ index }) => path.slice(0, index))
}

const MAX_ROOTS = 8

const heading = /^[\s-]*(?:affected_by_advisories|fixing_advisories):(?: \[\])?\s*$/
const subject = /^[\s-]*purl: \S+\s*$/
const mention = /^\s*- (['"]?)([^\s'"\\:#[\]{},&*!|>%@`]+)\1\s*$/

/** The advisories that a file names; none where a line is not written as the exporter writes it, so that it is read in full. */
function readIds(text: string): readonly string[] {
  const ids = new Set<string>()
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line === '---' || heading.test(line) || subject.test(line)) continue
    const id = mention.exec(line)?.[2]
    if (id === undefined) return []
    ids.add(id)
  }
  return [...ids]
}
