/** Results of the OSS Review Toolkit (analyzer, scanner, advisor, evaluator): YAML or JSON, `OrtResult`. */
import {
  addIssue,
  type Ecosystem,
  entriesField,
  field,
  isTable,
  listField,
  readJsonFile,
  readYamlFile,
  type SourceFile,
  textField,
} from '../../inventory/index.ts'
import type { Hash, ParsedFile } from '../../model/index.ts'
import { whyResultIsSkipped } from '../skipped.ts'
import {
  addForeign,
  finishForeign,
  type ForeignDraft,
  joinLicenses,
  noteFindings,
  startForeign,
} from './foreign-draft.ts'
import { type OrtGraph, readOrtGraph } from './ort-graph.ts'
import { ortIdParts } from './ort-id.ts'
import { texts } from './values.ts'

const stages = ['analyzer-result', 'scan-result', 'advisor-result', 'evaluation-result', 'ort-result']

export const ort: Ecosystem = {
  id: 'ort',
  purlType: 'mixed',
  versions: 'generic',
  files: stages.flatMap((stage) => ['yml', 'yaml', 'json'].map((end) => `*${stage}.${end}`)),
  title: 'Result of the OSS Review Toolkit (ORT)',
  knows: { transitive: 'full', scope: true, edges: true, license: true, hashes: true },
  recognised: 'by-content',
  accepts: (text) =>
    (/^analyzer:/m.test(text) && /^repository:/m.test(text)) ||
    (/"analyzer"\s*:/.test(text) && /"ort_version"\s*:/.test(text)),
  skips: whyResultIsSkipped,
  parse: parseOrt,
}

interface Opened {
  readonly value: unknown
  readonly lineOf: (node: unknown, path: readonly (string | number)[]) => number
}

function parseOrt(file: SourceFile): ParsedFile {
  if (/^\s*\{/.test(file.text)) {
    const document = readJsonFile(file)
    if (!document.ok) return document.error
    const opened = document.value
    return parseResult(file.path, { value: opened.value, lineOf: (_, path) => opened.lineOf(path) })
  }
  const document = readYamlFile(file)
  if (!document.ok) return document.error
  const { value, lineOf } = document.value
  return parseResult(file.path, { value, lineOf: (node) => lineOf(node) })
}

function parseResult(path: string, opened: Opened): ParsedFile {
  const foreign = startForeign(path)
  const result = field(field(opened.value, 'analyzer'), 'result')
  const graph = readOrtGraph(result)
  listField(result, 'projects').forEach((one, at) =>
    addOne(foreign, one, { opened, graph, at: ['analyzer', 'result', 'projects', at], isProject: true }),
  )
  listField(result, 'packages').forEach((row, at) => {
    // Until 2022 each package stood beside its curations.
    const inner = field(row, 'package')
    const at2 = ['analyzer', 'result', 'packages', at]
    addOne(foreign, isTable(inner) ? inner : row, { opened, graph, at: at2, isProject: false })
  })
  if (result === undefined) {
    const message = 'there is no analyzer result, so no packages'
    addIssue(foreign.draft, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  noteProblems(foreign, opened.value, result)
  return finishForeign(foreign)
}

interface Around {
  readonly opened: Opened
  readonly graph: OrtGraph
  readonly at: readonly (string | number)[]
  readonly isProject: boolean
}

function addOne(foreign: ForeignDraft, one: unknown, { opened, graph, at, isProject }: Around): void {
  const id = textField(one, 'id') ?? ''
  const processed = textField(field(one, 'declared_licenses_processed'), 'spdx_expression')
  const license = processed ?? joinLicenses(texts(listField(one, 'declared_licenses')))
  const facts = graph.factsOf(id)
  addForeign(foreign, {
    key: id,
    name: id,
    purl: textField(one, 'purl'),
    parts: ortIdParts(id),
    line: opened.lineOf(one, at),
    isFirstParty: isProject,
    relation: facts.relation,
    scope: isProject ? 'unknown' : facts.scope,
    groups: facts.groups,
    dependsOn: isProject ? graph.rootsOf(id) : facts.dependsOn,
    hashes: hashesOf(field(one, 'binary_artifact')),
    ...(license === undefined ? {} : { license }),
  })
}

const digits: readonly (readonly [Hash['algorithm'], number])[] = [
  ['MD5', 32],
  ['SHA-1', 40],
  ['SHA-256', 64],
  ['SHA-384', 96],
  ['SHA-512', 128],
]

function hashesOf(artifact: unknown): readonly Hash[] {
  const hash = field(artifact, 'hash')
  const value = (textField(hash, 'value') ?? '').toLowerCase()
  const name = (textField(hash, 'algorithm') ?? '').toUpperCase().replace(/^SHA(?=\d)/, 'SHA-')
  const known = digits.find(([algorithm, length]) => algorithm === name && value.length === length)
  return known !== undefined && /^[0-9a-f]+$/.test(value) ? [{ algorithm: known[0], value }] : []
}

/** Issues of ORT's own reading mean that packages may be missing; findings of its advisor and rules are its own. */
function noteProblems(foreign: ForeignDraft, root: unknown, result: unknown): void {
  const severe = entriesField(result, 'issues')
    .flatMap(([, list]) => (Array.isArray(list) ? (list as readonly unknown[]) : []))
    .filter((issue) => textField(issue, 'severity') !== 'HINT')
  if (severe.length > 0) {
    const first = textField(severe[0], 'message')?.slice(0, 200) ?? ''
    const message = `ORT's analyzer reported ${severe.length} problems, so packages may be missing: ${first}`
    addIssue(foreign.draft, { code: 'ENTRY_UNREADABLE', line: 1, message })
  }
  const advised = entriesField(field(field(root, 'advisor'), 'results'), 'advisor_results')
  const direct = entriesField(field(root, 'advisor'), 'results')
  const count = [...advised, ...direct]
    .flatMap(([, list]) => (Array.isArray(list) ? (list as readonly unknown[]) : []))
    .reduce<number>((sum, one) => sum + listField(one, 'vulnerabilities').length, 0)
  noteFindings(foreign, "ORT's advisor", count)
  noteFindings(foreign, "ORT's evaluator", listField(field(root, 'evaluator'), 'violations').length)
}
