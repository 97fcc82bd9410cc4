/** Reads the SPDX license list as the SPDX Java library ships it, and texts of a newer list beside it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Part, readTemplate } from './template.ts'

export interface ListEntry {
  readonly id: string
  readonly name: string
  readonly isException: boolean
  readonly isDeprecated: boolean
  readonly isOsiApproved: boolean
  readonly isFsfLibre: boolean
  readonly text: string
  readonly parts: readonly Part[]
  /** The notice that the license asks to be put in files, where it states one. */
  readonly header?: readonly Part[]
}

interface Source {
  readonly licenseId?: string
  readonly licenseExceptionId?: string
  readonly name: string
  readonly isDeprecatedLicenseId?: boolean
  readonly isOsiApproved?: boolean
  readonly isFsfLibre?: boolean
  readonly licenseText?: string
  readonly licenseExceptionText?: string
  readonly standardLicenseTemplate?: string
  readonly licenseExceptionTemplate?: string
  readonly standardLicenseHeaderTemplate?: string
}

/** Entries of the folder `resources/stdlicenses`, sorted by file name. */
export function readListedLicenses(folder: string): readonly ListEntry[] {
  return readdirSync(folder)
    .filter(
      (file) => file.endsWith('.json') && !/^(?:licenses|exceptions|NOASSERTION|NONE)\.json$/.test(file),
    )
    .sort()
    .map((file) => toEntry(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Source))
}

function toEntry(source: Source): ListEntry {
  const id = source.licenseId ?? source.licenseExceptionId
  const text = source.licenseText ?? source.licenseExceptionText
  const template = source.standardLicenseTemplate ?? source.licenseExceptionTemplate
  if (id === undefined || text === undefined || template === undefined) {
    throw new Error(`${source.name}: expected an id, a text and a template`)
  }
  return {
    id,
    name: source.name,
    isException: source.licenseId === undefined,
    isDeprecated: source.isDeprecatedLicenseId === true,
    isOsiApproved: source.isOsiApproved === true,
    isFsfLibre: source.isFsfLibre === true,
    text,
    parts: readTemplate(template),
    ...(source.standardLicenseHeaderTemplate !== undefined && {
      header: readTemplate(source.standardLicenseHeaderTemplate),
    }),
  }
}

/** Texts of a folder with `licenses/ID` and `exceptions/ID` that `known` lacks; such a text is its own template. */
export function readNewerTexts(folder: string, known: ReadonlySet<string>): readonly ListEntry[] {
  return ['licenses', 'exceptions'].flatMap((kind) => {
    const path = join(folder, kind)
    if (!existsSync(path)) throw new Error(`${path}: expected a folder`)
    return readdirSync(path)
      .filter((id) => !known.has(id) && id !== 'NOASSERTION')
      .sort()
      .map((id) => toPlainEntry(id, readRustString(join(path, id)), kind === 'exceptions'))
  })
}

/** The file is a string literal of Rust: `r#"…"#`. */
function readRustString(file: string): string {
  const text = readFileSync(file, 'utf8')
  const literal = /^r(#*)"([\s\S]*)"\1\s*$/.exec(text)
  if (literal === null) throw new Error(`${file}: expected a raw string`)
  return literal[2] ?? ''
}

function toPlainEntry(id: string, text: string, isException: boolean): ListEntry {
  return {
    id,
    name: id,
    isException,
    isDeprecated: false,
    isOsiApproved: false,
    isFsfLibre: false,
    text,
    parts: [{ kind: 'text', text }],
  }
}
