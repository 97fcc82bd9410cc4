/** SIG-REPO-RISK-DOC: is there a risk assessment or threat model in the tree, and which requirements does it name. */
import { toFileSignal } from '../prose/files.ts'
import type { RepoFiles } from '../repo-files.ts'
import { say } from '../say.ts'

const characters = 300_000
/** Ids of the catalogue, or the letter as the law writes it. */
const ids = /\bECR-I-2([a-m])\b|\bAnnex I\b[^.\n]{0,40}?\(2\)\s?\(([a-m])\)|\bpoint \(2\)\s?\(([a-m])\)/gi

export const riskDoc = toFileSignal({
  id: 'SIG-REPO-RISK-DOC',
  subject: say`a risk assessment or threat model`,
  path: /(^|\/)(threat[-_ ]?model(l?ing|s)?|risk[-_ ]?(assessment|analysis|register)|security[-_ ]?(risk|threat)s?|risikobewertung|bedrohungsanalyse)[^/]{0,40}\.(md|rst|adoc|txt|ya?ml|json|pdf|docx?|xlsx?|html?|tex|drawio|py)$|(^|\/)threagile\.ya?ml$|\.tm7$|(^|\/)threat[-_]?models?\/[^/]+\.(md|ya?ml|json)$|(^|\/)\.occtet\/risk\.ya?ml$/i,
  says: {
    heading: /\b(threat model(l?ing)?|risk assessment|risk analysis|risikobewertung|bedrohungsmodell)\b/i,
  },
  fields: ['last_changed', 'ecr_ids'],
  facts: (files, { tree, history }) => ({
    last_changed: lastOf(files.map((file) => history?.lastChange(file)?.at)),
    ecr_ids: findIds(files, tree),
  }),
})

/** Day of the newest change, `YYYY-MM-DD`. */
function lastOf(times: readonly (string | undefined)[]): string | null {
  const days = times.flatMap((time) => (time === undefined ? [] : [time.slice(0, 10)]))
  return days.sort().at(-1) ?? null
}

function findIds(files: readonly string[], tree: RepoFiles): readonly string[] {
  const letters = new Set<string>()
  for (const file of files) {
    const text = tree.read(file)?.slice(0, characters) ?? ''
    for (const match of text.matchAll(ids)) {
      letters.add((match[1] ?? match[2] ?? match[3] ?? '').toLowerCase())
    }
  }
  return [...letters].sort().map((letter) => `ECR-I-2${letter}`)
}
