/** Weaknesses: they exist under that name in that version, are not deprecated, and may be mapped to. */
import { both, type CsafFlaw, type CsafTest, only20, only21 } from '../csaf-test.ts'
import { cweVersionOn, findWeakness, namesOfWeakness, newestCwe, type Weakness } from '../facts/cwe.ts'
import { dayOf } from '../instant.ts'
import { child, children, has, type Node, quote, text } from '../node.ts'
import type { CsafView } from '../view.ts'

export const cwe: readonly CsafTest[] = [
  {
    id: '6.1.11',
    title: 'CWE',
    versions: only20,
    *run({ vulnerabilities }) {
      for (const { node } of vulnerabilities) {
        if (has(node, 'cwe')) yield* checkWithoutVersion(child(node, 'cwe'))
      }
    },
  },
  {
    id: '6.1.11',
    title: 'CWE',
    versions: only21,
    *run(view) {
      for (const node of weaknesses(view)) yield* checkWithVersion(node)
    },
  },
  {
    id: '6.2.23',
    title: 'Usage of Deprecated CWE',
    versions: only21,
    run: eachKnown(({ isDeprecated }) => (isDeprecated ? 'the weakness is deprecated' : undefined)),
  },
  { id: '6.2.24', title: 'Usage of Non-Latest CWE Version', versions: only21, run: findOldVersions },
  {
    id: '6.2.25',
    title: 'Usage of CWE Not Allowed for Vulnerability Mapping',
    versions: only21,
    run: eachKnown(({ usage }) =>
      usage === undefined || usage.startsWith('Allowed')
        ? undefined
        : `mapping to it is ${usage.toLowerCase()}`,
    ),
  },
  {
    id: '6.2.26',
    title: 'Usage of CWE Allowed with Review for Vulnerability Mapping',
    versions: only21,
    run: eachKnown(({ usage }) =>
      usage === 'Allowed-with-Review' ? 'mapping to it is allowed with review only' : undefined,
    ),
  },
  {
    id: '6.3.4',
    title: 'Missing CWE',
    versions: both,
    *run({ version, vulnerabilities }) {
      const member = version === '2.0' ? 'cwe' : 'cwes'
      for (const { node } of vulnerabilities) {
        if (!has(node, member)) yield { path: node.path, message: 'the vulnerability has no CWE' }
      }
    },
  },
]

function weaknesses({ vulnerabilities }: CsafView): readonly Node[] {
  return vulnerabilities.flatMap(({ node }) => children(node, 'cwes'))
}

/** 2.0 names no version of CWE: a name that any version has had is right. */
function* checkWithoutVersion(node: Node): Iterable<CsafFlaw> {
  const [id = '', name = ''] = [text(node, 'id'), text(node, 'name')]
  const names = namesOfWeakness(id)
  if (names.includes(name)) return
  const message =
    names.length === 0
      ? `${quote(id)} is no weakness of CWE up to ${newestCwe.version}`
      : `${quote(id)} is named ${quote(names.at(-1) ?? '')}`
  yield { path: `${node.path}/${names.length === 0 ? 'id' : 'name'}`, message }
}

function* checkWithVersion(node: Node): Iterable<CsafFlaw> {
  const [id = '', name = '', version = ''] = [text(node, 'id'), text(node, 'name'), text(node, 'version')]
  const answer = findWeakness(id, version)
  if (answer.kind === 'later_version') {
    yield { skipped: `CWE ${quote(version)} is later than ${newestCwe.version}, the last one known here` }
  } else if (answer.kind === 'no_version') {
    yield { path: `${node.path}/version`, message: `CWE has no version ${quote(version)}` }
  } else if (answer.kind === 'absent') {
    yield { path: `${node.path}/id`, message: `${quote(id)} is no weakness in CWE ${version}` }
  } else if (answer.weakness.name !== name) {
    const message = `${quote(id)} is named ${quote(answer.weakness.name)} in CWE ${version}`
    yield { path: `${node.path}/name`, message }
  }
}

function eachKnown(findFault: (weakness: Weakness) => string | undefined): CsafTest['run'] {
  return function* (view) {
    for (const node of weaknesses(view)) {
      const answer = findWeakness(text(node, 'id') ?? '', text(node, 'version') ?? '')
      if (answer.kind === 'later_version')
        yield { skipped: `CWE ${quote(text(node, 'version') ?? '')} is later than ${newestCwe.version}` }
      const message = answer.kind === 'found' ? findFault(answer.weakness) : undefined
      if (message !== undefined) yield { path: `${node.path}/id`, message }
    }
  }
}

/** Beyond the day of the last version known here, a later one may have been current. */
function* findOldVersions(view: CsafView): Iterable<CsafFlaw> {
  const { newest } = view.revisions
  const day = newest === undefined ? undefined : dayOf(newest)
  const current = day === undefined ? undefined : cweVersionOn(day)
  if (day === undefined || current === undefined) return
  for (const node of weaknesses(view)) {
    const version = text(node, 'version') ?? ''
    const isLater = findWeakness('', version).kind === 'later_version'
    const isOpen = current === newestCwe.version && (version === current || isLater)
    if (isOpen)
      yield { skipped: `versions of CWE after ${newestCwe.version} (${newestCwe.date}) are not known here` }
    else if (version !== current)
      yield { path: `${node.path}/version`, message: `on ${day} CWE ${current} was current` }
  }
}
