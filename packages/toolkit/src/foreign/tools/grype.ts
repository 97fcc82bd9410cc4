/** The JSON result of Grype (grype/presenter/models): it names only the packages that it found something about. */
import type { JsonDocument } from '../../base/index.ts'
import { type Ecosystem, field, listField, readJsonFile, textField } from '../../inventory/index.ts'
import type { ParsedFile } from '../../model/index.ts'
import { whyResultIsSkipped } from '../skipped.ts'
import {
  addForeign,
  finishForeign,
  joinLicenses,
  noteFindings,
  startForeign,
  warnIncomplete,
} from './foreign-draft.ts'
import { texts } from './values.ts'

export const grype: Ecosystem = {
  id: 'grype',
  purlType: 'mixed',
  versions: 'generic',
  files: ['*grype*.json'],
  title: 'Result of Grype (JSON)',
  knows: { transitive: 'none', scope: false, edges: false, license: true, hashes: false },
  recognised: 'by-content',
  accepts: (text) => /"matches"\s*:\s*\[/.test(text) && /"name"\s*:\s*"grype"/.test(text),
  skips: whyResultIsSkipped,
  parse: (file) => {
    const document = readJsonFile(file)
    return document.ok ? parseResult(file.path, document.value) : document.error
  },
}

function parseResult(path: string, document: JsonDocument): ParsedFile {
  const foreign = startForeign(path)
  const matches = listField(document.value, 'matches')
  const ignored = listField(document.value, 'ignoredMatches')
  const seen = new Set<string>()
  for (const [list, rows] of Object.entries({ matches, ignoredMatches: ignored })) {
    rows.forEach((match, at) => {
      const artifact = field(match, 'artifact')
      const id = textField(artifact, 'id') ?? `${list} ${at}`
      if (artifact === undefined || seen.has(id)) return
      seen.add(id)
      const license = joinLicenses(texts(listField(artifact, 'licenses')))
      const upstream = upstreamOf(artifact)
      addForeign(foreign, {
        key: id,
        name: textField(artifact, 'name') ?? '',
        version: textField(artifact, 'version'),
        purl: textField(artifact, 'purl'),
        qualifiers: upstream === undefined ? {} : { upstream },
        line: document.lineOf([list, at, 'artifact']),
        ...(license === undefined ? {} : { license }),
      })
    })
  }
  const message = 'Grype lists only packages that it found something about; the others are missing here'
  warnIncomplete(foreign, message, 'hand in the SBOM that Grype was given, or the product itself')
  noteFindings(foreign, 'Grype', matches.length)
  return finishForeign(foreign)
}

const distributions = new Set(['apk', 'deb', 'rpm', 'alpm', 'apkg'])

/** The source package of one of a distribution; Grype's first one is that which it matched with. */
function upstreamOf(artifact: unknown): string | undefined {
  const [first] = listField(artifact, 'upstreams')
  const name = textField(first, 'name')
  if (name === undefined || !distributions.has(textField(artifact, 'type') ?? '')) return undefined
  const version = textField(first, 'version')
  return version === undefined ? name : `${name}@${version}`
}
