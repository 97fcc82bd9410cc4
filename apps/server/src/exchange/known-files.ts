/** Which files a product is exchanged as, and how each is read: what no parser of ours accepts does not come in. */
import { proposalView } from '@occtet/contract/api'
import { parseJson, type Result, sha256Hex } from '@occtet/toolkit/base'
import {
  isCaseId,
  parseAnswersFile,
  parseCase,
  parseDiligenceFile,
  parsePlanFile,
  parseProfile,
  parseRiskFile,
  parseSavedAssessment,
} from '@occtet/toolkit/cra'
import { parseConclusions } from '@occtet/toolkit/licenses'
import { parsePolicy } from '@occtet/toolkit/policy'
import { parseYaml } from '@occtet/toolkit/small-files'
import { isDecisionId, parseDecision, parseReceivedList, readVex } from '@occtet/toolkit/vex'

export type Place = 'tracked' | 'private'

/** As much as the largest of our own files; an answer log of years is smaller. */
const mostOwnBytes = 4 * 1024 * 1024
/** Documents of others come as they are: as much as an upload of one takes. */
const mostReceivedBytes = 64 * 1024 * 1024

export function mostBytesOf(path: string): number {
  return path.startsWith('received/') ? mostReceivedBytes : mostOwnBytes
}

/** Undefined: it is what it should be; else what is wrong, for the person who uploads. */
type Check = (text: string) => string | undefined

/** Undefined where no product has such a file. `.gitignore` and the link to a ledger are plain text and YAML. */
export function checkOf(place: Place, path: string): Check | undefined {
  const [folder, name, ...rest] = path.split('/')
  if (folder === undefined || rest.length > 0) return undefined
  if (name === undefined) return (place === 'tracked' ? trackedFiles : privateFiles)[folder]
  if (folder === 'decisions') return isDecisionId(stemOf(name, '.yaml') ?? '') ? decision : undefined
  if (place === 'private') return privateCheck(folder, name)
  return folder === 'received' && /^[0-9a-f]{32}\.json$/.test(name) ? receivedCheck(name) : undefined
}

function privateCheck(folder: string, name: string): Check | undefined {
  if (folder === 'cases' || folder === 'drills') return caseCheck(folder, stemOf(name, '.json'))
  if (folder === 'proposals') return proposalCheck(stemOf(name, '.json'))
  if (folder === 'assessments' && /^\d{8}T\d{6}Z-[a-z-]+\.json$/.test(name)) return assessment
  return undefined
}

const told = (
  read: Result<unknown, { readonly message: string; readonly line?: number }>,
): string | undefined =>
  read.ok
    ? undefined
    : read.error.line === undefined
      ? read.error.message
      : `line ${read.error.line}: ${read.error.message}`

/** Its name is the beginning of its digest: a document that somebody changed does not come in. */
function receivedCheck(name: string): Check {
  return (text) => {
    if (!sha256Hex(text).startsWith(name.slice(0, 32))) return 'it was changed since it was received'
    const read = readVex(Buffer.from(text, 'utf8'), name)
    return read.ok ? undefined : read.error.message
  }
}

const decision: Check = (text) => told(parseDecision(text))
const yaml: Check = (text) => {
  const read = parseYaml(text)
  return read.ok ? undefined : read.error
}
const plain: Check = () => undefined
const assessment: Check = (text) => {
  const read = parseSavedAssessment(text)
  return read.ok ? undefined : read.error
}
const lines: Check = (text) =>
  text.split('\n').every((line) => line === '' || parseJson(line).ok)
    ? undefined
    : 'expected one JSON value a line'

const records: Readonly<Record<string, Check>> = {
  'answers.yaml': (text) => told(parseAnswersFile(text)),
  'risk.yaml': (text) => told(parseRiskFile(text)),
  'diligence.yaml': (text) => told(parseDiligenceFile(text)),
  'plan.yaml': (text) => told(parsePlanFile(text)),
}

const trackedFiles: Readonly<Record<string, Check>> = {
  ...records,
  'product.yaml': (text) => told(parseProfile(text)),
  'policy.yaml': (text) => told(parsePolicy(text)),
  'policy.test.yaml': yaml,
  'licenses.yaml': (text) => told(parseConclusions(text)),
  'received.yaml': (text) => told(parseReceivedList(text)),
  'ledger.yaml': yaml,
  '.gitignore': plain,
}

const privateFiles: Readonly<Record<string, Check>> = {
  ...records,
  'answers-log.ndjson': lines,
  'time-spent.ndjson': lines,
}

function stemOf(name: string, ending: string): string | undefined {
  return name.endsWith(ending) ? name.slice(0, -ending.length) : undefined
}

function caseCheck(folder: string, id: string | undefined): Check | undefined {
  if (!isCaseId(id) || (id?.startsWith('DRILL-') ?? false) !== (folder === 'drills')) return undefined
  return (text) => {
    const json = parseJson(text)
    if (!json.ok) return json.error.message
    const read = parseCase(json.value.value)
    return read.ok
      ? read.value.id === id
        ? undefined
        : `the case in it is ${read.value.id}`
      : read.error.message
  }
}

/** Named after what it holds: its kind and the digest of its request. */
function proposalCheck(stem: string | undefined): Check | undefined {
  if (stem === undefined || !/^[a-z_]{1,40}-[0-9a-f]{24}$/.test(stem)) return undefined
  return (text) => {
    const json = parseJson(text)
    if (!json.ok) return json.error.message
    const { schema, ...view } = Object(json.value.value) as Readonly<Record<string, unknown>>
    const read = proposalView.safeParse(view)
    if (schema !== 'occtet.proposal/1' || !read.success)
      return 'expected a proposal that was kept by occtet propose'
    return read.data.id.replace('/', '-') === stem ? undefined : `the proposal in it is ${read.data.id}`
  }
}
