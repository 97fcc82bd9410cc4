/** Which parts of a package's file belong into a notice file. */
import type { PackageText } from '../package-texts.ts'
import type { LicenseMatch } from '../recognition/match.ts'
import { recognizeLicense } from '../recognition/recognize.ts'
import { toWords } from '../recognition/words.ts'
import { isCopyrightLine } from './copyright.ts'

export interface FoundText {
  /** First the id, then others that the text fits; empty where we cannot name it. */
  readonly ids: readonly string[]
  readonly path: string
  readonly text: string
  /** The words of the text: two texts with the same words are one. */
  readonly words: string
}

const licenseFile = /^(?:un)?licen[sc]es?|^copying|^notice|^copyright|^patents|^third.?party/i
const noticeFile = /^notice/i

/** A file that says this much beside its licenses is passed on whole: what we do not know must not get lost. */
const mostUnmatched = 60

/**
 * License texts as found, without copyright lines (those are listed by component), or the whole file: a NOTICE file,
 * a file that holds more than known texts, and a license file that we cannot name.
 */
export function findTexts(file: PackageText): readonly FoundText[] {
  const name = file.path.split('/').at(-1) ?? ''
  const { matches, unmatchedWords } = recognizeLicense(file.text)
  const full = matches.filter((match) => match.kind === 'full-text')
  if (noticeFile.test(name)) return [whole(file, [])]
  if (full.length > 0 && unmatchedWords <= mostUnmatched) return full.map((match) => part(file, match))
  const isLicenseFile = licenseFile.test(name) && file.text.trim() !== ''
  return isLicenseFile || full.length > 0 ? [whole(file, full)] : []
}

function part({ path, text }: PackageText, match: LicenseMatch): FoundText {
  const lines = text
    .split(/\r?\n/)
    .slice(match.lines.start - 1, match.lines.end)
    .filter((line) => !isCopyrightLine(line))
  return toFound(path, lines.join('\n'), [match.id, ...match.alsoNamed])
}

function whole({ path, text }: PackageText, full: readonly LicenseMatch[]): FoundText {
  const lines = text.split(/\r?\n/)
  return toFound(
    path,
    lines.join('\n'),
    full.flatMap((match) => [match.id, ...match.alsoNamed]),
  )
}

function toFound(path: string, text: string, ids: readonly string[]): FoundText {
  const clean = text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd()
  return { ids: [...new Set(ids)], path, text: clean, words: toWords(clean).words.join(' ') }
}
