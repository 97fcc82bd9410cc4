/** SIG-REPO-LICENSE: which license the tree states, and whether the OSI approved it. */
import { parseJson } from '../../base/index.ts'
import { identifyLicense, isOsiApproved } from '../license-texts.ts'
import type { RepoFiles } from '../repo-files.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { say } from '../say.ts'

const id = 'SIG-REPO-LICENSE'
const licenseFile = /^((un)?licen[sc]e|copying|eula)([-.][\w.-]+)?$/i
const folderFile = /^LICENSES\/([A-Za-z0-9.+-]+)\.txt$/
const characters = 100_000

interface Statement {
  readonly path: string
  readonly line: number
  /** Undefined: a license file whose text we do not know. */
  readonly spdx: string | undefined
}

export const license: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ tree }) => {
    const files = readLicenseFiles(tree)
    const all = [...files, ...readManifests(tree)]
    const spdx = [...new Set(all.flatMap((statement) => statement.spdx ?? []))].sort()
    const isComplete = spdx.length > 0 && all.every((statement) => statement.spdx !== undefined)
    const osi = spdx.some((item) => !isOsiApproved(item)) ? false : isComplete ? true : null
    const facts = { spdx, osi_approved: osi }
    const evidence = all.map(({ path, line }) => ({ path, line }))
    if (all.length === 0) {
      const statement = say`The tree states no license: no LICENSE or COPYING file, no license in a manifest.`
      return toSignalResult(id, { state: 'absent', statement, facts })
    }
    if (spdx.length === 0) {
      const statement = say`There is a license file whose text is none of the licenses that we recognise.`
      const reason = say`not recognised: ${all.map((item) => item.path).join(', ')}`
      return toSignalResult(id, { state: 'unknown', statement, facts, evidence, reason })
    }
    const kind =
      osi === null
        ? say`not all recognised`
        : osi
          ? say`OSI approved`
          : spdx.length === 1
            ? say`not OSI approved`
            : say`not all OSI approved`
    const isTextMissing = files.length === 0
    const note = isTextMissing ? say`; only a manifest says so, the text is not in the tree` : ''
    const statement = say`The tree states ${spdx.join(', ')} (${kind})${note}.`
    const strength = isTextMissing || osi === null ? 'medium' : 'strong'
    return toSignalResult(id, { state: 'present', statement, facts, evidence, strength })
  },
}

function readLicenseFiles(tree: RepoFiles): readonly Statement[] {
  return tree.list().flatMap((path) => {
    const named = folderFile.exec(path)?.[1]
    if (named !== undefined) return [{ path, line: 1, spdx: named }]
    if (!licenseFile.test(path)) return []
    const text = tree.read(path)?.slice(0, characters)
    return [{ path, line: 1, spdx: text === undefined ? undefined : identifyLicense(text) }]
  })
}

function readManifests(tree: RepoFiles): readonly Statement[] {
  const json = ['package.json', 'composer.json'].flatMap((path) => readJsonLicense(path, tree.read(path)))
  const toml = ['pyproject.toml', 'Cargo.toml'].flatMap((path) => readTomlLicense(path, tree.read(path)))
  return [...json, ...toml]
}

function readJsonLicense(path: string, text: string | undefined): readonly Statement[] {
  const parsed = text === undefined ? undefined : parseJson(text)
  if (text === undefined || parsed === undefined || !parsed.ok) return []
  const root = parsed.value.value
  if (typeof root !== 'object' || root === null || !('license' in root)) return []
  const value = root.license
  if (typeof value !== 'string' || !isExpression(value)) return []
  const line = text.split('\n').findIndex((row) => /^\s*[{,]?\s*"license"\s*:/.test(row)) + 1
  return [{ path, line: Math.max(1, line), spdx: value }]
}

/** The first `license = "…"` or `license = { text = "…" }` line; whole TOML is not needed for it. */
function readTomlLicense(path: string, text: string | undefined): readonly Statement[] {
  const rows = text?.split('\n') ?? []
  const at = rows.findIndex((row) => /^license\s*=/.test(row))
  const value = /^license\s*=\s*(?:\{[^}]{0,200}?\btext\s*=\s*)?["']([^"']{1,200})["']/.exec(
    rows[at] ?? '',
  )?.[1]
  return value === undefined || !isExpression(value) ? [] : [{ path, line: at + 1, spdx: value }]
}

/** `SEE LICENSE IN x` and `UNLICENSED` are npm's words for "no SPDX license". */
function isExpression(value: string): boolean {
  return (
    /^[A-Za-z0-9][A-Za-z0-9.+-]*( (AND|OR|WITH) [A-Za-z0-9][A-Za-z0-9.+-]*)*$/.test(value) &&
    value !== 'UNLICENSED'
  )
}
