/** Pipfile.lock, pipfile-spec 6 (Pipenv documentation, "Pipfile & Pipfile.lock"). */
import type { JsonDocument } from '../../base/index.ts'
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { noteDuplicateKeys, readJsonFile } from '../read/json.ts'
import { placeOf } from '../read/npm.ts'
import {
  addIssue,
  addPackage,
  type Draft,
  finishDraft,
  type PackageFacts,
  startDraft,
} from '../read/package.ts'
import { normalName, pinnedVersion, pypiPurl } from '../read/python.ts'
import { entriesField, isTable, listField, type Table, textField } from '../read/shape.ts'
import { parseHexDigest } from '../read/sri.ts'
import { parseToml } from '../read/toml.ts'

export const pipfileLock: Ecosystem = {
  id: 'pipfile-lock',
  purlType: 'pypi',
  versions: 'pypi',
  files: ['Pipfile.lock'],
  title: 'Pipenv lock file',
  knows: { transitive: 'full', scope: true, edges: false, license: false, hashes: true },
  parse: readPipfileLock,
}

function readPipfileLock(file: SourceFile, near: Near): ParsedFile {
  const draft = startDraft(file.path)
  if (file.text.trim() === '') {
    addIssue(draft, {
      code: 'SHAPE_UNEXPECTED',
      line: 1,
      message: 'the file is empty',
      hint: 'run pipenv lock',
    })
    return finishDraft(draft)
  }
  const document = readJsonFile(file)
  if (!document.ok) return document.error
  noteDuplicateKeys(draft, document.value)
  const asked = askedIn(near('Pipfile')?.text)
  for (const section of Object.keys(isTable(document.value.value) ? document.value.value : {})) {
    if (section !== '_meta') addSection(draft, document.value, { section, asked })
  }
  return finishDraft(draft)
}

/** Requirements of the Pipfile by normal name; undefined when there is no Pipfile that can be read. */
function askedIn(text: string | undefined): ReadonlyMap<string, string> | undefined {
  const parsed = text === undefined ? undefined : parseToml(text)
  if (parsed === undefined || !parsed.ok) return undefined
  const { value } = parsed
  const sections = Object.keys(value).filter(
    (section) => !['source', 'requires', 'scripts', 'pipenv'].includes(section),
  )
  return new Map(
    sections.flatMap((section) =>
      entriesField(value, section).map(([name, stated]) => {
        const requirement = typeof stated === 'string' ? stated : (textField(stated, 'version') ?? '')
        return [normalName(name), requirement] as const
      }),
    ),
  )
}

function addSection(
  draft: Draft,
  document: JsonDocument,
  { section, asked }: { readonly section: string; readonly asked: ReadonlyMap<string, string> | undefined },
): void {
  for (const [name, node] of entriesField(document.value, section)) {
    const line = document.lineOf([section, name])
    if (!isTable(node)) {
      addIssue(draft, {
        code: 'ENTRY_UNREADABLE',
        line,
        message: `expected an object for ${name.slice(0, 200)}`,
      })
      continue
    }
    const requirement = asked?.get(normalName(name))
    addPackage(draft, {
      ...placeFacts(name, node),
      line,
      requirement: requirement === '' ? undefined : requirement,
      relation: asked === undefined ? 'unknown' : requirement === undefined ? 'transitive' : 'direct',
      scope: section === 'default' ? 'runtime' : section === 'develop' ? 'development' : 'unknown',
      groups: section === 'default' ? [] : [section === 'develop' ? 'dev' : section],
      hashes: listField(node, 'hashes').flatMap((hash) =>
        typeof hash === 'string' ? parseHexDigest(hash) : [],
      ),
    })
  }
}

function placeFacts(name: string, node: Table): Pick<PackageFacts, 'purl' | 'origin' | 'isFirstParty'> {
  const version = pinnedVersion(textField(node, 'version') ?? '')
  const git = textField(node, 'git')
  if (git !== undefined) {
    const commit = textField(node, 'ref')
    const place = placeOf('git', commit === undefined ? git : `${git}#${commit}`)
    return { purl: pypiPurl(name, version, place), origin: 'git' }
  }
  const url = textField(node, 'file')
  if (url !== undefined && /^https?:/.test(url))
    return { purl: pypiPurl(name, version, placeOf('url', url)), origin: 'url' }
  const path = textField(node, 'path')
  if (path !== undefined || url !== undefined) {
    return { purl: pypiPurl(name, version), origin: 'path', isFirstParty: path !== undefined }
  }
  return { purl: pypiPurl(name, version), origin: 'registry' }
}
