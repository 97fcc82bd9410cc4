/** The artefacts that a statement is about: by their digests; names without folders, since paths are nobody's business. */
import { basename } from 'node:path'
import { sha256OfFile } from '@occtet/toolkit/adapters'
import type { Subject } from '@occtet/toolkit/attestations'
import { guardAttest, misused } from './guard-attest.ts'

export type NamedSubject = Subject & { readonly name: string }
export type Subjects = readonly [NamedSubject, ...NamedSubject[]]

/** Read in pieces, so of any size. Each artefact once. Throws (exit 3) where one cannot be read. */
export async function readSubjects(paths: readonly string[]): Promise<Subjects> {
  const found = new Map<string, NamedSubject>()
  for (const path of paths) {
    const sha256 = await guardAttest(async () => sha256OfFile(path))
    const name = basename(path)
    found.set(`${sha256} ${name}`, { name, digest: { sha256 } })
  }
  const [first, ...others] = found.values()
  if (first === undefined) throw misused('SUBJECT_MISSING', 'name the artefact that you ship with --subject')
  return [first, ...others]
}

/** A paper about itself would say nothing about the product. */
export function refuseItself(subjects: Subjects, path: string, sha256: string): void {
  if (subjects.some(({ digest }) => digest.sha256 === sha256)) {
    const hint = 'Give the file that your customers get, such as an archive, an image or an installer.'
    throw misused('SUBJECT_IS_STATEMENT', `--subject is the artefact that you ship, not ${path} itself`, hint)
  }
}
