/** SIG-REPO-SECURITY-MD: is there a policy that tells a finder of a vulnerability whom to write to and what to expect. */
import type { Evidence } from '../../model/index.ts'
import type { RepoFiles } from '../repo-files.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { say, term } from '../say.ts'

const id = 'SIG-REPO-SECURITY-MD'
const policyFile = /^(\.github\/|docs\/|\.gitlab\/)?security(\.md|\.rst|\.txt|\.adoc)?$/i
/** Order in which platforms look (root last of the three is wrong for none of our purposes). */
const folderOrder = ['.github/', '', 'docs/', '.gitlab/']
const characters = 200_000

const email = /[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}/g
const hiddenEmail =
  /\b([A-Za-z0-9][\w.+-]{0,63}) ?[[({<] ?(?:at|AT|@) ?[\])}>] ?([\w-]{1,63}(?:(?: ?[[({<] ?(?:dot|DOT|\.) ?[\])}>] ?|\.)[\w-]{2,63}){1,5})/g
const url = /https?:\/\/[^\s)>\]"'`|]{4,300}/g
const reportingUrl =
  /security\/(advisories|policy)|\/advisories\/new|hackerone\.com\/|bugcrowd\.com\/|huntr\.(dev|com)|matrix\.to\/|keybase\.io\/|intigriti\.com|yeswehack\.com|tidelift\.com\/security|security\.txt|\/(security|vulnerabilit|report|disclos|contact|psirt|cve)/i
const reportingLine = /\b(report|contact|disclos|e-?mail|submit|form|notify|meld)/i
const privateReporting =
  /private(ly)? (vulnerability )?report|report (a|security) vulnerabilit(y|ies) (button|privately)|security advisor(y|ies) tab/i
/** An address against gatherers of addresses; people can read it. */
const addressPicture =
  /!\[[^\]]{0,80}(?:contact|e-?mail|address)[^\]]{0,80}\]\([^)\s]{1,300}\.(?:png|gif|jpe?g|svg|webp)\)/i
/** Ways to report that have no address of their own, in our words. */
const inPlatform = [
  'confidential issues of the platform',
  'private vulnerability reporting of the platform',
] as const
const confidentialIssue = /\bconfidential\*{0,2} issue/i
const numbers = new Map(
  ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'].map((word, at) => [
    word,
    at + 1,
  ]),
)
const timeFrame =
  /\b(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)\b[ -]?(?:\(\d+\) )?(?:(?:business|working|calendar|full)[ -])?(hour|day|week)s?\b/i
const responseWord = /respon|acknowledg|repl(y|ies)|confirm|hear (back )?from|get back|react|triage|answer/i
const supportedVersions =
  /^\s*(#+\s*|=*\s*)?supported\s+(versions?|releases?)\b|\|\s*supported\s*\||\bsupported versions\b.*:$/im
/** Sentences of the platforms' templates that nobody filled in. */
const template = /tell people (about|which)|Tell them where to go|Use this section to tell people/i

export const securityMd: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ tree, history }) => {
    const paths = findPolicies(tree)
    const texts = paths.map((path) => ({ path, text: tree.read(path)?.slice(0, characters) }))
    const found = texts.find((file) => file.text !== undefined && file.text.trim() !== '')
    if (found?.text !== undefined)
      return describePolicy(found.path, found.text, history?.lastChange(found.path)?.at ?? null)
    const first = texts[0]
    if (first === undefined) {
      const statement = say`The tree has no security policy file; a policy that the organisation keeps elsewhere is not visible here.`
      return toSignalResult(id, { state: 'absent', statement, facts: emptyFacts(false) })
    }
    const evidence = [{ path: first.path, line: 1 }]
    if (first.text === undefined) {
      const reason = say`${first.path}: the file cannot be read`
      const statement = say`There is a security policy file that could not be read.`
      return toSignalResult(id, { state: 'unknown', statement, facts: emptyFacts(null), evidence, reason })
    }
    const statement = say`${first.path} is empty.`
    return toSignalResult(id, { state: 'absent', statement, facts: emptyFacts(false), evidence })
  },
}

function emptyFacts(present: boolean | null): {
  present: boolean | null
  path: null
  contacts: readonly string[]
  response_days: null
  has_timeline: null
  has_supported_versions: null
  last_changed: null
} {
  const unknown = {
    response_days: null,
    has_timeline: null,
    has_supported_versions: null,
    last_changed: null,
  }
  return { present, path: null, contacts: [], ...unknown }
}

function findPolicies(tree: RepoFiles): readonly string[] {
  const rank = (path: string): number => {
    const folder = path.includes('/') ? path.slice(0, path.indexOf('/') + 1) : ''
    return folderOrder.indexOf(folder)
  }
  return tree
    .list()
    .filter((path) => policyFile.test(path))
    .sort((a, b) => rank(a) - rank(b))
}

