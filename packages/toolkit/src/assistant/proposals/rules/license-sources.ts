/** Sorts evidence on a license by what it is: metadata, files, headers, a statement of the authors, a part with terms of its own. */
import type { EvidenceText } from '../model.ts'
import { denies, isTalk, sentencesOf } from '../reading.ts'
import { type Named, readLicenses, type SentenceLicenses } from './license-names.ts'

export interface LicenseSource extends SentenceLicenses {
  readonly kind: 'metadata' | 'file' | 'header' | 'statement' | 'part'
  readonly evidence: EvidenceText
  readonly text: string
}

export function readSources(evidence: readonly EvidenceText[]): readonly LicenseSource[] {
  return evidence
    .filter(({ text }) => !isTalk(text))
    .flatMap((one) =>
      sentencesOf(one.text).flatMap((text) => {
        const kind = kindOf(text) ?? kindOf(one.text)
        const read = readLicenses(text)
        const named = kind === 'file' ? [...read.named, ...fromFileNames(text, read.named)] : read.named
        return kind === undefined || named.length === 0 || isSilent(text)
          ? []
          : [{ ...read, named, kind, evidence: one, text }]
      }),
    )
}

function kindOf(text: string): LicenseSource['kind'] | undefined {
  if (
    /\b(?:folder|directory|vendor|vendored|bundled|third[- ]party|subfolder|ordner|verzeichnis|unterordner|mitgeliefert\w*|beigelegt\w*)\b|\bvendor\//i.test(
      text,
    )
  )
    return 'part'
  if (/\bSPDX-License-Identifier\b|\bheaders?\b|\bKopfzeilen?\b|\bDateik(?:opf|öpfe)\w*/i.test(text))
    return 'header'
  if (
    /\bmetadata|metadaten|metadatenfeld|\bpackage\.json|\bCargo\.toml|\bpom\.xml|\bpom\b|\bpyproject|\bsetup\.(?:py|cfg)|\bgemspec|\bmanifest|\bregistry|\bclassifier/i.test(
      text,
    )
  )
    return 'metadata'
  if (
    /\bLICEN[CS]ES?\b|\bCOPYING\b|\b(?:licen[cs]e|lizenz)[- ]?(?:file|text|datei)|\bDateien?\b.*\bLizenz/.test(
      text,
    ) ||
    /\b(?:file|files|datei|dateien)\b.*\b(?:licen[cs]e|copying|lizenz)/i.test(text)
  )
    return 'file'
  return /\breadme|\bnotice|\bauthors?\b|\bautor(?:en)?\b/i.test(text) ? 'statement' : undefined
}

/** `No header names a version` names none. */
function isSilent(text: string): boolean {
  return /^(?:no|neither|kein(?:e|en)?|weder)\b/i.test(text.replace(/^[A-Z]+(?:[:,] )/, '')) && denies(text)
}

/** `LICENSE-MIT` and `LICENSE-APACHE` say by their names what is in them. */
function fromFileNames(text: string, known: readonly Named[]): readonly Named[] {
  const names: Readonly<Record<string, string>> = {
    MIT: 'MIT',
    APACHE: 'Apache-2.0',
    'APACHE-2.0': 'Apache-2.0',
    ISC: 'ISC',
    ZLIB: 'Zlib',
    UNLICENSE: 'Unlicense',
  }
  return [...text.matchAll(/\b(?:LICEN[CS]E|COPYING)[-._]([A-Z0-9][A-Z0-9.-]*[A-Z0-9])\b/gi)].flatMap(
    ([, end = '']) => {
      const id = names[end.toUpperCase()]
      return id === undefined || known.some((one) => one.includes(id)) ? [] : [[id]]
    },
  )
}
