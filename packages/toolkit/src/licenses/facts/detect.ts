/** Detects licenses in the texts of a package. */
import type { Purl } from '../../model/index.ts'
import type { PackageTexts } from '../package-texts.ts'
import { recognizeLicense } from '../recognition/recognize.ts'
import type { DetectedLicense } from './facts.ts'

/** All matches of all files, by path and line. */
export function detectLicenses(texts: PackageTexts, purl: Purl): readonly DetectedLicense[] {
  return texts.textsOf(purl).flatMap(({ path, text }) =>
    recognizeLicense(text).matches.map(
      ({ id, alsoNamed, kind, confidence, lines, expression }): DetectedLicense => ({
        id,
        alsoNamed,
        kind,
        confidence,
        path,
        lines,
        ...(expression !== undefined && { expression }),
      }),
    ),
  )
}
