/** platformio.ini (PlatformIO, "Project Configuration File"): libraries, platforms and tools of a firmware project. */
import type { ParsedFile, Scope, UnidentifiedComponent } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addDeclared, type Declared } from '../read/declared.ts'
import { platformioPackage } from '../read/firmware-names.ts'
import { type IniEntry, readIni } from '../read/ini.ts'
import { addIssue, type Draft, finishDraft, startDraft } from '../read/package.ts'

export const platformio: Ecosystem = {
  id: 'platformio',
  purlType: 'generic',
  versions: 'generic',
  files: ['platformio.ini'],
  title: 'platformio.ini',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  parse: parseProject,
}

const hint = 'name the exact version of each library (OWNER/NAME@1.2.3); PlatformIO has no lock file'

function parseProject(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const entries = readIni(file.text)
  const reading: Reading = { draft, settings: settingsOf(entries), declared: [], unidentified: [] }
  for (const entry of entries) {
    if (!settings.has(entry.key)) continue
    for (const value of valuesOf(reading, entry, [])) readValue(reading, entry, value)
  }
  addDeclared(draft, reading.declared, hint)
  const parsed = finishDraft(draft)
  return reading.unidentified.length === 0 ? parsed : { ...parsed, unidentified: reading.unidentified }
}

/** `lib_deps_external` is what old files call `lib_deps`. */
const settings = new Set(['lib_deps', 'lib_deps_external', 'platform', 'platform_packages'])

interface Reading {
  readonly draft: Draft
  /** By `SECTION.KEY`. */
  readonly settings: ReadonlyMap<string, IniEntry>
  readonly declared: Declared[]
  readonly unidentified: UnidentifiedComponent[]
}

function settingsOf(entries: readonly IniEntry[]): ReadonlyMap<string, IniEntry> {
  return new Map(entries.map((entry) => [`${entry.section}.${entry.key}`, entry]))
}

interface Value {
  readonly text: string
  readonly line: number
}

/** Values of all settings together that one file may stand for. */
const mostValues = 20_000

/** One in each line, or several with commas; `${SECTION.KEY}` stands for the values of that setting. */
function valuesOf(reading: Reading, entry: IniEntry, inside: readonly string[]): readonly Value[] {
  const own = `${entry.section}.${entry.key}`
  if (inside.includes(own) || reading.declared.length > mostValues) return []
  return entry.lines.flatMap((raw, index): readonly Value[] => {
    const text = raw.replace(/(?:^|\s)[;#].*$/, '').trim()
    const name = /^\$\{([^{}]+)\}$/.exec(text)?.[1]
    const target = name === undefined ? undefined : reading.settings.get(name.trim().toLowerCase())
    if (target !== undefined)
      return settings.has(target.key) ? [] : valuesOf(reading, target, [...inside, own])
    return splitValues(text).map((one) => ({ text: one, line: entry.line + index }))
  })
}

/** A part that begins like a range goes on with the one before it (`A @ >=1.0, <2.0`). */
function splitValues(text: string): readonly string[] {
  const values: string[] = []
  for (const part of text.split(/,\s*/)) {
    const last = values.at(-1)
    if (last !== undefined && /^[<>=~^!]/.test(part)) values[values.length - 1] = `${last}, ${part}`
    else if (part.trim() !== '') values.push(part.trim())
  }
  return values
}

function readValue(
  { draft, declared, unidentified }: Reading,
  { section, key }: IniEntry,
  { text, line }: Value,
): void {
  const found = platformioPackage(text)
  if (found !== undefined) {
    const environment = /^env:(.+)$/.exec(section)?.[1]
    const groups = environment === undefined ? [] : [environment]
    declared.push({ ...found, line, scope: scopeOf(key, found.purl.name), groups })
    return
  }
  const isNumber = /^\d/.test(text)
  const what = isNumber ? 'a number that only the registry of PlatformIO knows' : 'made of variables'
  addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: `${text.slice(0, 100)} is ${what}` })
  if (isNumber) unidentified.push(toUnidentified(text, line, unidentified.length + 1))
}

function toUnidentified(text: string, line: number, count: number): UnidentifiedComponent {
  const [number = '', version] = text.split('@').map((part) => part.trim().slice(0, 100))
  const isExact = /^\d+\.\d+\.\d+/.test(version ?? '')
  return {
    ref: `unidentified:${count}`,
    name: `PlatformIO library ${number}`,
    ...(isExact && version !== undefined ? { version } : {}),
    line,
    reason: 'it is given by its number in the registry of PlatformIO, which is not asked',
    dependsOn: [],
    dependents: [],
  }
}

/** Compilers and tools stay with the build; frameworks and platforms go into the firmware. */
function scopeOf(key: string, name: string): Scope {
  return key === 'platform_packages' && /^(?:tool|toolchain)-/.test(name) ? 'build' : 'runtime'
}
