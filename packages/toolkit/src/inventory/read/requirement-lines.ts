/** The lines of a pip requirements file: continued, commented, with options (pip, "Requirements File Format"). */
import type { Hash } from '../../model/index.ts'
import { parseRequirement, type Requirement } from './python.ts'
import { parseHexDigest } from './sri.ts'

export interface RequirementLine {
  readonly kind: 'requirement' | 'include' | 'constraint' | 'option' | 'unknown'
  /** 1-based line where it begins. */
  readonly line: number
  /** The file of an include; the text of an unknown line. */
  readonly text: string
  readonly requirement: Requirement | undefined
  readonly isEditable: boolean
  readonly hashes: readonly Hash[]
  /** What the line begins and does not finish: a quote of its marker, a digest, the line that it goes on with. */
  readonly unfinished: string | undefined
  /** What pip-compile wrote behind `# via`: names, or `-r file`. */
  readonly via: readonly string[]
}

interface Logical {
  readonly line: number
  readonly text: string
  readonly via: string[]
  /** The text ended after a backslash. */
  readonly isOpen?: boolean
}

export function readRequirementLines(text: string): readonly RequirementLine[] {
  const logical = joinLines(text)
  const last = logical.pop()
  if (last !== undefined) logical.push({ ...last, isOpen: /(?:^|\n)[^#\n]*\\\r?\n?$/.test(text.slice(-500)) })
  return logical.map(toLine)
}

/** A backslash at the end continues a line; comments that follow a requirement belong to it. */
function joinLines(text: string): Logical[] {
  const logical: Logical[] = []
  let parts: string[] = []
  let start = 0
  let isVia = false
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/\r$/, '')
    const last = logical[logical.length - 1]
    if (parts.length === 0 && /^\s*#/.test(line)) {
      isVia = noteVia(last, line, isVia)
      continue
    }
    if (parts.length === 0) start = index + 1
    const comment = /(?:^|\s)#/.exec(line)
    const isContinued = comment === null && line.endsWith('\\')
    parts.push(line.slice(0, isContinued ? -1 : comment?.index))
    if (isContinued) continue
    const joined = parts.join(' ').trim()
    parts = []
    if (joined === '') isVia = false
    else {
      const next: Logical = { line: start, text: joined, via: [] }
      isVia = comment === null ? false : noteVia(next, line.slice(comment.index), false)
      logical.push(next)
    }
  }
  if (parts.join('').trim() !== '') logical.push({ line: start, text: parts.join(' ').trim(), via: [] })
  return logical
}

/** `# via name`, or `# via` with one name on each comment line that follows. Returns whether more may follow. */
function noteVia(owner: Logical | undefined, comment: string, isVia: boolean): boolean {
  const body = comment.trim().replace(/^#\s*/, '')
  const head = /^via(?:\s+(.*))?$/.exec(body)
  if (owner === undefined || (head === null && !isVia)) return false
  const names = head === null ? body : (head[1] ?? '')
  if (head === null && !/^(?:-[rc] \S.*|[A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?(?: \(.*\))?)$/.test(body))
    return false
  for (const name of names.split(',')) if (name.trim() !== '') owner.via.push(name.trim())
  return true
}

function toLine({ line, text, via, isOpen = false }: Logical): RequirementLine {
  const base = {
    line,
    text,
    via,
    requirement: undefined,
    isEditable: false,
    hashes: [],
    unfinished: undefined,
  }
  const file = /^(?:-r|--requirement|-c|--constraint)(?:\s+|=|(?=\S))(.+)$/.exec(text)
  if (file?.[1] !== undefined) {
    return { ...base, kind: /^(?:-r|--r)/.test(text) ? 'include' : 'constraint', text: file[1].trim() }
  }
  const editable = /^(?:-e|--editable)(?:\s+|=)(.+)$/.exec(text)?.[1]
  if (editable === undefined && text.startsWith('-')) return { ...base, kind: 'option' }
  const { rest, hashes, stated } = takeOptions(editable ?? text)
  const requirement = toRequirement(rest)
  if (requirement === undefined) return { ...base, kind: 'unknown' }
  const isEditable = editable !== undefined
  const unfinished = unfinishedPart(requirement, isOpen, stated > hashes.length)
  return { ...base, kind: 'requirement', requirement, hashes, isEditable, unfinished }
}

function unfinishedPart({ marker }: Requirement, isOpen: boolean, hasBadDigest: boolean): string | undefined {
  if (isOpen) return 'ends with a backslash'
  if (hasBadDigest) return 'has a digest of the wrong length'
  const isMarker = marker === undefined || /["')]\s*$/.test(marker)
  return isMarker && (marker?.split(/["']/).length ?? 1) % 2 === 1 ? undefined : 'has an unfinished marker'
}

function takeOptions(text: string): {
  readonly rest: string
  readonly hashes: readonly Hash[]
  readonly stated: number
} {
  const at = text.search(/\s--/)
  if (at < 0) return { rest: text.trim(), hashes: [], stated: 0 }
  const digests = [...text.slice(at).matchAll(/--hash[=\s]\s*(\S*)/g)].map((match) => match[1] ?? '')
  return { rest: text.slice(0, at).trim(), hashes: digests.flatMap(parseHexDigest), stated: digests.length }
}

/** A requirement, or an address or path that names its package in `#egg=`; an archive alone names none for certain. */
function toRequirement(text: string): Requirement | undefined {
  const isPlace =
    /^(?:[a-z][a-z0-9+.]*:\/\/|git@|\.{0,2}\/|~)/i.test(text) || /\.(?:whl|zip|tar\.gz)$/.test(text)
  const isNamed = /^[A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\]\s*)?@(?:\s|[a-z+]+:\/\/)/i.test(text)
  if (isNamed || !isPlace) return parseRequirement(text)
  const [url = '', marker] = text.split(/\s+;\s*/, 2)
  const name = /[#&]egg=([A-Za-z0-9][\w.-]*)/.exec(url)?.[1]
  return name === undefined ? undefined : { name, specifier: '', url, marker }
}
