/**
 * Packages that lie in node_modules (npm, "folders"): each package.json there states one, and its dependencies lie in
 * the nearest such folder above it, as Node looks for them (Node.js, "Loading from node_modules folders").
 */
import type { ParsedFile, Requirement } from '../../model/index.ts'
import { buildPurl } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { readJsonFile } from '../read/json.ts'
import { npmPurl, originOfResolved, parseAlias, placeOf } from '../read/npm.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { entriesField, field, textField } from '../read/shape.ts'

export const npmInstalled: Ecosystem = {
  id: 'npm-installed',
  purlType: 'npm',
  versions: 'npm',
  files: ['node_modules/*/package.json', 'node_modules/@*/*/package.json'],
  title: 'Package installed in node_modules',
  knows: { transitive: 'full', scope: false, edges: true, license: true, hashes: false },
  isInstalled: true,
  parse: parseInstalled,
}

function parseInstalled(file: SourceFile): ParsedFile {
  const document = readJsonFile(file)
  if (!document.ok) return document.error
  const manifest = document.value.value
  const folder = placeIn(file.path)
  const name = textField(manifest, 'name') ?? folder.name
  if (name === '') {
    return unreadableFile(file.path, {
      code: 'SHAPE_UNEXPECTED',
      line: 1,
      message: 'the package has no name',
    })
  }
  const draft = startDraft(file.path)
  const version = textField(manifest, 'version')
  if (version === undefined) {
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line: 1, message: `${name} states no version` })
  }
  const resolved = textField(manifest, '_resolved')
  const origin = resolved === undefined ? 'registry' : originOfResolved(resolved)
  addPackage(draft, {
    key: '.',
    purl: npmPurl(name, version, placeOf(origin, resolved)),
    line: lineOf(file.text, 'name'),
    origin,
    license: textField(manifest, 'license') ?? textField(field(manifest, 'license'), 'type'),
    ...(folder.name === name || folder.name === '' ? {} : { alias: folder.name }),
    asks: [
      ...asksOf(draft, manifest, 'dependencies'),
      ...asksOf(draft, manifest, 'optionalDependencies'),
      ...asksOf(draft, manifest, 'peerDependencies'),
    ],
    installed: { in: folder.in, looksIn: folder.looksIn },
  })
  return finishDraft(draft)
}

function lineOf(text: string, key: string): number {
  const at = text.indexOf(`"${key}"`)
  let line = 1
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', end + 1)) line++
  return line
}

interface Folder {
  readonly name: string
  readonly in: string
  readonly looksIn: readonly string[]
}

/** Deeper trees than Node can load are not looked through. */
const mostLevels = 64

function placeIn(path: string): Folder {
  const parts = path.split('/').slice(0, -1)
  const own = parts.lastIndexOf('node_modules')
  const looksIn: string[] = []
  for (let depth = parts.length; depth >= 0 && looksIn.length < mostLevels; depth--) {
    if (parts[depth - 1] === 'node_modules') continue
    looksIn.push([...parts.slice(0, depth), 'node_modules'].join('/'))
  }
  return { name: parts.slice(own + 1).join('/'), in: parts.slice(0, own + 1).join('/'), looksIn }
}

function asksOf(draft: Draft, manifest: unknown, list: string): readonly Requirement[] {
  return entriesField(manifest, list).flatMap(([name, spec]) => {
    const text = typeof spec === 'string' ? spec : ''
    const alias = parseAlias(text)
    const target = buildPurl(npmPurl(alias?.name ?? name, undefined))
    if (target.ok) return [{ target: target.value, requirement: alias?.spec ?? text }]
    addIssue(draft, { code: 'PURL_INVALID', message: `${name.slice(0, 120)} makes no package URL` })
    return []
  })
}
