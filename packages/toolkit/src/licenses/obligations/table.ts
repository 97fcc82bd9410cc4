/**
 * What licenses ask for, as data: class, and terms each with the section of the license that says so. Our own reading
 * of the texts of list 3.29.0, made for orientation; the text of the license is what binds. A license that is not here
 * is unknown, never free of obligations. `¶` counts paragraphs behind title and copyright line where a text numbers
 * nothing; a heading stands in quotes.
 */
import rows from './table.json' with { type: 'json' }

/** How far the conditions reach when a work is passed on. */
export type LicenseClass =
  | 'public-domain'
  | 'permissive'
  | 'weak-copyleft'
  | 'strong-copyleft'
  | 'network-copyleft'
  | 'source-available'
  | 'non-commercial'

interface Row {
  readonly class: LicenseClass
  /** Code of a term, a space, the section. */
  readonly terms: readonly string[]
}

/** Rows by id of the list; a test holds classes and terms to the known ones. */
export const table = rows as unknown as Readonly<Record<string, Row>>

export const licenseClasses: readonly LicenseClass[] = [
  'public-domain',
  'permissive',
  'weak-copyleft',
  'strong-copyleft',
  'network-copyleft',
  'source-available',
  'non-commercial',
]
