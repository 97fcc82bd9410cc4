/** RustSec's own form: `crates/NAME/RUSTSEC-….md`, a TOML head in a fence and Markdown below it. */
import { parse, TomlError } from 'smol-toml'
import { err, limits } from '../../base/index.ts'
import type { SourceFormat } from '../source-format.ts'
import { type Fields, fields, text, texts } from './fields.ts'
import { namedVersions } from './native-ranges.ts'
import { type PackageEntry, toRecord } from './package-record.ts'
import { toVectors } from './severity-vectors.ts'

/** Characters of a head; the longest published one has under 10,000. */
const MAX_HEAD = 262_144

export const rustsec: SourceFormat = {
  id: 'rustsec',
  title: 'RustSec advisories (Markdown with a TOML head)',
  yields: ['claims'],
  source: 'rustsec',
  license: 'CC0-1.0',
  // The Rust project's own database.
  covers: ['crates.io'],
  recognises: ({ path, text: sample }) =>
    /\.md$/i.test(path) && /^\s*```toml\s/.test(sample) && /^\[advisory\]/m.test(sample),
  read: (file, context) => {
    const [head, body] = splitHead(file.text)
    if (head === undefined) return err('NOT_A_RECORD')
    if (head.length > MAX_HEAD) return err('TOO_LARGE')
    const table = parseHead(head)
    if (table === undefined) return err('BAD_DATA')
    const advisory = fields(table['advisory'])
    const [title, details] = splitTitle(body)
    return toRecord(
      {
        id: text(advisory['id']),
        aliases: texts(advisory['aliases']),
        related: texts(advisory['related']),
        title,
        details,
        published: text(advisory['date']),
        withdrawn: text(advisory['withdrawn']),
        informational: text(advisory['informational']),
        severity: toVectors(text(advisory['cvss'])),
        urls: [text(advisory['url']) ?? [], texts(advisory['references'])].flat(),
        packages: [readPackage(text(advisory['package']), fields(table['versions']), file.path)],
      },
      context,
    )
  },
}

function splitHead(text: string): readonly [head: string | undefined, body: string] {
  const start = /^\s*```toml[ \t]*\r?\n/.exec(text)?.[0].length
  if (start === undefined) return [undefined, '']
  const end = /^```[ \t]*\r?$/m.exec(text.slice(start))?.index
  if (end === undefined) return [undefined, '']
  return [text.slice(start, start + end), text.slice(start + end + 3).trim()]
}

function parseHead(head: string): Fields | undefined {
  try {
    return parse(head, { maxDepth: limits.nesting })
  } catch (cause) {
    // Only bad text: our own mistakes must not look like a bad record.
    if (cause instanceof TomlError || cause instanceof RangeError) return undefined
    throw cause
  }
}

function splitTitle(body: string): readonly [title: string | undefined, details: string | undefined] {
  const [, title] = /^# *([^\n]+)/.exec(body) ?? []
  const details = (title === undefined ? body : body.slice(body.indexOf('\n') + 1 || body.length)).trim()
  return [title?.trim(), details === '' ? undefined : details]
}

/** Affected is every version that no requirement of either list accepts. `rust/` holds the toolchain, which is no crate. */
function readPackage(name: string | undefined, versions: Fields, path: string): PackageEntry | undefined {
  if (name === undefined || /(?:^|\/)rust\/[^/]+\/[^/]+$/.test(path)) return undefined
  const patched = texts(versions['patched']).map(toRequirement)
  const clear = [...patched, ...texts(versions['unaffected']).map(toRequirement)]
  return {
    ecosystem: 'crates.io',
    name,
    ranges: [{ type: 'NATIVE', notation: 'npm', says: 'clear', ranges: clear }],
    patched: namedVersions('npm', patched),
  }
}

/**
 * From Cargo's words to npm's, where the two differ (Cargo reference, "Version requirement syntax"): a version alone
 * means `^`, and a bound of one or two numbers starts at that release, not at its pre-releases.
 */
function toRequirement(text: string): string {
  return text
    .split(',')
    .map((part) => part.trim().replace(/^(?=\d)/, '^'))
    .map((part) =>
      part.replace(
        /^(>=|<) *(\d+(?:\.\d+)?)$/,
        (_, operator: string, start: string) => `${operator} ${start}${start.includes('.') ? '.0' : '.0.0'}`,
      ),
    )
    .join(', ')
}
