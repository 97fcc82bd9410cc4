/** Answers for each asked component: what product code loads, by itself or through what brings the component in. */
import {
  type Component,
  type Inventory,
  type Purl,
  type Reachability,
  type ReachabilityCode,
  reachabilityStates,
  splitPurl,
} from '../model/index.ts'
import { golang } from './go/language.ts'
import { npm } from './javascript/language.ts'
import type { Language, LanguageView } from './language.ts'
import { createParents, type Parents } from './parents.ts'
import { pypi } from './python/language.ts'
import { createSources, type Sources, type SourceTree } from './source-tree.ts'
import { toReachability, type Verdict, verdictOf } from './verdict.ts'

export interface ReachabilityQuestion {
  readonly purl: Purl
  /** Go: import paths of the affected packages, where the advisory gives them. */
  readonly packagePaths?: readonly string[]
}

const languages: readonly Language[] = [npm, pypi, golang]

/**
 * One answer for each question, in their order; pure, and it never throws. The cost grows with the tree and with the
 * number of asked components, not with the inventory.
 */
export function findReachability(
  tree: SourceTree,
  inventory: Inventory,
  questions: readonly ReachabilityQuestion[],
): readonly Reachability[] {
  const sources = createSources(tree)
  const parents = createParents(inventory)
  const answers = new Map<ReachabilityQuestion, Reachability>()
  for (const language of languages) {
    const own = questions.filter(({ purl }) => language.types.includes(splitPurl(purl).type))
    if (own.length > 0) answerLanguage({ language, sources, parents, inventory, questions: own }, answers)
  }
  return questions.map((question) => answers.get(question) ?? notRead(question.purl))
}

function notRead(purl: Purl): Reachability {
  const message = `imports of ${splitPurl(purl).type} packages are not read`
  return {
    state: 'unknown',
    reason: { code: 'LANGUAGE_NOT_READ', message },
    places: [],
    looked: { files: 0, unread: 0 },
  }
}

interface Task {
  readonly language: Language
  readonly sources: Sources
  readonly parents: Parents
  readonly inventory: Inventory
  readonly questions: readonly ReachabilityQuestion[]
}

function answerLanguage(task: Task, answers: Map<ReachabilityQuestion, Reachability>): void {
  const { language, sources, parents, inventory, questions } = task
  const components = inventory.components.filter(({ purl }) => language.types.includes(splitPurl(purl).type))
  const asked = questions.map(({ purl }) => parents.find(purl) ?? strangerOf(purl))
  const direct = new Set<Component>()
  for (const component of asked) {
    if (isOrMayBeDirect(parents, component)) direct.add(component)
    for (const above of parents.directAbove(component.purl)) direct.add(above)
  }
  const view = language.look({ sources, components, asked, direct: [...direct] })
  const known = new Map<Component, Verdict>()
  const judge = (parent: Component): Verdict => {
    const verdict = known.get(parent) ?? verdictOf(view, parent, true)
    known.set(parent, verdict)
    return verdict
  }
  for (const [index, question] of questions.entries()) {
    const component = asked[index]
    if (component === undefined) continue
    const { packagePaths } = question
    const own = packagePaths === undefined ? view : (view.narrowedTo?.(component, packagePaths) ?? view)
    answers.set(question, answerOne({ view: own, parents, judge }, component))
  }
}

/** Asked for, but not in the inventory: all that is known is its name. */
function strangerOf(purl: Purl): Component {
  return {
    purl,
    ecosystem: splitPurl(purl).type,
    isVersionResolved: true,
    relation: 'unknown',
    scope: 'unknown',
    groups: [],
    origin: 'registry',
    isFirstParty: false,
    aliases: [],
    licenses: [],
    hashes: [],
    evidence: [],
    dependsOn: [],
  }
}

function isOrMayBeDirect(parents: Parents, component: Component): boolean {
  return parents.isDirect(component) || component.relation === 'unknown'
}

interface Knowledge {
  readonly view: LanguageView
  readonly parents: Parents
  /** The answer for a direct dependency alone, found once. */
  readonly judge: (parent: Component) => Verdict
}

function answerOne(knowledge: Knowledge, component: Component): Reachability {
  const { view, parents } = knowledge
  const own = verdictOf(view, component, isOrMayBeDirect(parents, component))
  const state = reachabilityStates[own.code]
  if (state === 'imported' || view.holdsTypesOnly(component)) return toReachability(view, own)
  const above = parents.directAbove(component.purl)
  const through = throughParents({ ...knowledge, component, above })
  if (through !== undefined && isLoadedByParent(through)) return through
  if (state === 'unknown' || view.isClosed === true) return toReachability(view, own)
  if (through !== undefined && (state === 'not-seen' || through.state === 'unknown')) return through
  if (isAllKnown(parents, component, { state, isAlone: above.length === 0 })) return toReachability(view, own)
  return toReachability(view, {
    code: 'PARENT_UNKNOWN',
    places: own.places,
    message: `${own.message}; which other packages bring it in is not known`,
  })
}

