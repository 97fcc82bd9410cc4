/** deno.json and deno.jsonc (Deno, "Configuration") where no deno.lock states the same: the packages of the import map. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { addDeclared, type Declared } from '../read/declared.ts'
import { readJsonFile } from '../read/json.ts'
import { toPlainJson } from '../read/jsonc.ts'
import { indexLines } from '../read/line-index.ts'
import { npmPurl, splitDescriptor } from '../read/npm.ts'
import { finishDraft, startDraft } from '../read/package.ts'
import { entriesField } from '../read/shape.ts'

export const denoManifest: Ecosystem = {
  id: 'deno-manifest',
  purlType: 'mixed',
  versions: 'npm',
  files: ['deno.json', 'deno.jsonc'],
  title: 'deno.json without a lock file',
  knows: { transitive: 'none', scope: false, edges: false, license: false, hashes: false },
  yieldsTo: ['deno.lock'],
  coveredBy: findWorkspaceLock,
  parse: parseDenoManifest,
}

/** The lock file of a folder above whose manifest has a workspace. */
function findWorkspaceLock(file: SourceFile, near: Near): string | undefined {
  const depth = Math.min(file.path.split('/').length - 1, 6)
  for (let up = 1; up <= depth; up++) {
    const folder = '../'.repeat(up)
    const text = (near(`${folder}deno.json`) ?? near(`${folder}deno.jsonc`))?.text
    if (text?.includes('"workspace"') === true) return `${folder}deno.lock`
  }
  return undefined
}

function parseDenoManifest({ path, text }: SourceFile): ParsedFile {
  const json = readJsonFile({ path, text: toPlainJson(text) })
  if (!json.ok) return json.error
  const draft = startDraft(path)
  const { value } = json.value
  const { lineOf } = indexLines(text)
  const scopes = entriesField(value, 'scopes').flatMap(([, map]) => entriesField({ map }, 'map'))
  const declared = [...entriesField(value, 'imports'), ...scopes].flatMap(([name, target]) =>
    typeof target === 'string' ? readTarget(target, lineOf(JSON.stringify(name))) : [],
  )
  addDeclared(draft, declared, 'commit deno.lock')
  return finishDraft(draft)
}

/** `npm:NAME@RANGE/path`, `jsr:@SCOPE/NAME@RANGE`, an address with a version; paths are of this tree. */
function readTarget(target: string, line: number): readonly Declared[] {
  const [, kind, rest = ''] = /^(npm|jsr):\/?(.+)$/.exec(target.slice(0, 1_000)) ?? []
  if (kind === undefined) return readAddress(target, line)
  const name = /^(?:@[^/@]+\/)?[^/@]+/.exec(rest)?.[0] ?? rest
  const spec = splitDescriptor(rest).spec?.split('/')[0]
  const version = /^\d+\.\d+\.\d+[\w.+-]*$/.test(spec ?? '') ? spec : undefined
  const purl = { ...npmPurl(name, version), type: kind }
  return [{ purl, line, requirement: version === undefined ? spec : undefined, scope: 'unknown' }]
}

function readAddress(target: string, line: number): readonly Declared[] {
  const match = /^https?:\/\/[^/]+\/(?:x\/)?((?:@[\w.-]+\/)?[\w.-]+)@(v?\d[^/]*)/.exec(target.slice(0, 1_000))
  if (match === null) return []
  const [url, name = '', version] = match
  const purl = { type: 'generic', name, version, qualifiers: { download_url: url } }
  return [{ purl, line, scope: 'unknown', origin: 'url' }]
}
