/** SIG-VULN-REACH: does the product call the vulnerable code. Nothing in this version looks at calls: an import alone does not say it. */
import { type Signal, toSignalResult } from '../../signal.ts'
import { say } from '../../say.ts'

const id = 'SIG-VULN-REACH'

export const vulnReach: Signal = {
  id,
  looksFor: 'danger',
  collect: () => {
    const statement = say`Whether the product calls vulnerable code is unknown.`
    const reason = say`calls are not analysed in this version; imports alone do not tell`
    return toSignalResult(id, { state: 'unknown', statement, facts: { items: null }, reason })
  },
}
