/** conda-meta/NAME.json: one installed package of a Conda environment (conda, "Conda package specification"). */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { condaPurl } from '../read/conda.ts'
import { hexHash } from '../read/hash.ts'
import { noteDuplicateKeys, readJsonFile } from '../read/json.ts'
import { addIssue, addPackage, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { field, textField } from '../read/shape.ts'

export const condaMeta: Ecosystem = {
  id: 'conda-meta',
  purlType: 'conda',
  versions: 'generic',
  files: ['conda-meta/*.json'],
  title: 'Installed package of Conda',
  knows: { transitive: 'full', scope: false, edges: false, license: true, hashes: true },
  isInstalled: true,
  parse: parseCondaMeta,
}

function parseCondaMeta(file: SourceFile): ParsedFile {
  const json = readJsonFile(file)
  if (!json.ok) return json.error
  const { value } = json.value
  const name = textField(value, 'name')
  if (name === undefined) {
    const message = 'expected the name of a Conda package'
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, json.value)
  const version = textField(value, 'version')
  const line = json.value.lineOf(['name'])
  if (version === undefined)
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message: `${name} has no version` })
  const build = textField(value, 'build') ?? textField(value, 'build_string')
  addPackage(draft, {
    purl: condaPurl({
      name,
      version,
      build,
      channel: textField(value, 'channel'),
      subdir: textField(value, 'subdir'),
    }),
    line,
    license: textField(value, 'license'),
    hashes: [...hexHash('SHA-256', field(value, 'sha256')), ...hexHash('MD5', field(value, 'md5'))],
  })
  return finishDraft(draft)
}