/** `lastChanged`: RFC 3339, UTC; null where the history does not tell. */
function describePolicy(
  path: string,
  text: string,
  lastChanged: string | null,
): ReturnType<Signal['collect']> {
  const lines = text.split(/\r?\n/)
  const contacts = findContacts(lines)
  const times = findTimes(lines)
  const isTemplate = template.test(text)
  const facts = {
    present: true,
    path,
    contacts: contacts.map((contact) => contact.value),
    response_days: times.responseDays ?? null,
    has_timeline: times.line !== undefined,
    has_supported_versions: supportedVersions.test(text),
    last_changed: lastChanged,
  }
  const evidence: Evidence[] = [{ path, line: contacts[0]?.line ?? 1 }]
  if (times.line !== undefined) evidence.push({ path, line: times.line })
  const seen = { state: 'present' as const, facts, evidence }
  if (isTemplate && contacts.length === 0) {
    const statement = say`${path} is a template that is not filled in yet: it names nobody to report to.`
    return toSignalResult(id, { ...seen, statement, strength: 'weak' })
  }
  if (contacts.length === 0) {
    const statement = say`${path} is there, but no address or form to report to was found in it.`
    return toSignalResult(id, { ...seen, statement, strength: 'weak' })
  }
  const when = times.line === undefined ? say`states no time frame` : say`states a time frame`
  const first = contacts[0]?.value ?? ''
  const shown = inPlatform.some((words) => words === first) ? term(first) : first
  return toSignalResult(id, {
    ...seen,
    statement: say`${path} names where to report (${shown}) and ${when}.`,
  })
}

interface Contact {
  readonly value: string
  readonly line: number
}

function findContacts(lines: readonly string[]): readonly Contact[] {
  const found = new Map<string, Contact>()
  const add = (value: string, line: number): void => {
    if (!found.has(value)) found.set(value, { value, line })
  }
  lines.forEach((long, at) => {
    const text = long.slice(0, 2000)
    for (const address of [...addressesOf(text), ...formsOf(text)]) add(address, at + 1)
  })
  return [...found.values()]
}

function addressesOf(text: string): readonly string[] {
  const plain = [...text.matchAll(email)].map(([address]) => address)
  const hidden = [...text.matchAll(hiddenEmail)].flatMap(([, name = '', rest = '']) => {
    const host = rest.replace(/ ?[[({<] ?(dot|\.) ?[\])}>] ?/gi, '.')
    return host.includes('.') ? [`${name}@${host}`] : []
  })
  return [...plain, ...hidden].filter((address) => !isPlaceholder(address))
}

/** Web addresses to report to, and ways that only the platform knows. */
function formsOf(text: string): readonly string[] {
  const addresses = [...text.matchAll(url)].map(([address]) => address.replace(/[.,;:]+$/, ''))
  const isPicture = addressPicture.test(text) && !/badge|shields\.io/i.test(text)
  return [
    ...addresses.filter((address) => isReportingUrl(address, text)),
    ...(confidentialIssue.test(text) ? [inPlatform[0]] : []),
    ...(isPicture ? ['an address in a picture'] : []),
    ...(privateReporting.test(text) ? [inPlatform[1]] : []),
  ]
}

function isPlaceholder(address: string): boolean {
  return /@(example\.|domain\.|yourdomain|email\.com|company\.com|localhost)|^(noreply|no-reply|you|your[-_.]?\w*)@|\.(png|jpg|svg)$/i.test(
    address,
  )
}

function isReportingUrl(address: string, line: string): boolean {
  // The CVE form assigns numbers; the project does not read it.
  if (
    /shields\.io|badge|cveform\.mitre\.org|\/\/docs\.github\.com\/|\.(svg|png)$|\/\/(www\.)?example\./i.test(
      address,
    )
  )
    return false
  return (
    reportingUrl.test(address.replace(/^https?:\/\//, '/')) &&
    (reportingLine.test(line) || /advisories\/new/.test(address))
  )
}

function findTimes(lines: readonly string[]): { readonly line?: number; readonly responseDays?: number } {
  const hits = lines.flatMap((text, at) => {
    const match = timeFrame.exec(text.slice(0, 2000))
    if (match === null) return []
    const nearby = `${lines[at - 1] ?? ''} ${text}`.slice(0, 4000)
    return [
      { line: at + 1, days: toDays(match[1] ?? '', match[2] ?? ''), isResponse: responseWord.test(nearby) },
    ]
  })
  const response = hits.find((hit) => hit.isResponse)
  const first = response ?? hits[0]
  if (first === undefined) return {}
  return response === undefined ? { line: first.line } : { line: first.line, responseDays: response.days }
}

/** Whole days, hours rounded up. */
function toDays(amount: string, unit: string): number {
  const number = numbers.get(amount.toLowerCase()) ?? Number(amount)
  switch (unit.toLowerCase()) {
    case 'hour':
      return Math.ceil(number / 24)
    case 'week':
      return number * 7
    default:
      return number
  }
}
