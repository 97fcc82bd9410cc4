/** Which findings a user means: by key, by purl, by any id of the vulnerability; never more than one unasked. */
import type { Finding } from '@occtet/toolkit/model'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'

/** What a finding is known by. */
interface Named {
  readonly key: string
  readonly purl: string
  readonly group: string
  readonly aliases: readonly string[]
}

/** All findings that a name fits; throws (exit 2) where there is none. */
export function findAllNamed<T extends Named>(findings: readonly T[], name: string): readonly T[] {
  const found = findings.filter(
    ({ key, purl, group, aliases }) =>
      key === name || purl === name || group === name || aliases.includes(name),
  )
  if (found.length > 0) return found
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'FINDING_UNKNOWN',
    message: `no finding has the key, purl or vulnerability ${name}`,
    hint: 'occtet triage list --all names them.',
  })
}

/** One finding per name; with `--every` all that a name fits. A decision for one component must not touch another. */
export function chooseFindings(
  findings: readonly Finding[],
  names: readonly string[],
  isEvery: boolean,
): readonly Finding[] {
  const chosen = names.flatMap((name) => {
    const found = findAllNamed(findings, name)
    if (found.length === 1 || isEvery) return found
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'FINDING_AMBIGUOUS',
      message: `${name} fits ${found.length} findings: ${found
        .slice(0, 5)
        .map(({ key }) => key)
        .join(', ')}${found.length > 5 ? ', …' : ''}`,
      hint: 'Name one by its key, or give --every to decide each of them by itself.',
    })
  })
  return [...new Set(chosen)]
}
