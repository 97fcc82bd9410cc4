/** SIG-WEB-SECURITY-TXT: a security.txt (RFC 9116) in the tree, or as a person saved it. Good practice, not a duty. */
import { parseSecurityTxt, type SecurityTxt } from '../../security-txt.ts'
import {
  type Observation,
  reasonWithout,
  type Signal,
  type SignalInput,
  toSignalResult,
} from '../../signal.ts'
import type { EvidencePlace } from '../../status.ts'
import { pageOf, placeOnPage } from '../../web-page.ts'
import { join, say, term } from '../../say.ts'

const id = 'SIG-WEB-SECURITY-TXT'
const noFacts = { present: null, contacts: [], expires: null, expired: null, policy: null, languages: [] }
const foreignFolder =
  /(^|\/)(node_modules|vendor|tests?|__tests__|test[-_]?data|fixtures?|examples?|samples?)\//i

export const webSecurityTxt: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) => {
    const page = pageOf(input.pages, 'security-txt')
    if (page !== undefined) return describe(input, page.text, (line) => placeOnPage(page, line))
    const path = input.tree
      .listAll()
      .files.filter((file) => /(^|\/)security\.txt$/i.test(file) && !foreignFolder.test(file))
      .sort((a, b) => Number(isWellKnown(b)) - Number(isWellKnown(a)))[0]
    const text = path === undefined ? undefined : input.tree.read(path)
    if (path === undefined || text === undefined) {
      const statement = say`Whether a security.txt is published is unknown.`
      const reason =
        path === undefined
          ? say`there is none in the tree; ${reasonWithout(input, 'pages')}`
          : say`${path} cannot be read`
      return toSignalResult(id, { state: 'unknown', statement, facts: noFacts, reason })
    }
    return describe(input, text, (line) => ({ path, line }))
  },
}

function isWellKnown(path: string): boolean {
  return /(^|\/)\.well-known\//.test(path)
}

function describe(
  input: SignalInput,
  text: string,
  at: (line: number) => EvidencePlace,
): ReturnType<Signal['collect']> {
  const read = parseSecurityTxt(text)
  const { path } = at(1)
  if (read === undefined) {
    const reason = say`${path} has none of the fields of RFC 9116`
    return toSignalResult(id, {
      state: 'unknown',
      statement: say`${path} is no security.txt.`,
      facts: noFacts,
      reason,
    })
  }
  const expired = read.expires === undefined || input.asOf === undefined ? null : read.expires < input.asOf
  const facts = {
    present: true,
    contacts: read.contacts.map(({ value }) => value),
    expires: read.expires ?? null,
    expired,
    policy: read.policy ?? null,
    languages: [...read.languages],
  }
  const evidence = [at(read.contacts[0]?.line ?? read.expiresLine)]
  return toSignalResult(id, { ...judge(read, path, expired), facts, evidence })
}

function judge(
  read: SecurityTxt,
  path: string,
  expired: boolean | null,
): Pick<Observation, 'state' | 'statement'> {
  const day = read.expires?.slice(0, 10) ?? ''
  if (read.problems.length > 0)
    return {
      state: 'contrary',
      statement: say`${path} breaks RFC 9116: ${join(read.problems.map(term), '; ')}.`,
    }
  if (expired === true) return { state: 'contrary', statement: say`${path} expired on ${day}.` }
  const contact = read.contacts[0]?.value ?? ''
  return {
    state: 'present',
    statement: say`${path} names where to report (${contact}) and is valid until ${day}.`,
  }
}
