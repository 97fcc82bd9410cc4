/** SIG-REPO-CHANGELOG: is there a change log, and does it name security changes. */
import { type Signal, toSignalResult } from '../signal.ts'
import { count, say } from '../say.ts'

const id = 'SIG-REPO-CHANGELOG'
const fileName =
  /^(docs?\/)?(changelog|changes|history|news|release[-_ ]?notes|releases|whatsnew|what'?s[-_ ]new)(\.(md|markdown|rst|adoc|txt|html))?$|^(packages|crates|apps|libs|modules)\/[^/]+\/(changelog|changes)(\.(md|rst|txt))?$|^(docs?\/)?(changelogs?|release[-_]?notes|releases)\/[^/]+\.(md|rst|adoc|txt)$|^debian\/changelog$/i
const entry =
  /\b(CVE-\d{4}-\d{4,7}|GHSA-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}|RUSTSEC-\d{4}-\d{4}|PYSEC-\d{4}-\d+|GO-\d{4}-\d{4})\b/i
const heading =
  /^\s{0,3}(#{1,6}\s*|\*\*|[-*]\s+\*\*)?\W{0,3}security( (fix(es)?|release|update|advisor(y|ies)|notice|patch(es)?))?\W{0,3}$/i
const bounds = { files: 60, characters: 1_000_000, evidence: 5 } as const

export const changelog: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ tree }) => {
    const paths = tree
      .listAll()
      .files.filter((path) => fileName.test(path))
      .slice(0, bounds.files)
    const first = paths[0]
    if (first === undefined) {
      const statement = say`The tree has no change log; release notes that a platform keeps are not visible here.`
      return toSignalResult(id, {
        state: 'absent',
        statement,
        facts: { present: false, security_entries: 0 },
      })
    }
    const texts = paths.map((path) => ({ path, text: tree.read(path)?.slice(0, bounds.characters) }))
    const hits = texts.flatMap(({ path, text }) => findEntries(path, text ?? ''))
    if (texts.every((file) => file.text === undefined)) {
      const reason = say`${first}: the file cannot be read`
      const statement = say`There is a change log that could not be read.`
      const facts = { present: true, security_entries: null }
      return toSignalResult(id, {
        state: 'unknown',
        statement,
        facts,
        reason,
        evidence: [{ path: first, line: 1 }],
      })
    }
    const facts = { present: true, security_entries: hits.length }
    const evidence = hits.length === 0 ? [{ path: first, line: 1 }] : hits.slice(0, bounds.evidence)
    const statement =
      hits.length === 0
        ? say`${first} is a change log; no security entry was found in it.`
        : say`${count(hits.length, 'security entry')} in the change log, the first in ${hits[0]?.path ?? ''}.`
    const strength = hits.length === 0 ? 'weak' : 'medium'
    return toSignalResult(id, { state: 'present', statement, facts, evidence, strength })
  },
}

function findEntries(
  path: string,
  text: string,
): readonly { readonly path: string; readonly line: number }[] {
  return text.split(/\r?\n/).flatMap((row, at) => {
    const line = row.slice(0, 2000)
    return entry.test(line) || heading.test(line) ? [{ path, line: at + 1 }] : []
  })
}
