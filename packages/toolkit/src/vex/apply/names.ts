/** Names of vulnerabilities in statements, in the form in which they are compared. */
import { toName } from '../decisions/identity.ts'
import type { VexStatement } from '../model.ts'

/** An address stands for the id that it ends with, too: `https://…/CVE-2019-17571`. */
export function namesOfStatement({ vulnerability }: VexStatement): ReadonlySet<string> {
  const names = [vulnerability.id, ...vulnerability.aliases].flatMap((name) => {
    const end = /^https?:\/\/.*\/([^/?#]+)$/.exec(name)?.[1]
    return end === undefined ? [name] : [name, end]
  })
  return new Set(names.map(toName))
}
