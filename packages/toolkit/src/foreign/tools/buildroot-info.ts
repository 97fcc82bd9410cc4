/** What `make show-info` of Buildroot prints: every selected package with version, licences and dependencies (JSON). */
import type { JsonDocument } from '../../base/index.ts'
import {
  type Ecosystem,
  entriesField,
  field,
  listField,
  readJsonFile,
  textField,
} from '../../inventory/index.ts'
import type { ParsedFile } from '../../model/index.ts'
import { whyResultIsSkipped } from '../skipped.ts'
import { addForeign, finishForeign, startForeign } from './foreign-draft.ts'
import { texts } from './values.ts'

export const buildrootInfo: Ecosystem = {
  id: 'buildroot-info',
  purlType: 'mixed',
  versions: 'generic',
  files: ['show-info.json', '*show-info*.json', '*buildroot*.json'],
  title: 'Packages of Buildroot (make show-info)',
  knows: { transitive: 'full', scope: true, edges: true, license: true, hashes: false },
  recognised: 'by-content',
  accepts: (text) => /"reverse_dependencies"\s*:/.test(text) && /"virtual"\s*:/.test(text),
  skips: whyResultIsSkipped,
  parse: (file) => {
    const document = readJsonFile(file)
    return document.ok ? parseInfo(file.path, document.value) : document.error
  },
}

/** Virtual packages stand for others that are listed too; those of type `rootfs` are images, not packages. */
function parseInfo(path: string, document: JsonDocument): ParsedFile {
  const foreign = startForeign(path)
  for (const [key, one] of entriesField({ all: document.value }, 'all')) {
    if (field(one, 'virtual') === true || textField(one, 'type') === 'rootfs') continue
    const name = textField(one, 'name') ?? key
    const version = textField(one, 'version')
    const license = textField(one, 'licenses')
    addForeign(foreign, {
      key,
      name,
      version,
      parts: { type: 'generic', name, ...(version === undefined ? {} : { version }) },
      line: document.lineOf([key]),
      scope: textField(one, 'type') === 'host' ? 'build' : 'runtime',
      ...(license === undefined || license === 'unknown' ? {} : { license }),
      dependsOn: texts(listField(one, 'dependencies')),
    })
  }
  return finishForeign(foreign)
}
