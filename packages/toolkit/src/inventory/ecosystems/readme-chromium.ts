/** README.chromium (Chromium documentation, "Adding third_party Libraries"): what lies in a folder of copied code. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addMarker } from '../read/marker.ts'
import { addIssue, type Draft, finishDraft, startDraft, unreadableFile } from '../read/package.ts'

export const readmeChromium: Ecosystem = {
  id: 'readme-chromium',
  purlType: 'generic',
  versions: 'generic',
  files: ['README.chromium'],
  title: 'README.chromium of copied code',
  knows: { transitive: 'none', scope: false, edges: false, license: true, hashes: false },
  parse: parseReadme,
}

interface Section {
  /** 1-based line of its first field. */
  line: number
  readonly fields: Map<string, string>
  /** Behind the first free text nothing is a field any more, whatever it looks like. */
  isProse: boolean
}

function parseReadme(file: SourceFile): ParsedFile {
  const sections = readSections(file.text)
  if (sections.length === 0) {
    const message = 'expected a field Name, found none'
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  const draft = startDraft(file.path)
  for (const section of sections) addSection(draft, section)
  return finishDraft(draft)
}

/** One for each package; several are parted by a line of their own. */
function readSections(text: string): readonly Section[] {
  const sections: Section[] = []
  let open: Section = { line: 1, fields: new Map(), isProse: false }
  for (const [index, raw] of text.split('\n').entries()) {
    if (/^-{10,}\s*DEPENDENCY DIVIDER\s*-{10,}\s*$/.test(raw)) {
      open = { line: index + 2, fields: new Map(), isProse: false }
      continue
    }
    const [, name = '', value = ''] = /^([A-Z][\w ]{0,40}?)[ \t]*:(.*)$/.exec(raw) ?? []
    const key = name.toLowerCase()
    if (key === 'description' || key === 'local modifications') open.isProse = true
    if (key === '' || open.isProse || open.fields.has(key)) continue
    if (open.fields.size === 0) {
      open.line = index + 1
      sections.push(open)
    }
    open.fields.set(key, value.trim())
  }
  return sections.filter(({ fields }) => fields.has('name') || fields.has('short name'))
}

/** `Shipped` and `Security Critical` speak of Chromium, not of the product at hand, so they give no scope. */
function addSection(draft: Draft, { fields, line }: Section): void {
  const name = [fields.get('short name'), fields.get('name')].find((text) => (text ?? '') !== '')
  if (name === undefined) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'the field Name is empty' })
    return
  }
  const license = fields.get('license')
  addMarker(draft, {
    name: name.slice(0, 200),
    version: fields.get('version'),
    revision: fields.get('revision'),
    url: fields.get('url')?.split(/[\s,]/)[0],
    line,
    license: license === '' ? undefined : license?.slice(0, 500),
  })
}
