/** Licenses: text recognition, expressions, declared and detected facts, obligations. Pure; never touches a disk. */
export { type ListedLicense, openCatalogue } from './recognition/catalogue.ts'
export type { Difference } from './recognition/differences.ts'
export type { AmbiguousName, Confidence, LicenseMatch, Recognition } from './recognition/match.ts'
export { mostCharacters, recognizeLicense } from './recognition/recognize.ts'
