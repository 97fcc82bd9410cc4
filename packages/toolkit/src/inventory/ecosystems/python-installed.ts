/**
 * Packages installed by pip and its kin (packaging.python.org, "Recording installed projects"): METADATA in a
 * .dist-info folder, or PKG-INFO of the older .egg-info. Requirements that the environment fulfils become edges.
 */
import type { Origin, ParsedFile, Requirement } from '../../model/index.ts'
import { buildPurl } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { type CoreMetadata, parseCoreMetadata } from '../read/core-metadata.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { parseRequirement, pypiPurl } from '../read/python.ts'
import { field, textField } from '../read/shape.ts'
import { parseJson } from '../../base/index.ts'

export const pythonInstalled: Ecosystem = {
  id: 'python-installed',
  purlType: 'pypi',
  versions: 'pypi',
  files: ['*.dist-info/METADATA', '*.egg-info/PKG-INFO', 'EGG-INFO/PKG-INFO', '*.egg-info'],
  title: 'Installed package of Python (dist-info, egg-info)',
  knows: { transitive: 'full', scope: false, edges: true, license: true, hashes: false },
  isInstalled: true,
  parse: parseInstalled,
}

function parseInstalled(file: SourceFile, near: Near): ParsedFile {
  const metadata = parseCoreMetadata(file.text)
  const name = valueOf(metadata, 'name')
  if (name === undefined || !metadata.fields.has('metadata-version')) {
    const message = 'expected core metadata with a name'
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  const draft = startDraft(file.path)
  const version = valueOf(metadata, 'version')
  if (version === undefined) {
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line: 1, message: `${name} states no version` })
  }
  const folder = installFolder(file.path)
  const place = placeOf(draft, near)
  addPackage(draft, {
    key: '.',
    purl: pypiPurl(name, version, place.qualifiers),
    line: metadata.lines.get('name') ?? 1,
    ...place.facts,
    ...(isOwnProject(file.path, near) ? { origin: 'workspace', isFirstParty: true } : {}),
    license: licenseOf(metadata),
    asks: asksOf(draft, metadata),
    installed: { in: folder, looksIn: [folder] },
  })
  return finishDraft(draft)
}

function valueOf({ fields }: CoreMetadata, name: string): string | undefined {
  const value = fields.get(name)?.[0] ?? ''
  return value === '' || value === 'UNKNOWN' ? undefined : value
}

/** The folder that the package lies in beside the others. */
function installFolder(path: string): string {
  const parts = path.split('/')
  const depth = path.endsWith('.egg-info') ? 1 : 2
  return parts.slice(0, -depth).join('/')
}

/** `pip install -e` and `python setup.py develop` write it beside the source that they install. */
function isOwnProject(path: string, near: Near): boolean {
  if (!path.endsWith('.egg-info/PKG-INFO') || /(?:^|\/)(?:site|dist)-packages\//.test(path)) return false
  const sources = ['setup.py', 'pyproject.toml', 'setup.cfg']
  return sources.some((name) => near(`../${name}`) !== undefined || near(`../../${name}`) !== undefined)
}

/** An expression, or the old free text where it is short enough to be a name and no licence text. */
function licenseOf(metadata: CoreMetadata): string | undefined {
  const expression = valueOf(metadata, 'license-expression')
  const text = valueOf(metadata, 'license')
  if (expression !== undefined) return expression
  return text !== undefined && text.length <= 100 ? text : undefined
}

interface Place {
  readonly facts: { readonly origin?: Origin; readonly isFirstParty?: boolean }
  readonly qualifiers: Record<string, string> | undefined
}

/** direct_url.json says that it came from elsewhere than an index ("Recording the Direct URL Origin"). */
function placeOf(draft: Draft, near: Near): Place {
  const text = near('direct_url.json')?.text
  if (text === undefined || !draft.path.endsWith('/METADATA')) return { facts: {}, qualifiers: undefined }
  const json = parseJson(text)
  const value = json.ok ? json.value.value : undefined
  const url = textField(value, 'url')
  if (url === undefined) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line: 1, message: 'direct_url.json says no place' })
    return { facts: {}, qualifiers: undefined }
  }
  const commit = textField(field(value, 'vcs_info'), 'commit_id')
  const isKept = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) && url.length <= 2000 && !url.includes('@')
  if (commit !== undefined)
    return { facts: { origin: 'git' }, qualifiers: isKept ? { vcs_url: `git+${url}@${commit}` } : undefined }
  if (field(value, 'dir_info') !== undefined) return { facts: { origin: 'path' }, qualifiers: undefined }
  return {
    facts: { origin: 'url' },
    qualifiers: isKept ? { download_url: url.replace(/#.*$/, '') } : undefined,
  }
}

/** Those of extras are asked too: where the extra was chosen, what it needs lies beside it. */
function asksOf(draft: Draft, { fields, lines }: CoreMetadata): readonly Requirement[] {
  const asks = new Map<string, Requirement>()
  for (const text of fields.get('requires-dist') ?? []) {
    const requirement = parseRequirement(text)
    const target = requirement === undefined ? undefined : buildPurl(pypiPurl(requirement.name))
    if (requirement === undefined || target?.ok !== true) {
      const line = lines.get('requires-dist')
      addIssue(draft, {
        code: 'ENTRY_UNREADABLE',
        line,
        message: `a requirement was not understood: ${text.slice(0, 120)}`,
      })
    } else
      asks.set(`${target.value} ${requirement.specifier}`, {
        target: target.value,
        requirement: requirement.specifier,
      })
  }
  return [...asks.values()]
}
