/** renv.lock (renv, "Lockfiles"): R packages with their source. */
import type { Origin, ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { hexHash } from '../read/hash.ts'
import { noteDuplicateKeys, readJsonFile } from '../read/json.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { entriesField, field, isTable, listField, textField } from '../read/shape.ts'

export const renvLock: Ecosystem = {
  id: 'renv-lock',
  purlType: 'cran',
  versions: 'generic',
  files: ['renv.lock'],
  title: 'renv.lock',
  knows: { transitive: 'full', scope: false, edges: true, license: false, hashes: true },
  parse: parseRenvLock,
}

function parseRenvLock(file: SourceFile): ParsedFile {
  const json = readJsonFile(file)
  if (!json.ok) return json.error
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, json.value)
  if (!isTable(field(json.value.value, 'Packages'))) {
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message: 'expected a table `Packages`' })
  }
  for (const [key, entry] of entriesField(json.value.value, 'Packages')) {
    addEntry(draft, key, { entry, line: json.value.lineOf(['Packages', key]) })
  }
  return finishDraft(draft)
}

interface Place {
  readonly entry: unknown
  readonly line: number
}

const gitHosts = new Map([
  ['GitHub', 'https://github.com/'],
  ['GitLab', 'https://gitlab.com/'],
  ['Bitbucket', 'https://bitbucket.org/'],
])

/** Only the source `Repository` is CRAN or a mirror of it; Bioconductor has a registry of its own. */
function addEntry(draft: Draft, key: string, { entry, line }: Place): void {
  const version = textField(entry, 'Version')
  const source = textField(entry, 'Source') ?? ''
  const host = gitHosts.get(source)
  if (version === undefined)
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message: `${key} has no version` })
  const path = `${textField(entry, 'RemoteUsername') ?? ''}/${textField(entry, 'RemoteRepo') ?? ''}`
  const commit = textField(entry, 'RemoteSha') ?? ''
  const origin: Origin = host !== undefined ? 'git' : source === 'Repository' ? 'registry' : 'url'
  addPackage(draft, {
    key,
    purl: {
      type: 'cran',
      name: textField(entry, 'Package') ?? key,
      ...(version === undefined ? {} : { version }),
      ...(host === undefined ? {} : { qualifiers: { vcs_url: `git+${host}${path}@${commit}` } }),
    },
    line,
    origin,
    hashes: hexHash('MD5', field(entry, 'Hash')),
    dependsOn: listField(entry, 'Requirements').filter((name) => typeof name === 'string'),
  })
}