function isLoadedByParent({ state, reason }: Reachability): boolean {
  return state === 'imported' || reason.code === 'PARENT_IMPORTED'
}

/** Whether nothing else can bring the component in than what the inventory tells. */
function isAllKnown(
  parents: Parents,
  component: Component,
  { state, isAlone }: { readonly state: Reachability['state']; readonly isAlone: boolean },
): boolean {
  if (state === 'development-only' && component.scope === 'development') return true
  const isBroughtIn = isAlone && !parents.isDirect(component)
  return parents.knowsEdges(component) && !isBroughtIn
}

interface Ascent extends Knowledge {
  readonly component: Component
  /** Direct dependencies that bring it in. */
  readonly above: readonly Component[]
}

interface Parent {
  readonly parent: Component
  readonly verdict: Verdict
}

/** Undefined where nothing else brings it in. */
function throughParents(ascent: Ascent): Reachability | undefined {
  const { view, above, judge } = ascent
  if (above.length === 0) return undefined
  const verdicts = above.map((parent): Parent => ({ parent, verdict: judge(parent) }))
  const inState = (state: Reachability['state']): readonly Parent[] =>
    verdicts.filter(({ verdict }) => reachabilityStates[verdict.code] === state)
  const imported = inState('imported')
  if (imported.length > 0) return followed(ascent, imported)
  const [doubt] = inState('unknown')
  if (doubt !== undefined) return byParent(view, 'PARENT_UNKNOWN', doubt)
  const [used] = inState('development-only')
  if (used !== undefined) return byParent(view, 'PARENT_DEVELOPMENT_ONLY', used)
  const names = above.slice(0, 3).map(nameOf).join(', ')
  const more = above.length > 3 ? ` and ${above.length - 3} more` : ''
  const message = `no import of it or of what brings it in (${names}${more}) was seen`
  return toReachability(view, { code: 'PARENT_NOT_IMPORTED', places: [], message })
}

function byParent(view: LanguageView, code: ReachabilityCode, { parent, verdict }: Parent): Reachability {
  const message = `${nameOf(parent)} brings it in; of that: ${verdict.message}`
  return { ...toReachability(view, { code, places: verdict.places, message }), through: parent.purl }
}

/** From the imported direct dependencies down, over what the sources of installed packages import. */
function followed(ascent: Ascent, imported: readonly Parent[]): Reachability {
  const { view, component } = ascent
  const { origin, isUnread } = descend(ascent, imported)
  const reached = origin.get(component.purl)
  const first = reached ?? imported[0]
  if (first === undefined || (reached === undefined && !isUnread)) {
    const names = imported
      .slice(0, 3)
      .map(({ parent }) => nameOf(parent))
      .join(', ')
    const message = `neither product code nor the installed sources of what brings it in (${names}) import it`
    return toReachability(view, { code: 'NOT_IMPORTED', places: [], message })
  }
  const name = nameOf(first.parent)
  const verdict: Verdict =
    reached === undefined
      ? {
          code: 'PARENT_IMPORTED',
          places: first.verdict.places,
          message: `product code imports ${name}, which brings it in; whether that loads it was not read`,
        }
      : {
          code: 'IMPORTED_BY_PACKAGE',
          places: first.verdict.places,
          message: `product code imports ${name}, whose sources lead to an import of it`,
        }
  return { ...toReachability(view, verdict), through: first.parent.purl }
}

/** Each package that is reached, with the direct dependency that leads to it. */
function descend(
  { view, parents, component }: Ascent,
  imported: readonly Parent[],
): { readonly origin: ReadonlyMap<Purl, Parent>; readonly isUnread: boolean } {
  const way = parents.above(component.purl)
  const origin = new Map(imported.map((one) => [one.parent.purl, one]))
  let isUnread = false
  // A map hands out what is added while it is walked.
  for (const [purl, root] of origin) {
    const from = parents.find(purl)
    for (const to of from?.dependsOn.flatMap((next) => (way.has(next) ? (parents.find(next) ?? []) : [])) ??
      []) {
      if (from === undefined || origin.has(to.purl)) continue
      const load = view.loads(from, to)
      if (load === 'yes') origin.set(to.purl, root)
      isUnread ||= load === 'unread'
    }
  }
  return { origin, isUnread }
}

function nameOf({ purl }: Component): string {
  const { namespace, name } = splitPurl(purl)
  return namespace === undefined ? name : `${namespace}/${name}`
}
