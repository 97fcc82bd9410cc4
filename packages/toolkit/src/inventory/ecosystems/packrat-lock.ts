/** packrat.lock (Packrat for R): packages of CRAN and of repositories, as paragraphs of fields. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { vcsPurl } from '../read/forge.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { partsOf } from '../read/purl-parts.ts'
import { readStanzas, type Stanza } from '../read/stanzas.ts'

export const packratLock: Ecosystem = {
  id: 'packrat-lock',
  purlType: 'cran',
  versions: 'cran',
  files: ['packrat.lock'],
  title: 'packrat.lock',
  knows: { transitive: 'full', scope: false, edges: true, license: false, hashes: false },
  parse: parsePackrat,
}

function parsePackrat(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const stanzas = readStanzas(file.text)
  if (!stanzas.some(({ fields }) => fields.has('packratformat') || fields.has('package'))) {
    addIssue(draft, {
      code: 'SHAPE_UNEXPECTED',
      line: 1,
      message: 'expected paragraphs of packages, found none',
    })
  }
  for (const stanza of stanzas) if (stanza.fields.has('package')) addEntry(draft, stanza)
  return finishDraft(draft)
}

/** `Hash` is one of the package's own description, so no digest of a file. */
function addEntry(draft: Draft, { fields, line }: Stanza): void {
  const name = fields.get('package') ?? ''
  const version = fields.get('version')
  if (version === undefined) {
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message: `${name.slice(0, 100)} has no version` })
  }
  const owner = fields.get('githubusername')
  const address = `https://github.com/${owner ?? ''}/${fields.get('githubrepo') ?? ''}`
  const isGit = owner !== undefined
  addPackage(draft, {
    key: name,
    purl: partsOf({
      type: 'cran',
      name,
      version,
      qualifiers: isGit ? vcsPurl(address, fields.get('githubsha1')).qualifiers : undefined,
    }),
    line,
    origin: isGit ? 'git' : 'registry',
    dependsOn: (fields.get('requires') ?? '').split(/\s*,\s*/).filter((one) => one !== ''),
  })
}
